"""What ships can do what the lessons say of it."""

import json
from math import isqrt
from pathlib import Path

import numpy as np
import pytest

from nn_core import datasets, forward, ink, load_network
from tools.sources import resized
from tools.templates import templates
from ui import networks

ASSETS = Path(__file__).parents[1] / "assets"


NETWORKS = {
    "default": (784, 128, 64, 10),
    "large": (784, 300, 100, 10),
    "textbook": (784, 16, 16, 10),
    "picture60": (3600, 64, 10),
}


@pytest.fixture(scope="module", params=NETWORKS)
def shipped(request):
    return request.param, load_network(ASSETS / "networks" / f"{request.param}.npz")


@pytest.fixture(scope="module")
def examples():
    return json.loads((ASSETS / "drawings" / "examples.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def digits():
    return datasets.digits()


def confidences(network, strokes):
    side = isqrt(len(network[0].W))
    lines = [np.array(stroke, float).reshape(-1, 2) for stroke in strokes]
    return forward(network, ink.picture(lines, side).reshape(1, -1))[-1].a[0]


def test_the_digits_are_pictures_and_one_hot_labels(digits):
    assert digits.x.shape == (9_000, 784)
    assert digits.x_test.shape == (1_000, 784)
    assert digits.x.dtype == digits.y.dtype == np.float32
    assert (digits.x.min(), digits.x.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(digits.y.sum(axis=1), 1)
    counts = (digits.y.sum(axis=0) + digits.y_test.sum(axis=0)).astype(int)
    assert counts.tolist() == [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
    assert not digits.x.flags.writeable


def test_no_unseen_digit_is_among_the_others(digits):
    seen = {row.tobytes() for row in digits.x}
    assert not any(row.tobytes() in seen for row in digits.x_test)


def test_the_networks_read_digits_that_they_have_not_seen(shipped, digits):
    name, network = shipped
    assert (len(network[0].W), *(len(layer.b) for layer in network)) == NETWORKS[name]
    x = resized(digits.x_test, isqrt(len(network[0].W)))
    right = forward(network, x)[-1].a.argmax(axis=1) == digits.y_test.argmax(axis=1)
    least = {"default": 0.987, "large": 0.99, "textbook": 0.94, "picture60": 0.97}
    assert right.mean() >= least[name]


def test_they_read_digits_as_they_are_written_in_other_countries(shipped):
    name, network = shipped
    labels, strokes = zip(*templates(8, seed=99), strict=True)
    said = [confidences(network, lines).argmax() for lines in strokes]
    assert (np.array(said) == labels).mean() > (0.9 if name == "textbook" else 0.97)


def test_every_example_is_read_and_the_opening_one_leaves_a_doubt(shipped, examples):
    name, network = shipped
    drawn = [example for example in examples if "digit" in example]
    assert [example["digit"] for example in drawn] == list(range(10))
    answers = [confidences(network, example["strokes"]) for example in drawn]
    assert [int(answer.argmax()) for answer in answers[:9]] == list(range(9))
    assert {4, 9} == set(answers[9].argsort()[-2:].tolist())
    if name == "default":
        assert 0.6 < answers[9][9] < 0.95


def test_they_are_very_sure_about_what_is_no_digit(shipped, examples):
    _, network = shipped
    others = [example for example in examples if "digit" not in example]
    assert [example["name"] for example in others] == ["scribble", "zigzag", "heart", "B"]
    for example in others:
        assert confidences(network, example["strokes"]).max() > 0.95


def test_random_weights_say_what_the_lesson_says_they_do(digits):
    answers = forward(networks.untrained(), digits.x_test)[-1].a
    assert answers.max() < 0.5  # never sure
    assert (answers[:, 8] < answers[:, [2, 5, 6]].min(axis=1)).mean() > 0.95
    assert np.median(answers.min(axis=1)) == pytest.approx(0.04, abs=0.01)
    assert np.median(answers.max(axis=1)) == pytest.approx(0.18, abs=0.01)
    blank = forward(networks.untrained(), np.zeros((1, 784), np.float32))[-1].a
    np.testing.assert_array_equal(blank, np.float32(0.1))
    right = answers.argmax(axis=1) == digits.y_test.argmax(axis=1)
    assert right.mean() < 0.2


def test_larger_random_weights_are_sure_of_nothing_true(digits):
    answers = forward(networks.untrained(networks.SEED, 5.0), digits.x_test)[-1].a
    assert np.median(answers.max(axis=1)) > 0.9
    right = answers.argmax(axis=1) == digits.y_test.argmax(axis=1)
    assert right.mean() < 0.2


def test_networks_are_stored_in_half_precision_and_all_that_ships_is_small(shipped):
    name, network = shipped
    with np.load(ASSETS / "networks" / f"{name}.npz", allow_pickle=False) as file:
        assert file["W0"].dtype == np.float16
    assert network[0].W.dtype == np.float32
    assert sum(f.stat().st_size for f in ASSETS.rglob("*") if f.is_file()) < 6 * 2**20
