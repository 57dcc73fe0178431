"""Every number explains itself: its formula, the formula with numbers, and what it is made of."""

from nn_core.explain.backward import (
    gradient_a,
    gradient_b,
    gradient_W,
    gradient_x,
    gradient_z,
    updated_bias,
    updated_weight,
)
from nn_core.explain.balance import balance, contributions
from nn_core.explain.batch import (
    Batch,
    batch_gradient,
    batch_loss,
    parameter,
    picture_gradient,
    picture_loss,
)
from nn_core.explain.case import Case
from nn_core.explain.change import change
from nn_core.explain.counts import ABSOLUTE, PLAIN
from nn_core.explain.explanation import Explanation, reconciled
from nn_core.explain.factors import Path, backflow, blame, chain, gradient, paths, strongest_path
from nn_core.explain.forward import (
    activation,
    confidence,
    confidences,
    exponential,
    exponentials,
    raised,
    raised_sum,
    shares_out,
    softmax_output,
    term,
    weighted_sum,
)
from nn_core.explain.leaves import again, bias, given, given_sums, inked, pixel, weight
from nn_core.explain.loss import difference, loss, loss_term, so_far
from nn_core.explain.places import side
from nn_core.explain.update import batch_update
from nn_core.explain.walk import most, share_out_one, walk

__all__ = [
    "ABSOLUTE",
    "PLAIN",
    "Batch",
    "Case",
    "Explanation",
    "Path",
    "activation",
    "again",
    "backflow",
    "balance",
    "batch_gradient",
    "batch_loss",
    "batch_update",
    "bias",
    "blame",
    "chain",
    "change",
    "confidence",
    "confidences",
    "contributions",
    "difference",
    "exponential",
    "exponentials",
    "given",
    "given_sums",
    "gradient",
    "gradient_W",
    "gradient_a",
    "gradient_b",
    "gradient_x",
    "gradient_z",
    "inked",
    "loss",
    "loss_term",
    "most",
    "parameter",
    "paths",
    "picture_gradient",
    "picture_loss",
    "pixel",
    "raised",
    "raised_sum",
    "reconciled",
    "share_out_one",
    "shares_out",
    "side",
    "so_far",
    "softmax_output",
    "strongest_path",
    "term",
    "updated_bias",
    "updated_weight",
    "walk",
    "weight",
    "weighted_sum",
]
