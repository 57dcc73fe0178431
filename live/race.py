"""Several trainings from the same weights on the same batches, side by side.

They are advanced in lock-step: the one that is behind goes next. So at each moment all have met
the same batches, but for one that diverged, which stays where it left.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf
from time import monotonic, perf_counter
from typing import Literal

import numpy as np

from live import landscape, sweep
from live.landscape import Landscape
from live.sweep import HARDLY, Sweep
from live.worker import Command, Worker
from nn_core import LOSSES, Dataset, Settings, Training, advance
from nn_core.presets import BATCH_SIZE, COURSES, SEED, Setup
from nn_core.progress import Measure, measure, next_measure

LIMIT = 2_000  # batches of a race
FEWEST, MOST = 3, 8  # runners
GOAL = 0.9  # of the unseen digits read right: how long does it take?
EARLY = 50  # batches; before them nothing is said of a runner
# A runner still falls where its last quarter brought the loss down by more than this share of it,
# or of all that it came down: one that crawls on at the same pace has not settled.
STILL = 0.05


@dataclass(frozen=True)
class Entry:
    """What a runner has of its own; everything else is the same for all."""

    rate: float
    optimizer: str = "sgd"


USUAL = (Entry(0.01), Entry(0.1), Entry(10.0))


@dataclass(frozen=True, eq=False)
class Runner:
    """One training of a race, what was measured of it, and the milliseconds it took so far."""

    settings: Settings
    training: Training
    measures: tuple[Measure, ...]
    milliseconds: float = 0.0

    @property
    def goal(self) -> int | None:
        """Return the batch after which it was first seen to reach GOAL, or None."""
        return next((one.batch for one in self.measures if one.unseen_accuracy >= GOAL), None)

    def fate(self, guess: float) -> str:
        """Return how it is doing, "" where it is too early to say; `guess` is the loss of guessing.

        It has "diverged", is "worse" than guessing, "hardly" moves, is still "falling", or has
        "settled".
        """
        first, last = self.measures[0].loss, self.measures[-1].loss
        if self.training.diverged:
            return "diverged"
        if self.measures[-1].batch < EARLY:
            return ""
        if last > first / HARDLY:
            return "worse"
        if last > HARDLY * first:
            return "hardly"
        quarter = len(self.measures) // 4 or 1
        before, lately = (
            float(np.mean([one.loss for one in part]))
            for part in (self.measures[-2 * quarter : -quarter], self.measures[-quarter:])
        )
        if before - lately > STILL * min(before, first - last):
            return "falling"
        return "worse" if last >= guess else "settled"


@dataclass(frozen=True, eq=False)
class RaceState:
    """A race at one moment, and what was begun beside it: a sweep, a landscape of its runs.

    `run` counts the starts, `landscapes` the landscapes.
    """

    setup: Setup
    seed: int
    data: Dataset
    runners: tuple[Runner, ...]
    status: Literal["idle", "running", "paused", "finished"] = "idle"
    run: int = 1
    sweep: Sweep | None = None
    landscape: Landscape | None = None
    landscapes: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return what each runner has of its own."""
        each = [runner.settings for runner in self.runners]
        return tuple(Entry(settings.learning_rate, settings.optimizer) for settings in each)

    @property
    def step(self) -> int:
        """Return how many batches all have met, but for those that left."""
        there = [runner.training for runner in self.runners if not runner.training.diverged]
        if there:
            return min(training.batch for training in there)
        return max(runner.training.batch for runner in self.runners)

    @property
    def busy(self) -> bool:
        """Return whether there is something to work on."""
        sweeps = self.sweep is not None and self.sweep.running
        looks = self.landscape is not None and not self.landscape.finished
        return self.status == "running" or sweeps or looks


class Race(Worker[RaceState]):
    """A race that others ask for something and give time to."""

    def rest(self) -> float:
        """Return the seconds until there is something to do; infinite without a command."""
        return 0.0 if self.waiting or self.state.busy else inf

    def slice(self, seconds: float) -> None:
        """Carry out what waits in line, then race, sweep and map, for so many seconds together."""
        with self._lock:
            end, state = monotonic() + seconds, self.state
            while self._waiting:
                state = _obeyed(state, self._waiting.popleft())
                if monotonic() >= end:
                    break
            while state.busy and monotonic() < end:
                state = _onward(state)
            self.state = state

    def copy(self) -> "Race":
        """Return a race of its own that goes on from the same moment."""
        return Race(self.state)


