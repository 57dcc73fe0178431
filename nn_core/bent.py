"""A curve that no straight line follows, and a small network that tries: with a bend, or without.

One number goes in and one comes out, through two hidden layers.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nn_core.arrays import Array
from nn_core.losses import MSE
from nn_core.network import forward, new_network
from nn_core.training import Dataset, Settings, Training, advance

REACH = 2.0  # x goes from -2 to 2
POINTS, PLACES = 15, 61  # to learn from, and where the curve of a network is drawn
SIZES = (1, 8, 8, 1)
BENDS = ("identity", "relu", "leaky_relu", "tanh", "sigmoid")
STEPS, EACH = 320, 8  # steps of the training, and after how many there is a snapshot
# With these every bend fits every shape; tests/test_straight.py sees to it.
SEED, SETTINGS = 1, Settings(learning_rate=0.03, batch_size=None, optimizer="adam")

X = np.linspace(-REACH, REACH, POINTS)
SHAPES = {"v": np.abs(X - 0.3) - 1.0, "wave": np.sin(2.0 * X)}  # y at each X
DRAWN = np.linspace(-REACH, REACH, PLACES)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a network gives after so many steps: at the places DRAWN, and at the points."""

    step: int
    curve: Array  # (PLACES,)
    heights: Array  # (POINTS,)
    loss: float  # mean squared error of the heights


@lru_cache(maxsize=len(SHAPES) * len(BENDS))
def snapshots(shape: str, bend: str) -> tuple[Snapshot, ...]:
    """Return the training of a network on a shape, from its random start on.

    `shape` is a name from SHAPES, `bend` one from BENDS: the activation of both hidden layers. The
    output has none. Raises KeyError for another shape and ValueError for another activation.
    """
    x, y = X[:, None], SHAPES[shape][:, None]
    data, rng = Dataset(x, y, x, y), np.random.default_rng(SEED)
    training = Training(new_network(SIZES, bend, "identity", rng=rng, dtype=np.float64))
    seen = [_snapshot(training, y)]
    while training.batch < STEPS:
        training = advance(training, data, MSE, SETTINGS, EACH)
        seen.append(_snapshot(training, y))
    return tuple(seen)


def _snapshot(training: Training, y: Array) -> Snapshot:
    curve, heights = (forward(training.network, places[:, None])[-1].a for places in (DRAWN, X))
    return Snapshot(training.batch, curve[:, 0], heights[:, 0], MSE(heights, y))


def best_line(shape: str) -> tuple[float, float, float]:
    """Return the line through a shape's points with the smallest loss: (slope, height at 0, loss).

    It is found by least squares (Legendre 1805). Raises KeyError for another shape.
    """
    columns, y = np.stack([X, np.ones(POINTS)], axis=1), SHAPES[shape]
    slope, height = np.linalg.lstsq(columns, y)[0]
    return float(slope), float(height), MSE((slope * X + height)[:, None], y[:, None])
