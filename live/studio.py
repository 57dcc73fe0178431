"""A studio holds what one visitor has made; it goes along through every lesson."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from secrets import token_urlsafe
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from live.trainer import Trainer
from nn_core import Network, ink
from nn_core.arrays import Array

if TYPE_CHECKING:  # they build on this module
    from live.plane import Plane
    from live.race import Race

GRID = 1000  # units along the side of the pad that all drawings lie on
MOST_EXAMPLES = 50  # own drawings that a training learns from


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
    what the reader says it is; None until then. The browser gives each drawing its `number`. `pen`
    is the width of the lines, as a share of the picture's side.
    """

    strokes: tuple[tuple[float, ...], ...] = ()
    label: int | None = None
    photo: Photo | None = None
    number: int = field(default=0, compare=False)
    pen: float = ink.PEN

    @property
    def lines(self) -> list[Array]:
        """Return the strokes as arrays of shape (points, 2)."""
        return [np.array(stroke, np.float64).reshape(-1, 2) for stroke in self.strokes]

    def steps(self, size: int = ink.SIDE) -> ink.Steps:
        """Return the picture, (size, size), that a network gets to see, and the way there."""
        if self.photo:
            return ink.scan_steps(self.photo.ink, size, self.photo.corner, self.photo.unit)
        return ink.steps(self.lines, size, self.pen)

    @cached_property
    def picture(self) -> Array:
        """Return the usual picture, 28 x 28: a running training asks for it again and again."""
        return self.steps().picture


@dataclass(frozen=True, eq=False)
class Example:
    """A drawing to learn from: its picture alone, 28 x 28, which takes little room; its label."""

    picture: Array
    label: int


@dataclass(eq=False)
class Studio:
    """One visitor's work, that of one browser tab. Pages and the socket read the same one.

    `network` looks at the drawing, `random` beside it where the reader compares; `trainer`,
    `race` and `plane` are there once the reader has opened their lessons. `own` is the network
    that the reader has trained, for all lessons to use; `examples` are drawings, with labels, to
    learn from. `doodle` is the cat or dog on the pad, `doodles` are those that a network learns
    from; their label is 0 for a cat, 1 for a dog.
    """

    network: Network
    drawing: Drawing = field(default_factory=Drawing)
    random: Network | None = None
    trainer: Trainer | None = None
    own: Network | None = None
    examples: tuple[Example, ...] = ()
    race: "Race | None" = None
    plane: "Plane | None" = None
    doodle: Drawing | None = None
    doodles: tuple[Example, ...] = ()
    token: str = field(default_factory=lambda: token_urlsafe(24))
    sockets: int = 0  # that are open
    _lock: Lock = field(default_factory=Lock)

    def take(self, drawing: Drawing) -> None:
        """Take a drawing, unless a newer one has come by another way."""
        with self._lock:
            if drawing.number > self.drawing.number:
                self.drawing = drawing

    def join(self, drawing: Drawing) -> None:
        """Learn from a drawing with a label; where it is said to be something else now, from that.

        Without a label nothing changes.
        """
        if drawing.label is not None:
            self.leave(drawing.picture)
            joined = (*self.examples, Example(drawing.picture, drawing.label))
            self.examples = joined[-MOST_EXAMPLES:]

    def leave(self, picture: Array) -> None:
        """Learn from the drawing with this picture no more."""
        others = (one for one in self.examples if not np.array_equal(one.picture, picture))
        self.examples = tuple(others)

    def learns(self, drawing: Drawing) -> bool:
        """Return whether this very drawing, with its label, is among those to learn from."""
        return any(
            one.label == drawing.label and np.array_equal(one.picture, drawing.picture)
            for one in self.examples
        )

    def copy(self) -> "Studio":
        """Return a studio of its own for a duplicated tab, with the same work in it."""
        return Studio(
            self.network,
            self.drawing,
            self.random,
            self.trainer and self.trainer.copy(),
            self.own,
            self.examples,
            self.race and self.race.copy(),
            self.plane and self.plane.copy(),
            self.doodle,
            self.doodles,
        )


class Studios:
    """All visitors' studios, found by token.

    At most `most` are kept, each until it was left alone for `idle` seconds; where there are too
    many, the one left alone longest goes first. One with an open socket stays.
    """

    def __init__(
        self, most: int = 1_000, idle: float = 4 * 3600, clock: Callable[[], float] = monotonic
    ) -> None:
        """Begin without a studio."""
        self._most, self._idle, self._clock = most, idle, clock
        self._kept: OrderedDict[str, tuple[float, Studio]] = OrderedDict()  # longest alone first
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many studios are kept."""
        return len(self._kept)

    def keep(self, studio: Studio) -> None:
        """Keep a studio from now on, or go on keeping it: its visitor is there."""
        now = self._clock()
        with self._lock:
            self._kept[studio.token] = (now, studio)
            self._kept.move_to_end(studio.token)
            for token, (seen, other) in list(self._kept.items()):
                if len(self._kept) <= self._most and now - seen <= self._idle:
                    break
                if not other.sockets and other is not studio:
                    del self._kept[token]

    def find(self, token: object) -> Studio | None:
        """Return the studio of this token, or None where there is none."""
        kept = self._kept.get(token) if isinstance(token, str) else None
        return kept and kept[1]


STUDIOS = Studios()
