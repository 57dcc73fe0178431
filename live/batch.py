"""The batch that a training takes next: small pictures, what they are, what the network says."""

from typing import Any

import numpy as np

from live import answers
from live.trainer import State
from nn_core import forward
from nn_core.arrays import Array
from nn_core.training import batch_places

MOST = 40  # pictures that are shown of a batch: a usual one, and some that the reader has drawn
SIDE = 14  # pixels along a small picture, half as many as along a whole one
SHADES = 16


def batch(state: State, _: int) -> dict[str, Any]:
    """Return the next batch and its first pictures, at most MOST of them.

    A small picture has two pixels in each byte, in base64. What the network says is None where it
    does not say anything finite any more; that counts as wrong.
    """
    training = state.shown
    x, y = state.data.batch(state.settings, training.batch)
    with np.errstate(over="ignore", invalid="ignore"):  # a training that diverged has huge weights
        a = forward(training.network, x)[-1].a
    labels, said = y.argmax(axis=1), np.where(np.isfinite(a).all(axis=1), a.argmax(axis=1), -1)
    here = slice(MOST)
    return {
        "batch": training.batch + 1,
        "count": len(x),
        "own": own(state),
        "wrong": int((labels != said).sum()),
        "labels": labels[here].tolist(),
        "says": [None if digit < 0 else digit for digit in said[here].tolist()],
        "pictures": answers.text(small(x[here])),
    }


def own(state: State) -> int:
    """Return how many pictures of the next batch the reader has drawn; they stand last in it."""
    if state.data.own_x is None:
        return 0
    size = len(state.data.batch(state.settings, state.shown.batch)[0])
    return size - len(batch_places(len(state.data.x), state.settings, state.shown.batch))


def small(pictures: Array) -> bytes:
    """Return pictures of 784 pixels as 98 bytes each: half as wide, in 16 shades."""
    halves = pictures.reshape(len(pictures), SIDE, 2, SIDE, 2).mean(axis=(2, 4))
    shades = np.round(halves * (SHADES - 1)).astype(np.uint8).reshape(-1, 2)
    return bytes(shades[:, 0] * SHADES + shades[:, 1])
