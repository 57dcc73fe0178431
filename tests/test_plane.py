"""A plane is asked, trained and shown; what is forged is refused, and nothing made is lost."""

import json
import tracemalloc
from base64 import b64decode
from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from live import planar
from live.looks import Look
from live.plane import Plane, begun, sight, trained
from live.routes import KINDS
from live.worker import Command
from nn_core import forward
from nn_core.datasets.planes import Made
from nn_core.datasets.points import MOST, REACH
from nn_core.experiments import EXPERIMENTS, USUAL
from nn_core.field import field

FRAME = 8 * 1024  # bytes


def asked(plane, *commands):
    """Return the state after these commands alone."""
    for command in commands:
        plane.ask(command if isinstance(command, Command) else Command(command))
    while plane.waiting:
        plane.slice(0.0)
    return plane.state


def fresh(**changes):
    return Plane(begun(replace(USUAL, **changes)))


def size(message):
    return len(json.dumps(message, separators=(",", ":")))


def test_steps_and_runs_and_edits_in_between_lead_to_the_same_place():
    stepped = asked(fresh(), *["step"] * 30)
    run = fresh()
    asked(run, "epoch", "pause")
    asked(run, Command("pace"))
    while run.state.training.batch < 30:
        asked(run, "epoch")
        while run.state.status == "running":
            run.slice(1.0)
    assert run.state.training.batch == stepped.training.batch == 30
    assert run.state.sight.measure == stepped.sight.measure
    assert asked(run, "reset").training.batch == 0
    assert asked(run, *["step"] * 30).sight.measure == stepped.sight.measure


def test_what_is_seen_is_of_one_moment():
    plane = fresh()
    state = asked(plane, "step", "step")
    shown = planar.frame(state, (0, 0))
    network = state.training.network
    odds = field(network, shown["odds"]["side"], REACH)[1]
    sent = np.frombuffer(b64decode(shown["odds"]["shades"]), np.int8) / 127
    step = shown["odds"]["furthest"] / 127
    np.testing.assert_allclose(sent * shown["odds"]["furthest"], odds.ravel(), atol=0.51 * step)
    assert shown["odds"]["furthest"] < 2 * np.abs(odds).max()  # a border that is not jagged
    assert (shown["step"], shown["losses"][0]) == (
        2,
        pytest.approx(state.sight.measure.own.seen, rel=1e-6),
    )
    assert shown["preset"] == USUAL.name


def test_points_come_go_and_come_back_while_it_trains():
    plane = fresh()
    before = plane.state.points
    asked(plane, "run")
    state = asked(plane, Command("add", (1.0, -1.0, 0)))
    assert state.status == "running"
    assert (len(state.points), len(state.data.x), state.made) == (201, 101, None)
    assert not state.points.unseen[-1]
    asked(plane, Command("move", (200, 2.0, 2.0)), Command("remove", 0))
    assert plane.state.points.x[-1].tolist() == [2.0, 2.0]
    cleared = asked(plane, "clear", "run", "step", "epoch")
    assert (len(cleared.points), cleared.status) == (0, "paused")
    assert isnan(cleared.sight.measure.own.seen)
    assert planar.frame(cleared, (0, 0))["losses"] == [None, None]
    back = asked(plane, *["undo"] * 4)
    assert back.points is before
    edited = asked(plane, Command("add", (0.0, 0.0, 1))).points
    asked(plane, Command("points", Made("xor")), "back")
    assert plane.state.points is edited


def test_a_drag_is_taken_back_in_one_step_and_a_place_is_answered_with_confidences():
    plane = fresh()
    before = plane.state.points
    way = [planar.command({"do": "drag", "value": [0, x, 0.5]}) for x in (0.1, 0.2, 0.3)]
    state = asked(plane, Command("move", (0, 0.0, 0.5)), *way, Command("probe", (0.3, 0.5)))
    assert state.points.x[0].tolist() == [0.3, 0.5]
    sure = forward(state.training.network, np.array([[0.3, 0.5]], np.float32))[-1].a[0]
    probe = planar.frame(state, (0, 0))["probe"]
    assert probe == {"x": 0.3, "y": 0.5, "confidences": pytest.approx(sure.tolist(), rel=1e-6)}
    assert asked(plane, "undo").points is before


def test_a_number_set_by_hand_is_the_networks_until_it_starts_again():
    plane = fresh()
    first = plane.state.training.network
    asked(plane, "run", Command("weight", (0, 1, 2, 0.5)), Command("weight", (1, None, 0, -3.0)))
    network = plane.state.training.network
    assert plane.state.status == "paused"
    assert (network[0].W[1, 2], network[1].b[0]) == (0.5, -3.0)
    unchanged = asked(plane, Command("weight", (7, 0, 0, 1.0)), Command("weight", (0, 2, 0, 1.0)))
    assert unchanged.training.network is network
    again = asked(plane, "reset").training.network
    np.testing.assert_array_equal(again[0].W, first[0].W)


