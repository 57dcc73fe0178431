"""Training is one function, applied again and again: predict, compare, blame, adjust."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, isfinite
from typing import Any

import numpy as np

from nn_core.arrays import Array
from nn_core.backprop import Gradients, backward
from nn_core.losses import Loss
from nn_core.network import Network, forward
from nn_core.optimizers import OPTIMIZERS

LONGEST = 2_000  # points of a curve; a screen has fewer columns of pixels than that
# An own example is met once in so many others: met only once in thousands, it would be forgotten
# before it is met again. There may be as many of them.
APART = 100
# Steps of this length, about the golden section of APART and without a common factor, reach every
# place among APART before they return, and neighbours lie far apart: no batch gets them all.
STRIDE = 61


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


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to learn from, and unseen ones to be examined on. Rows are examples.

    A learner's own examples, at most APART, join those that are shared with others: these are
    neither copied nor met in another order.
    """

    x: Array  # (examples, inputs)
    y: Array  # (examples, outputs)
    x_test: Array
    y_test: Array
    own_x: Array | None = None  # (own examples, inputs)
    own_y: Array | None = None  # (own examples, outputs)

    def batch(self, settings: Settings, number: int) -> tuple[Array, Array]:
        """Return x and y of batch `number`, counted from 0; the own examples stand last in it."""
        rows = batch_rows(len(self.x), settings, number)
        x, y = self.x[rows], self.y[rows]
        if self.own_x is None or self.own_y is None:
            return x, y
        turns = STRIDE * np.array(batch_places(len(self.x), settings, number)) % APART
        own = turns[turns < len(self.own_x)]
        return np.concatenate([x, self.own_x[own]]), np.concatenate([y, self.own_y[own]])


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
    epoch: float = 0.0  # rounds through the shared examples, in parts
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
    network, epoch = training.network, training.epoch
    optimizer, state = OPTIMIZERS[settings.optimizer], remembered(training, settings)
    for batch in range(training.batch, training.batch + batches):
        x, y = data.batch(settings, batch)
        trace = forward(network, x)
        now = loss(trace[-1].a, y)
        met = len(batch_places(len(data.x), settings, batch))
        epoch = (round(epoch * len(data.x)) + met) / len(data.x)
        if not isfinite(now):
            break
        gradients = pulled(backward(trace, y, loss), settings.l2)
        network, state = optimizer.step(network, gradients, state, settings.learning_rate)
    point = Point(batch + 1, epoch, now, settings.learning_rate)
    curve = _thinned((*training.curve, point))
    return Training(network, state, batch + 1, epoch, curve, settings.optimizer)


def remembered(training: Training, settings: Settings) -> Any:
    """Return what the optimizer remembers of the steps before: nothing where another took them."""
    if training.optimizer == settings.optimizer:
        return training.state
    return OPTIMIZERS[settings.optimizer].start(training.network)


def pulled(gradients: Gradients, l2: float) -> Gradients:
    """Return the gradients with what L2 adds to them: l2 * W to that of W, nothing to that of b."""
    if not l2:
        return gradients
    return tuple(replace(g, W=g.W + float(l2) * g.layer.W) for g in gradients)


def batch_rows(examples: int, settings: Settings, batch: int) -> Array | slice:
    """Return the rows of batch number `batch`, counted from 0 over all epochs.

    Each epoch meets every example once, in an order of its own; its last batch may be shorter.
    """
    if settings.batch_size is None:
        return slice(None)
    places = batch_places(examples, settings, batch)
    epoch = batch // ceil(examples / settings.batch_size)
    return _order(examples, settings.seed, epoch)[places.start : places.stop]


def batch_places(examples: int, settings: Settings, batch: int) -> range:
    """Return the places of batch number `batch` in its epoch's order."""
    size = settings.batch_size or examples
    first = batch % ceil(examples / size) * size
    return range(first, min(first + size, examples))


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
