"""The reader's own: drawings that join the training, and a network for every lesson."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from lesson_page import APP, tell
from lesson_page import data as told
from numpy.testing import assert_array_equal
from streamlit.testing.v1 import AppTest

from live.studio import MOST_EXAMPLES, Drawing, Studio
from live.trainer import Trainer
from live.worker import Command
from nn_core import LOSSES, Dataset, Settings, Training, advance, datasets, forward, new_network
from nn_core.fitting import fitted
from nn_core.presets import Setup
from nn_core.training import APART, batch_rows
from ui import kept, networks

DOUBTFUL = Path(__file__).parents[1] / "assets" / "drawings" / "doubtful.json"
LOSS = LOSSES["cross_entropy"]


@cache
def digits():
    return datasets.digits()


@cache
def drawing():
    """Return a 7 that looks like a 1."""
    seven = json.loads(DOUBTFUL.read_text(encoding="utf-8"))[0]
    return Drawing(tuple(tuple(stroke) for stroke in seven["strokes"]), seven["digit"])


@cache
def corrected():
    """Return the digits, joined by that drawing and what it is."""
    x = drawing().picture.reshape(1, -1)
    return replace(digits(), own_x=x, own_y=np.eye(10, dtype=np.float32)[[drawing().label]])


def begun():
    return Training(new_network([784, 64, 32, 10], rng=np.random.default_rng(0)))


def numbered(own, examples=200):
    """Return examples that are their own numbers, joined by own ones: -1, -2, ..."""
    x = np.arange(examples, dtype=np.float32).reshape(-1, 1)
    mine = -1 - np.arange(own, dtype=np.float32).reshape(-1, 1)
    return Dataset(x, x, x, x, mine, mine)


@pytest.mark.parametrize("batch_size", [8, 30, None])
def test_own_examples_join_the_digits_evenly_and_leave_their_order_alone(batch_size):
    data, settings = numbered(own=50), Settings(batch_size=batch_size, seed=3)
    met = []
    for number in range(-(-200 // (batch_size or 200))):
        x, y = data.batch(settings, number)
        shared = x[x >= 0]
        assert_array_equal(shared, data.x[batch_rows(200, settings, number), 0])
        assert_array_equal(x, y)
        assert abs(len(x) - 1.5 * len(shared)) <= 2  # 50 own ones to 100 others
        met += x[x < 0].tolist()
    assert sorted(met) == sorted(np.repeat(data.own_x, 200 // APART).tolist())


def test_an_epoch_is_still_one_round_through_the_shared_examples():
    one = Training(new_network([1, 1], output="identity", rng=np.random.default_rng(0)))
    for batch_size, batches in ((8, 25), (None, 1)):
        settings = Settings(1e-9, batch_size)
        assert advance(one, numbered(own=3), LOSSES["mse"], settings, batches).epoch == 1


def test_a_correction_is_learnt_and_the_digits_are_not_forgotten():
    def said(training):
        return forward(training.network, corrected().own_x)[-1].a.argmax()

    def unseen(training):
        answers = forward(training.network, digits().x_test)[-1].a
        return (answers.argmax(axis=1) == digits().y_test.argmax(axis=1)).mean()

    before = advance(begun(), digits(), LOSS, Settings(), 300)
    with_it, without = (
        advance(before, data, LOSS, Settings(), 60) for data in (corrected(), digits())
    )
    assert (said(before), said(without)) == (1, 1)
    assert said(with_it) == drawing().label
    assert unseen(with_it) > unseen(without) - 0.01


def test_with_a_correction_too_the_same_seed_gives_the_same_curve():
    at_once = advance(begun(), corrected(), LOSS, Settings(), 12)
    stepped = advance(
        advance(begun(), corrected(), LOSS, Settings(), 5), corrected(), LOSS, Settings(), 7
    )
    assert at_once.curve[-1] == stepped.curve[-1]


def test_joining_copies_no_digit():
    assert np.shares_memory(corrected().x, digits().x)
    assert np.shares_memory(corrected().x_test, digits().x_test)


def test_a_drawing_joins_once_with_its_newest_label_and_can_be_taken_out():
    studio = Studio(begun().network)
    drawings = [Drawing(((0, 0, 500, 10 * k),), k % 10) for k in range(MOST_EXAMPLES + 1)]
    for one in drawings:
        studio.join(one)
    assert [one.label for one in studio.examples] == [one.label for one in drawings[1:]]
    assert not studio.learns(drawings[0])  # the oldest had to go
    studio.join(other := replace(drawings[7], label=3, number=5))
    assert len(studio.examples) == MOST_EXAMPLES
    assert studio.learns(other)
    assert not studio.learns(drawings[7])
    copy = studio.copy()
    studio.leave(other.picture)
    studio.join(replace(other, label=None))
    assert len(studio.examples) == MOST_EXAMPLES - 1
    assert copy.learns(other)


def asked(trainer, *commands):
    for command in commands:
        trainer.ask(command)
    while trainer.waiting:
        trainer.slice(0.0)
    return trainer.state


def test_a_drawing_that_joins_in_the_middle_goes_on_from_the_same_weights():
    trainer = Trainer(digits())
    before = asked(trainer, *[Command("step")] * 3)
    after = asked(trainer, Command("examples", corrected()))
    assert after.training is before.training
    assert after.run == before.run
    met = asked(trainer, Command("step")).training
    assert_array_equal(
        met.network[0].W,
        advance(before.training, corrected(), LOSS, before.settings).network[0].W,
    )


@pytest.mark.parametrize(
    ("hidden", "output", "course"),
    [
        ((), "softmax", "softmax-mse"),
        ((5,), "sigmoid", "sigmoid-cross-entropy"),
        ((6, 7, 8), "identity", "linear-mse"),
    ],
)
def test_a_loaded_network_is_where_the_training_starts_until_it_is_set_up_anew(
    hidden, output, course
):
    sizes = [784, *hidden, 10]
    network = new_network(sizes, "sigmoid", output, rng=np.random.default_rng(5))
    trainer = Trainer(digits())
    before = asked(trainer, Command("course", "softmax-mse"), Command("step"))
    loaded = asked(trainer, Command("load", network))
    assert (loaded.setup.hidden, loaded.setup.course.name) == (hidden, course)
    assert loaded.setup.activation == ("sigmoid" if hidden else before.setup.activation)
    assert (loaded.status, loaded.training.batch, loaded.run) == ("idle", 0, before.run + 1)
    assert loaded.start is loaded.training.network is network
    again = asked(trainer, Command("step"), Command("reset"), Command("batch_size", 8))
    assert again.training.network is network
    assert asked(trainer, Command("seed", 1)).start is not network


REFUSED = [
    (([100, 10], "tanh", "softmax"), "784 inputs and 10 outputs, got one with 100 and 10"),
    (([784, 2], "tanh", "softmax"), "784 inputs and 10 outputs, got one with 784 and 2"),
    (([784, 101, 10], "tanh", "softmax"), "3 hidden columns of at most 100 neurons, got 1 of"),
    (([784, 1, 1, 1, 1, 10], "tanh", "softmax"), "got 4 of at most 1"),
    (([784, 3, 10], "softmax", "softmax"), "softmax in none, got softmax"),
    (([784, 3, 10], "tanh", "relu"), "outputs out of softmax, sigmoid, identity, got relu"),
]


@pytest.mark.parametrize(("made", "says"), REFUSED)
def test_a_network_that_cannot_be_trained_here_is_refused_in_a_sentence(made, says):
    with pytest.raises(ValueError, match=says):
        fitted(new_network(*made, rng=np.random.default_rng(0)), Setup())


def test_hidden_columns_with_different_activations_are_refused():
    one, other = (
        new_network([784, 3, 3, 10], name, rng=np.random.default_rng(0))
        for name in ("tanh", "relu")
    )
    with pytest.raises(ValueError, match="and softmax in none, got relu, tanh"):
        fitted((other[0], *one[1:]), Setup())


def opened(page, hidden, activation):
    """Open a lesson with a network of the reader's own."""
    sizes = [784, *hidden, 10]
    own = new_network(sizes, activation, rng=np.random.default_rng(1))
    at = AppTest.from_file(APP, default_timeout=30)
    at.session_state["studio"] = Studio(networks.trained(), drawing(), own=own)
    at.query_params["network"] = networks.YOURS
    at.switch_page(f"pages/{page}.py").run()
    assert not at.exception
    assert at.session_state["studio"].network is own
    return at


