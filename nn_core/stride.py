"""The slope you walk: the gradient says which way is down, and only walking there says how far."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

import numpy as np

from nn_core.arrays import Array
from nn_core.explain.numbers import plain, short, telling
from nn_core.losses import Loss
from nn_core.network import Layer, forward
from nn_core.next_step import Step, next_step
from nn_core.training import Dataset, Settings, Training

# Five rates in each power of ten from 1e-5 to 100, where the knob goes (Renard's numbers).
RATES = (*(float(f"{d}e{p}") for p in range(-5, 2) for d in (1, 1.6, 2.5, 4, 6.3)), 100.0)
WIDE = 2.2  # times as far as the lowest place: a parabola is as high again at 2
PLACES = 60  # and as many where the valley is, and once more as far: there an axis may still end
ENDS = (1, 2, 3, 4, 6)  # where an axis may end, times a power of ten

# Of the way from now down to the lowest place a step should make a third. Beyond that place it may
# lose as much again.
THIRD = 1 / 3
SEEN = 1e-6  # of the loss; what is less than that is flat

Verdict = Literal["too short", "right", "too long", "up the other side"]


@dataclass(frozen=True, eq=False)
class Stride:
    """The loss of the next batch along the step that comes next, were it shorter or longer.

    What is walked is measured in learning rates: the step is twice as long at twice the rate. Where
    there is L2 its share, half of l2 times the sum of all squared weights, belongs to the loss.
    Losses may be infinite or nan where the walk leaves the finite numbers.
    """

    rate: float  # of the step that comes next
    loss: float  # now
    lands: float  # the loss after it
    slope: float  # of the loss where the walk begins, for each unit of the rate
    rates: Array  # (places,), from 0 upward
    losses: Array  # (places,)
    reach: float  # the rate up to which the valley is seen

    @property
    def lowest(self) -> tuple[float, float]:
        """Return the rate and the loss of the lowest place that was found; of a flat floor,
        where it begins."""
        return _lowest(self.rates.tolist(), self.losses)

    @property
    def flat(self) -> bool:
        """Return whether no step of any length would lower the loss by anything to speak of."""
        return self.loss - self.lowest[1] <= SEEN * abs(self.loss)

    @property
    def verdict(self) -> Verdict | None:
        """Return what the next step is; None for a training that has left the finite numbers."""
        if not isfinite(self.loss):
            return None
        if not self.lands <= self.loss * (1 + SEEN):
            return "up the other side"
        if self.flat:
            return "too short"
        before = self.rate <= self.lowest[0]
        share = (self.loss - self.lands) / (self.loss - self.lowest[1])
        if share >= (THIRD if before else 1 - THIRD):
            return "right"
        return "too short" if before else "too long"


def stride(training: Training, data: Dataset, loss: Loss, settings: Settings) -> Stride:
    """Return how the loss of the next batch goes along the step that comes next."""
    with np.errstate(over="ignore", invalid="ignore"):  # a long step may leave the finite numbers
        step = next_step(training, data, loss, replace(settings, learning_rate=1.0))
        loss_at, rate = _along(step, loss, settings.l2), settings.learning_rate
        coarse = {at: loss_at(at) for at in sorted({0.0, rate, *RATES})}
        best, _ = _lowest(list(coarse), np.array(list(coarse.values())))
        reach = _end(WIDE * (best or rate))
        found = coarse | {at: loss_at(at) for at in _places(min(2 * reach, RATES[-1]))}
        slope = sum(
            float((g.W * dW).sum() + (g.b * db).sum())
            for g, (dW, db) in zip(step.gradients, step.moves, strict=True)
        )
    rates = sorted(found)
    losses = np.array([found[at] for at in rates])
    return Stride(rate, found[0.0], found[rate], slope, np.array(rates), losses, reach)


def says(stride: Stride) -> str:
    """Return the verdict in words, with its numbers."""
    if stride.verdict is None:
        return "The loss is no finite number any more: there is no slope to walk."
    best, lowest = stride.lowest
    printed = telling(stride.loss)
    now, lands, least = (
        plain(printed.latex(at)) if isfinite(at) else "infinity"
        for at in (stride.loss, stride.lands, lowest)
    )
    about = float(f"{best:.2g}")  # between two places there may be a lower one
    there = f"{least}, at a rate of {plain(short(about).latex(about))}"
    match stride.verdict:
        case "too short" if stride.flat:
            return f"Flat. The loss stays near {now}: no step this way lowers it, however long."
        case "too short":
            return f"Too short. The loss falls from {now} to {lands}. It could fall to {there}."
        case "right":
            return f"Right. The loss falls from {now} to {lands}. The lowest place is {there}."
        case "too long":
            return (
                f"Too long. The loss falls from {now} to {lands}, but the step goes past the "
                f"lowest place, {there}."
            )
    rises = f"The loss rises from {now} to {lands}"
    if best == 0:
        return f"Uphill. {rises}, and a step of any other length leads up, too."
    over = "the step jumps over the" if best < stride.rate else "it misses the"
    return f"Up the other side. {rises}: {over} lowest place, {there}."


def _along(step: Step, loss: Loss, l2: float) -> Callable[[float], float]:
    """Return the loss after a step as a function of its rate.

    Every optimizer's step is twice as long at twice the rate, and so is what it adds to the first
    weighted sums: these need not be added up again for every rate.
    """
    first, *others = step.before
    here, (_, *moves) = step.trace[0], step.moves
    change = forward(step.after[:1], here.x)[0].z - here.z
    squares = np.sum(
        [
            ((layer.W**2).sum(), 2 * (layer.W * dW).sum(), (dW**2).sum())
            for layer, (dW, _) in zip(step.before, step.moves, strict=True)
        ],
        axis=0,
    )

    def loss_at(rate: float) -> float:
        a = first.activation(here.z + rate * change)
        rest = tuple(
            Layer(layer.W + rate * dW, layer.b + rate * db, layer.activation)
            for layer, (dW, db) in zip(others, moves, strict=True)
        )
        a = forward(rest, a)[-1].a if rest else a
        return loss(a, step.y) + l2 / 2 * float(squares @ (1, rate, rate**2))

    return loss_at


def _lowest(rates: list[float], losses: Array) -> tuple[float, float]:
    """Return the lowest of these places and its loss; of a flat floor, where it begins."""
    if not isfinite(losses[0]):
        return rates[0], float(losses[0])
    k = int(np.argmax(losses <= np.nanmin(losses) + SEEN * abs(losses[0])))
    return rates[k], float(losses[k])


def _places(end: float) -> list[float]:
    """Return rates from 0 to `end`, without 0: closer where a valley is steep, at its beginning."""
    places: list[float] = (end * np.linspace(0, 1, PLACES + 1)[1:] ** 2).tolist()
    return places


def _end(least: float) -> float:
    """Return where an axis ends that goes up to `least` or a little farther, at most to 100."""
    power = 10.0 ** np.floor(np.log10(least))
    ends = [float(f"{end * power:.0e}") for end in (*ENDS, 10)]
    return min(RATES[-1], *(end for end in ends if end >= least * (1 - 1e-9)))
