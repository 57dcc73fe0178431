"""Two ways to count what is wrong without squares: they show why a loss squares."""

import numpy as np

from nn_core.losses import Loss

ABSOLUTE = Loss(
    name="absolute differences",
    latex=r"L = \sum_k \max(a_k - y_k, y_k - a_k)",
    terms=lambda a, y: np.abs(a - y),
    derivative=lambda a, y: np.sign(a - y),
)
PLAIN = Loss(
    name="plain differences",
    latex=r"L = \sum_k (a_k - y_k)",
    terms=lambda a, y: a - y,
    derivative=lambda a, y: np.ones_like(a - y),
)