def test_it_goes_back_to_where_the_unseen_loss_turned():
    early = trained(begun(EXPERIMENTS["too many neurons"]), 30)
    assert early.measures[-1].own.unseen > 1.1 * early.lowest.own.unseen
    assert early.turn is None  # it only swings, and falls again
    late = trained(early, 370)
    plane, turn = Plane(late), late.turn
    assert turn is min(late.measures, key=lambda one: one.own.unseen)
    back = asked(plane, "best")
    assert back.training.batch == turn.batch == back.measures[-1].batch
    assert back.sight.measure == turn  # of the network beside as well
    assert asked(plane, "step").beside.batch == turn.batch + 1
    assert back.turn is None
    assert f"{turn.batch:,}: {turn.own.unseen:.4f}" in planar.says(late)


FORGED = [
    {"do": "hidden", "value": [3, 51]},
    {"do": "hidden", "value": [1] * 5},
    {"do": "hidden", "value": "3"},
    {"do": "beside", "value": [0]},
    {"do": "points", "value": {"pattern": "moons", "count": MOST + 1}},
    {"do": "points", "value": vars(Made()) | {"classes": 3}},
    {"do": "points", "value": vars(Made()) | {"noise": float("nan")}},
    {"do": "add", "value": [REACH + 0.1, 0, 0]},
    {"do": "add", "value": [0, 0, 4]},
    {"do": "add", "value": [0, 0]},
    {"do": "move", "value": [-1, 0, 0]},
    {"do": "remove", "value": True},
    {"do": "weight", "value": [0, 0, 0, 1e308]},
    {"do": "weight", "value": [0, "0", 0, 1]},
    {"do": "probe", "value": [None, 0]},
    {"do": "preset", "value": "<b>"},
    {"do": "batch_size", "value": 0},
    {"do": "pace", "value": -1},
    {"do": "load", "value": "points"},
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: f"{forged['do']}")
def test_what_can_not_be_is_refused_with_a_sentence(forged):
    with pytest.raises(ValueError, match=r"^expected "):
        planar.command(forged)


def test_the_largest_frames_and_views_fit_and_the_past_comes_in_parts():
    for classes in (2, 3, 4):
        made, settings = Made("blobs", 400, 1.0, classes), replace(USUAL.settings, batch_size=None)
        large = replace(USUAL, made=made, settings=settings, hidden=(50,) * 4, beside=(50, 50))
        state = trained(begun(large), 40)  # a row for each batch: more than one part has room for
        parts, have = [], (0, 0)
        while not parts or have[1] < state.training.batch:
            parts.append(planar.frame(state, have))
            have = parts[-1]["run"], parts[-1]["until"]
            assert size(parts[-1]) <= FRAME
        assert len(parts) == 2
        rows = [np.frombuffer(b64decode(part["measured"]), "<f4").reshape(-1, 5) for part in parts]
        assert np.concatenate(rows)[:, 0].tolist() == [one.batch for one in state.measures]
        seen = planar.seen(Look("plane-network", 0), state)
        assert size(seen) <= FRAME
        assert seen["of"] == 2 + 200 + classes
        assert [one["most"] for one in seen["neurons"] if one["c"] == 5] == [1.0] * classes


def test_a_copy_goes_its_own_way_and_the_largest_plane_stays_small():
    tracemalloc.start()
    made = Made(count=MOST, unseen=0.5)
    hidden, settings = (50,) * 4, replace(USUAL.settings, optimizer="adam")
    plane = fresh(made=made, hidden=hidden, beside=hidden, settings=settings)
    asked(plane, *[Command("add", (0.0, 0.0, 0))] * 3, *[Command("move", (0, 0.1, 0.1))] * 25)
    for _ in range(20):
        asked(plane, "step")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 5e6
    other = plane.copy()
    asked(other, "reset")
    assert (plane.state.training.batch, other.state.training.batch) == (20, 0)
    assert KINDS["plane"].frame(sighted(plane.state), None, (0, 0))["points"] == planar.name(
        other.state.points
    )


def sighted(state):
    return replace(state, sight=sight(state))


def test_what_has_no_points_or_diverges_on_the_way_is_said_to():
    cleared = trained(asked(fresh(), "clear", Command("hidden", (8,))), 3)
    assert (cleared.training.batch, cleared.status) == (0, "paused")
    steep = replace(USUAL.settings, learning_rate=100.0, l2=0.9)
    lost = trained(begun(replace(USUAL, activation="identity", settings=steep)), 400)
    assert (lost.training.diverged, lost.status) == (True, "diverged")
    assert asked(Plane(lost), "clear", "undo", "run").status == "diverged"


def test_weights_of_any_size_are_shown_without_a_warning():
    plane = fresh(hidden=(50, 50))
    huge = [Command("weight", (l, i, k, 1e3)) for l, i, k in ((0, 0, 0), (1, 0, 0), (2, 0, 1))]
    state = asked(plane, *huge, Command("activation", "relu"), *huge, Command("rate", 100.0))
    asked(plane, *["step"] * 20)
    shown = planar.frame(plane.state, (0, 0))
    assert size(shown) <= FRAME
    assert state.sight is not None
    json.dumps(planar.seen(Look("plane-network", 0), plane.state), allow_nan=False)
    json.dumps(shown, allow_nan=False)
