"""One visitor's points on a plane, and the network that learns to tell them apart."""

from dataclasses import dataclass, replace
from itertools import takewhile
from math import ceil, inf, nan
from time import monotonic, perf_counter
from typing import Any, Literal

import numpy as np

from live.pace import Pace
from live.worker import Command, Worker
from nn_core import LOSSES, Dataset, Network, Settings, Training, advance, forward, new_network
from nn_core.arrays import Array
from nn_core.datasets.planes import Made
from nn_core.datasets.points import MOST, REACH, Points
from nn_core.experiments import EXPERIMENTS, USUAL, Experiment
from nn_core.field import field
from nn_core.progress import next_measure

LOSS = LOSSES["cross_entropy"]
SIGHTS = 20  # a second, while it runs
MOST_EDITS = 20  # that can be taken back
RECENT = 0.05  # how much the last batches count in the milliseconds that one takes
DENSE = 500  # batches that are taken one by one; then several at a time
WIDEST = 8  # batches at a time: no slice is much longer than it should be
TURNED = 1.1  # times its lowest: then the unseen loss has turned
LASTING = 0.2, 25  # the share of all batches, and the least number, that this must have lasted
# Places along a side of the plane that a frame has room for, by classes; of the one beside, fewer.
SIDES = {2: 60, 3: 34, 4: 30}
SIDES_BESIDE = {2: 24, 3: 14, 4: 12}


@dataclass(frozen=True)
class Losses:
    """What a network's answers cost on average; nan where there are no such points."""

    seen: float
    unseen: float


@dataclass(frozen=True)
class Measure:
    """The losses after so many batches, of the network and of the one beside it."""

    batch: int
    own: Losses
    beside: Losses | None


@dataclass(frozen=True, eq=False)
class Sight:
    """What there is to see of one moment: all of it belongs to the same batch."""

    training: Training
    measure: Measure
    accuracy: Losses  # shares in [0, 1], not losses: of the points that are right
    odds: Array  # (classes, side, side) log-odds at the places of the plane
    beside: Array | None


@dataclass(frozen=True, eq=False)
class PlaneState:
    """Points, networks and a training at one moment.

    `made` is how the points were made; None once a file or a hand has put them there. `before` are
    the points before the last edits, `own` those of the reader that others have taken the place of.
    `beside` is a second network to compare with, of the hidden columns `beside_hidden`; it meets
    the same batches. `pace` is in batches a second, None as fast as it goes. `probe` is the place
    that is looked at. `best` is the training at its `lowest` unseen loss, `best_beside` the other
    network's training then.
    """

    points: Points
    made: Made | None
    data: Dataset
    hidden: tuple[int, ...]
    activation: str
    settings: Settings
    training: Training
    beside_hidden: tuple[int, ...] | None = None
    beside: Training | None = None
    status: Literal["idle", "running", "paused", "diverged"] = "idle"
    run: int = 1  # counts the starts
    pace: float | None = None
    until: float = inf  # the number of batches after which it pauses
    probe: tuple[float, float] = (0.5, 0.5)
    measures: tuple[Measure, ...] = ()
    lowest: Measure | None = None
    best: Training | None = None
    best_beside: Training | None = None
    before: tuple[Points, ...] = ()
    own: Points | None = None
    milliseconds: float = 0.0  # that a batch took lately
    sight: Sight | None = None

    @property
    def turn(self) -> Measure | None:
        """Return the measure at which the unseen loss was lowest, once they part.

        Since then it has risen, above the loss of what is learnt from, and this one has not: else
        both only jump. All the latest measures say so: a loss that only swings has not turned.
        """
        if self.lowest is None or not self.measures:
            return None
        low, now, (share, least) = self.lowest.own, self.measures[-1].batch, LASTING
        since = now - max(share * now, least)
        latest = takewhile(lambda one: one.batch >= since, reversed(self.measures))
        parted = all(
            one.own.unseen > max(TURNED * low.unseen, one.own.seen) and one.own.seen <= low.seen
            for one in latest
        )
        return self.lowest if parted else None

    @property
    def experiment(self) -> Experiment | None:
        """Return the experiment that this is, with any of its sizes; None where it is none."""
        fixed = self.made, self.activation, self.settings, self.beside_hidden
        for one in EXPERIMENTS.values():
            sizes = [one.hidden, *((size,) for size in one.sizes)]
            same = fixed == (one.made, one.activation, one.settings, one.beside)
            if same and self.hidden in sizes:
                return one
        return None


