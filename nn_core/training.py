"""Training is one function, applied again and again: predict, compare, blame, adjust."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, isfinite
from typing import Any

import numpy as np

from nn_core.arrays import Array
from nn_core.backprop import backward
from nn_core.losses import Loss
from nn_core.network import Network, forward
from nn_core.optimizers import OPTIMIZERS

LONGEST = 2_000  # points of a curve; a screen has fewer columns of pixels than that


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to learn from, and unseen ones to be examined on. Rows are examples."""

    x: Array  # (examples, inputs)
    y: Array  # (examples, outputs)
    x_test: Array
    y_test: Array


@dataclass(frozen=True)
class Settings:
    """What the reader may change in the middle of a training.

    `batch_size` None takes all examples at once, `optimizer` is a name from OPTIMIZERS, `seed`
    fixes the order of the examples, and `l2` adds l2 * W to the gradient of W (never of b).
    """

    learning_rate: float = 0.1
    batch_size: int | None = 32
    optimizer: str = "sgd"
    seed: int = 0
    l2: float = 0.0


@dataclass(frozen=True)
class Point:
    """One point of the curve: after so many batches, the loss of the last one before its step."""

    batch: int
    epoch: float
    loss: float  # nan or inf where the training left the finite numbers
    learning_rate: float


@dataclass(frozen=True, eq=False)
class Training:
    """All that a training knows. `Training(network)` is one that has not begun."""

    network: Network
    state: Any = None  # what the optimizer remembers
    batch: int = 0  # batches taken
    epoch: float = 0.0  # rounds through the examples, in parts
    curve: tuple[Point, ...] = ()
    optimizer: str | None = None  # the one that `state` belongs to

    @property
    def diverged(self) -> bool:
        """Return whether the loss has left the finite numbers, for good."""
        return bool(self.curve) and not isfinite(self.curve[-1].loss)


@np.errstate(over="ignore", invalid="ignore")  # a rate too high may diverge: a lesson, no error
def advance(
    training: Training, data: Dataset, loss: Loss, settings: Settings, batches: int = 1
) -> Training:
    """Take some batches more, and put one point on the curve.

    Which examples come next depends on the seed and the batch's number alone, so pausing,
    stepping and running in one go meet the same ones. Training stops at the batch whose loss
    is not finite, that batch is the curve's last point, and further calls change nothing.
    """
    if training.diverged or batches < 1:
        return training
    network, state, epoch = training.network, training.state, training.epoch
    optimizer = OPTIMIZERS[settings.optimizer]
    if training.optimizer != settings.optimizer:
        state = optimizer.start(network)
    for batch in range(training.batch, training.batch + batches):
        rows = batch_rows(len(data.x), settings, batch)
        x, y = data.x[rows], data.y[rows]
        trace = forward(network, x)
        now = loss(trace[-1].a, y)
        epoch = (round(epoch * len(data.x)) + len(x)) / len(data.x)
        if not isfinite(now):
            break
        gradients = backward(trace, y, loss)
        if settings.l2:
            pull = float(settings.l2)
            gradients = tuple(replace(g, W=g.W + pull * g.layer.W) for g in gradients)
        network, state = optimizer.step(network, gradients, state, settings.learning_rate)
    point = Point(batch + 1, epoch, now, settings.learning_rate)
    curve = _thinned((*training.curve, point))
    return Training(network, state, batch + 1, epoch, curve, settings.optimizer)


def batch_rows(examples: int, settings: Settings, batch: int) -> Array | slice:
    """Return the rows of batch number `batch`, counted from 0 over all epochs.

    Each epoch meets every example once, in an order of its own; its last batch may be shorter.
    """
    if settings.batch_size is None:
        return slice(None)
    per_epoch = ceil(examples / settings.batch_size)
    epoch, place = divmod(batch, per_epoch)
    first = place * settings.batch_size
    return _order(examples, settings.seed, epoch)[first : first + settings.batch_size]


@lru_cache(maxsize=32)  # an epoch's batches ask for the same order one after another
def _order(examples: int, seed: int, epoch: int) -> Array:
    order = np.random.default_rng([seed, epoch]).permutation(examples)
    order.flags.writeable = False
    return order


def _thinned(curve: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the curve, or, once it is too long, half its points, evenly spread in batches."""
    if len(curve) <= LONGEST:
        return curve
    batches = [point.batch for point in curve]
    even = np.linspace(batches[0], batches[-1], LONGEST // 2)
    return tuple(curve[k] for k in np.unique(np.searchsorted(batches, even)))
