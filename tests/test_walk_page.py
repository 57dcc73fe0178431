"""One batch in six steps under Streamlit: what is shown is the core's, what comes in is checked."""

import json
from base64 import b64decode
from dataclasses import replace
from functools import cache

import lesson_page
import numpy as np
import pytest
from lesson_page import data, tell

from live.batch import MOST, SIDE
from live.looks import Look, seen
from live.trainer import Trainer
from nn_core import LOSSES, Settings, Training, advance, forward
from nn_core.presets import COURSES, Setup
from ui import visitor
from ui.walked import STEPS

CODES = {
    "predict": ["a-0", "a-9"],
    "compare": ["a-3", "d-3"],
    "measure": ["loss", "batch"],
    "blame": ["gradient", "mean"],
    "adjust": ["update", "after", "own", "then"],
    "repeat": ["after", "then"],
}


@cache
def state(course="softmax-cross-entropy", batches=3, **settings):
    """Return a training of the shipped digits after some batches."""
    setup, settings = Setup(COURSES[course], hidden=(8,)), Settings(**settings)
    begun = Training(setup.start())
    after = advance(begun, visitor.digits(), LOSSES[setup.course.loss], settings, batches)
    usual = Trainer(visitor.digits()).state
    return replace(usual, setup=setup, settings=settings, training=after, status="paused")


@pytest.fixture(scope="module")
def page():
    at = lesson_page.opened("training", more="walk", walk="blame", example="3", open="mean")
    at.session_state["n"] = 0
    return at


def ask(at, **message):
    at.session_state["n"] += 1
    return tell(at, "walk", asked={"n": at.session_state["n"], **message})


def train(at, **settings):
    """Put the page's training at this moment."""
    at.session_state["studio"].trainer.state = state(**settings)
    return ask(at, open=None)


def number(at, code, **message):
    """Open a number and return its value, which must be what is printed of it."""
    ask(at, open=code, **message)
    panel = data(at, "walk-number")
    assert panel["reconciled"] is True
    return float(panel["value"])


def test_a_link_opens_a_step_with_a_picture_and_a_number(page):
    shown = data(page, "walk")
    assert (STEPS[shown["step"]], shown["example"]) == ("blame", 2)
    assert shown["link"] == {"walk": "blame", "example": "3", "open": "mean"}
    assert data(page, "walk-number")["steps"][0]["name"].endswith(", for the batch")
    assert data(page, "walk-network")["gradients"]["truth"] == shown["labels"][2]
    assert shown["batch"] == 1


SETTINGS = [
    {"course": "softmax-cross-entropy", "optimizer": "momentum", "l2": 0.001},
    {"course": "linear-mse", "optimizer": "adam", "learning_rate": 0.001},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda found: found["course"])
def test_every_number_of_every_step_opens_and_is_reconciled(page, settings):
    train(page, **settings)
    for step, codes in CODES.items():
        for code in codes:
            value = number(page, code, walk=step)
            shown = data(page, "walk")
            cells = [cell for row in shown["rows"] for cell in row["cells"] if "code" in cell]
            offered = {cell["code"]: cell["value"] for cell in cells}
            assert value == pytest.approx(offered[code], rel=1e-9)
        assert STEPS[shown["step"]] == step
        assert len(shown["says"].split(". ")) == 2


def test_the_step_that_is_shown_is_the_one_that_training_takes(page):
    train(page)
    before, loss = state(), LOSSES["cross_entropy"]
    x, y = before.data.batch(before.settings, before.training.batch)
    after = advance(before.training, before.data, loss, before.settings)

    def losses(network):
        return loss.terms(forward(network, x)[-1].a, y).sum(axis=1)

    shown = ask(page, walk="adjust")
    old, new = losses(before.training.network), losses(after.network)
    assert number(page, "batch") == pytest.approx(old.mean(), rel=1e-5)
    assert number(page, "after") == pytest.approx(new.mean(), rel=1e-5)
    assert np.array(shown["captions"], float) == pytest.approx(new, abs=6e-5)
    assert f"the loss is smaller for {(new < old).sum()} of 32." in shown["says"]


def test_the_pictures_stand_in_order_of_their_numbers_with_the_mean(page):
    train(page, batch_size=150)
    for step, codes in (("measure", ("loss", "batch")), ("blame", ("gradient", "mean"))):
        one, mean = (number(page, code, walk=step, example=5) for code in codes)
        ranked = data(page, "walk")["ranked"]
        bars = ranked["bars"]
        assert bars == sorted(bars, reverse=True)
        assert (len(bars), max(map(abs, bars))) == (100, 1.0)
        assert bars[ranked["own"]] / ranked["mean"] == pytest.approx(one / mean, rel=0.02)
        assert ranked["says"].startswith("100 of the 150 ")
    train(page)
    rows = ask(page, walk="adjust")["rows"]
    before, after = (cell["value"] for cell in rows[1]["cells"])
    changes = data(page, "walk")["ranked"]
    assert changes["says"].startswith("The 32 changes of loss in order, from ")
    assert np.mean(changes["bars"]) == pytest.approx(changes["mean"], abs=1e-4)
    assert (after < before) == (changes["mean"] < 0)
    assert ask(page, walk="predict", example=0)["ranked"] is None


