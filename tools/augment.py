"""Digits as other hands would have written them: turned, sheared, stretched, thicker, wobblier.

The amounts are mild: with half as much again networks read the validation digits worse, with
twice as much worse still.
"""

import numpy as np

from nn_core.arrays import Array

TURN = np.deg2rad(8)  # radians either way
STRETCH = 0.08  # share either way
SHEAR = 0.14
SHIFT = 0.8  # pixels either way
WOBBLE = 0.7  # pixels, standard deviation of the elastic field (Simard, Steinkraus, Platt 2003)
THICKER = 0.4  # share of one pixel's growth or shrinkage
KNOTS = 5  # the elastic field is drawn on KNOTS x KNOTS places and smooth between them


def augment(x: Array, rng: np.random.Generator) -> Array:
    """Return other versions of x, (examples, side * side) ink in [0, 1], same shape and dtype."""
    side = int(np.sqrt(x.shape[1]))
    pictures = x.reshape(-1, side, side)
    columns, rows = _sources(len(x), side, rng)
    warped = _sampled(pictures, columns, rows)
    return _thickened(warped, rng).reshape(x.shape)


def _sources(n: int, side: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return from which column and row each pixel is taken, both (n, side, side)."""
    unit = side / 28
    turn, shear = rng.uniform(-TURN, TURN, n), rng.uniform(-SHEAR, SHEAR, n)
    wide, high = 1 / rng.uniform(1 - STRETCH, 1 + STRETCH, (2, n))
    # Rotation times shear times stretch, applied to (column, row).
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = [cos * wide, (cos * shear - sin) * high, sin * wide, (sin * shear + cos) * high]
    xx, xy, yx, yy = (entry.astype(np.float32)[:, None, None] for entry in matrix)

    knots = np.linspace(0, side - 1, KNOTS)
    basis = np.exp(-(((np.arange(side)[:, None] - knots) / (knots[1] * 0.7)) ** 2) / 2)
    basis = (basis / np.sqrt((basis**2).sum(axis=1, keepdims=True))).astype(np.float32)
    coarse = rng.normal(0, WOBBLE * unit, (2, n, KNOTS, KNOTS)).astype(np.float32)
    wobble_x, wobble_y = basis @ coarse @ basis.T

    shift_x, shift_y = rng.uniform(-SHIFT, SHIFT, (2, n, 1, 1)).astype(np.float32) * unit
    places = np.arange(side, dtype=np.float32) - (side - 1) / 2
    x, y = places[None, None, :], places[None, :, None]
    columns = xx * x + xy * y + wobble_x + shift_x + (side - 1) / 2
    rows = yx * x + yy * y + wobble_y + shift_y + (side - 1) / 2
    return columns, rows


def _sampled(pictures: Array, columns: Array, rows: Array) -> Array:
    """Return the pictures at places between the pixels (bilinear); outside is paper."""
    n, side, _ = pictures.shape
    padded = np.pad(pictures, ((0, 0), (1, 2), (1, 2)))
    columns = (columns + 1).clip(0, side + 1)
    rows = (rows + 1).clip(0, side + 1)
    column, row = columns.astype(np.int32), rows.astype(np.int32)
    right, down = columns % 1, rows % 1
    wide = side + 3
    at = np.arange(n, dtype=np.int32)[:, None, None] * wide * wide + row * wide + column
    flat = padded.ravel()
    upper = flat[at] * (1 - right) + flat[at + 1] * right
    lower = flat[at + wide] * (1 - right) + flat[at + wide + 1] * right
    return upper * (1 - down) + lower * down


def _thickened(pictures: Array, rng: np.random.Generator) -> Array:
    """Return the pictures with strokes grown or shrunk by a share of one pixel."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    above, below = padded[:, :-2, 1:-1], padded[:, 2:, 1:-1]
    left, right = padded[:, 1:-1, :-2], padded[:, 1:-1, 2:]
    most = least = pictures
    for neighbour in (above, below, left, right):
        most, least = np.maximum(most, neighbour), np.minimum(least, neighbour)
    share = rng.uniform(-THICKER, THICKER, (len(pictures), 1, 1)).astype(pictures.dtype)
    towards = np.where(share > 0, most, least)
    return pictures + np.abs(share) * (towards - pictures)
