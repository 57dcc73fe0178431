"""How a training is doing: measured now and then, on digits it learns from and on unseen ones."""

from dataclasses import dataclass

import numpy as np

from nn_core.activations import LEAKY_RELU, RELU
from nn_core.arrays import Array
from nn_core.losses import Loss
from nn_core.network import LayerTrace, Network, Trace, forward
from nn_core.training import Dataset, Training

EXAMPLES = 1_000  # of the digits it learns from; a choice that stays the same
BETWEEN = 800  # examples from one measure to the next, at first
WIDEN = 100  # measures, after which they stand twice as far apart, and so on
STEEP = {"tanh": 1.0, "sigmoid": 0.25}  # the largest slope of those that flatten out at both ends
FLAT = 0.05  # a slope below this share of the largest passes next to no gradient on
MOSTLY = 0.9  # of the examples


@dataclass(frozen=True)
class Measure:
    """A training after so many batches. Accuracies and shares are in [0, 1].

    `loss` and `accuracy` are those of the first EXAMPLES to learn from. `dead` is the share of
    hidden neurons with a (leaky) ReLU that none of these examples turns on, `saturated` the share
    of those with a tanh or sigmoid that lie on its flat ends for nearly all of them.
    """

    batch: int
    epoch: float
    loss: float
    accuracy: float
    unseen_loss: float
    unseen_accuracy: float
    dead: float
    saturated: float


@np.errstate(over="ignore", invalid="ignore")  # a training that diverges is measured like any
def measure(training: Training, data: Dataset, loss: Loss) -> Measure:
    """Return how a training is doing now."""
    seen = forward(training.network, data.x[:EXAMPLES])
    unseen = forward(training.network, data.x_test)
    y = data.y[:EXAMPLES]
    return Measure(
        training.batch,
        training.epoch,
        loss(seen[-1].a, y),
        _accuracy(seen, y),
        loss(unseen[-1].a, data.y_test),
        _accuracy(unseen, data.y_test),
        _share([dead(here) for here in seen[:-1]]),
        _share([saturated(here) for here in seen[:-1]]),
    )


def next_measure(batch: int, batch_size: int | None = 32) -> int:
    """Return the number of the batch after which a training is measured next.

    It depends on these numbers alone, so a run that was paused is measured where one in one go is.
    """
    wide = max(1, min(100, BETWEEN // batch_size)) if batch_size else 1
    while batch >= wide * WIDEN:
        wide *= 2
    return (batch // wide + 1) * wide


def dead(here: LayerTrace) -> Array:
    """Return which neurons no example turns on, (units,): those of a (leaky) ReLU alone can be."""
    if here.layer.activation not in (RELU, LEAKY_RELU):
        return np.zeros(here.z.shape[1], bool)
    return np.all(here.z <= 0, axis=0)


def saturated(here: LayerTrace) -> Array:
    """Return which neurons lie on a flat end for nearly all examples, (units,)."""
    steepest = STEEP.get(here.layer.activation.name)
    if steepest is None:
        return np.zeros(here.z.shape[1], bool)
    slope = here.layer.activation.backward(here.z, np.ones_like(here.z))
    return np.greater_equal((slope < FLAT * steepest).mean(axis=0), MOSTLY)


def parameters(network: Network) -> int:
    """Return how many weights and biases a network has."""
    return sum(layer.W.size + layer.b.size for layer in network)


def _share(neurons: list[Array]) -> float:
    return float(np.concatenate(neurons).mean()) if neurons else 0.0


def _accuracy(trace: Trace, y: Array) -> float:
    return float((trace[-1].a.argmax(axis=1) == y.argmax(axis=1)).mean())
