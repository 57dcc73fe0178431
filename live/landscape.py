"""What the runs of a race walk on: the loss over a plane through weight space, and their paths.

A `Landscape` is a job. `begun` returns it before its work, `onward` a bit of work later, until it
is `finished`. It never changes; whoever holds it puts the later one in its place. First comes the
map, in half a second, then the paths, as long as the race took: its runs are taken again, from the
same start on the same batches.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil, isfinite
from typing import Literal

import numpy as np

from nn_core import Dataset, Network, Settings, Training, advance, forward
from nn_core.arrays import Array
from nn_core.landscape import Plane, losses, seeded, through
from nn_core.losses import Loss
from nn_core.progress import EXAMPLES

PLANES = ("paths", "random")
SIDE = 31  # places of the map in each direction
MOST_PLACES = 150  # of a path, but for its start
SEED = 0  # of the random directions
ROOM = 1.5  # times as wide as the start and the two best ends lie apart is the view of them
ROW = 30  # batches take about as long as a row of the map

Place = tuple[float, float]


@dataclass(frozen=True)
class Run:
    """A run of the race, and what the plane shows of its end.

    `loss` is that of the run itself, `below` that of the place of the plane which is nearest, and
    `share` how much of the way from the start lies in the plane, in [0, 1]. For a run that `left`
    the finite numbers they may be inf or nan.
    """

    settings: Settings
    batches: int
    left: bool
    loss: float
    below: float
    share: float


@dataclass(frozen=True, eq=False)
class Landscape:
    """A map of SIDE x SIDE losses with the paths of the runs on it, as far as they are known.

    The map is a square about `middle`, from -reach to reach in a and in b. `rows` have the losses
    from the lowest a to the highest; the first row is that of the lowest b. A path is a place every
    few batches, from the start on; the last path is that of `training`.
    """

    name: str  # out of PLANES
    number: int  # tells it from the others of a race
    plane: Plane
    middle: Place
    reach: float
    runs: tuple[Run, ...]
    ends: tuple[int, ...]  # the places among the runs of those whose ends lie in the plane
    data: Dataset
    loss: Loss
    training: Training
    instead: bool = False  # of the plane through the paths, which there is not
    rows: tuple[Array, ...] = ()
    paths: tuple[tuple[Place, ...], ...] = ()
    status: Literal["running", "stopped", "finished"] = "running"

    @property
    def finished(self) -> bool:
        """Return whether there is nothing to do any more: all is done, or it was stopped."""
        return self.status != "running"

    @property
    def done(self) -> float:
        """Return how much of the work is done, in [0, 1]."""
        walked = sum(run.batches for run in self.runs[: max(0, len(self.paths) - 1)])
        work = SIDE * ROW + sum(run.batches for run in self.runs)
        return (len(self.rows) * ROW + walked + self.training.batch) / work

    def stopped(self) -> "Landscape":
        """Return it with what is known so far, at its end."""
        return self if self.finished else replace(self, status="stopped")

    def onward(self) -> "Landscape":
        """Return it with one row of the map more, or, where that is whole, one place of a path."""
        if self.finished:
            return self
        if len(self.rows) < SIDE:
            return replace(self, rows=(*self.rows, self._row()))
        if self.paths and self.training.batch < self.runs[len(self.paths) - 1].batches:
            return self._walked()
        if len(self.paths) == len(self.runs):
            return replace(self, status="finished")
        start = self.plane.origin
        paths = (*self.paths, (self.plane.place(start),))
        return replace(self, training=Training(start), paths=paths)

    def _row(self) -> Array:
        steps = self.reach * np.linspace(-1, 1, SIDE)
        a, b = self.middle[0] + steps, self.middle[1] + steps[len(self.rows)]
        return losses(self.plane, [(each, b) for each in a], *_examples(self.data), self.loss)

    def _walked(self) -> "Landscape":
        *others, path = self.paths
        run = self.runs[len(others)]
        batches = min(ceil(run.batches / MOST_PLACES), run.batches - self.training.batch)
        training = advance(self.training, self.data, self.loss, run.settings, batches)
        path = (*path, self.plane.place(training.network))
        return replace(self, training=training, paths=(*others, path))


def begun(
    start: Network,
    loss: Loss,
    runs: Sequence[tuple[Settings, Training]],
    data: Dataset,
    name: str,
    number: int = 1,
) -> Landscape:
    """Return the landscape of these runs, which all began at `start`, before its work.

    The plane "paths" goes through the start and the ends of the two runs that ended lowest, and the
    view holds these three. Where no two of them went different ways there is no such plane, and it
    is "random": along two random directions, one unit to each side of the start, as in Li et al.
    2018.
    """
    networks = [training.network for _, training in runs]
    own = [_loss(network, data, loss) for network in networks]
    lowest = [int(k) for k in np.argsort(own, kind="stable") if isfinite(own[k])][:2]
    plane = _through(start, [networks[k] for k in lowest]) if name == "paths" else None
    found, ends = (plane, tuple(lowest)) if plane else (seeded(start, SEED), ())
    places = [found.place(network) for network in networks]
    middle, reach = _view([places[k] for k in ends]) if ends else ((0.0, 0.0), 1.0)
    below = losses(found, places, *_examples(data), loss)
    seen = tuple(
        Run(
            settings,
            training.batch,
            training.diverged,
            own[k],
            float(below[k]),
            found.share(training.network),
        )
        for k, (settings, training) in enumerate(runs)
    )
    return Landscape(
        name="paths" if ends else "random",
        number=number,
        plane=found,
        middle=middle,
        reach=reach,
        runs=seen,
        ends=ends,
        data=data,
        loss=loss,
        training=Training(start),
        instead=name == "paths" and not ends,
    )


def _examples(data: Dataset) -> tuple[Array, Array]:
    return data.x[:EXAMPLES], data.y[:EXAMPLES]


@np.errstate(over="ignore", invalid="ignore")  # of a run that diverged
def _loss(network: Network, data: Dataset, loss: Loss) -> float:
    x, y = _examples(data)
    return loss(forward(network, x)[-1].a, y)


def _through(start: Network, ends: Sequence[Network]) -> Plane | None:
    """Return the plane through the start and two ends, None where there is none."""
    with suppress(ValueError):
        if len(ends) == 2:
            return through(start, *ends)
    return None


def _view(ends: Sequence[Place]) -> tuple[Place, float]:
    """Return the middle and the reach of a square that holds the start and these ends."""
    places = np.array([(0.0, 0.0), *ends])
    low, high = places.min(axis=0), places.max(axis=0)
    a, b = (low + high) / 2
    return (float(a), float(b)), float(ROOM * (high - low).max() / 2)
