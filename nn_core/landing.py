"""Where a neuron's sums fall for many examples: on the steep part of its curve, or a flat one."""

from collections.abc import Sequence
from dataclasses import dataclass

from nn_core.activations import Activation
from nn_core.arrays import Array
from nn_core.progress import FLAT, STEEP


@dataclass(frozen=True)
class Landing:
    """For how many examples a neuron's sum is above 0, for how many it lies where its activation
    is flat, and the mean of its slope there: so much of what comes back goes through."""

    on: int
    flat: int
    slope: float


def landings(z: Array, activation: Activation, changes: Sequence[float] | Array) -> list[Landing]:
    """Return where the sums z of one neuron, (examples,), fall for each change of its bias."""
    flat, found = flat_below(activation), []
    for change in changes:
        moved = z + change
        slope = activation.derivative(moved)
        found.append(Landing(int((moved > 0).sum()), int((slope < flat).sum()), slope.mean()))
    return found


def flat_below(activation: Activation) -> float:
    """Return the slope below which an activation is called flat: a twentieth of its largest."""
    return FLAT * STEEP.get(activation.name, 1.0)
