"""What the lessons about mistakes look at: the reader's drawing and its truth, or one in doubt."""

import numpy as np
import pytest
from lesson_page import data, opened, tell
from test_digits import NETWORKS

from live.studio import Drawing
from nn_core import LOSSES, explain, forward
from ui import networks, subject

ONE = Drawing(((500, 100, 500, 300, 500, 500, 500, 900),), number=3)


@pytest.fixture
def page():
    return opened("loss")


def test_until_the_reader_says_so_the_prediction_is_the_truth(page):
    shown = data(page, "truth")
    assert (shown["own"]["truth"], shown["source"]) == (9, "prediction")
    shown = tell(page, "truth", label={"seq": 1, "label": 4})
    assert (shown["own"]["truth"], shown["own"]["prediction"], shown["source"]) == (4, 9, "reader")
    assert page.session_state["studio"].drawing.label == 4


def test_the_drawing_stays_when_its_label_changes(page):
    before = page.session_state["studio"].drawing
    tell(page, "truth", label={"seq": 7, "label": 4})
    after = page.session_state["studio"].drawing
    assert (after.strokes, after.label, after.number) == (before.strokes, 4, 7)
    tell(page, "truth", label={"seq": 7, "label": 5})  # older than what is there
    assert page.session_state["studio"].drawing.label == 4


@pytest.mark.parametrize(
    "message", [{"seq": 1, "label": 10}, {"seq": 1, "label": True}, {"label": 4}, 4, None, "4"]
)
def test_what_is_no_label_changes_nothing(page, message):
    tell(page, "truth", label=message)
    assert page.session_state["studio"].drawing.label is None


def test_one_in_doubt_is_offered_where_the_network_is_sure(page):
    assert data(page, "truth")["doubt"] is None  # the opening example has a doubt of its own
    page.session_state["studio"].drawing = ONE
    shown = data(page.run(), "truth")
    assert shown["own"]["confidence"] > 0.95
    assert 0.2 <= shown["doubt"]["confidence"] <= 0.6
    assert (shown["looks"], shown["source"]) == ("own", "prediction")
    shown = tell(page, "truth", look=["doubt", 1])
    assert (shown["looks"], shown["source"]) == ("doubt", "example")
    assert page.session_state["studio"].drawing == ONE
    assert tell(page, "truth", look=["own", 2])["looks"] == "own"
    assert tell(page, "truth", look=["theirs", 3])["looks"] == "own"
    shown = tell(page, "truth", label={"seq": 9, "label": 4})  # the network gives that nearly 0
    assert shown["doubt"] is not None  # one may go back to it


def test_a_link_looks_at_the_one_in_doubt():
    assert data(opened("loss", ink="doubt"), "truth")["looks"] == "doubt"
    assert data(opened("loss", ink="nothing"), "truth")["looks"] == "own"


@pytest.mark.parametrize("name", NETWORKS)
def test_every_trained_network_is_in_doubt_about_one_of_them(name):
    network = networks.trained(name)
    side = int(np.sqrt(len(network[0].W)))
    gets = [
        forward(network, drawing.steps(side).picture.reshape(1, -1))[-1].a[0, drawing.label]
        for drawing in subject._drawings()
    ]
    assert any(0.2 <= share <= 0.6 for share in gets)


@pytest.mark.parametrize(
    ("link", "name"), [("mse", "mse"), ("squared-error", "squared_error"), ("x", "cross_entropy")]
)
def test_a_link_says_with_which_loss_the_answer_is_measured(link, name):
    at = opened("derivative", loss=link)
    ink = at.session_state["studio"].drawing.picture.reshape(1, -1).astype(np.float64)
    trace = forward(networks.exact(networks.trained()), ink)
    loss = explain.loss(trace, np.eye(10)[[9]], LOSSES[name])
    assert data(at, "slope")["loss"] == loss.shown
