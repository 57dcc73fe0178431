"""Commands wait in line, slices carry them out, and nothing overwrites a reset."""

import json
import sys
import threading
import tracemalloc
from base64 import b64decode
from dataclasses import astuple, replace
from math import inf, isfinite

import numpy as np
import pytest
from some import some

from live import answers, pace, trainer
from live.studio import Drawing
from live.trainer import Trainer
from live.worker import Command
from nn_core import LOSSES, OPTIMIZERS, advance, datasets
from nn_core.presets import BATCH_SIZE, COURSES, MOST_HIDDEN, MOST_NEURONS

LONG = 3600.0  # seconds; a slice ends sooner where there is nothing more to do


@pytest.fixture(scope="module")
def data():
    return datasets.digits()


@pytest.fixture
def clock(monkeypatch):
    """Make time pass by a millisecond at each look."""
    clock = type("Clock", (), {"now": 100.0})()

    def look():
        clock.now += 0.001
        return clock.now

    for module in (trainer, pace):
        monkeypatch.setattr(module, "monotonic", look)
    return clock


def asked(learner, *commands, seconds=0.0):
    for command in commands:
        learner.ask(command if isinstance(command, Command) else Command(command))
    while learner.waiting:
        learner.slice(0.0)
    learner.slice(seconds)
    return learner.state


def points(state):
    return [astuple(point) for point in state.training.curve]


def test_it_begins_idle_and_does_nothing_unasked(data):
    learner = Trainer(data)
    learner.slice(0.01)
    assert (learner.state.status, learner.state.training.batch) == ("idle", 0)
    assert learner.rest() == inf


@pytest.mark.usefixtures("clock")
def test_run_pause_step_and_reset(data):
    learner = Trainer(data)
    ran = asked(learner, "run", seconds=0.05)
    assert ran.status == "running"
    assert ran.training.batch > 5
    assert learner.rest() == 0
    paused = asked(learner, "pause", seconds=LONG)
    assert (paused.status, paused.training) == ("paused", ran.training)
    stepped = asked(learner, "step", seconds=LONG)
    assert (stepped.status, stepped.training.batch) == ("paused", ran.training.batch + 1)
    fresh = asked(learner, "reset", seconds=LONG)
    assert (fresh.status, fresh.training.batch, fresh.training.curve) == ("idle", 0, ())
    assert fresh.run == ran.run + 1


def test_a_pause_before_the_first_batch_changes_nothing(data):
    assert asked(Trainer(data), "pause").status == "idle"


def test_again_means_the_same_weights_and_the_same_batches(data):
    learner = Trainer(data)
    first = [asked(learner, "step").training.curve[-1].loss for _ in range(5)]
    asked(learner, "reset")
    assert [asked(learner, "step").training.curve[-1].loss for _ in range(5)] == first


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_slices_pauses_and_single_steps_give_the_bare_loops_curve(data, optimizer):
    learner = Trainer(data)
    learner.ask(Command("optimizer", optimizer))
    asked(learner, "run", seconds=0.02)
    asked(learner, "pause", seconds=0.02)
    asked(learner, "step", "run", seconds=0.02)
    asked(learner, seconds=0.02)
    state = learner.state
    bare = Trainer(data).state.training
    for _ in range(state.training.batch):
        bare = advance(bare, data, LOSSES[state.setup.course.loss], state.settings)
    assert points(state) == [astuple(point) for point in bare.curve]


