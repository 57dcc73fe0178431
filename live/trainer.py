"""One visitor's training: set up, run, paused and looked back at."""

from dataclasses import dataclass, replace
from math import ceil, inf
from time import monotonic, perf_counter
from typing import Any, Literal

import numpy as np

from live.pace import Pace
from live.worker import Command, Worker
from nn_core import LOSSES, Dataset, Network, Settings, Training, advance, forward
from nn_core.arrays import Array
from nn_core.fitting import fitted
from nn_core.presets import BATCH_SIZE, COURSES, SEED, Setup
from nn_core.progress import Measure, measure, next_measure

DENSE = 500  # batches with a point each on the curve; then the points are spaced wider
WIDEST = 8  # batches from one point to the next: no slice is much longer than it should be
MOST_SNAPSHOTS = 12
RECENT = 0.05  # how much the last batches count in the milliseconds that one takes


@dataclass(frozen=True, eq=False)
class State:
    """A training at one moment, its past, and what the reader wants of it.

    `start` is the network before the first batch. `seen` has what the network made of `picture`,
    the reader's drawing: (batch, ten outputs), one for each measure since it was drawn, and one for
    each snapshot from before. `snapshots` are moments to look back at, `at` is the batch of the one
    that the reader looks at now.
    """

    setup: Setup
    settings: Settings
    data: Dataset
    start: Network
    training: Training
    status: Literal["idle", "running", "paused", "diverged"] = "idle"
    run: int = 1  # counts the stories: another start, or another drawing, is another story
    pace: float | None = None  # batches a second; None as fast as it goes
    until: float = inf  # the number of batches after which it pauses
    measures: tuple[Measure, ...] = ()
    snapshots: tuple[Training, ...] = ()
    at: int | None = None
    picture: Array | None = None  # (28, 28)
    seen: tuple[tuple[int, Array], ...] = ()
    milliseconds: float = 0.0  # that a batch took lately

    @property
    def shown(self) -> Training:
        """Return the training to show: the snapshot that the reader looks back at, or now."""
        past = [snapshot for snapshot in self.snapshots if snapshot.batch == self.at]
        return past[0] if past else self.training


class Trainer(Worker[State]):
    """A training that others ask for something and give time to."""

    def __init__(self, data: Dataset, state: State | None = None) -> None:
        """Begin with the usual set-up, or where another trainer is."""
        settings = Settings(learning_rate=0.1, batch_size=BATCH_SIZE, seed=SEED)
        super().__init__(state or _begun(Setup(), settings, data))
        self._pace = Pace()

    def rest(self) -> float:
        """Return the seconds until there is something to do; infinite without a command."""
        if self.waiting:
            return 0.0
        return self._pace.wait(self.state.pace) if self.state.status == "running" else inf

    def slice(self, seconds: float) -> None:
        """Carry out what waits in line, then train, for so many seconds together."""
        with self._lock:
            end = monotonic() + seconds
            state = self.state
            while self._waiting:
                before, state = state, _obeyed(state, self._waiting.popleft())
                if (before.pace, before.status) != (state.pace, state.status):
                    self._pace = Pace()
                if monotonic() >= end:
                    break
            while state.status == "running" and monotonic() < end and self._pace.due(state.pace):
                state = _onward(state)
            self.state = state

    def copy(self) -> "Trainer":
        """Return a trainer of its own that goes on from the same moment."""
        return Trainer(self.state.data, self.state)


def _begun(setup: Setup, settings: Settings, data: Dataset) -> State:
    start = setup.start(settings.seed)
    return _measured(State(setup, settings, data, start, Training(start)))


def _again(state: State, start: Network | None = None) -> State:
    """Return the training before its first batch, from another network or from the same one."""
    start = start or state.start
    fresh = replace(
        state, start=start, training=Training(start), status="idle", run=state.run + 1, until=inf
    )
    return _measured(replace(fresh, measures=(), snapshots=(), at=None, seen=()))


def _set_up(state: State, **changes: Any) -> State:
    """Return the training with another set-up, or other settings of its start, begun anew."""
    setup, settings = state.setup, state.settings
    if changes.keys() <= {"batch_size", "seed"}:
        settings = replace(settings, **changes)
    else:
        setup = replace(setup, **changes)
    if (setup, settings) == (state.setup, state.settings):
        return state
    other = replace(state, setup=setup, settings=settings)
    # The size of a batch leaves the weights of the start alone, which may have come from a file.
    return _again(other, None if "batch_size" in changes else setup.start(settings.seed))


def _loaded(state: State, network: Network) -> State:
    """Return a training that begins with these weights, in the set-up that they fit.

    Raises ValueError for a network that fits none.
    """
    return _again(replace(state, setup=fitted(network, state.setup)), network)


