"""Whose fault is it? The chain from one weight to the loss, as one product in numbers."""

from dataclasses import dataclass, replace
from itertools import zip_longest
from math import prod

import numpy as np

from nn_core.activations import Activation
from nn_core.backprop import MATCHED
from nn_core.explain import places
from nn_core.explain.backward import gradient_b, gradient_W
from nn_core.explain.case import Case
from nn_core.explain.chain import by_activation, by_sum, ways
from nn_core.explain.explanation import Explanation, added
from nn_core.explain.forward import source
from nn_core.explain.leaves import weight
from nn_core.explain.numbers import exact, significant
from nn_core.explain.slopes import slope
from nn_core.explain.sums import product
from nn_core.parameters import Parameter


def gradient(case: Case, of: Parameter) -> Explanation:
    """Return dL/dw of a weight, or dL/db of a bias, explained as one step of the chain rule."""
    here = case.trace, case.y, case.loss, of.l
    return gradient_b(*here, of.k) if of.i is None else gradient_W(*here, of.i, of.k)


def chain(case: Case, of: Parameter) -> Explanation:
    """Return the same with the factors of the chain as its parts, as they stand in the network.

    For a weight: what goes in, the slope of its neuron, and what comes back to that. At an output
    without a slope of its own the last two are one.
    """
    factors = (*_through(case, of), *_back(case, of.l, of.k))
    return replace(
        gradient(case, of),
        formula=_symbols(factors),
        work=lambda format: product(format, *factors),
    )


def backflow(case: Case, l: int, k: int) -> list[tuple[int | None, Explanation]]:
    """Return what comes back to neuron k of hidden layer l, the largest first: it is dL/da.

    Each comes with the number of its neuron in the next column. The last ones may be many small
    ones in one, and what rounding leaves, with None.
    """
    places.check(case.trace, l, k)
    back = ways(case, l + 1, k).ranked()
    parts = [part for _, part in back]
    whole = replace(by_activation(case, l, k), work=lambda _: added(parts)) if parts else None
    return list(zip_longest((j for j, _ in back), whole.parts if whole else ()))


def blame(case: Case) -> list[Explanation]:
    """Return dL/dz of every output, printed as one column: here the way back begins."""
    parts = [by_sum(case, case.last, k) for k in range(case.outputs)]
    format = significant(*(part.value for part in parts))
    return [replace(part, format=format) for part in parts]


@dataclass(frozen=True, eq=False)
class Path:
    """One way from a weight to the loss: the neurons on it, from the weight's own to an output."""

    neurons: tuple[int, ...]
    gradient: Explanation  # what this way alone carries, of all that dL/dw is the sum of


def paths(case: Case, of: Parameter) -> int:
    """Return how many ways lead from a weight or bias to the loss."""
    return prod(here.z.shape[1] for here in case.trace[of.l + 1 :])


def strongest_path(case: Case, of: Parameter) -> Path:
    """Return the way that carries the most, up or down. Of several as strong it is one.

    Raises ValueError where a hidden layer does not bend each neuron alone, as a softmax.
    """
    neurons = _strongest(case, of)
    factors = (*_through(case, of), *_along(case, of.l, neurons))
    value = exact(prod(part.value for part in factors))
    explained = Explanation(
        name=f"what comes by way of {_way(case, of.l, neurons)}",
        symbol=_symbols(factors),
        formula="",
        value=value,
        format=significant(value),
        work=lambda format: product(format, *factors),
    )
    return Path(neurons, explained)


def _through(case: Case, of: Parameter) -> tuple[Explanation, ...]:
    """Return what goes in through a weight; a bias has no such factor."""
    return () if of.i is None else (source(case.trace, of.l, of.i),)


def _back(case: Case, l: int, k: int) -> tuple[Explanation, ...]:
    """Return the slope of neuron k of layer l and dL/da, or dL/dz where that is all there is."""
    f = case.trace[l].layer.activation
    if not isinstance(f, Activation) or (l == case.last and (f, case.loss) in MATCHED):
        return (by_sum(case, l, k),)
    return slope(case.trace, l, k, f), by_activation(case, l, k)


def _strongest(case: Case, of: Parameter) -> tuple[int, ...]:
    """Return the neurons of the strongest path, found from its end: the best of a neuron's ways is
    its best weight times the best way from there."""
    best = np.abs(case.gradients[-1].z[0])
    steps = []
    for l in range(case.last, of.l, -1):
        sizes = np.abs(case.trace[l].layer.W) * best
        steps.append(sizes.argmax(axis=1))
        slopes = _bend(case, l - 1).derivative(case.trace[l - 1].z)[0]
        best = sizes.max(axis=1) * np.abs(slopes)
    neurons = [of.k]
    for step in reversed(steps):
        neurons.append(int(step[neurons[-1]]))
    return tuple(neurons)


def _along(case: Case, l: int, neurons: tuple[int, ...]) -> tuple[Explanation, ...]:
    k, *after = neurons
    if not after:
        return _back(case, l, k)
    here = slope(case.trace, l, k, _bend(case, l)), weight(case.trace, l + 1, k, after[0])
    return *here, *_along(case, l + 1, neurons[1:])


def _bend(case: Case, l: int) -> Activation:
    f = case.trace[l].layer.activation
    if not isinstance(f, Activation):
        raise ValueError(f"expected hidden layers that bend each neuron alone, got {f.name}")
    return f


def _way(case: Case, l: int, neurons: tuple[int, ...]) -> str:
    return ", ".join(places.neuron(case.trace, l + step, k) for step, k in enumerate(neurons))


def _symbols(factors: tuple[Explanation, ...]) -> str:
    return r" \cdot ".join(part.symbol for part in factors)
