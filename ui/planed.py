"""The numbers of the plane's network that explain themselves, as they were when asked for."""

from dataclasses import dataclass

import numpy as np

from live.plane import PlaneState
from nn_core import Network, Trace, explain, forward
from nn_core.explain import Explanation
from ui import networks

NUMBERS = {"z": explain.weighted_sum, "a": explain.activation}


@dataclass(frozen=True, eq=False)
class Moment:
    """A network after so many batches, and the place of the plane that is looked at."""

    network: Network
    batch: int
    probe: tuple[float, float]

    @classmethod
    def of(cls, state: PlaneState) -> "Moment":
        """Return what is there now."""
        return cls(state.training.network, state.training.batch, state.probe)

    @property
    def trace(self) -> Trace:
        """Return what the network makes of the place, in float64."""
        with np.errstate(over="ignore", invalid="ignore"):
            return forward(networks.exact(self.network), np.array([self.probe]))

    @property
    def says(self) -> str:
        """Return when and where this is."""
        x, y = (f"{v:.2f}".replace("-", "−") for v in self.probe)
        batches = "1 batch" if self.batch == 1 else f"{self.batch:,} batches"
        return f"The network after {batches}, for the place ({x}, {y})."


def number(moment: Moment, code: str) -> Explanation | None:
    """Return the number that goes by a code, z-1-0 for z of neuron 0 of the second layer.

    None where there is no such one, or where the network has left the finite numbers.
    """
    what, *at = code.split("-")
    short = all(part.isdecimal() and len(part) < 4 for part in at)
    if what not in NUMBERS or len(at) != 2 or not short:
        return None
    l, k = map(int, at)
    trace = moment.trace
    if l >= len(trace) or k >= trace[l].z.shape[1]:
        return None
    if not all(np.isfinite(layer.z).all() for layer in trace):
        return None
    if what == "a" and l == len(trace) - 1:
        return explain.confidence(trace, k)
    return NUMBERS[what](trace, l, k)