class Plane(Worker[PlaneState]):
    """A plane that others ask for something and give time to."""

    def __init__(self, state: PlaneState | None = None) -> None:
        """Begin with the usual points and network, or where another one is."""
        super().__init__(state or begun())
        self._pace = Pace()
        self._seen = 0.0  # when the last sight was made

    def rest(self) -> float:
        """Return the seconds until there is something to do; infinite without a command."""
        if self.waiting:
            return 0.0
        return self._pace.wait(self.state.pace) if self.state.status == "running" else inf

    def slice(self, seconds: float) -> None:
        """Carry out what waits in line, then train, for so many seconds together."""
        with self._lock:
            end, state = monotonic() + seconds, self.state
            while self._waiting:
                before, state = state, _obeyed(state, self._waiting.popleft())
                if (before.pace, before.status) != (state.pace, state.status):
                    self._pace = Pace()
                if monotonic() >= end:
                    break
            while state.status == "running" and monotonic() < end and self._pace.due(state.pace):
                state = _onward(state)
            if state is not self.state and self._due(state):
                state = replace(state, sight=sight(state))
                self._seen = monotonic()
            self.state = state

    def copy(self) -> "Plane":
        """Return a plane of its own that goes on from the same moment."""
        return Plane(self.state)

    def _due(self, state: PlaneState) -> bool:
        return state.status != "running" or monotonic() - self._seen >= 1 / SIGHTS


def begun(experiment: Experiment = USUAL) -> PlaneState:
    """Return a plane before the first batch."""
    points = experiment.made.points
    state = PlaneState(
        points,
        experiment.made,
        points.dataset,
        experiment.hidden,
        experiment.activation,
        experiment.settings,
        Training(()),
        experiment.beside,
        pace=experiment.pace,
    )
    return _again(state)


def trained(state: PlaneState, batches: int) -> PlaneState:
    """Return the plane paused after so many batches more: none without points to learn from.

    One that diverges on the way stays so.
    """
    for _ in range(batches if len(state.data.x) else 0):
        state = _advanced(state, 1)
    if state.status != "diverged":
        state = replace(state, status="paused")
    return replace(state, sight=sight(state))


def start(hidden: tuple[int, ...], activation: str, classes: int, seed: int) -> Network:
    """Return a network before its first batch, the same for the same seed."""
    rng = np.random.default_rng(seed)
    return new_network((2, *hidden, classes), activation, "softmax", rng=rng)


def sight(state: PlaneState) -> Sight:
    """Return what there is to see now."""
    classes, data = len(state.points.names), state.data
    network = state.training.network
    return Sight(
        state.training,
        _measure(state),
        Losses(_accuracy(network, data.x, data.y), _accuracy(network, data.x_test, data.y_test)),
        field(network, SIDES[classes], REACH),
        field(state.beside.network, SIDES_BESIDE[classes], REACH) if state.beside else None,
    )


def _again(state: PlaneState) -> PlaneState:
    """Return the plane before the first batch, with the points and settings that it has."""
    classes, seed = len(state.points.names), state.settings.seed

    def fresh(hidden: tuple[int, ...]) -> Training:
        return Training(start(hidden, state.activation, classes, seed))

    beside = None if state.beside_hidden is None else fresh(state.beside_hidden)
    again = replace(
        state,
        training=fresh(state.hidden),
        beside=beside,
        status="idle",
        run=state.run + 1,
        until=inf,
        measures=(),
        lowest=None,
        best=None,
        best_beside=None,
    )
    again = _measured(again)
    return replace(again, sight=sight(again))


