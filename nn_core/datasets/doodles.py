"""Faces of cats and dogs, drawn by the program as a person would draw them: as strokes of a pen."""

import numpy as np

from nn_core import ink
from nn_core.arrays import Array
from nn_core.training import Dataset

Line = Array  # (points, 2), y down; a head is about 2 wide
TILT = np.radians(15)
WOBBLE = 0.02  # of the hand, as a share of half a head


def doodles(count: int = 600, unseen: int = 200, *, seed: int = 0) -> Dataset:
    """Return so many pictures to learn from and unseen ones: half cats, [1, 0], half dogs, [0, 1].

    Pictures are 28 x 28 pixels of ink in [0, 1], rows of 784. The arrays are read-only.
    """
    rng = np.random.default_rng(seed)
    return Dataset(*_pictures(count, rng), *_pictures(unseen, rng))


def face(kind: str, rng: np.random.Generator) -> list[Line]:
    """Return the strokes of a "cat" or a "dog", each (points, 2), with y down and of any size.

    Raises KeyError for another kind.
    """
    lines = DRAWN[kind](rng)
    angle = rng.uniform(-TILT, TILT)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    rng.shuffle(lines)
    return [_by_hand(line, rng) @ turn for line in lines]


def _pictures(count: int, rng: np.random.Generator) -> tuple[Array, Array]:
    labels = rng.permutation(np.arange(count) % 2)
    x = np.stack([ink.picture(face(KINDS[label], rng), pen=ink.FINE).ravel() for label in labels])
    y = np.eye(2, dtype=np.float32)[labels]
    for array in (x, y):
        array.flags.writeable = False
    return x, y


def _cat(rng: np.random.Generator) -> list[Line]:
    wide, high = rng.uniform(0.9, 1.15), rng.uniform(0.8, 1.0)
    lines = [_head(wide, high, rng)]
    height, lean = rng.uniform(0.45, 0.9), rng.uniform(-0.12, 0.25)
    inner = rng.random() < 0.25
    for side in (-1, 1):
        outside, inside = rng.uniform(3.3, 3.55), rng.uniform(4.05, 4.3)  # angles on the head
        a, b = _on(wide, high, outside), _on(wide, high, inside)
        tip = (a + b) / 2 + [-lean, -height * rng.uniform(0.9, 1.1)]
        lines.append(_mirrored(np.array([a, tip, b]), side))
        if inner:
            middle = (a + b + tip) / 3
            lines.append(_mirrored(middle + 0.45 * (np.array([a, tip, b]) - middle), side))
    lines += _eyes(rng, wide, high, slits=0.4)
    y = rng.uniform(0.15, 0.3) * high
    size = rng.uniform(0.1, 0.15)
    lines.append(np.array([[-size, y], [size, y], [0, y + size], [-size, y]]))
    drop = y + size + rng.uniform(0.06, 0.14)
    bend = rng.uniform(0.2, 0.3)
    t = np.linspace(0, np.pi, 9)
    arc = np.stack([bend * (1 - np.cos(t)) / 2, drop + 0.6 * bend * np.sin(t)], axis=1)
    if rng.random() < 0.8:
        lines.append(np.concatenate([_mirrored(arc, 1)[::-1], arc]))
    if rng.random() < 0.8:
        lines += _whiskers(rng, wide, y + 0.12, rng.uniform(0.5, 0.75), int(rng.integers(2, 4)))
    return lines


