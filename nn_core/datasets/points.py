"""Points on a plane, each of a class: what a network with two inputs learns from."""

from dataclasses import dataclass, replace

import numpy as np

from nn_core.arrays import Array
from nn_core.training import Dataset

REACH = 2.5  # the plane goes from -REACH to REACH, to the right and upwards
MOST = 3_000  # points
MOST_CLASSES = 4
NAMES = ("A", "B", "C", "D")


@dataclass(frozen=True, eq=False)
class Points:
    """Points of at most MOST_CLASSES classes, some of them unseen: kept from the training.

    What the reader calls (u, v) lies on the plane at ((u, v) - middle) / unit.
    """

    x: Array  # (points, 2) on the plane, float64
    classes: Array  # (points,) numbers of their classes, counted from 0
    unseen: Array  # (points,) bool
    names: tuple[str, ...] = NAMES[:2]  # of the classes
    middle: tuple[float, float] = (0.0, 0.0)
    unit: tuple[float, float] = (1.0, 1.0)

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(self.x)

    @property
    def dataset(self) -> Dataset:
        """Return what a network learns from, and what it is examined on, in float32.

        x is the place of a point, (examples, 2); y is one-hot, (examples, classes).
        """
        x = self.x.astype(np.float32)
        y = np.eye(len(self.names), dtype=np.float32)[self.classes]
        seen = ~self.unseen
        return Dataset(x[seen], y[seen], x[self.unseen], y[self.unseen])

    def added(self, place: tuple[float, float], of: int) -> "Points":
        """Return the points and one more to learn from, which stands last."""
        return replace(
            self,
            x=np.concatenate([self.x, [place]]),
            classes=np.append(self.classes, of),
            unseen=np.append(self.unseen, False),
        )

    def moved(self, n: int, place: tuple[float, float]) -> "Points":
        """Return the points with the n-th at another place."""
        x = self.x.copy()
        x[n] = place
        return replace(self, x=x)

    def without(self, n: int) -> "Points":
        """Return the points but for the n-th."""
        left = np.arange(len(self)) != n
        return replace(self, x=self.x[left], classes=self.classes[left], unseen=self.unseen[left])

    def cleared(self) -> "Points":
        """Return a plane without points, for the same classes."""
        return replace(self, x=self.x[:0], classes=self.classes[:0], unseen=self.unseen[:0])

    def parted(self, share: float, seed: int | np.random.Generator) -> "Points":
        """Return the points in a random order, with this share of each class unseen, rounded.

        At least one of each class is left to learn from. The same seed parts them alike.
        """
        order = np.random.default_rng(seed).permutation(len(self))
        x, classes, unseen = self.x[order], self.classes[order], np.zeros(len(self), bool)
        for k in range(len(self.names)):
            own = np.flatnonzero(classes == k)
            unseen[own[: max(0, min(round(share * len(own)), len(own) - 1))]] = True
        return replace(self, x=x, classes=classes, unseen=unseen)
