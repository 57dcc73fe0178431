"""Ink: where, how large and how finely a digit is drawn makes no difference."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nn_core import ink

FILE = Path(__file__).parents[1] / "assets" / "drawings" / "examples.json"
EXAMPLES = [
    [np.array(stroke, float).reshape(-1, 2) for stroke in example["strokes"]]
    for example in json.loads(FILE.read_text(encoding="utf-8"))
    if "digit" in example
]
each_example = pytest.mark.parametrize("strokes", EXAMPLES, ids=map(str, range(10)))


def by_hand(strokes, size, pen=ink.PEN):
    """Every pixel's distance to every segment: what `picture` must give, the slow way."""
    place = ink.steps(strokes, size, pen)
    pixel = np.stack(np.meshgrid(np.arange(size), np.arange(size)), axis=-1) + 0.5
    nearest = np.full((size, size), np.inf)
    for stroke in strokes:
        line = place.scale * stroke + place.centred
        for p, q in pairwise(line):
            t = np.clip((pixel - p) @ (q - p) / ((q - p) @ (q - p)), 0, 1)[..., None]
            nearest = np.minimum(nearest, np.linalg.norm(pixel - p - t * (q - p), axis=-1))
    return np.clip(pen * size / 2 + 0.5 - nearest, 0, 1)


def middle(picture):
    weight = picture / picture.sum()
    places = np.arange(len(picture)) + 0.5
    return np.array([weight.sum(axis=0) @ places, weight.sum(axis=1) @ places])


@pytest.mark.parametrize("size", [28, 60])
@pytest.mark.parametrize("digit", [4, 8])
def test_the_picture_is_the_distance_to_the_line(digit, size):
    # Points closer than an eighth of a pen are thinned out, so the line is not quite the same.
    assert_allclose(ink.picture(EXAMPLES[digit], size), by_hand(EXAMPLES[digit], size), atol=0.15)
    error = ink.picture(EXAMPLES[digit], size) - by_hand(EXAMPLES[digit], size)
    assert np.abs(error).mean() < 0.002


def test_straight_lines_are_exact():
    corner = [np.array([[0.0, 0.0], [3.0, 10.0], [8.0, 2.0]])]
    for pen in (ink.PEN, ink.FINE):
        assert_allclose(ink.picture(corner, 28, pen), by_hand(corner, 28, pen), atol=1e-6)


@each_example
def test_place_and_size_make_no_difference(strokes):
    expected = ink.picture(strokes)
    for scale, shift in [(0.05, (3, 950)), (40.0, (-1e6, 2e5)), (1e-6, (0, 0))]:
        moved = [scale * stroke + shift for stroke in strokes]
        assert_allclose(ink.picture(moved), expected, atol=1e-4)


@each_example
def test_another_sampling_makes_hardly_any_difference(strokes):
    expected = ink.picture(strokes)
    finer = [
        np.stack(
            [np.interp(np.arange(0, len(s) - 0.95, 0.1), range(len(s)), s[:, k]) for k in (0, 1)], 1
        )
        for s in strokes
    ]
    backwards = [stroke[::-1] for stroke in reversed(strokes)]
    doubled = [np.repeat(stroke, 3, axis=0) for stroke in strokes]
    for other in (finer, backwards, doubled):
        difference = np.abs(ink.picture(other) - expected)
        assert difference.max() < 0.25  # thinning may cut a corner by an eighth of a pen
        assert difference.mean() < 0.004


@each_example
@pytest.mark.parametrize("size", [28, 60])
def test_the_conventions_of_mnist(strokes, size):
    picture = ink.picture(strokes, size)
    assert picture.shape == (size, size)
    assert picture.dtype == np.float32
    assert picture.min() == 0.0
    assert picture.max() == 1.0
    rows, columns = (np.flatnonzero(picture.max(axis=k) >= 0.5) for k in (1, 0))
    longest = max(np.ptp(rows), np.ptp(columns)) + 1
    assert longest == pytest.approx(ink.FILLED * size, abs=1)
    assert_allclose(middle(picture), size / 2, atol=0.05)


def test_the_pen_is_equally_wide_for_small_and_large_drawings():
    tall = [np.array([[0.0, 0.0], [0.0, 1000.0]])]
    long = [np.array([[0.0, 0.0], [1000.0, 0.0]])]
    small = [stroke / 500 for stroke in tall]
    for strokes, axis in [(tall, 1), (small, 1), (long, 0)]:
        widths = ink.picture(strokes).sum(axis=axis)
        assert_allclose(widths[10:18], ink.PEN * 28, atol=1e-6)


@pytest.mark.parametrize("dot", [[[5, 5]], [[5, 5], [5, 5]], [[-1e6, 1e6]], [[0, 0], [5e-324, 0]]])
def test_a_dot_is_a_dot_in_the_middle(dot):
    picture = ink.picture([dot])
    assert_allclose(picture, picture.T, atol=1e-6)
    assert_allclose(picture, picture[::-1, ::-1], atol=1e-6)
    assert picture.sum() == pytest.approx(np.pi * (ink.PEN * 28 / 2) ** 2, rel=0.1)


def test_an_empty_drawing_is_blank_paper():
    for nothing in ([], [[]], [np.zeros((0, 2))]):
        assert_array_equal(ink.picture(nothing), np.zeros((28, 28)))
        assert_array_equal(ink.steps(nothing).box, np.zeros(4))