@pytest.mark.parametrize(
    ("page", "view", "hidden", "activation"),
    [
        ("draw", "pad", (10, 9, 8), "tanh"),
        ("forward", "network-view", (), "tanh"),
        ("forward", "network-view", (9, 8, 7), "sigmoid"),
        ("derivative", "network-view", (), "tanh"),
        ("backpropagation", "network-view", (7,), "leaky_relu"),
        ("backpropagation", "network-view", (), "tanh"),
    ],
)
def test_every_lesson_shows_a_network_of_the_readers_own(page, view, hidden, activation):
    shape = told(opened(page, hidden, activation), view)["shape"]
    assert shape["units"] == [*hidden, 10]
    assert shape["activations"] == [*[activation] * len(hidden), "softmax"]


def test_after_a_reload_the_address_still_means_the_readers_own():
    old = opened("loss", (7,), "tanh").session_state["studio"]
    at = AppTest.from_file(APP, default_timeout=30)
    at.query_params["network"] = networks.YOURS
    at.switch_page("pages/loss.py").run()
    assert at.session_state["studio"] is not old
    old.network = at.session_state["studio"].network
    at.session_state["studio"] = old  # the tab has claimed it
    at.run()
    assert old.network is old.own


@pytest.mark.parametrize("page", ["draw", "loss"])
def test_a_link_to_a_network_of_ones_own_falls_back_where_there_is_none(page):
    at = AppTest.from_file(APP, default_timeout=30)
    at.query_params["network"] = networks.YOURS
    at.switch_page(f"pages/{page}.py").run()
    assert not at.exception
    assert_array_equal(at.session_state["studio"].network[0].W, networks.trained()[0].W)
    (choice,) = [one for one in at.selectbox if one.key == "network"]
    assert choice.options == list(networks.NAMES)


