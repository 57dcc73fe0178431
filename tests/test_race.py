"""Runners start from the same weights, meet the same batches, and a sweep finds the valley."""

import json
from base64 import b64decode
from dataclasses import astuple, replace
from functools import cache
from itertools import count
from math import inf

import numpy as np
import pytest

from live import names, race, racing, sweep
from live.race import Entry, Race
from live.studio import Studio
from live.worker import Command
from nn_core import LOSSES, Dataset, Settings, Training, advance, datasets
from nn_core.presets import BATCH_SIZE, COURSES, Setup
from nn_core.progress import next_measure

LONG = 3600.0  # seconds; a slice ends sooner where there is nothing more to do
LINEAR = "linear-mse"


@cache
def few():
    """Return a part of the shipped digits: small, and quick to measure on."""
    digits = datasets.digits()
    return Dataset(digits.x[:640], digits.y[:640], digits.x_test[:100], digits.y_test[:100])


@cache
def opened(batches=80, course="softmax-cross-entropy"):
    """Return the usual race after so many batches."""
    return race.raced(race.begun(few(), course=course), batches)


def asked(learner, do, value=None, seconds=0.0):
    learner.ask(Command(do, value))
    learner.slice(seconds)
    return learner.state


def curves(state):
    return [[astuple(point) for point in one.training.curve] for one in state.runners]


def losses(state):
    return [[(one.batch, one.loss) for one in runner.measures] for runner in state.runners]


def decoded(text, columns=1):
    return np.frombuffer(b64decode(text), "<f4").reshape(-1, columns)


def test_all_start_from_the_same_weights_and_meet_the_same_batches():
    state = race.begun(few())
    assert len({id(runner.training.network) for runner in state.runners}) == 1
    for one, curve in zip(state.runners, curves(opened()), strict=True):
        bare, loss = Training(Setup().start(0)), LOSSES["cross_entropy"]
        for _ in range(80):
            bare = advance(bare, few(), loss, Settings(one.settings.learning_rate, BATCH_SIZE))
        assert curve == [astuple(point) for point in bare.curve]


def test_they_go_in_lock_step_and_the_cost_is_counted():
    state = race.begun(few())
    for _ in range(7):
        state = race._onward(replace(state, status="running"))
    assert [one.training.batch for one in state.runners] == [3, 2, 2]
    assert state.step == 2
    assert all(one.milliseconds > 0 for one in state.runners)
    measured = [0, *range(25, 81, 25)]
    assert measured == [0, *(next_measure(25 * k, BATCH_SIZE) for k in range(3))]
    assert [[batch for batch, _ in each] for each in losses(opened())] == [measured] * 3


@pytest.mark.parametrize("slices", [[0.0, 0.004, LONG], [0.02, 0.0, 0.001, LONG]])
def test_slices_and_pauses_give_the_same_curves(monkeypatch, slices):
    monkeypatch.setattr(race, "LIMIT", 80)
    learner = Race(race.begun(few()))
    for seconds in slices:
        asked(learner, "run", seconds=seconds)
        paused = asked(learner, "pause")
        assert paused.status in ("paused", "finished")
        assert learner.rest() == inf
    assert learner.state.status == "finished"
    assert curves(learner.state) == curves(opened())
    assert losses(learner.state) == losses(opened())
    assert asked(learner, "run", seconds=LONG) is learner.state  # over is over
    copy = Studio((), race=learner).copy().race
    assert asked(copy, "reset").step == 0
    assert learner.state.step == 80


def test_again_means_the_same_race():
    learner = Race(opened())
    fresh = asked(learner, "reset")
    assert (fresh.status, fresh.step, fresh.run) == ("idle", 0, opened().run + 1)
    assert curves(race.raced(fresh, 80)) == curves(opened())


def test_one_that_diverges_stays_where_it_left_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(race, "LIMIT", 60)
    entries = (Entry(0.01), Entry(10.0), Entry(0.1))
    learner = Race(race.begun(few(), entries, LINEAR))
    state = asked(learner, "run", seconds=LONG)
    batches = [one.training.batch for one in state.runners]
    assert (batches[0], batches[2], state.status, state.step) == (60, 60, "finished", 60)
    assert batches[1] < 40
    assert [one.training.diverged for one in state.runners] == [False, True, False]
    shown = racing.frame(state, (0, 0))["runners"][1]
    assert (shown["fate"], shown["loss"], shown["batch"]) == ("diverged", "inf", batches[1])
    assert len(decoded(shown["points"])) == batches[1]
    assert not np.isfinite(decoded(shown["points"])[-1])
    everyone = Race(race.begun(few(), [Entry(10.0)] * 3, LINEAR))
    assert asked(everyone, "run", seconds=LONG).status == "finished"


