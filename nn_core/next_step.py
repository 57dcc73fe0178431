"""The step that a training takes next, worked out without taking it."""

from dataclasses import dataclass

import numpy as np

from nn_core.arrays import Array
from nn_core.backprop import Gradients, backward
from nn_core.losses import Loss
from nn_core.network import Layer, Network, Trace, forward
from nn_core.optimizers import OPTIMIZERS
from nn_core.training import Dataset, Settings, Training, pulled, remembered

MOST = 256  # examples of a larger batch that stand for all of it


@dataclass(frozen=True, eq=False)
class Step:
    """The next step of a training, in float64: small differences keep their digits.

    `trace` and `y` are those of the next batch, or of its first MOST examples. `gradients` are as
    the optimizer gets them, with what L2 adds; `after` is the network that the step leads to.
    """

    trace: Trace
    y: Array  # (examples, outputs)
    gradients: Gradients
    after: Network

    @property
    def before(self) -> Network:
        """Return the network that takes the step."""
        return tuple(here.layer for here in self.trace)

    @property
    def moves(self) -> tuple[tuple[Array, Array], ...]:
        """Return what the step adds to W and to b, layer by layer."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((after.W - before.W, after.b - before.b) for before, after in pairs)


def next_step(training: Training, data: Dataset, loss: Loss, settings: Settings) -> Step:
    """Return the step that `advance` would take next, and what it is made of."""
    network = tuple(
        Layer(layer.W.astype(np.float64), layer.b.astype(np.float64), layer.activation)
        for layer in training.network
    )
    x, y = (array[:MOST].astype(np.float64) for array in data.batch(settings, training.batch))
    trace = forward(network, x)
    gradients = pulled(backward(trace, y, loss), settings.l2)
    step = OPTIMIZERS[settings.optimizer].step
    after, _ = step(network, gradients, remembered(training, settings), settings.learning_rate)
    return Step(trace, y, gradients, after)
