"""One weight or bias of a network: its gradient, and what a change of it alone does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nn_core.activations import LEAKY_RELU, RELU
from nn_core.arrays import Array
from nn_core.backprop import Gradients
from nn_core.losses import Loss
from nn_core.network import LayerTrace, Network, Trace, forward


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

    Where the gradients of all these weights are 0, as on blank paper, it is the bias with the
    largest one. Of several as steep it is the first.
    """

    def size(parameter: Parameter) -> float:
        return abs(parameter.gradient(gradients))

    layers = range(len(gradients)) if l is None else [l]
    found = max((_weight(gradients, layer, k) for layer in layers), key=size)
    if size(found):
        return found
    return max(found, *(_bias(gradients, layer, k) for layer in layers), key=size)


def _weight(gradients: Gradients, l: int, k: int | None) -> Parameter:
    size = np.abs(gradients[l].W)
    if k is None:
        k = int(size.max(axis=0).argmax())
    return Parameter(l, int(size[:, k].argmax()), k)


def _bias(gradients: Gradients, l: int, k: int | None) -> Parameter:
    return Parameter(l, None, int(np.abs(gradients[l].b).argmax()) if k is None else k)


def numbered(network: Network, n: int) -> Parameter:
    """Return weight or bias number n of all, layer by layer, each layer's weights row by row first.

    Raises ValueError where a network has fewer.
    """
    left = n
    for l, layer in enumerate(network):
        units = len(layer.b)
        row, k = divmod(left, units)
        if 0 <= left < layer.W.size + units:
            return Parameter(l, row if row < len(layer.W) else None, k)
        left -= layer.W.size + units
    raise ValueError(f"expected the number of a weight or bias, got {n}")


def outputs_along(trace: Trace, parameter: Parameter, changes: Sequence[float] | Array) -> Array:
    """Return the outputs for a trace's one example for each change of one parameter alone.

    They have the shape (changes, outputs). Only what comes after the parameter is computed again,
    and for each change by itself: BLAS adds up the rows of a batch in different orders, so a flat
    loss would not be flat to its last digit. Raises ValueError for a trace of several examples.
    """
    return np.concatenate([_after(trace, parameter, change)[-1].a for change in changes])


def losses_along(
    trace: Trace, y: Array, loss: Loss, parameter: Parameter, changes: Sequence[float] | Array
) -> Array:
    """Return the loss of a trace's one example for each change of one parameter alone, (changes,).

    Raises ValueError for a trace of several examples.
    """
    return loss.terms(outputs_along(trace, parameter, changes), y).sum(axis=-1)


def quotients(
    trace: Trace, y: Array, loss: Loss, parameter: Parameter, steps: Sequence[float]
) -> Array:
    """Return (L(w + h) - L(w)) / h for each step h of one parameter, (steps,).

    The error falls with h as long as the curve's bend makes it, and grows again where the two
    losses differ in their last digits only: it is least near the square root of a float's precision
    (Nocedal and Wright 2006, section 8.1).
    """
    here, *there = losses_along(trace, y, loss, parameter, (0.0, *steps))
    return (np.array(there) - here) / np.array(steps)


def turned(trace: Trace, parameter: Parameter, change: float) -> int:
    """Return how many ReLUs, leaky ones too, a change of one parameter turns on or off.

    Each of them makes a kink in the loss along the parameter.
    """
    pairs = zip(trace[parameter.l :], _after(trace, parameter, change), strict=True)
    return sum(
        int(((before.z > 0) != (after.z > 0)).sum())
        for before, after in pairs
        if after.layer.activation in (RELU, LEAKY_RELU)
    )


def _after(trace: Trace, parameter: Parameter, change: float) -> Trace:
    """Return the trace from the parameter's layer on, after a change of it."""
    here = trace[parameter.l]
    if len(here.x) != 1:
        raise ValueError(f"expected a trace of one example, got {len(here.x)}")
    through = 1.0 if parameter.i is None else here.x[0, parameter.i]
    z = here.z.copy()
    z[0, parameter.k] += change * through
    first = LayerTrace(here.layer, here.x, z, here.layer.activation(z))
    after = tuple(layer.layer for layer in trace[parameter.l + 1 :])
    return (first, *forward(after, first.a)) if after else (first,)
