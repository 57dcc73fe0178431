"""Twenty rates from tiny to huge, one after another: where does learning begin, where end?"""

from dataclasses import dataclass, replace
from math import inf
from typing import Literal

import numpy as np

from live import names
from nn_core import LOSSES, Dataset, Settings, Training, advance
from nn_core.presets import BATCH_SIZE, Setup
from nn_core.progress import Measure, measure

LENGTH = 282  # batches for each rate: one epoch of the shipped digits
RATES = tuple(float(f"{10**power:.3g}") for power in np.linspace(-5, 2, 20))
HARDLY = 0.9  # of the loss at the start is left where it hardly moves


@dataclass(frozen=True)
class Found:
    """What became of a rate: the last measure, and after how many batches it left, if it did."""

    rate: float
    measure: Measure
    left: int | None = None

    @property
    def loss(self) -> float:
        """Return the loss that it ended with, infinite where it left."""
        return self.measure.loss if self.left is None else inf


@dataclass(frozen=True, eq=False)
class Sweep:
    """A walk through RATES, each from the same weights on the same batches, LENGTH of them.

    `training` is that of the rate under way, the next after those that were `found`.
    """

    setup: Setup
    settings: Settings  # of all of them, but for the rate
    data: Dataset
    start: Measure  # before the first batch
    training: Training
    found: tuple[Found, ...] = ()
    status: Literal["running", "stopped", "finished"] = "running"

    @property
    def running(self) -> bool:
        """Return whether it goes on."""
        return self.status == "running"

    def onward(self) -> "Sweep":
        """Return a running sweep one batch later."""
        rate, loss = RATES[len(self.found)], LOSSES[self.setup.course.loss]
        settings = replace(self.settings, learning_rate=rate)
        training = advance(self.training, self.data, loss, settings)
        if training.batch < LENGTH and not training.diverged:
            return replace(self, training=training)
        left = training.batch if training.diverged else None
        found = (*self.found, Found(rate, measure(training, self.data, loss), left))
        return replace(
            self,
            training=Training(self.setup.start(self.settings.seed)),
            found=found,
            status="finished" if len(found) == len(RATES) else "running",
        )

    def stopped(self) -> "Sweep":
        """Return the sweep with what it has found so far, at its end."""
        return replace(self, status="stopped") if self.running else self

    @property
    def valley(self) -> int | None:
        """Return the place of the rate that ended lowest, None before the first one."""
        ended = [k for k, one in enumerate(self.found) if one.left is None]
        return min(ended, key=lambda k: self.found[k].loss, default=None)

    @property
    def cliff(self) -> int | None:
        """Return the place of the first rate beyond the valley that does no better than guessing.

        One that left the finite numbers counts, too. None where none was found.
        """
        first = 0 if self.valley is None else self.valley + 1
        guess = self.setup.course.guess
        return next((k for k in range(first, len(self.found)) if self.found[k].loss >= guess), None)

    @property
    def slow(self) -> int | None:
        """Return the place of the last rate before the valley that hardly moves, None for none."""
        still = HARDLY * self.start.loss
        return max((k for k in range(self.valley or 0) if self.found[k].loss > still), default=None)


def begun(setup: Setup, data: Dataset, optimizer: str, seed: int) -> Sweep:
    """Return a sweep before its first batch."""
    settings = Settings(optimizer=optimizer, batch_size=BATCH_SIZE, seed=seed)
    training = Training(setup.start(seed))
    start = measure(training, data, LOSSES[setup.course.loss])
    return Sweep(setup, settings, data, start, training)


def says(sweep: Sweep) -> str:
    """Return in words where the valley is, and what lies on both sides of it."""
    if sweep.valley is None:
        return "No rate has come to its end yet."
    best = sweep.found[sweep.valley]
    words = [
        f"The valley: {names.rate(best.rate)} ended lowest, with a loss of {best.loss:.4f} and "
        f"{100 * best.measure.unseen_accuracy:.1f} % of the unseen digits read right."
    ]
    if sweep.slow is not None:
        words.append(f"Up to {names.rate(sweep.found[sweep.slow].rate)} it hardly moves.")
    if sweep.cliff is not None:
        words.append(_of_cliff(sweep.found[sweep.cliff]))
    return " ".join(words)


def _of_cliff(one: Found) -> str:
    if one.left is not None:
        return (
            f"The cliff: at {names.rate(one.rate)} the loss left the finite numbers after "
            f"{one.left} batches."
        )
    return f"The cliff: {names.rate(one.rate)} ended worse than ten equal answers."
