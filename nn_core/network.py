"""A network is a tuple of layers; running it leaves a trace of every value on the way."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from nn_core.activations import ACTIVATIONS, Activation, Softmax
from nn_core.arrays import Array


@dataclass(frozen=True, eq=False)
class Layer:
    """a = f(x W + b), with W of shape (inputs, units) and b of shape (units,)."""

    W: Array
    b: Array
    activation: Activation | Softmax

    def __post_init__(self) -> None:
        for parameter in (self.W, self.b):
            parameter.setflags(write=False)  # one network may serve many sessions


@dataclass(frozen=True, eq=False)
class LayerTrace:
    """What one layer saw and did: x came in, z = x W + b, a = f(z) went out."""

    layer: Layer
    x: Array  # (examples, inputs)
    z: Array  # (examples, units), the weighted sum
    a: Array  # (examples, units), the activation


Network = tuple[Layer, ...]
Trace = tuple[LayerTrace, ...]


def forward(network: Network, x: Array) -> Trace:
    """Run x, of shape (examples, inputs), through every layer and keep it all.

    Raises ValueError when x does not have that shape.
    """
    inputs = len(network[0].W)
    if x.ndim != 2 or x.shape[1] != inputs:
        raise ValueError(f"expected x of shape (examples, {inputs}), got {x.shape}")
    trace = []
    for layer in network:
        z = x.dot(layer.W) + layer.b  # as x @ W + b, with half the overhead on small arrays
        a = layer.activation(z)
        trace.append(LayerTrace(layer, x, z, a))
        x = a
    return tuple(trace)


def new_network(
    sizes: Sequence[int],
    hidden: str = "tanh",
    output: str = "softmax",
    *,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float32,
    scale: float | None = None,
) -> Network:
    """Return a network with random weights and zero biases.

    `sizes` counts the neurons of each column, input first. `hidden` and `output` are names
    from ACTIVATIONS, `scale` multiplies the usual size of the weights. The same rng state
    gives the same weights in every dtype. Raises ValueError for sizes or names that can't be.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"expected two or more sizes of at least 1, got {list(sizes)}")
    for name in (hidden, output):
        if name not in ACTIVATIONS:
            raise ValueError(f"expected an activation out of {list(ACTIVATIONS)}, got {name!r}")
    names = [hidden] * (len(sizes) - 2) + [output]
    layers = []
    for inputs, units, name in zip(sizes, sizes[1:], names, strict=False):
        spread = _spread(name, inputs, units) * (1.0 if scale is None else scale)
        W = rng.normal(0.0, 1.0, (inputs, units)) * spread
        layers.append(Layer(W.astype(dtype), np.zeros(units, dtype), ACTIVATIONS[name]))
    return tuple(layers)


def fresh(network: Network, *, rng: np.random.Generator) -> Network:
    """Return a network of the same form, with random weights and zero biases of the same dtype.

    Where all hidden layers bend alike, these are the weights that `new_network` draws.
    """
    layers: list[Layer] = []
    for layer in network:
        inputs, units = layer.W.shape
        name, dtype = layer.activation.name, layer.W.dtype
        layers += new_network([inputs, units], output=name, rng=rng, dtype=dtype)
    return tuple(layers)


def _spread(activation: str, inputs: int, units: int) -> float:
    """Return the standard deviation that keeps signals the same size from layer to layer.

    He et al. 2015 for the ReLUs, which silence half of what they get; else Glorot, Bengio 2010.
    """
    if activation in ("relu", "leaky_relu"):
        return float(np.sqrt(2.0 / inputs))
    return float(np.sqrt(2.0 / (inputs + units)))
