"""What a network says of every place of a plane, and where it changes its mind."""

import numpy as np

from nn_core.arrays import Array
from nn_core.network import Network, Trace, forward


def places(side: int, reach: float) -> Array:
    """Return side x side places from -reach to reach, (side * side, 2), row by row from the top."""
    along = np.linspace(-reach, reach, side, dtype=np.float32)
    across, down = np.meshgrid(along, along[::-1])
    return np.column_stack([across.ravel(), down.ravel()])


def log_odds(trace: Trace) -> Array:
    """Return ln(a / (1 - a)) of each softmax output, (outputs, examples); 0 where it says half.

    It is worked out from z, where a itself has long become 1.
    """
    z = trace[-1].z.T  # (outputs, examples)
    rivals = np.array([np.logaddexp.reduce(np.delete(z, k, axis=0)) for k in range(len(z))])
    return z - rivals


@np.errstate(over="ignore", invalid="ignore")  # a training that diverges has huge weights
def field(network: Network, side: int, reach: float) -> Array:
    """Return the log-odds of each class at the places of a grid, (classes, side, side)."""
    return log_odds(forward(network, places(side, reach))).reshape(-1, side, side)
