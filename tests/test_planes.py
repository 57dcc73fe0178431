"""Patterns of points on a plane: what their docstrings say of them."""

import numpy as np
import pytest

from nn_core import datasets
from nn_core.datasets import planes
from nn_core.datasets.planes import NOISES, OF_MANY, PATTERNS
from nn_core.datasets.points import MOST, MOST_CLASSES, REACH

CASES = [
    (name, k) for name in PATTERNS for k in range(2, MOST_CLASSES + 1 if name in OF_MANY else 3)
]
patterns = pytest.mark.parametrize(("name", "classes"), CASES)


@patterns
def test_the_same_seed_makes_the_same_points_and_another_others(name, classes):
    one, same, other = (
        planes.points(name, 101, NOISES[name], classes=classes, seed=seed) for seed in (3, 3, 4)
    )
    for field in ("x", "classes", "unseen"):
        np.testing.assert_array_equal(getattr(one, field), getattr(same, field))
    assert not np.allclose(one.x, other.x)
    assert np.abs(one.x).max() < REACH  # with the noise that suits it nothing is cut


@patterns
def test_classes_are_of_one_size_and_a_share_of_each_is_unseen(name, classes):
    made = planes.points(name, 10 * classes + 1, 0.1, classes=classes, unseen=0.3)
    sizes = np.bincount(made.classes)
    assert sizes.tolist() == [11] + [10] * (classes - 1)
    assert np.bincount(made.classes[made.unseen]).tolist() == [3] * classes
    data = made.dataset
    assert (data.x.dtype, data.y.dtype) == (np.float32, np.float32)
    assert data.y.sum(axis=0).tolist() == (sizes - 3).tolist()
    assert data.y_test.sum(axis=0).tolist() == [3] * classes
    few = planes.points(name, 2 * classes, 0.1, classes=classes, unseen=0.9)
    assert np.bincount(few.classes[~few.unseen]).tolist() == [1] * classes


def test_the_functions_make_what_the_patterns_are():
    for name in PATTERNS:
        data = getattr(datasets, name)(60, seed=2)
        np.testing.assert_array_equal(
            data.x, planes.points(name, 60, NOISES[name], seed=2).dataset.x
        )


def exact(name, classes=2):
    """Return the places of each class of a pattern without noise."""
    made = planes.points(name, 400, 0.0, classes=classes)
    return [made.x[made.classes == k] for k in range(classes)]


def test_without_noise_moons_and_circles_lie_on_circles():
    above, below = exact("moons")
    for x, middle, side in ((above, (-0.5, -0.25), 1), (below, (0.5, 0.25), -1)):
        np.testing.assert_allclose(np.hypot(*(x - middle).T), 1.0, rtol=1e-12)
        assert (side * (x[:, 1] - middle[1]) >= 0).all()
    for x, radius in zip(exact("circles"), (1.6, 0.7), strict=True):
        np.testing.assert_allclose(np.hypot(*x.T), radius, rtol=1e-12)


def test_without_noise_xor_has_opposite_squares_of_one_class():
    for x, sign in zip(exact("xor"), (1, -1), strict=True):
        assert (np.sign(x[:, 0] * x[:, 1]) == sign).all()
        assert (np.abs(x) >= 0.15).all()
        assert (np.abs(x) <= 1.7).all()
        assert {-1, 1} == set(np.sign(x[:, 0]))


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_without_noise_arms_and_heaps_are_turned_about_the_middle(classes):
    for k, x in enumerate(exact("blobs", classes)):
        angle = 2 * np.pi * (k / classes + 1 / 8)
        np.testing.assert_allclose(x, [[1.2 * np.cos(angle), 1.2 * np.sin(angle)]] * len(x))
    for k, x in enumerate(exact("spiral", classes)):
        radius = np.hypot(*x.T)
        angle = planes.TURNS * np.pi * radius / 1.9 + 2 * np.pi * k / classes
        along = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        np.testing.assert_allclose(x, along, atol=1e-12)


def test_noise_is_a_standard_deviation_and_ends_at_the_edge_of_the_plane():
    (a, b), noise = exact("blobs"), 0.25
    made = planes.points("blobs", MOST, noise)
    off = made.x - np.where(made.classes[:, None] == 0, a[0], b[0])
    assert off.std() == pytest.approx(noise, rel=0.03)  # of 6,000 numbers
    assert np.abs(planes.points("blobs", MOST, 1.0).x).max() == REACH


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"pattern": "stars"}, "expected a pattern out of moons, circles, xor, spiral, blobs"),
        ({"classes": 3}, "expected 2 to 2 classes for moons, got 3"),
        ({"pattern": "blobs", "classes": 5}, "expected 2 to 4 classes for blobs, got 5"),
        ({"pattern": "blobs", "classes": 1}, "expected 2 to 4 classes for blobs, got 1"),
        ({"count": 3}, "expected 4 to 3000 points, got 3"),
        ({"count": 3001}, "expected 4 to 3000 points, got 3001"),
        ({"noise": -0.1}, "expected a noise of at least 0, got -0.1"),
        ({"noise": float("nan")}, "expected a noise of at least 0, got nan"),
        ({"unseen": 1.0}, "expected a share unseen from 0 to below 1, got 1.0"),
    ],
)
def test_numbers_that_can_not_be_are_named(asked, says):
    with pytest.raises(ValueError, match=says):
        planes.points(**{"pattern": "moons", "count": 20, "noise": 0.1} | asked)
