"""Every number explains itself: its formula, the formula with numbers, and what it is made of."""

from nn_core.explain.balance import balance, contributions
from nn_core.explain.explanation import Explanation, reconciled
from nn_core.explain.forward import (
    activation,
    bias,
    confidence,
    exponential,
    exponentials,
    pixel,
    softmax_output,
    term,
    weight,
    weighted_sum,
)
from nn_core.explain.loss import loss, loss_term
from nn_core.explain.places import column, side

__all__ = [
    "Explanation",
    "activation",
    "balance",
    "bias",
    "column",
    "confidence",
    "contributions",
    "exponential",
    "exponentials",
    "loss",
    "loss_term",
    "pixel",
    "reconciled",
    "side",
    "softmax_output",
    "term",
    "weight",
    "weighted_sum",
]
