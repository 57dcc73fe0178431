"""An activation function bends a weighted sum; here each one keeps its slope and its formula."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn_core.arrays import Array

LEAK = 0.01  # slope of the leaky ReLU below zero (Maas, Hannun, Ng 2013)


@dataclass(frozen=True)
class Activation:
    """An activation that treats every position on its own.

    `f` and `derivative` take z in any shape and return the same shape and dtype.
    """

    name: str
    latex: str
    latex_derivative: str
    f: Callable[[Array], Array]
    derivative: Callable[[Array], Array]

    def __call__(self, z: Array) -> Array:
        """Return a = f(z), in the shape of z."""
        return self.f(z)

    def backward(self, z: Array, grad_a: Array) -> Array:
        """Turn dL/da into dL/dz by the chain rule: dL/dz = dL/da * f'(z)."""
        return grad_a * self.derivative(z)


@dataclass(frozen=True)
class Softmax:
    """Ten numbers to ten shares of one: every position depends on all of them.

    So its derivative is a matrix, da_j/dz_k = a_j (1[j = k] - a_k), and never formed here.
    """

    name: str = "softmax"
    latex: str = r"a_k = \frac{e^{z_k}}{\sum_j e^{z_j}}"
    latex_derivative: str = r"\frac{\partial a_j}{\partial z_k} = a_j\,(1_{j=k} - a_k)"

    def __call__(self, z: Array) -> Array:
        """Return shares in [0, 1] that add up to 1 along the last axis, in the shape of z."""
        e = np.exp(z - z.max(axis=-1, keepdims=True))  # the same shares, and nothing overflows
        return e / e.sum(axis=-1, keepdims=True)

    def backward(self, z: Array, grad_a: Array) -> Array:
        """Turn dL/da into dL/dz: dL/dz_k = a_k (dL/da_k - sum_j a_j dL/da_j)."""
        a = self(z)
        return a * (grad_a - (grad_a * a).sum(axis=-1, keepdims=True))


def _sigmoid(z: Array) -> Array:
    e = np.exp(-np.abs(z))  # in (0, 1], so it never overflows
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


IDENTITY = Activation(
    name="identity",
    latex=r"f(z) = z",
    latex_derivative=r"f'(z) = 1",
    f=lambda z: z,
    derivative=np.ones_like,
)
SIGMOID = Activation(
    name="sigmoid",
    latex=r"\sigma(z) = \frac{1}{1 + e^{-z}}",
    latex_derivative=r"\sigma'(z) = \sigma(z)\,(1 - \sigma(z))",
    f=_sigmoid,
    derivative=lambda z: _sigmoid(z) * _sigmoid(-z),  # 1 - sigma(z) would lose its digits
)
TANH = Activation(
    name="tanh",
    latex=r"\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}",
    latex_derivative=r"\tanh'(z) = 1 - \tanh(z)^2",
    f=np.tanh,
    derivative=lambda z: 1.0 - np.tanh(z) ** 2,
)
RELU = Activation(
    name="relu",
    latex=r"\operatorname{ReLU}(z) = \max(0, z)",
    latex_derivative=r"\operatorname{ReLU}'(z) = 1_{z > 0}",
    f=lambda z: np.maximum(z, 0.0),
    derivative=lambda z: (z > 0).astype(z.dtype),
)
LEAKY_RELU = Activation(
    name="leaky_relu",
    latex=rf"f(z) = \max({LEAK}\,z,\; z)",
    latex_derivative=rf"f'(z) = 1_{{z > 0}} + {LEAK} \cdot 1_{{z \le 0}}",
    f=lambda z: np.maximum(z, LEAK * z),
    derivative=lambda z: np.where(z > 0, np.ones_like(z), LEAK),
)
SOFTMAX = Softmax()

# Those that treat every position on its own, and all of them.
OF_ONE: dict[str, Activation] = {f.name: f for f in (TANH, SIGMOID, RELU, LEAKY_RELU, IDENTITY)}
ACTIVATIONS: dict[str, Activation | Softmax] = {**OF_ONE, SOFTMAX.name: SOFTMAX}
