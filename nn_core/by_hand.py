"""Two inputs, two neurons, two outputs: a network small enough to be worked by hand."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nn_core.activations import ACTIVATIONS
from nn_core.explain import Case
from nn_core.losses import LOSSES
from nn_core.network import Layer, Network, forward

NAMES = (
    *("x0", "x1"),
    *("w100", "w101", "w110", "w111", "b10", "b11"),  # of hidden 1: from input i to neuron k
    *("w200", "w201", "w210", "w211", "b20", "b21"),  # of the output
    *("y0", "y1"),
)
HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "identity")
OUTPUT = (*HIDDEN, "softmax")
CHANCES = ("sigmoid", "softmax")  # outputs between 0 and 1, of which a logarithm can be taken
MOST = 100.0  # size of a number that is set by hand, and of the learning rate
STEPS = 200  # at most
HUGE = 1e15  # a state with a larger number than this is not shown


@dataclass(frozen=True)
class Example:
    """A network with what goes into it and what should come out, `taken` steps from the start.

    `numbers` are those of NAMES at the start. Without `biases` a step moves the weights alone.
    `began` are the numbers before the steps that were taken with other settings, if any were.
    """

    numbers: tuple[float, ...]
    hidden: str = "sigmoid"
    output: str = "sigmoid"
    loss: str = "squared_error"
    rate: float = 0.5
    biases: bool = True
    taken: int = 0
    began: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if len(self.numbers) != len(NAMES) or not np.isfinite(self.numbers).all():
            raise ValueError(f"expected {len(NAMES)} finite numbers, got {self.numbers}")
        if self.began and (len(self.began) != len(NAMES) or not np.isfinite(self.began).all()):
            raise ValueError(f"expected {len(NAMES)} finite numbers or none, got {self.began}")
        if self.hidden not in HIDDEN or self.output not in OUTPUT or self.loss not in LOSSES:
            raise ValueError(f"expected known names, got {self.hidden, self.output, self.loss}")
        if not 0 < self.rate <= MOST or not 0 <= self.taken <= STEPS:
            raise ValueError(f"expected a rate and a count of steps, got {self.rate, self.taken}")

    @classmethod
    def read(cls, text: str) -> "Example | None":
        """Return the example that was written so, as in a link; None for nonsense."""
        try:
            hidden, output, loss, rate, biases, taken, *words = text.split()
            numbers = tuple(map(float, words))
            return cls(
                numbers[: len(NAMES)],
                *(hidden, output, loss),
                *(float(rate), biases != "0", int(taken)),
                numbers[len(NAMES) :],
            ).fitting
        except ValueError:
            return None

    @property
    def written(self) -> str:
        """Return it as text that `read` takes."""
        numbers = " ".join(f"{number:.12g}" for number in self.numbers + self.began)
        settings = f"{self.hidden} {self.output} {self.loss} {self.rate:.6g}"
        return f"{settings} {self.biases:d} {self.taken} {numbers}"

    @property
    def fitting(self) -> "Example":
        """Return the nearest example that makes sense.

        Numbers have a limited size, a logarithm wants outputs and targets between 0 and 1, and
        with softmax the targets are shares, too: they add up to 1.
        """
        numbers = [min(max(number, -MOST), MOST) + 0.0 for number in self.numbers]
        loss = self.loss if self.loss in losses_of(self.output) else "squared_error"
        if loss in losses_of("sigmoid")[2:]:
            y0, y1 = (min(max(y, 0.0), 1.0) for y in numbers[-2:])
            numbers[-2:] = [y0, 1.0 - y0 if self.output == "softmax" else y1]
        return replace(self, numbers=tuple(numbers), loss=loss)

    @cached_property
    def states(self) -> list[Case]:
        """Return the case at the start and after each step; those after it has diverged are not."""
        states = [self._case(self._start())]
        while len(states) <= self.taken:
            after = self._case(self._stepped(states[-1]))
            if not _fit_to_show(after):
                break
            states.append(after)
        return states

    @property
    def case(self) -> Case:
        """Return what there is after the steps taken."""
        return self.states[-1]

    @property
    def next(self) -> Case | None:
        """Return what there is after one more step; None where it is too large to be shown, and
        after so many steps that nobody follows them."""
        if self.taken == STEPS:
            return None
        after = self._case(self._stepped(self.case))
        return after if _fit_to_show(after) else None

    @property
    def now(self) -> dict[str, float]:
        """Return the numbers after the steps taken, by name."""
        trace, y = self.case.trace, self.case.y
        layers = [here.layer for here in trace]
        parts = [trace[0].x, *(part for one in layers for part in (one.W, one.b)), y]
        return dict(zip(NAMES, np.concatenate([part.ravel() for part in parts]), strict=True))

    def _start(self) -> Network:
        n = np.array(self.numbers)
        activations = (ACTIVATIONS[self.hidden], ACTIVATIONS[self.output])
        return tuple(
            Layer(n[at : at + 4].reshape(2, 2), n[at + 4 : at + 6], activation)
            for at, activation in zip((2, 8), activations, strict=True)
        )

    def _case(self, network: Network) -> Case:
        n = np.array(self.numbers)
        with np.errstate(all="ignore"):
            return Case(forward(network, n[None, :2]), n[None, -2:], LOSSES[self.loss])

    def _stepped(self, case: Case) -> Network:
        with np.errstate(all="ignore"):
            return tuple(
                replace(
                    here.layer,
                    W=here.layer.W - self.rate * gradient.W,
                    b=here.layer.b - self.rate * gradient.b * self.biases,
                )
                for here, gradient in zip(case.trace, case.gradients, strict=True)
            )


def losses_of(output: str) -> tuple[str, ...]:
    """Return the names of the losses that go with an output."""
    plain = ("squared_error", "mse")
    return (*plain, "cross_entropy", "binary_cross_entropy") if output in CHANCES else plain


def _fit_to_show(case: Case) -> bool:
    with np.errstate(all="ignore"):
        numbers = [
            part
            for here, back in zip(case.trace, case.gradients, strict=True)
            for part in (here.layer.W, here.layer.b, here.z, here.a, back.a, back.W, back.x)
        ]
        sizes = [*(np.abs(part).max() for part in numbers), case.loss(case.trace[-1].a, case.y)]
    return bool(np.isfinite(sizes).all() and max(sizes) < HUGE)


# Matt Mazur, "A Step by Step Backpropagation Example" (2015). His loss, half the sum of squares, is
# the mean of two; and he lets the biases stay as they are. The loss that he gives after the step,
# 0.291027924, is that of a program that had already updated the output's weights when it sent the
# blame back through them; with his text, which updates all at once, it is 0.291027774.
MAZUR = Example(
    numbers=(
        *(0.05, 0.10),
        *(0.15, 0.25, 0.20, 0.30, 0.35, 0.35),
        *(0.40, 0.50, 0.45, 0.55, 0.60, 0.60),
        *(0.01, 0.99),
    ),
    loss="mse",
    biases=False,
)
OFF = Example(
    numbers=(
        *(1.0, 2.0),
        *(0.5, -0.4, 0.3, -0.2, 0.1, 0.1),
        *(0.6, -0.3, 0.8, 0.5, 0.0, 0.2),
        *(0.0, 1.0),
    ),
    hidden="relu",
    output="identity",
    rate=0.1,
)
SHARES = Example(
    numbers=(
        *(1.0, 0.5),
        *(0.8, -0.6, -0.4, 0.9, 0.0, 0.1),
        *(0.7, -0.5, -0.3, 0.6, 0.0, 0.0),
        *(0.0, 1.0),
    ),
    hidden="tanh",
    output="softmax",
    loss="cross_entropy",
)
EXAMPLES = {"mazur": MAZUR, "off": OFF, "shares": SHARES}
