"""One weight or bias of a network: its gradient, and what a change of it alone does to the loss."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nn_core.arrays import Array
from nn_core.backprop import Gradients
from nn_core.losses import Loss
from nn_core.network import Network, Trace, forward


@dataclass(frozen=True)
class Parameter:
    """The weight from input `i` of layer `l` to its neuron `k`; without an `i` that one's bias."""

    l: int
    i: int | None
    k: int

    def exists(self, network: Network) -> bool:
        """Return whether a network has it."""
        if not 0 <= self.l < len(network):
            return False
        inputs, units = network[self.l].W.shape
        return 0 <= self.k < units and (self.i is None or 0 <= self.i < inputs)

    def value(self, network: Network) -> float:
        """Return the weight or bias itself."""
        layer = network[self.l]
        return float(layer.b[self.k] if self.i is None else layer.W[self.i, self.k])

    def gradient(self, gradients: Gradients) -> float:
        """Return dL/dw or dL/db."""
        here = gradients[self.l]
        return float(here.b[self.k] if self.i is None else here.W[self.i, self.k])

    def moved(self, network: Network, change: float) -> Network:
        """Return the network with this one number changed by so much, and every other as it was."""
        layer = network[self.l]
        W, b = layer.W.copy(), layer.b.copy()
        if self.i is None:
            b[self.k] += change
        else:
            W[self.i, self.k] += change
        return (*network[: self.l], replace(layer, W=W, b=b), *network[self.l + 1 :])


def steepest(gradients: Gradients, l: int | None = None, k: int | None = None) -> Parameter:
    """Return the weight with the largest gradient, up or down: of all, of layer l, of its neuron k.

    Of several as steep it is the first.
    """
    layers = range(len(gradients)) if l is None else [l]
    l = max(layers, key=lambda layer: np.abs(gradients[layer].W).max())
    size = np.abs(gradients[l].W)
    if k is None:
        k = int(size.max(axis=0).argmax())
    return Parameter(l, int(size[:, k].argmax()), k)


def losses_along(
    trace: Trace, y: Array, loss: Loss, parameter: Parameter, changes: Sequence[float] | Array
) -> Array:
    """Return the loss of a trace's one example for each change of one parameter alone, (changes,).

    Only what comes after the parameter is computed again. Raises ValueError for a trace of several
    examples.
    """
    here = trace[parameter.l]
    if len(here.x) != 1:
        raise ValueError(f"expected a trace of one example, got {len(here.x)}")
    through = 1.0 if parameter.i is None else here.x[0, parameter.i]
    z = np.repeat(here.z, len(changes), axis=0)  # (changes, units)
    z[:, parameter.k] += np.asarray(changes, z.dtype) * through
    a = here.layer.activation(z)
    after = tuple(layer.layer for layer in trace[parameter.l + 1 :])
    outputs = forward(after, a)[-1].a if after else a
    return loss.terms(outputs, y).sum(axis=-1)
