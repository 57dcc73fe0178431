"""Every number explains itself: its formula, the formula with numbers, and what it is made of."""

from nn_core.explain.explanation import Explanation, reconciled
from nn_core.explain.forward import (
    activation,
    bias,
    confidence,
    pixel,
    softmax_output,
    weight,
    weighted_sum,
)
from nn_core.explain.places import side

__all__ = [
    "Explanation",
    "activation",
    "bias",
    "confidence",
    "pixel",
    "reconciled",
    "side",
    "softmax_output",
    "weight",
    "weighted_sum",
]
