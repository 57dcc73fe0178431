"""A pen led by hand: a smooth trembling line through the places that it should pass."""

import numpy as np

from nn_core.arrays import Array

SPACING = 16  # grid units between two points, about as a mouse leaves them
TREMBLE = 5.0  # grid units by which the hand strays from the curve


def places(stroke: str) -> Array:
    """Return (points, 2) from "x,y x,y ..." on the 0-1000 grid, y down.

    A place that stands twice makes a corner.
    """
    return np.array([place.split(",") for place in stroke.split()], float)


def written(through: Array, rng: np.random.Generator) -> Array:
    """Return a line, (points, 2), through the places; its points are rounded to the grid."""
    line = _smooth(through)
    walked = np.concatenate([[0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    stops = np.linspace(0, walked[-1], max(2, round(walked[-1] / SPACING)))
    points = np.stack([np.interp(stops, walked, line[:, k]) for k in (0, 1)], axis=1)
    # A hand strays slowly: few random turns, smooth in between.
    turns = rng.normal(0, TREMBLE, (max(4, len(points) // 6), 2))
    stray = _smooth(turns)
    at = np.linspace(0, len(stray) - 1, len(points)).astype(int)
    return np.round(points + stray[at])


def _smooth(through: Array) -> Array:
    """Return a fine curve through the points (Catmull, Rom 1974)."""
    ends = np.concatenate([through[:1], through, through[-1:]])
    before, start, end, after = ends[:-3], ends[1:-2], ends[2:-1], ends[3:]
    t = np.linspace(0, 1, 20, endpoint=False)[:, None, None]
    curve = (
        start
        + t * (end - before) / 2
        + t**2 * (before - 2.5 * start + 2 * end - after / 2)
        + t**3 * (1.5 * (start - end) + (after - before) / 2)
    )
    return np.concatenate([curve.swapaxes(0, 1).reshape(-1, 2), through[-1:]])
