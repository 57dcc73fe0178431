"""A pixel is explained by how far from the pen's line it lies."""

from itertools import pairwise

import numpy as np
import pytest
from some import some

from nn_core import explain, forward, ink, new_network

STROKES = [np.array([[100.0, 120.0], [700.0, 140.0], [300.0, 900.0]]), np.array([[50.0, 800.0]])]


def drawn(size, pen=ink.PEN):
    steps = ink.steps(STROKES, size, pen)
    network = new_network([size * size, 3, 2], rng=np.random.default_rng(0), dtype=np.float64)
    seen = forward(network, steps.picture.reshape(1, -1).astype(np.float64))
    return explain.inked(seen, steps.distance, pen), steps


@pytest.mark.parametrize("pen", [ink.PEN, ink.FINE])
@pytest.mark.parametrize("size", some([28, 60], quick=1))
def test_every_pixel_comes_from_its_distance(size, pen):
    trace, steps = drawn(size, pen)
    for i in range(size * size):
        pixel = explain.pixel(trace, i)
        assert explain.reconciled(pixel)
        distance, full, *_ = pixel.parts
        assert distance.value == steps.distance.ravel()[i]
        assert full.value == pytest.approx(pen * size / 2 - 0.5, abs=1e-12)
        expected = np.clip(1 - (distance.value - full.value), 0, 1)
        assert pixel.value == pytest.approx(expected, abs=1e-6)


def test_the_distance_is_that_to_the_nearest_line():
    _, steps = drawn(28)
    lines = [steps.scale * stroke + steps.centred for stroke in STROKES]
    dense = np.concatenate(
        [
            start + np.linspace(0, 1, 4000)[:, None] * (end - start)
            for line in lines
            for start, end in pairwise(line)
        ]
        + [lines[1]]
    )
    for row, column in [(4, 4), (5, 10), (12, 14), (20, 9), (27, 27), (22, 5)]:
        middle = np.array([column + 0.5, row + 0.5])
        nearest = np.hypot(*(dense - middle).T).min()
        assert steps.distance[row, column] == pytest.approx(min(nearest, 1.7), abs=2e-3)


def test_a_blank_pixel_says_that_no_line_is_near():
    trace, steps = drawn(28)
    blank = explain.pixel(trace, int(steps.picture.ravel().argmin()))
    assert blank.shown == "0.0000"
    assert blank.numbers == r"1 - \max(0, 1.7000 - 0.7000)"
    assert "no line within 1.7 pixels" in blank.parts[0].why
    assert blank.why == "This pixel is blank."


def test_the_way_from_a_weighted_sum_ends_at_a_distance():
    trace, _ = drawn(28)
    pixel, weight, *_ = explain.weighted_sum(trace, 0, 1).parts[0].parts
    assert pixel.formula == rf"1 - \max(0, {pixel.parts[0].symbol} - h)"
    assert not weight.parts


def test_a_photo_has_no_distances():
    scan = np.zeros((40, 30))
    scan[5:35, 12:18] = 1
    assert ink.scan_steps(scan).distance is None


def test_blank_paper_is_far_from_every_line():
    np.testing.assert_allclose(ink.steps([]).distance, 1.7, rtol=1e-12)