def _obeyed(state: State, command: Command) -> State:
    match command:
        case Command("rate", float(rate)):
            return replace(state, settings=replace(state.settings, learning_rate=rate))
        case Command("optimizer" | "l2" as name, value):
            return replace(state, settings=replace(state.settings, **{name: value}))
        case Command("pace", None | float() as pace):
            return replace(state, pace=pace)
        case Command("course", str(name)):
            return _set_up(state, course=COURSES[name])
        case Command("load", network):
            return _loaded(state, network)
        case Command("examples", data):
            return replace(state, data=data)
        case Command("hidden" | "activation" | "scale" | "batch_size" | "seed" as name, value):
            return _set_up(state, **{name: value})
        case Command("picture", picture):
            return _of_picture(state, picture)
        case Command("back", batch):
            return _back(state, batch)
        case Command("resume"):
            return _resumed(state)
        case Command("reset"):
            return _again(state)
        case _ if state.status == "diverged":
            return state  # only another start helps, or a snapshot
        case Command("run"):
            return replace(state, status="running", until=inf, at=None)
        case Command("pause") if state.status == "running":
            return replace(state, status="paused", until=inf)
        case Command("step"):
            return _advanced(replace(state, status="paused", until=inf, at=None), 1)
        case Command("epoch"):
            per_epoch = ceil(len(state.data.x) / (state.settings.batch_size or len(state.data.x)))
            end = (state.training.batch // per_epoch + 1) * per_epoch
            return replace(state, status="running", until=end, at=None)
    return state


def _back(state: State, batch: int | None) -> State:
    """Return the training paused, with the snapshot after so many batches to look at."""
    if batch is not None and all(snapshot.batch != batch for snapshot in state.snapshots):
        return state
    status: Any = "paused" if state.status == "running" else state.status
    return replace(state, at=batch, status=status, until=inf)


def _resumed(state: State) -> State:
    """Return the training at the snapshot that is looked at, as if it had just come there."""
    if state.at is None:
        return state
    return replace(
        state,
        training=state.shown,
        status="paused" if state.at else "idle",
        run=state.run + 1,
        at=None,
        measures=tuple(one for one in state.measures if one.batch <= state.at),
        snapshots=tuple(one for one in state.snapshots if one.batch <= state.at),
        seen=tuple(one for one in state.seen if one[0] <= state.at),
    )


def _of_picture(state: State, picture: Array) -> State:
    """Return the training with another drawing to look at: its past is that of the snapshots."""
    if state.picture is not None and np.array_equal(state.picture, picture):
        return state
    seen = tuple((one.batch, _outputs(one.network, picture)) for one in state.snapshots)
    another = state.picture is not None
    return replace(state, picture=picture, seen=seen, run=state.run + another)


def _onward(state: State) -> State:
    """Return the training some batches later: one, or, late in a long run, a few."""
    batch = state.training.batch
    due = min(state.until, next_measure(batch, state.settings.batch_size))
    batches = 1 if state.pace else min(1 + batch // DENSE, WIDEST, due - batch)
    return _advanced(state, int(batches))


def _advanced(state: State, batches: int) -> State:
    loss, before, began = LOSSES[state.setup.course.loss], state.training.batch, perf_counter()
    training = advance(state.training, state.data, loss, state.settings, batches)
    took = 1000 * (perf_counter() - began) / batches
    took = took if not before else (1 - RECENT) * state.milliseconds + RECENT * took
    if training.diverged:
        return replace(state, training=training, status="diverged", milliseconds=took)
    over = training.batch >= state.until
    after = replace(
        state,
        training=training,
        milliseconds=took,
        status="paused" if over else state.status,
        until=inf if over else state.until,
    )
    due = over or training.batch >= next_measure(before, state.settings.batch_size)
    return _measured(after) if due else after


def _measured(state: State) -> State:
    """Return the training with a measure, a snapshot and an answer to the drawing of now."""
    training, seen = state.training, state.seen
    if state.picture is not None:
        seen = (*seen, (training.batch, _outputs(training.network, state.picture)))
    return replace(
        state,
        measures=(*state.measures, measure(training, state.data, LOSSES[state.setup.course.loss])),
        snapshots=_thinned((*state.snapshots, replace(training, state=None, optimizer=None))),
        seen=seen,
    )


def _thinned(snapshots: tuple[Training, ...]) -> tuple[Training, ...]:
    """Return the snapshots, without the one that is missed least where they are too many.

    That one leaves the smallest gap for how far it lies from the start and from now: so most are
    left where much happens, at the beginning, and where the reader has just been.
    """
    if len(snapshots) <= MOST_SNAPSHOTS:
        return snapshots
    batches = [snapshot.batch for snapshot in snapshots]
    now = batches[-1]

    def missed(k: int) -> float:
        return (batches[k + 1] - batches[k - 1]) / min(batches[k], now - batches[k])

    least = min(range(1, len(batches) - 1), key=missed)
    return snapshots[:least] + snapshots[least + 1 :]


@np.errstate(over="ignore", invalid="ignore")  # weights that are about to diverge are huge
def _outputs(network: Network, picture: Array) -> Array:
    return forward(network, picture.reshape(1, -1))[-1].a[0]
