"""What ships can do what the lessons say of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from nn_core import datasets, forward, ink, load_network
from ui import networks

ASSETS = Path(__file__).parents[1] / "assets"


@pytest.fixture(scope="module")
def trained():
    return load_network(ASSETS / "networks" / "default.npz")


@pytest.fixture(scope="module")
def digits():
    return datasets.digits()


def confidences(network, strokes):
    lines = [np.array(stroke, float).reshape(-1, 2) for stroke in strokes]
    return forward(network, ink.picture(lines).reshape(1, -1))[-1].a[0]


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


def test_the_trained_network_reads_digits_that_it_has_not_seen(trained, digits):
    assert [layer.W.shape for layer in trained] == [(784, 128), (128, 64), (64, 10)]
    right = forward(trained, digits.x_test)[-1].a.argmax(axis=1) == digits.y_test.argmax(axis=1)
    assert right.mean() > 0.98


def test_every_example_is_read_and_the_opening_one_leaves_a_doubt(trained):
    examples = json.loads((ASSETS / "drawings" / "examples.json").read_text(encoding="utf-8"))
    assert [example["digit"] for example in examples] == list(range(10))
    answers = [confidences(trained, example["strokes"]) for example in examples]
    assert [int(answer.argmax()) for answer in answers] == list(range(10))
    assert 0.6 < answers[9][9] < 0.95
    assert answers[9].argsort()[-2] == 4


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


def test_networks_are_stored_in_half_precision_and_all_that_ships_is_small():
    with np.load(ASSETS / "networks" / "default.npz", allow_pickle=False) as file:
        assert file["W0"].dtype == np.float16
    assert sum(f.stat().st_size for f in ASSETS.rglob("*") if f.is_file()) < 6 * 2**20