def kept_page(trainer):
    at = AppTest.from_file(APP, default_timeout=30)
    at.session_state["studio"] = Studio(networks.trained(), drawing(), trainer=trainer)
    at.query_params["more"] = "file"
    at.switch_page("pages/training.py").run()
    assert not at.exception
    return at


def given(at, name, content):
    (upload,) = at.file_uploader
    upload.set_value((name, content, "application/octet-stream")).run()
    assert not at.exception


def words(at):
    return " ".join(text.value for text in at.markdown)


def test_a_file_is_what_was_saved_and_its_name_has_the_columns():
    network = new_network([784, 20, 5, 10], "relu", rng=np.random.default_rng(2))
    assert kept.name(network) == "inkling-784-20-5-10.npz"
    back = kept.read(kept.file(network), Trainer(digits()).state)
    for one, other in zip(network, back, strict=True):
        assert_array_equal(one.W, other.W)
        assert_array_equal(one.b, other.b)
        assert one.activation is other.activation


def test_a_file_that_is_loaded_is_where_the_training_starts_and_a_wrong_one_changes_nothing():
    trainer = Trainer(digits())
    at = kept_page(trainer)
    before = asked(trainer, Command("step"))
    given(at, "no.npz", b"PK nonsense")
    assert "expected a network file" in at.error[0].value
    given(at, "small.npz", kept.file(new_network([100, 10], rng=np.random.default_rng(2))))
    assert "got one with 100 and 10" in at.error[0].value
    assert trainer.state is before
    given(at, "mine.npz", kept.file(new_network([784, 9, 10], rng=np.random.default_rng(2))))
    assert not at.error
    assert trainer.state.setup.hidden == (9,)
    assert "The training starts from `mine.npz`" in words(at)


def test_only_confidences_may_be_used_everywhere_and_only_numbers_kept():
    trainer = Trainer(digits())
    at = kept_page(trainer)
    at.button(key="use").click().run()
    assert at.session_state["studio"].own is trainer.state.start
    asked(trainer, Command("course", "linear-mse"))
    at.run()
    assert at.button(key="use").disabled
    assert "need softmax" in words(at)
    state = asked(trainer, Command("rate", 100.0), *[Command("step")] * 20)
    assert state.status == "diverged"
    at.run()
    assert at.button(key="use").disabled
    assert "can't be kept" in words(at)
    asked(trainer, Command("back", 0))  # what was before can be
    assert kept.whole(trainer.state.shown)


def test_a_drawing_joins_the_training_on_the_page_and_is_taken_out_again():
    trainer = Trainer(digits())
    at = kept_page(trainer)
    at.button(key="learn").click().run()
    assert_array_equal(trainer.state.data.own_x, corrected().own_x)
    assert_array_equal(trainer.state.data.own_y, corrected().own_y)
    assert [one["label"] for one in told(at, "examples")["drawings"]] == [drawing().label]
    assert at.button(key="learn").disabled
    tell(at, "examples", leave={"n": 1, "place": 1})
    assert told(at, "examples")["says"].startswith("expected a drawing's place")
    tell(at, "examples", leave={"n": 2, "place": 0})
    assert trainer.state.data.own_x is None
    assert told(at, "examples")["drawings"] == []
