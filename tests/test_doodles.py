"""The program's cats and dogs: the same for a seed, of each as many, and no two alike."""

import numpy as np
import pytest

from nn_core import ink
from nn_core.datasets import doodles, face
from nn_core.datasets.doodles import KINDS


def test_a_seed_draws_the_same_pictures_and_of_each_kind_as_many():
    data, again, other = (doodles(40, 20, seed=seed) for seed in (3, 3, 4))
    assert data.x.shape == (40, 784)
    assert data.x_test.shape == (20, 784)
    assert data.x.dtype == np.float32
    np.testing.assert_array_equal(data.x, again.x)
    np.testing.assert_array_equal(data.y_test, again.y_test)
    assert (data.x != other.x).any()
    assert data.y.sum(axis=0).tolist() == [20, 20]
    assert data.y_test.sum(axis=0).tolist() == [10, 10]
    assert len({row.tobytes() for row in np.concatenate([data.x, data.x_test])}) == 60
    for array in (data.x, data.y, data.x_test, data.y_test):
        assert not array.flags.writeable


@pytest.mark.parametrize("kind", KINDS)
def test_a_face_is_some_strokes_of_which_none_runs_away(kind):
    for seed in range(50):
        lines = face(kind, np.random.default_rng(seed))
        points = np.concatenate(lines)
        assert 5 <= len(lines) <= 18
        assert all(line.shape[1] == 2 and len(line) > 1 for line in lines)
        assert np.abs(points).max() < 2.5
        assert 0.05 < ink.picture(lines).mean() < 0.4


def test_another_kind_is_none():
    with pytest.raises(KeyError):
        face("horse", np.random.default_rng(0))
