"""No network learns from the digits that it is chosen by or examined on."""

import gzip
import json
import struct

import numpy as np
import pytest

from nn_core import datasets
from tools import sources


def rows(examples):
    return {x.tobytes() for x in examples[0]}


def idx(folder, part, pictures, labels):
    count = len(pictures)
    (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(
        gzip.compress(struct.pack(">4I", 2051, count, 28, 28) + pictures.tobytes())
    )
    (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(
        gzip.compress(struct.pack(">2I", 2049, count) + labels.tobytes())
    )


def test_shipped_digits_are_split():
    split = sources.shipped(28)
    assert [len(part[0]) for part in (split.training, split.validation, split.test)] == [
        8_000,
        1_000,
        1_000,
    ]
    assert not rows(split.training) & (rows(split.validation) | rows(split.test))
    assert not rows(split.validation) & rows(split.test)


def test_mnist_is_split_and_what_the_app_calls_unseen_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "VALIDATION", 40)
    rng = np.random.default_rng(0)
    others = rng.integers(0, 256, (100, 784), dtype=np.uint8)
    unseen = np.round(datasets.digits().x_test[:30] * 255).astype(np.uint8)
    train = np.concatenate([others[:30], unseen, others[30:]])
    labels = rng.integers(0, 10, 130, dtype=np.uint8)
    idx(tmp_path, "train", train, labels)
    idx(tmp_path, "t10k", others[:7][::-1], labels[:7])
    split = sources.mnist(tmp_path, 28)
    np.testing.assert_array_equal(np.round(split.training[0] * 255), others[:60])
    np.testing.assert_array_equal(np.round(split.validation[0] * 255), others[60:])
    np.testing.assert_array_equal(split.training[1], np.r_[labels[:30], labels[60:90]])
    np.testing.assert_array_equal(split.validation[1], labels[90:])
    np.testing.assert_array_equal(np.round(split.test[0] * 255), others[:7][::-1])


def test_pen_digits_are_split_by_writer(tmp_path):
    # Every writer's digits lean by an angle of their own, and so can be told from the others'.
    digits = [
        {"label": k, "writer": f"w{w}", "strokes": [[[500, 0], [300 + 2 * w + 100 * k, 900]]]}
        for w in range(40)
        for k in range(3)
    ]
    file = tmp_path / "pen.json.gz"
    file.write_bytes(gzip.compress(json.dumps(digits).encode()))
    split = sources.pen(file, 28)
    counts = [len(part[0]) for part in (split.training, split.validation, split.test)]
    assert counts == [3 * 16, 3 * sources.VALIDATION_WRITERS, 3 * sources.TEST_WRITERS]
    assert not rows(split.training) & (rows(split.validation) | rows(split.test))
    assert not rows(split.validation) & rows(split.test)


@pytest.mark.parametrize("side", [28, 60])
def test_digits_after_the_templates_are_pictures_of_every_digit(side, monkeypatch):
    monkeypatch.setattr(sources, "EACH", 2)
    x, labels = sources.foreign(side)
    assert x.shape == (len(labels), side * side)
    assert set(labels.tolist()) == set(range(10))
    assert len(rows((x, labels))) == len(x)  # no two by the same hand


def test_a_picture_of_another_size_is_the_same_picture():
    x = np.zeros((1, 784), np.float32)
    x.reshape(28, 28)[7:21, 7:14] = 1
    larger = sources.resized(x, 56).reshape(56, 56)
    np.testing.assert_array_equal(larger[15:41, 15:27], 1)
    assert larger.sum() == pytest.approx(4 * x.sum())
    assert (larger[:13] == 0).all()
    np.testing.assert_array_equal(sources.resized(x, 28), x)
