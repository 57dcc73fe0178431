"""An example with its target: what a loss and its gradients are worked out from."""

from dataclasses import dataclass
from functools import cached_property

from nn_core.arrays import Array
from nn_core.backprop import Gradients, backward
from nn_core.explain.places import check
from nn_core.losses import Loss
from nn_core.network import Trace


@dataclass(frozen=True, eq=False)
class Case:
    """The trace of one example, what its output should have been, and a loss.

    Raises ValueError where trace and target do not fit.
    """

    trace: Trace
    y: Array  # (1, outputs)
    loss: Loss

    def __post_init__(self) -> None:
        check(self.trace)
        if self.y.shape != self.trace[-1].a.shape:
            raise ValueError(f"expected y of shape {self.trace[-1].a.shape}, got {self.y.shape}")

    @property
    def last(self) -> int:
        """Return the layer of the output."""
        return len(self.trace) - 1

    @property
    def outputs(self) -> int:
        """Return how many outputs there are."""
        return self.y.shape[1]

    @cached_property
    def gradients(self) -> Gradients:
        """Return all gradients, worked out once for a whole tree."""
        return backward(self.trace, self.y, self.loss)
