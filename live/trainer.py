"""One visitor's training: what is asked of it waits in line, and time slices carry it out.

Only `slice` assigns `state`, and only as a whole. So a slice can't overwrite a reset, and whoever
reads sees one moment of the training, never a mixture of two.
"""

from collections import deque
from dataclasses import dataclass, replace
from math import ceil, inf
from threading import Lock
from time import monotonic
from typing import Literal

from nn_core import LOSSES, Dataset, Settings, Training, advance
from nn_core.presets import BATCH_SIZE, COURSES, SEED, Course

DENSE = 500  # batches with a point each on the curve; then the points are spaced wider
WIDEST = 8  # batches from one point to the next: no slice is much longer than it should be
CATCH_UP = 0.25  # seconds of missed batches that are made up for, at the pace that was asked for
MOST_WAITING = 256  # commands in line; more push out the oldest


@dataclass(frozen=True)
class Command:
    """What a reader asks of a training; `value` is a rate, a pace or the name of a course."""

    do: Literal["run", "pause", "step", "epoch", "reset", "rate", "pace", "course"]
    value: float | str | None = None


@dataclass(frozen=True, eq=False)
class State:
    """A training at one moment, and what the reader wants of it."""

    course: Course
    settings: Settings
    training: Training
    status: Literal["idle", "running", "paused", "diverged"] = "idle"
    run: int = 1  # counts the starts: another start is another curve
    pace: float | None = None  # batches a second; None as fast as it goes
    until: float = inf  # the number of batches after which it pauses


class Trainer:
    """A training that others ask for something and give time to."""

    def __init__(self, data: Dataset, state: State | None = None) -> None:
        """Begin with the first course, or where another trainer is."""
        settings = Settings(learning_rate=0.1, batch_size=BATCH_SIZE, seed=SEED)
        self.state = state or _begun(next(iter(COURSES.values())), settings)
        self._data = data  # shared by all visitors
        self._waiting: deque[Command] = deque(maxlen=MOST_WAITING)
        self._due = monotonic()  # when the next batch may be taken, at the pace that was asked for
        self._lock = Lock()

    def ask(self, command: Command) -> None:
        """Put a command in line for the next slice."""
        self._waiting.append(command)

    @property
    def waiting(self) -> bool:
        """Return whether a command waits in line."""
        return bool(self._waiting)

    def rest(self) -> float:
        """Return the seconds until there is something to do; infinite without a command."""
        if self.waiting:
            return 0.0
        if self.state.status != "running":
            return inf
        return max(0.0, self._due - monotonic()) if self.state.pace else 0.0

    def slice(self, seconds: float) -> None:
        """Carry out what waits in line, then train, for so many seconds together.

        At least one command is carried out.
        """
        with self._lock:
            end = monotonic() + seconds
            state = self.state
            while self._waiting:
                before, state = state, _obeyed(state, self._waiting.popleft(), self._data)
                if (before.pace, before.status) != (state.pace, state.status):
                    self._due = monotonic()
                if monotonic() >= end:
                    break
            while state.status == "running" and monotonic() < end and self._due_now(state):
                state = _onward(state, self._data)
            self.state = state

    def copy(self) -> "Trainer":
        """Return a trainer of its own that goes on from the same moment."""
        return Trainer(self._data, self.state)

    def _due_now(self, state: State) -> bool:
        """Return whether the next batch may be taken, and count it as taken if so."""
        if not state.pace:
            return True
        now, wait = monotonic(), 1.0 / state.pace
        if now < self._due:
            return False
        self._due = max(self._due, now - CATCH_UP) + wait
        return True


def _begun(course: Course, settings: Settings) -> State:
    return State(course, settings, Training(course.start(settings.seed)))


def _again(state: State, course: Course) -> State:
    """Return the training before its first batch."""
    fresh = _begun(course, state.settings)
    return replace(fresh, run=state.run + 1, pace=state.pace)


def _obeyed(state: State, command: Command, data: Dataset) -> State:
    match command:
        case Command("rate", float(rate)):
            return replace(state, settings=replace(state.settings, learning_rate=rate))
        case Command("pace", None | float() as pace):
            return replace(state, pace=pace)
        case Command("course", str(name)) if name != state.course.name:
            return _again(state, COURSES[name])
        case Command("reset"):
            return _again(state, state.course)
        case _ if state.status == "diverged":
            return state  # only another start helps
        case Command("run"):
            return replace(state, status="running", until=inf)
        case Command("pause") if state.status == "running":
            return replace(state, status="paused", until=inf)
        case Command("step"):
            return _advanced(replace(state, status="paused", until=inf), data, 1)
        case Command("epoch"):
            per_epoch = ceil(len(data.x) / BATCH_SIZE)
            end = (state.training.batch // per_epoch + 1) * per_epoch
            return replace(state, status="running", until=end)
    return state


def _onward(state: State, data: Dataset) -> State:
    """Return the training some batches later: one, or, late in a long run, a few."""
    batch = state.training.batch
    batches = 1 if state.pace else min(1 + batch // DENSE, WIDEST, state.until - batch)
    return _advanced(state, data, int(batches))


def _advanced(state: State, data: Dataset, batches: int) -> State:
    loss = LOSSES[state.course.loss]
    training = advance(state.training, data, loss, state.settings, batches)
    if training.diverged:
        return replace(state, training=training, status="diverged")
    if training.batch >= state.until:
        return replace(state, training=training, status="paused", until=inf)
    return replace(state, training=training)
