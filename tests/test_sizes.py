"""How large gradients and updates are, layer by layer, and who has fallen silent."""

from dataclasses import replace

import numpy as np
import pytest

from nn_core import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Dataset,
    Layer,
    Settings,
    Training,
    advance,
    new_network,
)
from nn_core.progress import measure
from nn_core.sizes import rms, sizes

LOSS = LOSSES["cross_entropy"]


def data():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(40, 3)).astype(np.float32)
    y = np.eye(2, dtype=np.float32)[(x.sum(axis=1) > 0).astype(int)]
    return Dataset(x, y, x, y)


def begun(hidden="tanh"):
    return Training(new_network([3, 5, 4, 2], hidden, rng=np.random.default_rng(1)))


def test_they_are_what_is_worked_out_by_hand():
    # z = (1, 1) (3, 4) + 1 = 8 where 10 is asked for: every gradient is 2 (8 - 10) = -4.
    network = (Layer(np.array([[3.0], [4.0]]), np.array([1.0]), ACTIVATIONS["identity"]),)
    x, y = np.ones((1, 2)), np.full((1, 1), 10.0)
    (size,) = sizes(
        Training(network), Dataset(x, y, x, y), LOSSES["squared_error"], Settings(0.5, None)
    )
    assert size.weights == pytest.approx((12.5**0.5, 1.0), rel=1e-15)
    assert size.gradient == pytest.approx((4.0, 4.0), rel=1e-15)
    assert size.update == pytest.approx((2.0, 2.0), rel=1e-15)
    assert size.ratio == pytest.approx(2 / 12.5**0.5, rel=1e-15)
    assert (size.dead, size.saturated) == (None, None)


def test_a_large_layer_is_not_strong_for_being_large():
    values = np.array([3.0, 4.0])
    assert rms(values) == rms(np.tile(values, (100, 7))) == pytest.approx(12.5**0.5, rel=1e-14)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_an_update_is_what_the_next_batch_really_adds(optimizer):
    settings = Settings(0.03, 8, optimizer, l2=0.1)
    before = advance(begun(), data(), LOSS, settings, 7)
    after = advance(before, data(), LOSS, settings)
    for size, old, new in zip(
        sizes(before, data(), LOSS, settings), before.network, after.network, strict=True
    ):
        assert size.update == pytest.approx((rms(new.W - old.W), rms(new.b - old.b)), rel=1e-4)


@pytest.mark.parametrize(("hidden", "bias"), [("relu", -100.0), ("tanh", 100.0)])
def test_silent_neurons_are_counted_layer_by_layer_as_they_are_for_the_whole(hidden, bias):
    training = begun(hidden)
    first, *others = training.network
    b = np.array([bias, 0, bias, 0, bias], np.float32)
    training = replace(training, network=(replace(first, b=b), *others))
    one, two, output = sizes(training, data(), LOSS, Settings())
    shares = [one.dead, two.dead] if hidden == "relu" else [one.saturated, two.saturated]
    assert shares[0] == 0.6
    assert {one.saturated, two.saturated} == {0.0} or hidden == "tanh"
    assert (output.dead, output.saturated) == (None, None)
    whole = measure(training, data(), LOSS)
    assert whole.dead + whole.saturated == pytest.approx((3 + 4 * shares[1]) / 9, rel=1e-15)


def test_weights_that_are_zero_have_no_ratio():
    network = new_network([3, 2], rng=np.random.default_rng(1), scale=0.0)
    (size,) = sizes(Training(network), data(), LOSS, Settings())
    assert size.weights == (0.0, 0.0)
    assert size.ratio is None
    assert size.update[0] > 0
