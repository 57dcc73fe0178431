"""A network begins at a seed, says what it expects, and is never edited."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nn_core import LOSSES, backward, forward, network, new_network


def fresh(seed=0, **options):
    return new_network([400, 300, 200], rng=np.random.default_rng(seed), **options)


def test_the_same_seed_gives_the_same_weights():
    assert_array_equal(fresh(3)[0].W, fresh(3)[0].W)
    assert (fresh(3)[0].W != fresh(4)[0].W).any()
    assert_array_equal(fresh(3)[1].W, fresh(3, dtype=np.float64)[1].W.astype(np.float32))


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "identity", "softmax"])
def test_weights_are_spread_as_glorot_has_it(name):
    first, second = fresh(hidden=name, output=name, dtype=np.float64)
    assert first.W.std() == pytest.approx(np.sqrt(2 / 700), rel=0.01)  # 120,000 draws: 0.2 %
    assert second.W.std() == pytest.approx(np.sqrt(2 / 500), rel=0.01)


@pytest.mark.parametrize("name", ["relu", "leaky_relu"])
def test_weights_are_spread_as_he_has_it(name):
    first, _ = fresh(hidden=name, dtype=np.float64)
    assert first.W.std() == pytest.approx(np.sqrt(2 / 400), rel=0.01)


def test_scale_multiplies_the_weights_and_biases_are_zero():
    usual, larger = fresh(dtype=np.float64), fresh(scale=3.0, dtype=np.float64)
    for one, other in zip(usual, larger, strict=True):
        np.testing.assert_allclose(other.W, 3 * one.W, rtol=1e-12)
        assert not other.b.any()


def test_fresh_numbers_of_a_form_are_those_of_a_new_network_of_it():
    for options in ({}, {"hidden": "relu", "output": "sigmoid", "dtype": np.float64}):
        drawn = network.fresh(fresh(3, **options), rng=np.random.default_rng(8))
        for one, other in zip(drawn, fresh(8, **options), strict=True):
            assert_array_equal(one.W, other.W)
            assert (one.W.dtype, one.activation) == (other.W.dtype, other.activation)
            assert not one.b.any()


def test_the_arrays_of_a_network_cant_be_changed():
    layer = fresh()[0]
    with pytest.raises(ValueError, match="read-only"):
        layer.W[0, 0] = 1.0


def test_what_does_not_fit_is_named():
    network = fresh()
    with pytest.raises(ValueError, match=r"expected x of shape \(examples, 400\), got \(2, 399\)"):
        forward(network, np.ones((2, 399)))
    with pytest.raises(ValueError, match=r"expected y of shape \(2, 200\), got \(2, 10\)"):
        backward(forward(network, np.ones((2, 400))), np.ones((2, 10)), LOSSES["mse"])
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="got 'sine'"):
        new_network([2, 2], "sine", rng=rng)
    for sizes in ([3], [], [3, 0], [3, -1, 2]):
        with pytest.raises(ValueError, match="expected two or more sizes"):
            new_network(sizes, rng=rng)