def test_an_epoch_is_one_round_through_all_pictures(data):
    learner = Trainer(data)
    state = asked(learner, "step", "epoch", seconds=LONG)
    assert state.training.batch == -(-len(data.x) // BATCH_SIZE)
    assert (state.status, state.training.epoch) == ("paused", pytest.approx(1))
    state = asked(learner, "epoch", seconds=LONG)
    assert (state.status, state.training.epoch) == ("paused", pytest.approx(2))


@pytest.mark.usefixtures("clock")
def test_the_rate_acts_on_the_running_training_from_the_same_weights(data):
    learner = Trainer(data)
    before = asked(learner, "run", seconds=0.01).training
    after = asked(learner, Command("rate", 3.0), seconds=0.01).training
    rates = [point.learning_rate for point in after.curve]
    assert rates[: before.batch] == [0.1] * before.batch
    assert set(rates[before.batch :]) == {3.0}
    assert after.curve[: before.batch] == before.curve


def test_another_course_starts_again_and_the_same_one_does_not(data):
    learner = Trainer(data)
    before = asked(learner, "step")
    assert asked(learner, Command("course", before.setup.course.name)).training is before.training
    other = asked(learner, Command("course", "linear-mse"))
    assert other.setup.course is COURSES["linear-mse"]
    assert (other.status, other.training.batch, other.run) == ("idle", 0, before.run + 1)


def test_the_pace_holds_it_back(data, clock):
    learner = Trainer(data)
    began = clock.now
    asked(learner, Command("pace", 8.0), "run")
    while clock.now < began + 10:
        learner.slice(0.02)
    assert learner.state.training.batch == pytest.approx(80, abs=1)
    assert 0 < learner.rest() <= 1 / 8
    batch = learner.state.training.batch
    clock.now += 60  # nobody watched
    learner.slice(0.5)
    assert learner.state.training.batch <= batch + 8


def test_the_pace_is_kept_where_slices_are_rare(data, clock):
    learner = Trainer(data)
    began = clock.now
    asked(learner, Command("pace", 60.0), "run")
    while clock.now < began + 10:
        learner.slice(0.04)
        clock.now += 0.1  # as by reruns
    assert learner.state.training.batch == pytest.approx(600, abs=10)


def test_a_faster_pace_does_not_wait_for_the_slower_ones_next_batch(data, clock):
    learner = Trainer(data)
    asked(learner, Command("pace", 0.5), "run", seconds=0.1)
    before = asked(learner, Command("pace", 60.0)).training.batch
    clock.now += 0.05
    learner.slice(0.05)
    assert learner.state.training.batch > before


@pytest.mark.usefixtures("clock")
def test_a_long_run_puts_its_points_ever_wider_and_the_curve_stays_short(data):
    learner = Trainer(data)
    asked(learner, "run", seconds=1.2)
    state = learner.state
    assert state.training.batch > 2_000
    gaps = np.diff([point.batch for point in state.training.curve])
    assert (gaps[:499].max(), gaps[600], gaps[-1]) == (1, 2, 1 + state.training.batch // 500)
    assert len(state.training.curve) <= 2_000


@pytest.mark.usefixtures("clock")
def test_however_long_the_run_a_slice_is_not(data, monkeypatch):
    learner, taken = Trainer(data), []

    def counted(training, data, loss, settings, batches):
        taken.append(batches)
        return advance(training, data, loss, settings, batches)

    asked(learner, "run")
    late = replace(learner.state.training, batch=10**6, epoch=3_500.0)
    learner.state = replace(learner.state, training=late)
    monkeypatch.setattr(trainer, "advance", counted)
    learner.slice(0.005)
    assert max(taken) <= 8
    assert sum(taken) <= 5 * 8  # by this clock each look takes a millisecond


@pytest.mark.usefixtures("clock")
def test_a_line_of_commands_does_not_make_a_slice_longer(data):
    learner = Trainer(data)
    for _ in range(100):
        learner.ask(Command("step"))
    learner.slice(0.01)
    assert 5 <= learner.state.training.batch <= 10
    assert learner.waiting
    assert learner.rest() == 0


def test_a_divergence_ends_it_and_only_another_start_helps(data):
    learner = Trainer(data)
    state = asked(
        learner, Command("course", "linear-mse"), Command("rate", 1.0), "run", seconds=LONG
    )
    assert state.status == "diverged"
    assert not isfinite(state.training.curve[-1].loss)
    assert learner.rest() == inf
    for command in ("run", "step", "epoch", "pause"):
        assert asked(learner, command, seconds=LONG).training is state.training
        assert learner.state.status == "diverged"
    again = asked(learner, Command("rate", 0.1), "reset", "run", "step")
    assert (again.status, again.training.batch) == ("paused", 1)


def test_a_reset_in_the_middle_of_a_slice_is_not_overwritten(data, monkeypatch):
    learner = Trainer(data)
    inside, go_on = threading.Event(), threading.Event()

    def slow(*args):
        inside.set()
        assert go_on.wait(10)
        return advance(*args)

    monkeypatch.setattr(trainer, "advance", slow)
    learner.ask(Command("step"))
    working = threading.Thread(target=learner.slice, args=(0.0,))
    working.start()
    assert inside.wait(10)
    learner.ask(Command("reset"))
    go_on.set()
    working.join()
    learner.slice(0)
    assert (learner.state.status, learner.state.training.batch) == ("idle", 0)


def test_two_who_slice_at_once_lose_no_step(data):
    learner = Trainer(data)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:

        def work():
            for _ in range(50):
                learner.ask(Command("step"))
                learner.slice(0)

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        sys.setswitchinterval(before)
    assert learner.state.training.batch == 200


def decoded(frame):
    return np.frombuffer(b64decode(frame["points"]), "<f4").reshape(-1, 3)


@pytest.mark.usefixtures("clock")
def test_frames_carry_the_curve_on_and_stay_small(data):
    learner = Trainer(data)
    asked(learner, "run", seconds=1.0)
    state, have, got = learner.state, (0, 0), []
    while True:
        frame = answers.frame(state, Drawing(((1, 2, 3, 4),), 7), have)
        assert len(json.dumps({"kind": "training", **frame})) < 8_000
        assert frame["since"] == have[1]
        got.extend(decoded(frame))
        have = (frame["run"], frame["until"])
        if frame["until"] == frame["step"]:
            break
    curve = np.array([[p.batch, p.loss, p.learning_rate] for p in state.training.curve], "<f4")
    np.testing.assert_array_equal(got, curve)
    assert len(curve) > answers.MOST_POINTS
    assert answers.frame(state, Drawing(), have)["points"] == ""
    assert answers.frame(state, Drawing(), (state.run - 1, 10**6))["since"] == 0  # another curve


def test_a_frame_of_a_diverged_training_is_json_and_says_inf(data):
    learner = Trainer(data)
    state = asked(
        learner, Command("course", "linear-mse"), Command("rate", 1.0), "run", seconds=LONG
    )
    frame = answers.frame(state, Drawing(((1, 2, 3, 4),)), (0, 0))
    json.dumps(frame, allow_nan=False)
    assert frame["loss"] == "inf"
    assert max(map(abs, frame["outputs"])) > 1e15
    assert not np.isfinite(decoded(frame)[-1][1])


def test_the_drawing_is_read_by_the_network_of_the_moment(data):
    learner, drawing = Trainer(data), Drawing(((300, 200, 700, 200, 470, 850),))
    before = answers.frame(learner.state, drawing, (0, 0))["outputs"]
    assert sum(before) == pytest.approx(1, abs=1e-5)
    state = asked(learner, "epoch", seconds=LONG)
    after = answers.frame(state, drawing, (0, 0))["outputs"]
    assert int(np.argmax(after)) == 7
    assert max(after) > 0.8 > max(before)


def test_a_training_takes_little_room(data):
    learner = Trainer(data)
    state = asked(learner, "epoch", seconds=LONG)
    held = sum(layer.W.nbytes + layer.b.nbytes for layer in state.training.network)
    held += sum(sys.getsizeof(point) + 200 for point in state.training.curve)
    assert held < 20e6 / 10
    assert learner.state.data is data  # the digits are shared


@pytest.mark.long
def test_the_largest_training_with_all_its_snapshots_takes_less_than_a_visitor_may(data):
    learner = Trainer(data)
    tracemalloc.start()
    large = Command("hidden", (MOST_NEURONS,) * MOST_HIDDEN), Command("optimizer", "adam")
    state = asked(learner, *large, "epoch", seconds=LONG)
    state = asked(learner, "epoch", seconds=LONG)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(state.snapshots) > 6
    assert 1e6 < held < 20e6


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("optimizer", some(OPTIMIZERS, quick=1))
def test_it_is_measured_at_the_same_batches_however_it_is_run(data, optimizer):
    one, other = Trainer(data), Trainer(data)
    for learner in (one, other):
        learner.ask(Command("optimizer", optimizer))
        learner.ask(Command("rate", 0.01))
    ran = asked(one, "run", seconds=0.2)
    asked(other, "step", "step", "run", seconds=0.01)
    asked(other, "pause", "run", seconds=0.2)
    measured = min(len(ran.measures), len(other.state.measures))
    assert measured > 3
    assert ran.measures[:measured] == other.state.measures[:measured]
    assert [one.batch for one in ran.measures[:3]] == [0, 25, 50]
    assert ran.measures[-1].unseen_accuracy > ran.measures[0].unseen_accuracy + 0.3


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        (Command("hidden", (8,)), False),
        (Command("activation", "relu"), False),
        (Command("scale", 2.0), False),
        (Command("batch_size", None), False),
        (Command("seed", 3), False),
        (Command("optimizer", "adam"), True),
        (Command("l2", 0.01), True),
        (Command("activation", "tanh"), True),  # it has that one already
    ],
    ids=str,
)
def test_what_fixes_the_start_begins_anew_and_what_does_not_acts_at_once(data, command, kept):
    learner = Trainer(data)
    before = asked(learner, "step")
    after = asked(learner, command)
    assert answers.setup(after)[command.do] == command.value
    if kept:
        assert after.training is before.training
    else:
        assert (after.training.batch, after.run, after.status) == (0, before.run + 1, "idle")
        assert after.training.network is after.start
    assert asked(learner, "step").training.batch == 1 + kept


