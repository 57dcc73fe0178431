"""A loss says how wrong an answer is: one term for each position, added up."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn_core.arrays import Array

TINY = 1e-12  # log(0) is cut here: one confident mistake would otherwise cost infinity


@dataclass(frozen=True)
class Loss:
    """A loss, its formula, its terms, and the derivative of each term by its own a_k.

    `terms` and `derivative` take a and y, both (examples, K), and return that shape.
    """

    name: str
    latex: str
    terms: Callable[[Array, Array], Array]
    derivative: Callable[[Array, Array], Array]

    def __call__(self, a: Array, y: Array) -> float:
        """Return the mean over the batch of each example's summed terms."""
        return float(self.terms(a, y).sum() / len(a))

    def backward(self, a: Array, y: Array) -> Array:
        """Return dL/da, (examples, K). The mean over the batch becomes the factor 1/examples."""
        return self.derivative(a, y) / len(a)


def _log(a: Array) -> Array:
    return np.log(np.maximum(a, TINY))


SQUARED_ERROR = Loss(
    name="squared error",
    latex=r"L = \sum_k (a_k - y_k)^2",
    terms=lambda a, y: (a - y) ** 2,
    derivative=lambda a, y: 2.0 * (a - y),
)
MSE = Loss(
    name="mean squared error",
    latex=r"L = \frac{1}{K} \sum_k (a_k - y_k)^2",
    terms=lambda a, y: (a - y) ** 2 / a.shape[-1],
    derivative=lambda a, y: 2.0 * (a - y) / a.shape[-1],
)
CROSS_ENTROPY = Loss(
    name="cross-entropy",
    latex=r"L = -\sum_k y_k \ln a_k",
    terms=lambda a, y: -y * _log(a),
    derivative=lambda a, y: -y / np.maximum(a, TINY),
)
BINARY_CROSS_ENTROPY = Loss(
    name="binary cross-entropy",
    latex=r"L = -\sum_k \left( y_k \ln a_k + (1 - y_k) \ln (1 - a_k) \right)",
    terms=lambda a, y: -y * _log(a) - (1.0 - y) * _log(1.0 - a),
    derivative=lambda a, y: (1.0 - y) / np.maximum(1.0 - a, TINY) - y / np.maximum(a, TINY),
)

LOSSES = {
    "squared_error": SQUARED_ERROR,
    "mse": MSE,
    "cross_entropy": CROSS_ENTROPY,
    "binary_cross_entropy": BINARY_CROSS_ENTROPY,
}
