"""How large gradients and updates are, layer by layer, and how many neurons have fallen silent."""

from dataclasses import dataclass

import numpy as np

from nn_core.arrays import Array
from nn_core.losses import Loss
from nn_core.network import forward
from nn_core.next_step import next_step
from nn_core.progress import EXAMPLES, dead, saturated
from nn_core.training import Dataset, Settings, Training


@dataclass(frozen=True)
class Size:
    """The root mean square of a layer's weights and biases, each, and of what moves them.

    A mean does not grow with the number of weights, so a large layer does not look strong for being
    large. `dead` and `saturated` are shares of the layer's neurons in [0, 1], on the digits that a
    training is measured on; None for the output, whose neurons are asked no such thing.
    """

    weights: tuple[float, float]  # of W, of b
    gradient: tuple[float, float]
    update: tuple[float, float]  # what the next step adds
    dead: float | None
    saturated: float | None

    @property
    def ratio(self) -> float | None:
        """Return how large the update of W is beside W; None where W is 0."""
        return self.update[0] / self.weights[0] if self.weights[0] else None


@np.errstate(over="ignore", invalid="ignore")  # a training that diverges has huge weights
def sizes(training: Training, data: Dataset, loss: Loss, settings: Settings) -> tuple[Size, ...]:
    """Return the sizes of each layer for the step that comes next, of its gradients with L2."""
    step = next_step(training, data, loss, settings)
    seen = forward(training.network, data.x[:EXAMPLES])
    *hidden, _ = [(float(dead(here).mean()), float(saturated(here).mean())) for here in seen]
    return tuple(
        Size((rms(layer.W), rms(layer.b)), (rms(g.W), rms(g.b)), (rms(dW), rms(db)), *silent)
        for layer, g, (dW, db), silent in zip(
            step.before, step.gradients, step.moves, [*hidden, (None, None)], strict=True
        )
    )


def rms(values: Array) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(values**2)))