def test_what_the_pictures_are_and_what_is_said_of_them_is_the_cores(page):
    now = state()
    shown = train(page)
    x, y = now.data.batch(now.settings, now.training.batch)
    said = forward(now.training.network, x)[-1].a.argmax(axis=1)
    assert shown["labels"] == y.argmax(axis=1).tolist()
    assert shown["answers"] == said.tolist()
    assert shown["wrong"] == (said != y.argmax(axis=1)).sum()
    assert b64decode(shown["pictures"]) == np.round(x * 255).astype(np.uint8).tobytes()


FORGED = [17, {"walk": "fly"}, {"example": 40}, {"example": True}, {"open": "a-10"}, {"open": "x"}]


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_nonsense_changes_nothing(page, forged):
    before = train(page)
    message = forged if isinstance(forged, int) else {"n": 1, **forged}
    after = tell(page, "walk", asked=message)
    assert {**after, "n": 0} == {**before, "n": 0}
    assert data(page, "walk-number")["steps"] == []


def test_a_neuron_that_is_pressed_gives_its_steepest_weight(page):
    train(page)
    ask(page, walk="blame")
    tell(page, "walk-network", neuron=[1, 5, 1])
    column, _, neuron = data(page, "walk-network")["weight"]
    assert (column, neuron) == (1, 5)
    assert data(page, "walk")["title"].endswith("to neuron 5 in hidden 1")
    del page.session_state["walk-weight"]


def test_a_snapshot_has_no_memory_and_a_diverged_training_no_walk(page):
    usual = state(optimizer="momentum")
    past = replace(usual.training, state=None, optimizer=None)
    trainer = page.session_state["studio"].trainer
    trainer.state = replace(usual, snapshots=(past,), at=past.batch)
    shown = ask(page, walk="adjust")
    assert "What the optimizer remembered at that batch is gone." in shown["says"]
    assert shown["rows"][0]["name"] == "loss of this batch"
    assert "You look back." in ask(page, walk="repeat")["says"]
    trainer.state = state(course="linear-mse", batches=100, learning_rate=10.0)
    assert trainer.state.training.diverged
    assert "there is nothing to walk through any more" in ask(page, walk="predict")["sorry"]
    assert train(page)["sorry"] == ""


def test_the_next_batch_is_small_enough_to_be_looked_at_while_it_runs():
    now = state(batch_size=100)
    answer = seen(Look("batch"), now)
    assert len(json.dumps(answer)) < 8192
    x, y = now.data.batch(now.settings, now.training.batch)
    said = forward(now.training.network, x)[-1].a.argmax(axis=1)
    assert (answer["batch"], answer["count"]) == (4, 100)
    assert answer["wrong"] == (said != y.argmax(axis=1)).sum()
    assert answer["labels"] == y.argmax(axis=1)[:MOST].tolist()
    assert answer["says"] == said[:MOST].tolist()
    packed = np.frombuffer(b64decode(answer["pictures"]), np.uint8)
    shades = np.stack([packed >> 4, packed & 15], axis=1).reshape(MOST, SIDE, SIDE)
    halves = x[:MOST].reshape(MOST, SIDE, 2, SIDE, 2).mean(axis=(2, 4))
    assert np.abs(shades / 15 - halves).max() <= 0.5 / 15 + 1e-6


def test_what_the_reader_has_drawn_stands_last_in_the_batch():
    now = state()
    mine, seven = np.full((40, 784), 0.5, np.float32), np.eye(10, dtype=np.float32)[[7] * 40]
    answer = seen(Look("batch"), replace(now, data=replace(now.data, own_x=mine, own_y=seven)))
    assert answer["count"] == 32 + answer["own"] > 32
    assert answer["labels"][32:] == [7] * min(answer["own"], MOST - 32)


def test_what_says_nothing_finite_is_wrong():
    now = state()
    lost = tuple(replace(l, W=np.full_like(l.W, np.nan)) for l in now.training.network)
    answer = seen(Look("batch"), replace(now, training=replace(now.training, network=lost)))
    assert (answer["says"], answer["wrong"]) == ([None] * 32, 32)


def test_a_picture_that_is_pressed_is_the_one_that_the_walk_follows():
    at = lesson_page.opened("training", more="pictures")
    trainer = at.session_state["studio"].trainer
    trainer.state = replace(state(), status="running")
    with pytest.raises(ValueError, match="expected 1, got 0"):  # the walk stands in its place
        tell(at, "batch", asked={"n": 1, "example": 7})
    assert data(at, "walk")["example"] == 7
    assert at.session_state["more"] == "walk"
    trainer.slice(0.0)
    assert trainer.state.status == "paused"