@pytest.mark.usefixtures("clock")
def test_looking_back_pauses_shows_what_was_and_going_on_leads_to_the_same_place(data):
    learner = Trainer(data)
    state = asked(learner, "run", seconds=0.8)
    batches = [snapshot.batch for snapshot in state.snapshots]
    assert len(batches) == trainer.MOST_SNAPSHOTS
    assert (batches[0], batches[-1]) == (0, state.measures[-1].batch)
    assert np.diff(batches)[0] < np.diff(batches)[5]  # dense at the start
    past = asked(learner, Command("back", batches[3]))
    assert (past.status, past.at, past.shown.batch) == ("paused", batches[3], batches[3])
    assert past.training is learner.state.training
    assert past.shown.curve[-1].batch == batches[3]
    assert asked(learner, Command("back", 1)).at == batches[3]  # there is none
    again = asked(learner, "resume")
    assert (again.training.batch, again.at, again.run) == (batches[3], None, past.run + 1)
    assert again.measures[-1].batch == batches[3]
    asked(learner, *["step"] * 3)
    twin = Trainer(data)
    asked(twin, *["step"] * (batches[3] + 3))
    for one, other in zip(learner.state.training.network, twin.state.training.network, strict=True):
        np.testing.assert_array_equal(one.W, other.W)