def test_two_dots_and_a_line_with_a_dot():
    assert ink.picture([[[0, 0]], [[10, 0]]]).max() == 1.0
    assert ink.picture([[[0, 0], [10, 10]], [[3, 0]]]).max() == 1.0


def test_ten_thousand_points_are_thinned():
    t = np.linspace(0, 2 * np.pi, 10_000)
    many = ink.picture([np.stack([np.cos(t), np.sin(t)], axis=1)])
    few = ink.picture([np.stack([np.cos(t), np.sin(t)], axis=1)[::100]])
    assert_allclose(many, few, atol=0.1)
    scribble = np.random.default_rng(0).uniform(0, 1000, (10_000, 2))
    assert ink.picture([scribble]).mean() > 0.4
    assert ink.picture([scribble[:5_000]] + [[point] for point in scribble[:100]]).mean() > 0.4


def test_no_ink_is_lost_at_the_edge_when_the_centre_of_mass_lies_far_out():
    corner = [[[0, 0], [0, 1000], [1000, 1000]]]  # an L: its mass lies at the lower left
    steps = ink.steps(corner)
    assert_allclose(steps.centred - steps.scaled, [4, -4])  # as far as there is room
    length, radius = 2 * (20 - 2.4), 2.4 / 2
    # Two strips, half a disc at each end, and at the corner a quarter disc for a square met twice.
    area = length * 2 * radius + np.pi * radius**2 * 5 / 4 - radius**2
    assert steps.picture.sum() == pytest.approx(area, rel=0.01)


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        ([[[0, 0], [np.nan, 1]]], "finite"),
        ([[[0, 0], [np.inf, 1]]], "finite"),
        ([[[0, 0, 0]]], r"\(points, 2\), got \(1, 3\)"),
        ([[1, 2, 3]], r"\(points, 2\), got \(3,\)"),
    ],
)
def test_what_is_no_drawing_is_refused(strokes, sentence):
    for read in (ink.picture, ink.steps):
        with pytest.raises(ValueError, match=sentence):
            read(strokes)


def test_the_steps_on_the_way():
    place = ink.steps([np.array([[100.0, 200.0], [100.0, 600.0], [200.0, 600.0]])])
    assert_array_equal(place.box, [100, 200, 200, 600])
    assert place.scale == pytest.approx((20 - 2.4) / 400)
    box = place.scale * place.box.reshape(2, 2) + place.scaled
    assert_allclose(box.mean(axis=0), [14, 14])
    assert np.ptp(box[:, 1]) == pytest.approx(20 - 2.4)
    moved = place.centred - place.scaled
    assert moved[0] > 0  # most ink is on the left, so it is shifted to the right
    assert moved[1] < 0  # and in the lower half, so up


def test_a_scan_is_averaged_over_what_each_pixel_covers():
    scan = np.zeros((50, 40))
    scan[5:45, 10:30] = 1  # 40 high, 20 wide: two scan pixels to one of the picture
    steps = ink.scan_steps(scan)
    assert steps.scale == 0.5
    assert_array_equal(steps.box, [10, 5, 30, 45])
    expected = np.zeros((28, 28))
    expected[4:24, 9:19] = 1
    assert_allclose(steps.picture, expected, atol=1e-6)
    assert steps.picture.dtype == np.float32


@pytest.mark.parametrize("size", [28, 60])
def test_a_scan_by_hand(size):
    rng = np.random.default_rng(3)
    scan = np.zeros((70, 90))
    scan[8:61, 21:50] = rng.random((53, 29)) ** 2
    steps = ink.scan_steps(scan, size)
    fine = 40  # places along each side of a pixel that are looked up
    places = (np.arange(size * fine) + 0.5) / fine
    columns, rows = (
        np.floor((places - shift) / steps.scale).astype(int) for shift in steps.centred
    )
    inside = (rows[:, None] >= 0) & (rows[:, None] < 70) & (columns >= 0) & (columns < 90)
    looked_up = np.where(inside, scan[rows.clip(0, 69)[:, None], columns.clip(0, 89)], 0)
    expected = looked_up.reshape(size, fine, size, fine).mean(axis=(1, 3))
    assert_allclose(steps.picture, expected, atol=0.03)
    assert_allclose(middle(steps.picture), size / 2, atol=0.01)


def test_a_scan_lies_where_it_is_said_to_lie():
    scan = np.zeros((30, 30))
    scan[3:23, 7:12] = 1
    plain, placed = ink.scan_steps(scan), ink.scan_steps(scan, 28, (100.0, 200.0), 4.0)
    assert_array_equal(placed.picture, plain.picture)
    assert_allclose(placed.box, [100 + 7 * 4, 200 + 3 * 4, 100 + 12 * 4, 200 + 23 * 4])
    corner = np.array([7, 3])
    for shift in ("scaled", "centred"):
        there = placed.scale * (corner * 4 + [100, 200]) + getattr(placed, shift)
        assert_allclose(there, plain.scale * corner + getattr(plain, shift))


def test_a_scan_stays_inside_and_a_blank_one_is_blank():
    scan = np.zeros((100, 20))
    scan[0:100, 9] = 1
    scan[80:100] = 1  # all the weight at one end
    steps = ink.scan_steps(scan)
    assert steps.scale * 100 == pytest.approx(20)
    assert steps.picture.sum() == pytest.approx(scan.sum() * 0.04, rel=1e-5)  # nothing is cut off
    assert ink.scan_steps(np.zeros((5, 5))).picture.max() == 0