def begun(
    data: Dataset,
    entries: Iterable[Entry] = USUAL,
    course: str = next(iter(COURSES)),
    seed: int = SEED,
) -> RaceState:
    """Return a race before its first batch."""
    setup = Setup(COURSES[course])
    training = Training(setup.start(seed))
    first = (measure(training, data, LOSSES[setup.course.loss]),)
    runners = tuple(
        Runner(Settings(one.rate, BATCH_SIZE, one.optimizer, seed), training, first)
        for one in entries
    )
    return RaceState(setup, seed, data, runners)


def raced(state: RaceState, batches: int) -> RaceState:
    """Return the race paused once all have met so many batches, or have left."""
    state = replace(state, status="running")
    while state.status == "running" and state.step < batches:
        state = _advanced(state)
    return replace(state, status="paused") if state.status == "running" else state


def _obeyed(state: RaceState, command: Command) -> RaceState:
    match command:
        case Command("run") if state.status in ("idle", "paused"):
            return replace(state, status="running")
        case Command("pause") if state.status == "running":
            return replace(state, status="paused")
        case Command("reset"):
            return replace(_again(state), sweep=state.sweep)
        case Command("runners", entries):
            return replace(_again(state, entries=entries), sweep=state.sweep)
        case Command("course", str(name)) if name != state.setup.course.name:
            return _again(state, course=name)
        case Command("seed", int(seed)) if seed != state.seed:
            return _again(state, seed=seed)
        case Command("sweep", str(optimizer)):
            new = sweep.begun(state.setup, state.data, optimizer, state.seed)
            return replace(state, sweep=new)
        case Command("sweep-stop") if state.sweep:
            return replace(state, sweep=state.sweep.stopped())
        case Command("landscape", str(plane)):
            return _mapped(state, plane)
        case Command("landscape-stop") if state.landscape:
            return replace(state, landscape=state.landscape.stopped())
    return state


def _again(
    state: RaceState,
    *,
    entries: Iterable[Entry] | None = None,
    course: str | None = None,
    seed: int | None = None,
) -> RaceState:
    """Return a race before its first batch, with what is not given as it was."""
    fresh = begun(
        state.data,
        state.entries if entries is None else entries,
        state.setup.course.name if course is None else course,
        state.seed if seed is None else seed,
    )
    return replace(fresh, run=state.run + 1, landscapes=state.landscapes)


def _mapped(state: RaceState, plane: str) -> RaceState:
    """Return the state with a landscape of its runs as far as they are now, before its work."""
    number = state.landscapes + 1
    begun = landscape.begun(
        state.setup.start(state.seed),
        LOSSES[state.setup.course.loss],
        [(one.settings, one.training) for one in state.runners],
        state.data,
        plane,
        number,
    )
    return replace(state, landscape=begun, landscapes=number)


def _onward(state: RaceState) -> RaceState:
    """Return the state with a bit more of the race, of the sweep, of the map: of what goes on."""
    if state.status == "running":
        state = _advanced(state)
    if state.sweep is not None and state.sweep.running:
        state = replace(state, sweep=state.sweep.onward())
    if state.landscape is not None and not state.landscape.finished:
        state = replace(state, landscape=state.landscape.onward())
    return state


def _advanced(state: RaceState) -> RaceState:
    """Return the race with one more batch for the one that is behind."""
    going = [k for k, one in enumerate(state.runners) if _goes(one)]
    if not going:
        return replace(state, status="finished")
    behind = min(going, key=lambda k: state.runners[k].training.batch)
    moved = _moved(state.runners[behind], state.data, state.setup)
    runners = (*state.runners[:behind], moved, *state.runners[behind + 1 :])
    over = len(going) == 1 and not _goes(moved)
    return replace(state, runners=runners, status="finished" if over else state.status)


def _goes(runner: Runner) -> bool:
    return not runner.training.diverged and runner.training.batch < LIMIT


def _moved(runner: Runner, data: Dataset, setup: Setup) -> Runner:
    loss, before, began = LOSSES[setup.course.loss], runner.training.batch, perf_counter()
    training = advance(runner.training, data, loss, runner.settings)
    took = runner.milliseconds + 1000 * (perf_counter() - began)
    measures = runner.measures
    if training.batch >= next_measure(before, BATCH_SIZE) and not training.diverged:
        measures = (*measures, measure(training, data, loss))
    return replace(runner, training=training, measures=measures, milliseconds=took)