def _obeyed(state: PlaneState, command: Command) -> PlaneState:
    match command:
        case Command("rate", float(rate)):
            return replace(state, settings=replace(state.settings, learning_rate=rate))
        case Command("optimizer" | "l2" | "batch_size" as name, value):
            return replace(state, settings=replace(state.settings, **{name: value}))
        case Command("seed", int(seed)) if seed != state.settings.seed:
            return _again(replace(state, settings=replace(state.settings, seed=seed)))
        case Command("hidden" | "activation" as name, value) if value != getattr(state, name):
            return _again(replace(state, **{name: value}))
        case Command("beside", hidden) if hidden != state.beside_hidden:
            return _again(replace(state, beside_hidden=hidden))
        case Command("pace", None | float() as pace):
            return replace(state, pace=pace)
        case Command("preset", str(name)):
            return _preset(state, EXPERIMENTS[name])
        case Command("points", Made() as made):
            return _of(state, made.points, made)
        case Command("load", Points() as points):
            return _of(state, points)
        case Command("back") if state.own:
            return _of(state, state.own)
        case Command("part", float(share)):
            return _parted(state, share)
        case Command("add" | "move" | "drag" | "remove" | "clear" | "undo"):
            return _edited(state, command)
        case Command("weight", (l, i, k, value)):
            return _by_hand(state, l, i, k, value)
        case Command("probe", probe):
            return replace(state, probe=probe)
        case Command("best") if state.best:
            past = tuple(one for one in state.measures if one.batch <= state.best.batch)
            best = replace(state, training=state.best, beside=state.best_beside, measures=past)
            return replace(best, status="paused", run=state.run + 1, until=inf)
        case Command("reset"):
            return _again(state)
        case _ if state.status == "diverged" or not len(state.data.x):
            return state
        case Command("run"):
            return replace(state, status="running", until=inf)
        case Command("pause") if state.status == "running":
            return replace(state, status="paused", until=inf)
        case Command("step"):
            return _advanced(replace(state, status="paused", until=inf), 1)
        case Command("epoch"):
            per_epoch = ceil(len(state.data.x) / (state.settings.batch_size or len(state.data.x)))
            end = (state.training.batch // per_epoch + 1) * per_epoch
            return replace(state, status="running", until=end)
    return state


def _of(state: PlaneState, points: Points, made: Made | None = None) -> PlaneState:
    """Return the plane with other points, before the first batch. The reader's own are kept."""
    own = state.points if state.made is None and len(state.points) else state.own
    after = replace(state, points=points, made=made, data=points.dataset, before=(), own=own)
    return _again(after)


def _preset(state: PlaneState, one: Experiment) -> PlaneState:
    """Return the plane at the start of an experiment, running."""
    set_up = replace(
        state,
        hidden=one.hidden,
        activation=one.activation,
        settings=one.settings,
        beside_hidden=one.beside,
        pace=one.pace,
    )
    return replace(_of(set_up, one.made.points, one.made), status="running")


def _parted(state: PlaneState, share: float) -> PlaneState:
    """Return the plane with the same points, before the first batch; this share is unseen."""
    points = state.points.parted(share, 0)
    return _again(replace(state, points=points, data=points.dataset, made=None, before=()))


def _edited(state: PlaneState, command: Command) -> PlaneState:
    """Return the plane with one point more, less or moved; the training goes on from here."""
    points, before = state.points, (*state.before, state.points)[-MOST_EDITS:]
    match command:
        case Command("add", (x, y, of)) if len(points) < MOST and of < len(points.names):
            points = points.added((x, y), of)
        case Command("move", (n, x, y)) if n < len(points):
            points = points.moved(n, (x, y))
        case Command("drag", (n, x, y)) if n < len(points):  # goes on with the last move
            points, before = points.moved(n, (x, y)), state.before
        case Command("remove", int(n)) if n < len(points):
            points = points.without(n)
        case Command("clear") if len(points):
            points = points.cleared()
        case Command("undo") if state.before:
            points, before = state.before[-1], state.before[:-1]
        case _:
            return state
    status: Any = state.status
    if status == "running" and not len(points.dataset.x):
        status = "paused"
    edited = replace(state, points=points, data=points.dataset, made=None, before=before)
    return replace(edited, status=status, lowest=None, best=None, best_beside=None)


def _by_hand(state: PlaneState, l: int, i: int | None, k: int, value: float) -> PlaneState:
    """Return the plane with one number of the network set: a weight, or, without `i`, a bias."""
    network = state.training.network
    if l >= len(network) or k >= len(network[l].b) or (i is not None and i >= len(network[l].W)):
        return state
    W, b = network[l].W.copy(), network[l].b.copy()
    if i is None:
        b[k] = value
    else:
        W[i, k] = value
    network = (*network[:l], replace(network[l], W=W, b=b), *network[l + 1 :])
    status: Any = "paused" if state.status == "running" else state.status
    training = replace(state.training, network=network)
    return replace(
        state, training=training, status=status, lowest=None, best=None, best_beside=None
    )


def _onward(state: PlaneState) -> PlaneState:
    """Return the plane some batches later: one, or, late in a long run, a few."""
    batch = state.training.batch
    due = min(state.until, next_measure(batch, state.settings.batch_size))
    return _advanced(state, 1 if state.pace else int(min(1 + batch // DENSE, WIDEST, due - batch)))


def _advanced(state: PlaneState, batches: int) -> PlaneState:
    before, began = state.training.batch, perf_counter()
    training = advance(state.training, state.data, LOSS, state.settings, batches)
    took = 1000 * (perf_counter() - began) / batches
    took = took if not before else (1 - RECENT) * state.milliseconds + RECENT * took
    beside = state.beside and advance(state.beside, state.data, LOSS, state.settings, batches)
    after = replace(state, training=training, beside=beside, milliseconds=took)
    if training.diverged:
        return replace(after, status="diverged")
    if training.batch >= state.until:
        after = replace(after, status="paused", until=inf)
    due = training.batch >= next_measure(before, state.settings.batch_size)
    return _measured(after) if due else after


def _measured(state: PlaneState) -> PlaneState:
    """Return the plane with a measure of now, and with the best training so far."""
    now = _measure(state)
    after = replace(state, measures=(*state.measures, now))
    if state.lowest and not now.own.unseen < state.lowest.own.unseen:
        return after
    return replace(after, lowest=now, best=state.training, best_beside=state.beside)


def _measure(state: PlaneState) -> Measure:
    return Measure(
        state.training.batch,
        _losses(state.training.network, state.data),
        _losses(state.beside.network, state.data) if state.beside else None,
    )


def _losses(network: Network, data: Dataset) -> Losses:
    return Losses(_loss(network, data.x, data.y), _loss(network, data.x_test, data.y_test))


@np.errstate(over="ignore", invalid="ignore")
def _loss(network: Network, x: Array, y: Array) -> float:
    return LOSS(forward(network, x)[-1].a, y) if len(x) else nan


@np.errstate(over="ignore", invalid="ignore")
def _accuracy(network: Network, x: Array, y: Array) -> float:
    if not len(x):
        return nan
    return float((forward(network, x)[-1].a.argmax(axis=1) == y.argmax(axis=1)).mean())