def test_another_drawing_finds_its_past_in_the_snapshots(data):
    learner = Trainer(data)
    asked(learner, Command("picture", Drawing(((1, 2, 3, 4),)).picture))
    before = asked(learner, "epoch", seconds=LONG)
    other = Drawing(((300, 200, 700, 200, 470, 850),)).picture
    after = asked(learner, Command("picture", other))
    assert after.run == before.run + 1
    assert [batch for batch, _ in after.seen] == [one.batch for one in after.snapshots]
    assert after.seen[-1][1].argmax() == 7
    assert asked(learner, Command("picture", other.copy())).run == after.run  # the same one


def test_a_frame_tells_what_was_measured_once_and_in_parts(data):
    learner, drawing = Trainer(data), Drawing(((300, 200, 700, 200, 470, 850),))
    asked(learner, Command("picture", drawing.picture), Command("batch_size", None))
    state = replace(
        learner.state,
        measures=tuple(replace(learner.state.measures[0], batch=batch) for batch in range(100)),
        seen=tuple((batch, np.full(10, batch)) for batch in range(100)),
        training=replace(learner.state.training, batch=99),
    )
    have, measured, seen = (0, 0), [], []
    while True:
        frame = answers.frame(state, drawing, have)
        assert len(json.dumps({"kind": "training", **frame})) < 8_000
        measured.extend(np.frombuffer(b64decode(frame["measured"]), "<f4").reshape(-1, 8)[:, 0])
        seen.extend(np.frombuffer(b64decode(frame["seen"]), "<f4").reshape(-1, 11)[:, 5])
        have = (frame["run"], frame["until"])
        if frame["until"] == frame["step"]:
            break
    assert measured == seen == list(range(100))
