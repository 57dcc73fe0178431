"""What a browser is told of a drawing is what the network says to it."""

import json
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from live import answers, messages
from live.studio import Drawing
from live.trainer import Trainer
from live.worker import Command
from nn_core import datasets, forward, load_network, new_network

NETWORKS = Path(__file__).parents[1] / "assets" / "networks"
SEVEN = Drawing(((300, 200, 700, 200, 470, 850),))


@pytest.mark.parametrize("name", ["default", "large", "picture60"])
def test_picture_activations_and_confidences_are_those_of_the_trace(name):
    network = load_network(NETWORKS / f"{name}.npz")
    side = 60 if name == "picture60" else 28
    told = json.loads(json.dumps(answers.answer(SEVEN, network), allow_nan=False))
    picture = SEVEN.steps(side).picture
    trace = forward(network, picture.reshape(1, -1))
    assert told["side"] == side
    sent = np.frombuffer(b64decode(told["picture"]), np.uint8).reshape(side, side) / 255
    np.testing.assert_allclose(sent, picture, atol=0.5 / 255 + 1e-6)
    for z, a, layer in zip(told["sums"], told["activations"], trace, strict=True):
        np.testing.assert_array_equal(np.frombuffer(b64decode(z), "<f4"), layer.z[0])
        np.testing.assert_array_equal(np.frombuffer(b64decode(a), "<f4"), layer.a[0])
    np.testing.assert_allclose(told["confidences"], trace[-1].a[0], atol=5.1e-7)
    assert told["random"] is None


def test_what_is_no_picture_is_told_in_numbers():
    network = new_network([2, 3, 2], "tanh", rng=np.random.default_rng(0))
    x = np.array([[0.5, -2.0]], np.float32)
    trace = forward(network, x)
    told = answers.flow(trace, picture=False)
    assert "picture" not in told
    np.testing.assert_array_equal(np.frombuffer(b64decode(told["x"]), "<f4"), x[0])
    np.testing.assert_array_equal(np.frombuffer(b64decode(told["sums"][1]), "<f4"), trace[1].z[0])


def test_a_network_beside_sees_the_usual_picture():
    large = load_network(NETWORKS / "picture60.npz")
    beside = load_network(NETWORKS / "default.npz")
    told = answers.answer(SEVEN, large, beside)
    alone = answers.answer(SEVEN, beside)
    assert told["random"] == alone["confidences"]


@pytest.mark.parametrize("name", ["default", "large", "picture60"])
def test_an_answer_is_at_most_eight_kilobytes(name):
    network = load_network(NETWORKS / f"{name}.npz")
    beside = load_network(NETWORKS / "default.npz")
    told = answers.answer(SEVEN, network, beside)
    assert len(json.dumps({"kind": "drawing", "seq": 2**52, **told})) < 8_000


def test_what_is_not_finite_is_sent_as_nothing():
    values = np.array([np.nan, np.inf, -np.inf, 0.12345678, 3.0])
    assert answers.rounded(values) == [None, None, None, 0.123457, 3.0]


def test_a_frame_says_what_is_going_on_and_what_helps_unless_the_reader_looks_back():
    learner = Trainer(datasets.digits())
    assert answers.frame(learner.state, SEVEN, (0, 0))["remark"] is None
    for command in (Command("course", "linear-mse"), Command("rate", 1.0), Command("run")):
        learner.ask(command)
    while learner.state.status != "diverged":
        learner.slice(0.1)
    told = json.loads(json.dumps(answers.frame(learner.state, SEVEN, (0, 0))))["remark"]
    assert told["name"] == "diverged"
    assert told["says"].startswith(f"At batch {learner.state.training.batch} the loss became")
    asked = [messages.command(each) for each in told["remedy"]["commands"]]
    assert asked == [Command("pace"), Command("rate", 0.05), Command("reset"), Command("run")]
    assert answers.frame(replace(learner.state, at=0), SEVEN, (0, 0))["remark"] is None
