"""What one step of a training learns from: the loss of a batch, and its gradient."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nn_core.arrays import Array
from nn_core.backprop import Gradients, backward
from nn_core.explain import places
from nn_core.explain.case import Case
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.factors import chain, gradient
from nn_core.explain.leaves import bias, weight
from nn_core.explain.loss import loss
from nn_core.explain.numbers import Format, significant, telling
from nn_core.explain.sums import Terms
from nn_core.losses import Loss
from nn_core.network import Network, Trace, forward
from nn_core.parameters import Parameter

# What pictures have of their own: one of it, many of it, and how it comes to be 0.
LOSS = "loss", "losses", "Their outputs are what they should be."
GRADIENT = "gradient", "gradients", "Nothing went through the weight, or nothing came back to it."


@dataclass(frozen=True, eq=False)
class Batch:
    """Some pictures with their targets, the network that learns from them, and a loss.

    Raises ValueError for a network that is not of float64.
    """

    network: Network
    x: Array  # (pictures, inputs)
    y: Array  # (pictures, outputs)
    loss: Loss

    def __post_init__(self) -> None:
        if self.network[0].W.dtype != "float64":
            raise ValueError(f"expected a network of float64, got {self.network[0].W.dtype}")

    def __len__(self) -> int:
        """Return how many pictures there are."""
        return len(self.x)

    @cached_property
    def trace(self) -> Trace:
        """Return what the network makes of all of them."""
        return forward(self.network, self.x)

    @cached_property
    def gradients(self) -> Gradients:
        """Return the gradients of the batch's loss."""
        return backward(self.trace, self.y, self.loss)

    @cached_property
    def losses(self) -> Array:
        """Return the loss of each picture, (pictures,): the batch's is their mean."""
        return self.loss.terms(self.trace[-1].a, self.y).sum(axis=-1)

    def slopes(self, of: Parameter) -> Array:
        """Return each picture's gradient of a weight or bias, (pictures,): the batch's is their
        mean."""
        back = self.gradients[of.l].z[:, of.k] * len(self)
        return back if of.i is None else self.trace[of.l].x[:, of.i] * back

    def case(self, n: int) -> Case:
        """Return picture number n alone."""
        x, y = (rows[[n]].astype(np.float64) for rows in (self.x, self.y))
        return Case(forward(self.network, x), y, self.loss)


def batch_loss(batch: Batch) -> Explanation:
    """Return the explanation of a batch's loss: the mean of its pictures' losses."""
    value = batch.loss(batch.trace[-1].a, batch.y)
    return _mean(
        batch.losses,
        lambda n: picture_loss(batch, n),
        telling,
        LOSS,
        Explanation(
            name=f"loss of the batch ({batch.loss.name})",
            symbol="L",
            formula=r"\frac{1}{N} \sum_n L_n",
            value=value,
            format=telling(value),
            why="A mean, so that a large batch counts no more than a small one.",
        ),
    )


def picture_loss(batch: Batch, n: int) -> Explanation:
    """Return the explanation of the loss of picture number n."""
    case = batch.case(n)
    return replace(
        loss(case.trace, case.y, case.loss),
        name=f"loss of picture {n + 1} ({case.loss.name})",
        symbol=_own(n),
    )


def batch_gradient(batch: Batch, of: Parameter) -> Explanation:
    """Return the explanation of a batch's dL/dw or dL/db: the mean of its pictures' gradients."""
    alone, symbol = gradient(batch.case(0), of), parameter(batch, of).symbol
    value = of.gradient(batch.gradients)
    return _mean(
        batch.slopes(of),
        lambda n: picture_gradient(batch, of, n),
        significant,
        GRADIENT,
        Explanation(
            name=f"{alone.name}, for the batch",
            symbol=alone.symbol,
            formula=rf"\frac{{1}}{{N}} \sum_n {_slope('L_n', symbol)}",
            value=value + 0.0,  # zero has no sign
            format=significant(value),
            why="Each picture pulls its own way. What they do not agree on cancels.",
        ),
    )


def picture_gradient(batch: Batch, of: Parameter, n: int) -> Explanation:
    """Return the chain of the dL/dw or dL/db of picture number n alone."""
    alone = chain(batch.case(n), of)
    return replace(
        alone,
        name=f"{alone.name}, for picture {n + 1}",
        symbol=_slope(_own(n), parameter(batch, of).symbol),
    )


def parameter(batch: Batch, of: Parameter) -> Explanation:
    """Return the explanation of the weight or bias itself."""
    trace = batch.case(0).trace
    return bias(trace, of.l, of.k) if of.i is None else weight(trace, of.l, of.i, of.k)


def _own(n: int) -> str:
    return rf"L_{{\text{{picture }}{n + 1}}}"


def _slope(of: str, by: str) -> str:
    return places.gradient(by).replace("L", of, 1)


def _mean(
    values: Array,
    explain: Callable[[int], Explanation],
    column: Callable[..., Format],
    words: tuple[str, str, str],
    whole: Explanation,
) -> Explanation:
    """Return the whole as the mean of these values, explained one by one."""
    count = len(values)
    one, many, nothing = words

    def total(format: Format) -> Explanation:
        sum = float(values.sum())
        return Explanation(
            name=f"sum of the {count} {one if count == 1 else many}",
            symbol=whole.formula.partition("} ")[2],
            formula="",
            value=sum,
            format=column(sum).down_to(format.unit),
            work=lambda _: Terms(
                values=values,
                explain=explain,
                column=column,
                nothing=values == 0,
                names=(f"picture with a {one} of 0", f"pictures with a {one} of 0"),
                why=nothing,
            ).sum(),
        )

    def work(format: Format) -> Worked:
        S = total(format)
        return Worked(filled(r"\frac{S}{N}", S=S.shown, N=str(count)), (S,))

    return replace(whole, work=work)