def test_what_is_said_of_a_runner_is_so():
    fates = [one.fate(np.log(10)) for one in opened().runners]
    assert fates == ["falling", "falling", "worse"]
    slow = race.raced(race.begun(few(), [Entry(1e-5), Entry(1e-4), Entry(0.1)]), 80)
    assert [one.fate(np.log(10)) for one in slow.runners] == ["hardly", "hardly", "falling"]
    assert {one.fate(np.log(10)) for one in race.begun(few()).runners} == {""}
    first, *_, last = opened().runners[1].measures
    level = tuple(replace(last, batch=25 * k, loss=last.loss) for k in range(1, 9))
    flat = replace(opened().runners[1], measures=(first, *level))
    assert flat.fate(np.log(10)) == "settled"
    assert flat.fate(last.loss / 2) == "worse"  # it stays above what guessing would have
    crawls = [replace(first, batch=25 * k, loss=first.loss * 0.98**k) for k in range(9)]
    assert replace(flat, measures=tuple(crawls)).fate(np.log(10)) == "falling"
    assert flat.goal is None
    read = replace(last, batch=200, unseen_accuracy=race.GOAL)
    assert replace(flat, measures=(*flat.measures, read)).goal == 200


def test_in_words_who_is_ahead_and_for_whom_it_is_hopeless():
    assert racing.says(race.raced(race.begun(few()), 3)) == "All of them stand at the same start."
    best = opened().runners[1].measures[-1].loss
    ahead = f"0.1 is ahead, with a loss of {best:.4f}."
    assert racing.says(opened()) == f"{ahead} 10: worse than guessing."
    read = replace(opened().runners[1].measures[-1], batch=75, unseen_accuracy=0.9)
    quick = replace(opened().runners[1], measures=(*opened().runners[1].measures[:-1], read))
    runners = (opened().runners[0], quick, opened().runners[2])
    assert racing.says(replace(opened(), runners=runners)) == (
        f"{ahead} It first read 90 % of the unseen digits right, after 75 batches. "
        "10: worse than guessing."
    )
    entries = [Entry(10.0), Entry(1.0, "momentum"), Entry(1e-5)]
    gone = race.raced(race.begun(few(), entries, LINEAR), 60)
    assert racing.says(gone) == (
        f"1e-5 SGD is ahead, with a loss of {gone.runners[2].measures[-1].loss:.4f}. "
        "10 SGD and 1 momentum: the loss has left the finite numbers."
    )


def test_other_runners_another_course_and_another_seed_start_again():
    learner = Race(opened())
    state = asked(learner, "runners", (Entry(0.1), Entry(0.01, "momentum"), Entry(1e-3, "adam")))
    assert [one.settings.optimizer for one in state.runners] == ["sgd", "momentum", "adam"]
    assert (state.status, state.step) == ("idle", 0)
    linear = asked(learner, "course", LINEAR)
    assert (linear.setup.course, linear.entries) == (COURSES[LINEAR], state.entries)
    assert asked(learner, "course", LINEAR).run == linear.run  # that is what it has
    other = asked(learner, "seed", 3)
    assert other.run == linear.run + 1
    assert other.runners[0].measures[0].loss != linear.runners[0].measures[0].loss


@pytest.mark.usefixtures("short")
def test_frames_carry_every_curve_on_and_stay_small():
    entries = [Entry(10.0**power) for power in range(-5, 3)]
    state = race.raced(race.begun(few(), entries), 100)
    state = replace(state, sweep=swept())  # beside it
    have, got, rows = (0, 0), [[] for _ in entries], [[] for _ in entries]
    while True:
        frame = racing.frame(state, have)
        assert len(json.dumps({"kind": "race", **frame}, allow_nan=False)) < 8_000
        assert frame["since"] == have[1]
        for k, one in enumerate(frame["runners"]):
            got[k].extend(decoded(one["points"])[:, 0])
            rows[k].extend(decoded(one["measured"], 4)[:, 0])
        have = frame["run"], frame["until"]
        if frame["until"] == frame["step"]:
            break
    assert have[1] == 100 > racing.MOST_POINTS // 8
    for mine, one in zip(got, state.runners, strict=True):
        np.testing.assert_array_equal(mine, np.array([p.loss for p in one.training.curve], "<f4"))
    assert rows == [[0, 25, 50, 75, 100]] * 8
    assert {one["points"] for one in racing.frame(state, have)["runners"]} == {""}
    assert racing.frame(state, (state.run - 1, 100))["since"] == 0  # another race


def test_eight_with_adam_take_little_room():
    state = race.raced(race.begun(few(), [Entry(1e-3, "adam")] * 8), 1)
    held = 0
    for one in state.runners:
        held += sum(layer.W.nbytes + layer.b.nbytes for layer in one.training.network)
        held += sum(array.nbytes for pair in one.training.state.mean for array in pair)
        held += sum(array.nbytes for pair in one.training.state.square for array in pair)
    held += 8 * race.LIMIT * 250  # bytes of a point
    assert held < 20e6 / 2
    assert state.data is few()


@cache
def swept(course="softmax-cross-entropy"):
    """Return a finished sweep, shorter than the usual one."""
    now = sweep.begun(Setup(COURSES[course]), few(), "sgd", 0)
    while now.running:
        now = now.onward()
    return now


@pytest.fixture
def clock(monkeypatch):
    """Make time pass by a millisecond at each look."""
    ticks = count()
    monkeypatch.setattr(race, "monotonic", lambda: next(ticks) / 1000)


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(sweep, "LENGTH", 30)


