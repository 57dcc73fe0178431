"""Five patterns on a plane: some that a line divides, and some that need a curve."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn_core.arrays import Array
from nn_core.datasets.points import MOST, MOST_CLASSES, NAMES, REACH, Points
from nn_core.training import Dataset

TURNS = 1.75  # half turns of a spiral's arm
# The noise that suits each pattern.
NOISES = {"moons": 0.2, "circles": 0.1, "xor": 0.1, "spiral": 0.05, "blobs": 0.4}


def moons(
    count: int = 200,
    noise: float = NOISES["moons"],
    *,
    unseen: float = 0.5,
    seed: int = 0,
) -> Dataset:
    """Return two half circles of radius 1 that reach into each other.

    x is (examples, 2) float32, y one-hot float32; `noise` is the standard deviation of what each
    coordinate is off by, as far as the plane goes; `unseen` is the share of each class that is kept
    for examination. Raises ValueError for numbers that can't be.
    """
    return points("moons", count, noise, unseen=unseen, seed=seed).dataset


def circles(
    count: int = 200,
    noise: float = NOISES["circles"],
    *,
    unseen: float = 0.5,
    seed: int = 0,
) -> Dataset:
    """Return a circle of radius 0.7 inside one of 1.6, otherwise as `moons`."""
    return points("circles", count, noise, unseen=unseen, seed=seed).dataset


def xor(
    count: int = 200,
    noise: float = NOISES["xor"],
    *,
    unseen: float = 0.5,
    seed: int = 0,
) -> Dataset:
    """Return four squares from 0.15 to 1.7, opposite ones of one class, otherwise as `moons`."""
    return points("xor", count, noise, unseen=unseen, seed=seed).dataset


def spiral(
    count: int = 200,
    noise: float = NOISES["spiral"],
    *,
    classes: int = 2,
    unseen: float = 0.5,
    seed: int = 0,
) -> Dataset:
    """Return arms that wind about each other, one for each class, otherwise as `moons`."""
    return points("spiral", count, noise, classes=classes, unseen=unseen, seed=seed).dataset


def blobs(
    count: int = 200,
    noise: float = NOISES["blobs"],
    *,
    classes: int = 2,
    unseen: float = 0.5,
    seed: int = 0,
) -> Dataset:
    """Return round heaps, one for each class, of the width `noise`, otherwise as `moons`."""
    return points("blobs", count, noise, classes=classes, unseen=unseen, seed=seed).dataset


def points(
    pattern: str,
    count: int,
    noise: float,
    *,
    classes: int = 2,
    unseen: float = 0.5,
    seed: int = 0,
) -> Points:
    """Return the points of a pattern by its name, the same for the same seed.

    Each class has as many as the others, or one less. What noise would carry off the plane stays at
    its edge.

    Raises ValueError for a name or numbers that can't be.
    """
    if pattern not in PATTERNS:
        raise ValueError(f"expected a pattern out of {', '.join(PATTERNS)}, got {pattern!r}")
    most = MOST_CLASSES if pattern in OF_MANY else 2
    if not 2 <= classes <= most:
        raise ValueError(f"expected 2 to {most} classes for {pattern}, got {classes}")
    if not 2 * classes <= count <= MOST:
        raise ValueError(f"expected {2 * classes} to {MOST} points, got {count}")
    if not noise >= 0:
        raise ValueError(f"expected a noise of at least 0, got {noise}")
    if not 0 <= unseen < 1:
        raise ValueError(f"expected a share unseen from 0 to below 1, got {unseen}")
    rng = np.random.default_rng(seed)
    of = np.arange(count) % classes
    x = PATTERNS[pattern](of, classes, rng) + rng.normal(0.0, noise, (count, 2))
    every = Points(x.clip(-REACH, REACH), of, np.zeros(count, bool), NAMES[:classes])
    return every.parted(unseen, rng)


@dataclass(frozen=True)
class Made:
    """The pattern that points are made by: the same numbers make the same points."""

    pattern: str = "moons"
    count: int = 200
    noise: float = 0.2
    classes: int = 2
    unseen: float = 0.5
    seed: int = 0

    @property
    def points(self) -> Points:
        """Return the points. Raises ValueError for numbers that can't be."""
        return points(
            self.pattern,
            self.count,
            self.noise,
            classes=self.classes,
            unseen=self.unseen,
            seed=self.seed,
        )


def _moons(of: Array, _: int, rng: np.random.Generator) -> Array:
    angle = rng.uniform(0.0, np.pi, len(of))
    above = np.column_stack([np.cos(angle), np.sin(angle)])
    below = np.column_stack([1.0 - np.cos(angle), 0.5 - np.sin(angle)])
    return np.where(of[:, None] == 0, above, below) - (0.5, 0.25)


def _circles(of: Array, _: int, rng: np.random.Generator) -> Array:
    angle, radius = rng.uniform(0.0, 2 * np.pi, len(of)), np.where(of == 0, 1.6, 0.7)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])


def _xor(of: Array, _: int, rng: np.random.Generator) -> Array:
    x, y = rng.uniform(0.15, 1.7, (2, len(of)))
    side = rng.choice([-1.0, 1.0], len(of))
    return np.column_stack([side * x, np.where(of == 0, 1.0, -1.0) * side * y])


def _spiral(of: Array, classes: int, rng: np.random.Generator) -> Array:
    along = rng.uniform(0.1, 1.0, len(of))
    angle = TURNS * np.pi * along + 2 * np.pi * of / classes
    return 1.9 * along[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])


def _blobs(of: Array, classes: int, _: np.random.Generator) -> Array:
    angle = 2 * np.pi * (of / classes + 1 / 8)
    return 1.2 * np.column_stack([np.cos(angle), np.sin(angle)])


# Each takes the class of every point, how many there are, and a generator.
PATTERNS: dict[str, Callable[[Array, int, np.random.Generator], Array]] = {
    "moons": _moons,
    "circles": _circles,
    "xor": _xor,
    "spiral": _spiral,
    "blobs": _blobs,
}
OF_MANY = ("spiral", "blobs")  # those of up to MOST_CLASSES classes
