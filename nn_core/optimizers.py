"""An optimizer turns gradients into a step: new weights, and what it remembers for next time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn_core.arrays import Array
from nn_core.backprop import Gradients
from nn_core.network import Layer, Network

MU = 0.9  # share of the last step that momentum keeps (Polyak 1964; the usual value)
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8  # Kingma, Ba 2015

# What is remembered of a weight that gets no gradient, such as that of a pixel without ink, fades
# to subnormal numbers, below 1e-38 in float32, on which many processors are many times slower.
# Adding this at every step keeps it above them, and is lost in a number of any ordinary size.
AFLOAT = 1e-30

# One (W, b) pair of arrays for each layer.
Pairs = tuple[tuple[Array, Array], ...]


@dataclass(frozen=True)
class Optimizer:
    """A rule for the step, with its formula; g is the gradient, eta the learning rate.

    `start(network)` returns the first state. `step(network, gradients, state, learning_rate)`
    returns the next network and the next state, and changes neither of the old ones.
    """

    name: str
    latex: str
    start: Callable[[Network], Any]
    step: Callable[[Network, Gradients, Any, float], tuple[Network, Any]]


@dataclass(frozen=True, eq=False)
class AdamState:
    """How many steps were taken, and the running means of the gradient and of its square."""

    steps: int
    mean: Pairs
    square: Pairs


def _zeros(network: Network) -> Pairs:
    return tuple((np.zeros_like(layer.W), np.zeros_like(layer.b)) for layer in network)


def _number(value: float, like: Array) -> Array:
    """Return a number of an array's own dtype, which it keeps; it is also faster than Python's."""
    return np.array(value, like.dtype)


def _moved(network: Network, directions: Pairs, learning_rate: float) -> Network:
    """Return the network after w <- w - learning_rate * direction."""
    rate = _number(learning_rate, directions[0][0])
    return tuple(
        Layer(layer.W - rate * dW, layer.b - rate * db, layer.activation)
        for layer, (dW, db) in zip(network, directions, strict=True)
    )


def _sgd(
    network: Network, gradients: Gradients, state: None, learning_rate: float
) -> tuple[Network, None]:
    """w <- w - learning_rate * dL/dw."""
    return _moved(network, tuple((g.W, g.b) for g in gradients), learning_rate), state


def _momentum(
    network: Network, gradients: Gradients, velocity: Pairs, learning_rate: float
) -> tuple[Network, Pairs]:
    """v <- 0.9 v + dL/dw,  w <- w - learning_rate * v."""
    mu, afloat = _number(MU, gradients[0].W), _number(AFLOAT, gradients[0].W)
    velocity = tuple(
        (mu * vW + g.W + afloat, mu * vb + g.b + afloat)
        for (vW, vb), g in zip(velocity, gradients, strict=True)
    )
    return _moved(network, velocity, learning_rate), velocity


def _adam(
    network: Network, gradients: Gradients, state: AdamState, learning_rate: float
) -> tuple[Network, AdamState]:
    """m <- running mean of g, v <- of g^2; w <- w - learning_rate * m^ / (sqrt(v^) + 1e-8).

    The hats undo the pull of the zeros that m and v start from.
    """
    steps = state.steps + 1
    mean = _running_mean(state.mean, tuple((g.W, g.b) for g in gradients), BETA1)
    square = _running_mean(state.square, tuple((g.W**2, g.b**2) for g in gradients), BETA2)
    early_mean, early_square = 1.0 - BETA1**steps, 1.0 - BETA2**steps

    def direction(m: Array, v: Array) -> Array:
        return (m / early_mean) / (np.sqrt(v / early_square) + EPSILON)

    directions = tuple(
        (direction(mW, vW), direction(mb, vb))
        for (mW, mb), (vW, vb) in zip(mean, square, strict=True)
    )
    return _moved(network, directions, learning_rate), AdamState(steps, mean, square)


def _running_mean(old: Pairs, new: Pairs, keep: float) -> Pairs:
    return tuple(
        (keep * oldW + (1.0 - keep) * newW + AFLOAT, keep * oldb + (1.0 - keep) * newb + AFLOAT)
        for (oldW, oldb), (newW, newb) in zip(old, new, strict=True)
    )


SGD = Optimizer(
    name="sgd",
    latex=r"w \leftarrow w - \eta\, g",
    start=lambda network: None,  # noqa: ARG005  plain descent remembers nothing
    step=_sgd,
)
MOMENTUM = Optimizer(
    name="momentum",
    latex=rf"v \leftarrow {MU}\, v + g, \quad w \leftarrow w - \eta\, v",
    start=_zeros,
    step=_momentum,
)
ADAM = Optimizer(
    name="adam",
    latex=r"w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}",
    start=lambda network: AdamState(0, _zeros(network), _zeros(network)),
    step=_adam,
)

OPTIMIZERS = {optimizer.name: optimizer for optimizer in (SGD, MOMENTUM, ADAM)}