def _dog(rng: np.random.Generator) -> list[Line]:
    wide, high = rng.uniform(0.75, 1.0), rng.uniform(0.9, 1.15)
    lines = [_head(wide, high, rng)]
    long, fat, up = rng.uniform(0.7, 1.3), rng.uniform(0.17, 0.27), rng.random() < 0.12
    folded, swing = rng.random() < 0.3, rng.uniform(0.2, 0.45)
    for side in (-1, 1):
        top = _on(wide, high, rng.uniform(3.6, 4.0))
        if up and side == 1:  # one ear that listens
            ear = top + np.array([[-0.25, 0.2], [-0.15, -0.55], [0.25, -0.05]])
        elif folded:
            ear = top + np.array(
                [[0.2, -0.1], [-0.2, -0.3], [-0.5, 0.05 + 0.3 * long], [-0.1, 0.15], [-0.2, -0.3]]
            )
        else:
            t = np.linspace(0, 2 * np.pi, 18)
            hang = np.stack([-fat * np.sin(t), long / 2 * (1 - np.cos(t))], axis=1)
            ear = top + hang - [0.8 * fat, 0] - hang[:, 1:] * [swing, 0]
        lines.append(_mirrored(ear, side))
    lines += _eyes(rng, wide, high, slits=0.0)
    y, size = rng.uniform(0.15, 0.32) * high, rng.uniform(0.14, 0.24)
    lines.append(_ring(size, 0.7 * size, [0, y]))
    snout = rng.uniform(0.35, 0.5)
    if rng.random() < 0.6:
        lines.append(_ring(snout, rng.uniform(0.3, 0.4), [0, y + 0.18]))
    else:
        t = np.linspace(0.25, np.pi - 0.25, 11)
        lines.append(np.stack([snout * np.cos(t), y + 0.12 + 0.32 * np.sin(t)], axis=1))
        lines.append(np.array([[0, y + 0.7 * size], [0, y + 0.42]]))
    if rng.random() < 0.35:
        t = np.linspace(0, np.pi, 10)
        tongue = np.stack([0.13 * np.cos(t), y + 0.46 + 0.3 * np.sin(t)], axis=1)
        lines.append(tongue)
    if rng.random() < 0.1:
        lines += _whiskers(rng, wide, y + 0.1, 0.4, 2)
    return lines


def _head(wide: float, high: float, rng: np.random.Generator) -> Line:
    """Return an outline that begins anywhere, and does not quite close."""
    t = rng.uniform(0, 2 * np.pi) + np.linspace(0, 2 * np.pi + rng.uniform(-0.15, 0.25), 40)
    return np.stack([wide * np.cos(t), high * np.sin(t)], axis=1)


def _eyes(rng: np.random.Generator, wide: float, high: float, slits: float) -> list[Line]:
    apart, y = rng.uniform(0.33, 0.45) * wide, -rng.uniform(0.1, 0.28) * high
    chance, size = rng.random(), rng.uniform(0.07, 0.12)
    if chance < slits:
        across, up = 0.35 * size, 1.7 * size
    elif chance < slits + 0.25:
        across = up = 1.3 * size
    else:
        across = up = 0.5 * size
    return [_ring(across, up, [side * apart, y]) for side in (-1, 1)]


def _whiskers(
    rng: np.random.Generator, wide: float, y: float, long: float, count: int
) -> list[Line]:
    start, lines = rng.uniform(0.55, 0.75) * wide, []
    for side in (-1, 1):
        for k in range(count):
            slope = (k - (count - 1) / 2) * rng.uniform(0.25, 0.4)
            begin = np.array([start, y + 0.5 * slope])
            lines.append(_mirrored(np.array([begin, begin + np.array([long, slope])]), side))
    return lines


def _ring(across: float, up: float, middle: list[float]) -> Line:
    t = np.linspace(0, 2 * np.pi, 16)
    return np.stack([across * np.cos(t), up * np.sin(t)], axis=1) + middle


def _on(wide: float, high: float, angle: float) -> Array:
    """Return a place on the outline of the head; its left upper quarter is from pi to 1.5 pi."""
    return np.array([wide * np.cos(angle), high * np.sin(angle)])


def _mirrored(line: Line, side: int) -> Line:
    """Return what was drawn on the left, on that side: -1 for the left, 1 for the right."""
    return line * [-side, 1]


def _by_hand(line: Line, rng: np.random.Generator) -> Line:
    """Return a line as a hand draws it: moved a little as a whole, and trembling."""
    return line + rng.normal(0, WOBBLE, 2) + rng.normal(0, WOBBLE / 2, line.shape)


DRAWN = {"cat": _cat, "dog": _dog}
KINDS = tuple(DRAWN)
