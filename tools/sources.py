"""Where digits come from, and which of them a network must not learn from.

Every source is split three ways: digits to learn from, digits to choose by (validation), and
digits that are looked at once, at the end (test). Pen digits are split by writer, so that the
network has never seen the hand that it is examined on.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nn_core import datasets, ink
from nn_core.arrays import Array
from tools.templates import templates

TEST_WRITERS, VALIDATION_WRITERS = 14, 10  # of UNIPEN's 86, with every digit of theirs
VALIDATION = 5_000  # of MNIST's training digits, the last ones
SHIPPED_VALIDATION = 1_000  # of the shipped 9,000
EACH = 200  # digits written after each template

Examples = tuple[Array, Array]  # x (examples, side * side) in [0, 1], labels (examples,)


@dataclass(frozen=True, eq=False)
class Split:
    """One source of digits."""

    training: Examples
    validation: Examples
    test: Examples


def shipped(side: int) -> Split:
    """Return the digits that ship; their test is the 1,000 that the app calls unseen."""
    digits = datasets.digits()
    x, labels = resized(digits.x, side), digits.y.argmax(axis=1)
    return Split(
        (x[:-SHIPPED_VALIDATION], labels[:-SHIPPED_VALIDATION]),
        (x[-SHIPPED_VALIDATION:], labels[-SHIPPED_VALIDATION:]),
        (resized(digits.x_test, side), digits.y_test.argmax(axis=1)),
    )


def mnist(folder: Path, side: int) -> Split:
    """Return MNIST from its four IDX files, gzip. Its test is t10k.

    The 1,000 pictures that the app calls unseen belong to MNIST's training set: left out here.
    """
    x, labels = _idx(folder, "train")
    hidden = {row.tobytes() for row in datasets.digits().x_test}
    keep = np.array([row.tobytes() not in hidden for row in x])
    x, labels = resized(x[keep], side), labels[keep]
    test, test_labels = _idx(folder, "t10k")
    return Split(
        (x[:-VALIDATION], labels[:-VALIDATION]),
        (x[-VALIDATION:], labels[-VALIDATION:]),
        (resized(test, side), test_labels),
    )


def pen(file: Path, side: int) -> Split:
    """Return UNIPEN's digits, gzipped JSON: a list of {"label", "writer", "strokes"}."""
    digits = json.loads(gzip.decompress(file.read_bytes()))
    writers = np.random.default_rng(0).permutation(sorted({digit["writer"] for digit in digits}))
    test, validation, training = np.split(
        writers, [TEST_WRITERS, TEST_WRITERS + VALIDATION_WRITERS]
    )
    x = np.array([ink.picture(digit["strokes"], side).ravel() for digit in digits])
    labels = np.array([digit["label"] for digit in digits])
    by = np.array([digit["writer"] for digit in digits])
    parts = (np.isin(by, part) for part in (training, validation, test))
    return Split(*((x[part], labels[part]) for part in parts))


def foreign(side: int) -> Examples:
    """Return digits written after the templates."""
    labels, strokes = zip(*templates(EACH, seed=0), strict=True)
    return np.array([ink.picture(lines, side).ravel() for lines in strokes]), np.array(labels)


def _idx(folder: Path, part: str) -> Examples:
    with gzip.open(folder / f"{part}-images-idx3-ubyte.gz") as file:
        pictures = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(folder / f"{part}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return pictures.astype(np.float32) / np.float32(255), labels.astype(np.intp)


def resized(x: Array, side: int) -> Array:
    """Return pictures of 28 x 28 with another side, (examples, side * side), bilinear."""
    if side == ink.SIDE:
        return x
    places = ((np.arange(side) + 0.5) * ink.SIDE / side - 0.5).clip(0, ink.SIDE - 1)
    mixed = np.maximum(0, 1 - np.abs(places[:, None] - np.arange(ink.SIDE))).astype(np.float32)
    return (mixed @ x.reshape(-1, ink.SIDE, ink.SIDE) @ mixed.T).reshape(len(x), -1)
