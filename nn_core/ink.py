"""A drawing is its strokes; ink is what they leave on a small picture, wherever they were drawn.

The conventions are those of MNIST (LeCun, Cortes, Burges 1998): the digit fills 20 of 28
pixels and its centre of mass lies in the middle. Strokes are moved and scaled as lines and
inked last, so the pen is always equally wide and nothing is lost to small or large drawings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nn_core.arrays import Array

SIDE = 28  # pixels along the side of MNIST's pictures
FILLED = 20 / SIDE  # share of the side that the digit's longer side takes
PEN = 2.4 / SIDE  # width of the pen, as a share of the side: MNIST's mean amount of ink
FINE = 1.2 / SIDE  # of one for many lines close together, such as those of a face
EDGE = 1.0  # pixels over which the pen's edge fades from ink to paper
EDGE_OF_INK = 0.5  # in a scan, as on the pen's own edge

MOST = 1000  # points that are inked; the lines of a hand have some hundred

Strokes = Sequence[ArrayLike]  # each (points, 2): x to the right, y down, in any unit


@dataclass(frozen=True, eq=False)
class Steps:
    """How a drawing becomes a picture: a point p of it goes to `scale * p + shift`.

    `scaled` is the shift that puts the middle of the bounding box in the middle of the
    picture, `centred` the one that then puts the centre of mass there. Both in pixels.
    """

    box: Array  # (4,) left, top, right, bottom, in the unit of the drawing
    scale: float  # pixels per unit of the drawing
    scaled: Array  # (2,)
    centred: Array  # (2,)
    picture: Array  # (size, size) ink in [0, 1], float32
    # (size, size) pixels from each pixel's middle to the nearest line, cut where ink ends at
    # `reach(size)`; None for a scan
    distance: Array | None = None


def reach(size: int = SIDE, pen: float = PEN) -> float:
    """Return how far from a line there is ink, in pixels.

    `pen` is the width of the pen, here and below, as a share of the side.
    """
    return pen * size / 2 + EDGE / 2


def picture(strokes: Strokes, size: int = SIDE, pen: float = PEN) -> Array:
    """Return the drawing as ink in [0, 1], shape (size, size), float32.

    Where on the paper it was drawn and how large makes no difference. An empty drawing is a
    blank picture. Raises ValueError for points that are not pairs of finite numbers.
    """
    return steps(strokes, size, pen).picture


def steps(strokes: Strokes, size: int = SIDE, pen: float = PEN) -> Steps:
    """Return the picture and the steps that lead to it. An empty drawing has a box of zeros."""
    lines = _lines(strokes)
    middle = size / 2
    if not lines:
        blank, far = np.zeros((size, size), np.float32), np.full((size, size), reach(size, pen))
        return Steps(np.zeros(4), 1.0, np.full(2, middle), np.full(2, middle), blank, far)
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    longest = (high - low).max()
    # The box of the ink is the box of the lines and half a pen more on every side.
    # A drawing without extent is a dot (and a subnormal extent can't be divided by).
    scale = float((FILLED - pen) * size / longest) if longest > 1e-200 else 1.0
    scaled = middle - scale * (low + high) / 2
    placed = [scale * (line - (low + high) / 2) + middle for line in lines]
    start, step = _pieces(placed, pen * size)

    shift = middle - _centre_of_mass(_inked(_distance(start, step, size, pen), size, pen))
    # A drawing with a long thin tail stops at the edge rather than lose a part.
    room = (size - pen * size - scale * (high - low)) / 2
    shift = np.minimum(np.maximum(shift, -room), room)
    distance = _distance(start + shift, step, size, pen)
    box, inked = np.concatenate([low, high]), _inked(distance, size, pen)
    return Steps(box, scale, scaled, scaled + shift, inked, distance)


def scan_steps(
    scan: Array, size: int = SIDE, corner: tuple[float, float] = (0.0, 0.0), unit: float = 1.0
) -> Steps:
    """Return the picture of a scanned digit, and the same steps that strokes go.

    `scan` is ink in [0, 1], (rows, columns); `corner` and `unit` say where its left upper
    corner lies and how wide its pixels are in the drawing's unit. A digit that is written over
    fewer pixels than the picture has gets blocky; blank paper is a blank picture.
    """
    rows, columns = (np.flatnonzero(scan.max(axis=axis) > EDGE_OF_INK) for axis in (1, 0))
    if not len(rows):
        return steps([], size)
    low = np.array([columns[0], rows[0]], np.float64)
    high = np.array([columns[-1], rows[-1]], np.float64) + 1
    scale = float(FILLED * size / (high - low).max())
    scaled = size / 2 - scale * (low + high) / 2

    shift = size / 2 - _centre_of_mass(_shrunk(scan, scale, scaled, size))
    room = (size - scale * (high - low)) / 2
    centred = scaled + np.minimum(np.maximum(shift, -room), room)
    picture = _shrunk(scan, scale, centred, size)
    # A pixel p of the scan is the place corner + unit * p of the drawing.
    at, scale = np.array(corner), scale / unit
    box = np.concatenate([at + unit * low, at + unit * high])
    return Steps(box, scale, scaled - scale * at, centred - scale * at, picture)


def _shrunk(scan: Array, scale: float, shift: Array, size: int) -> Array:
    """Return (size, size), each pixel the mean of what it covers; p goes to scale * p + shift."""

    def covered(length: int, offset: float) -> Array:
        edges = (np.arange(size + 1) - offset) / scale
        within = edges[:, None].clip(np.arange(length), np.arange(1, length + 1))
        return np.diff(within, axis=0) * scale  # (size, length) shares of each pixel's width

    across, down = covered(scan.shape[1], shift[0]), covered(scan.shape[0], shift[1])
    return (down @ scan @ across.T).astype(np.float32)


def _lines(strokes: Strokes) -> list[Array]:
    lines = []
    for stroke in strokes:
        line = np.asarray(stroke, np.float64)
        if not line.size:
            continue
        if line.ndim != 2 or line.shape[1] != 2:
            raise ValueError(f"expected strokes of shape (points, 2), got {line.shape}")
        if not np.abs(line).max() < 1e100:  # NaN too
            raise ValueError("expected strokes of finite numbers")
        lines.append(line)
    return lines


def _centre_of_mass(picture: Array) -> Array:
    """Return where the ink lies on average, (2,): x, y in pixels."""
    places = np.arange(len(picture)) + 0.5
    return np.array([picture.sum(axis=0) @ places, picture.sum(axis=1) @ places]) / picture.sum()


def _inked(distance: Array, size: int, pen: float) -> Array:
    """Return the ink in [0, 1] of pixels at this distance from the nearest line."""
    return np.minimum((reach(size, pen) - distance) / EDGE, 1.0).astype(np.float32)


def _distance(start: Array, step: Array, size: int, pen: float) -> Array:
    """Return the distance from pixels' middles to the nearest piece of line, (size, size).

    All in pixels, and cut at `reach`. A piece is at most a pen's width long, so only a small
    window of pixels around its middle can be reached.
    """
    far = reach(size, pen)
    side = int(np.ceil(pen * size + 2 * far)) + 1
    corner = np.round(start + step / 2 - side / 2).astype(np.intp)  # (pieces, 2)

    across = corner[:, :, None] + np.arange(side)  # (pieces, 2, side): columns, rows
    gap = across + 0.5 - start[:, :, None]
    gap_x, gap_y = gap[:, 0, None, :], gap[:, 1, :, None]
    step_x, step_y = step[:, 0, None, None], step[:, 1, None, None]
    length2 = step_x**2 + step_y**2
    # The nearest point of a piece is its start + t * step, with t cut to [0, 1].
    t = (gap_x * step_x + gap_y * step_y) / np.where(length2 > 0, length2, 1.0)
    t = np.minimum(np.maximum(t, 0.0), 1.0)
    distance2 = (gap_x - t * step_x) ** 2 + (gap_y - t * step_y) ** 2

    margin = side + 1  # windows may hang over the edge
    wide = size + 2 * margin
    place = (across[:, 1, :, None] + margin) * wide + across[:, 0, None, :] + margin
    nearest2 = np.full(wide * wide, far**2)
    np.minimum.at(nearest2, place.ravel(), distance2.ravel())
    return np.sqrt(nearest2).reshape(wide, wide)[margin:-margin, margin:-margin]


def _pieces(lines: list[Array], longest: float) -> tuple[Array, Array]:
    """Return start and step, both (pieces, 2), of pieces at most `longest` long."""
    lines = [_thinned(line, longest / 8) for line in lines]
    every = -(-sum(map(len, lines)) // MOST)  # 1 but for a scribble without end
    starts, steps = [], []
    for line in lines:
        line = np.concatenate([line[:-1:every], line[-1:]])
        if len(line) == 1:
            line = np.concatenate([line, line])  # a dot is a line that goes nowhere
        step = np.diff(line, axis=0)
        cuts = np.ceil(np.hypot(step[:, 0], step[:, 1]) / longest).astype(np.intp).clip(1)
        step = np.repeat(step / cuts[:, None], cuts, axis=0)
        nth = np.arange(len(step)) - np.repeat(cuts.cumsum() - cuts, cuts)
        starts.append(np.repeat(line[:-1], cuts, axis=0) + nth[:, None] * step)
        steps.append(step)
    return np.concatenate(starts), np.concatenate(steps)


def _thinned(line: Array, spacing: float) -> Array:
    """Return the line with one point for each `spacing` of its way, and its two ends."""
    walked = np.hypot(*np.diff(line, axis=0).T).cumsum()
    kept = np.flatnonzero(np.diff(walked // spacing, prepend=-1.0)) + 1
    return line[np.unique(np.concatenate([[0], kept, [len(line) - 1]]))]