@pytest.mark.usefixtures("short")
def test_a_sweep_finds_the_valley_between_hardly_moving_and_the_cliff():
    assert (sweep.RATES[0], sweep.RATES[-1], len(sweep.RATES)) == (1e-5, 100.0, 20)
    done = swept()
    assert [one.rate for one in done.found] == list(sweep.RATES)
    assert done.slow < done.valley < done.cliff
    ends = [one.loss for one in done.found]
    assert ends[done.valley] == min(ends)
    assert ends[done.slow] > 0.9 * done.start.loss > ends[done.slow + 1]
    assert ends[done.cliff] >= np.log(10) > ends[done.cliff - 1]
    words = sweep.says(done)
    assert words.startswith("The valley: 0.")
    assert "it hardly moves. The cliff: " in words
    assert [names.rate(rate) for rate in sweep.RATES[3:6]] == ["1.27e-4", "2.98e-4", "6.95e-4"]
    assert [names.rate(rate) for rate in sweep.RATES[-2:]] == ["42.8", "100"]
    assert words.endswith(" ended worse than ten equal answers.")


@pytest.mark.usefixtures("short")
def test_a_linear_output_leaves_and_the_sweep_says_where():
    done = swept(LINEAR)
    left = [one.left for one in done.found]
    assert left[-1] < 15
    assert [one.loss for one in done.found if one.left] == [inf] * (20 - left.count(None))
    fell = left.index(next(filter(None, left)))
    assert done.valley < done.cliff <= fell
    beyond = replace(done, found=done.found[: done.valley + 1] + done.found[fell:])
    assert f"the loss left the finite numbers after {left[fell]} batches" in sweep.says(beyond)
    rows = decoded(racing._sweep(done)["rows"], 4)
    assert np.isinf(rows[fell:, 1]).all()
    assert rows[fell, 3] == left[fell]
    assert rows[done.valley, 1] == np.float32(done.found[done.valley].loss)


@pytest.mark.usefixtures("short", "clock")
def test_a_sweep_runs_beside_the_race_in_slices_and_can_be_stopped():
    learner = Race(race.begun(few()))
    assert asked(learner, "sweep", "sgd").sweep.found == ()
    while len(learner.state.sweep.found) < 2:
        learner.slice(0.005)
    stopped = asked(learner, "sweep-stop", seconds=LONG)
    assert (stopped.sweep.status, stopped.step) == ("stopped", 0)
    assert 2 <= len(stopped.sweep.found) < 20
    for one, whole in zip(stopped.sweep.found, swept().found, strict=False):
        assert one == whole
    learner.ask(Command("run"))
    both = asked(learner, "sweep", "sgd", seconds=0.02)
    assert [both.step, both.sweep.training.batch] == [6, 18]  # as many batches of each
    assert asked(learner, "pause").busy
    assert asked(learner, "course", LINEAR).sweep is None  # it was another course's


def test_a_landscape_of_the_runs_is_mapped_in_the_same_slices_and_goes_with_them():
    learner = Race(race.raced(race.begun(few()), 4))
    learner.ask(Command("landscape", "paths"))
    learner.slice(0.0)
    first = learner.state.landscape
    assert (first.finished, first.number, learner.rest()) == (False, 1, 0.0)
    learner.slice(0.005)
    assert learner.state.landscape.done > first.done
    assert asked(learner, "landscape-stop").landscape.finished
    assert not learner.state.busy
    assert asked(learner, "landscape", "random").landscape.number == 2
    assert asked(learner, "reset").landscape is None  # there are no such runs any more


FORGED = [
    {},
    {"do": "explode"},
    {"do": "runners", "value": [{"rate": 0.1, "optimizer": "sgd"}] * 2},
    {"do": "runners", "value": [{"rate": 0.1, "optimizer": "sgd"}] * 9},
    {"do": "runners", "value": "all"},
    {"do": "runners", "value": [0.1, 0.2, 0.3]},
    {"do": "runners", "value": [{"rate": 0.1, "optimizer": "magic"}] * 3},
    {"do": "runners", "value": [{"rate": 0.0, "optimizer": "sgd"}] * 3},
    {"do": "runners", "value": [{"rate": True, "optimizer": "sgd"}] * 3},
    {"do": "seed", "value": -1},
    {"do": "course", "value": "softmax"},
    {"do": "sweep", "value": None},
    {"do": "landscape", "value": "flat"},
]


@pytest.mark.parametrize("message", FORGED)
def test_what_is_no_command_is_answered_with_a_sentence(message):
    with pytest.raises(ValueError, match=r"^expected "):
        racing.command(message)


def test_what_is_one_is_understood():
    three = [{"rate": 1, "optimizer": "sgd"}] * 3
    asked_for = racing.command({"do": "runners", "value": three})
    assert asked_for == Command("runners", (Entry(1.0),) * 3)
    assert racing.command({"do": "seed", "value": 7}) == Command("seed", 7)
    assert racing.command({"do": "sweep", "value": "adam"}) == Command("sweep", "adam")
