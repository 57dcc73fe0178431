"""A studio holds what one visitor has made; it goes along through every lesson."""

from dataclasses import dataclass, field

import numpy as np

from nn_core import ink
from nn_core.arrays import Array

GRID = 1000  # units along the side of the pad that all drawings lie on


@dataclass(frozen=True, eq=False)
class Photo:
    """A digit that came as a photo or file, laid on the 0-1000 grid like strokes.

    The photo's longer side is as long as the grid, its middle is the grid's. `ink` is what was
    taken as the digit, (rows, columns) in [0, 1]; its left upper corner lies at `corner`, and its
    pixels are `unit` wide.
    """

    shown: bytes  # the whole photo as a small JPEG
    ink: Array
    corner: tuple[float, float]
    unit: float
    others: int  # how many other things of some size are on it


@dataclass(frozen=True)
class Drawing:
    """Strokes on the 0-1000 grid, each x, y, x, y, ... with y down, and what they show.

    Where there is a photo it stands in front of the strokes, and they wait behind it. `label` is
    what the reader says it is; None until then.
    """

    strokes: tuple[tuple[float, ...], ...] = ()
    label: int | None = None
    photo: Photo | None = None

    @property
    def lines(self) -> list[Array]:
        """Return the strokes as arrays of shape (points, 2)."""
        return [np.array(stroke, np.float64).reshape(-1, 2) for stroke in self.strokes]

    def steps(self, size: int = ink.SIDE) -> ink.Steps:
        """Return the picture, (size, size), that a network gets to see, and the way there."""
        if self.photo:
            return ink.scan_steps(self.photo.ink, size, self.photo.corner, self.photo.unit)
        return ink.steps(self.lines, size)


@dataclass
class Studio:
    """One visitor's work. Pages read it and replace what is in it."""

    drawing: Drawing = field(default_factory=Drawing)
