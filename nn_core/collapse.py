"""Layers without a bend, multiplied out: however many there are, together they are one."""

from dataclasses import replace

from nn_core.activations import IDENTITY
from nn_core.network import Layer, Network


def collapsed(network: Network) -> Layer:
    """Return the one layer that gives what all these layers give: (x W1 + b1) W2 + b2 = x W + b.

    W is W1 W2 and b is b1 W2 + b2, and so on with each further layer. Raises ValueError for a
    layer that bends.
    """
    whole, *others = network
    for layer in network:
        if layer.activation is not IDENTITY:
            raise ValueError(f"expected layers without a bend, got one of {layer.activation.name}")
    for layer in others:
        whole = replace(whole, W=whole.W @ layer.W, b=whole.b @ layer.W + layer.b)
    return whole
