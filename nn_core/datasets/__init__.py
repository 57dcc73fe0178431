"""What the networks of the lessons learn from."""

from nn_core.datasets.digits import digits

__all__ = ["digits"]
