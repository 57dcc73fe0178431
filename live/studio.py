"""A studio holds what one visitor has made; it goes along through every lesson."""

from dataclasses import dataclass, field

import numpy as np

from nn_core.arrays import Array


@dataclass(frozen=True)
class Drawing:
    """Strokes on the 0-1000 grid, each x, y, x, y, ... with y down, and what they show.

    `label` is what the reader says it is; None until then.
    """

    strokes: tuple[tuple[float, ...], ...] = ()
    label: int | None = None

    @property
    def lines(self) -> list[Array]:
        """Return the strokes as arrays of shape (points, 2)."""
        return [np.array(stroke, np.float64).reshape(-1, 2) for stroke in self.strokes]


@dataclass
class Studio:
    """One visitor's work. Pages read it and replace what is in it."""

    drawing: Drawing = field(default_factory=Drawing)
