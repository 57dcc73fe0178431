"""Training is a value: the same twice, whole at any moment, and honest when it leaves."""

from dataclasses import replace
from math import isfinite

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nn_core import (
    LOSSES,
    OPTIMIZERS,
    Dataset,
    Settings,
    Training,
    advance,
    backward,
    forward,
    new_network,
)
from nn_core.training import LONGEST, batch_rows

LOSS = LOSSES["cross_entropy"]


def data(examples=50, dtype=np.float64):
    rng = np.random.default_rng(2)
    x = rng.normal(size=(examples, 3)).astype(dtype)
    y = np.eye(2, dtype=dtype)[(x.sum(axis=1) > 0).astype(int)]
    return Dataset(x, y, x[:5], y[:5])


def begun(dtype=np.float64, output="softmax"):
    return Training(
        new_network([3, 4, 2], "tanh", output, rng=np.random.default_rng(1), dtype=dtype)
    )


def weights(training):
    return np.concatenate([p.ravel() for layer in training.network for p in (layer.W, layer.b)])


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [8, None])
def test_pausing_and_resuming_gives_the_same_weights(optimizer, batch_size):
    settings = Settings(0.05, batch_size, optimizer, seed=3)
    at_once = advance(begun(), data(), LOSS, settings, 20)
    paused = begun()
    for batches in (1, 7, 12):
        paused = advance(paused, data(), LOSS, settings, batches)
    assert_array_equal(weights(at_once), weights(paused))
    assert at_once.curve[-1] == paused.curve[-1]
    assert paused.batch == 20


def test_advance_leaves_the_training_it_was_given_untouched():
    before = advance(begun(), data(), LOSS, Settings(0.1, 8), 3)
    copy, curve = weights(before), before.curve
    advance(before, data(), LOSS, Settings(0.1, 8, "adam"), 5)
    assert_array_equal(weights(before), copy)
    assert before.curve == curve


def test_training_learns():
    training = advance(begun(), data(), LOSS, Settings(0.5, 8), 1)
    later = advance(training, data(), LOSS, Settings(0.5, 8), 500)
    assert later.curve[-1].loss < training.curve[-1].loss / 5


def test_every_epoch_meets_every_example_once_and_in_its_own_order():
    settings = Settings(batch_size=8, seed=4)
    epochs = [
        np.concatenate([batch_rows(50, settings, 7 * e + k) for k in range(7)]) for e in (0, 1)
    ]
    for rows in epochs:
        assert_array_equal(np.sort(rows), np.arange(50))
    assert (epochs[0] != epochs[1]).any()
    assert [len(batch_rows(50, settings, k)) for k in range(7)] == [8] * 6 + [2]


def test_an_epoch_is_counted_in_examples():
    training = advance(begun(), data(), LOSS, Settings(batch_size=8), 7)
    assert training.epoch == 1.0
    training = advance(training, data(), LOSS, Settings(batch_size=None), 2)
    assert training.epoch == 3.0


def test_the_rate_acts_at_once_and_stands_on_the_curve():
    training = advance(begun(), data(), LOSS, Settings(0.1), 5)
    training = advance(training, data(), LOSS, Settings(0.2), 5)
    assert [(p.batch, p.learning_rate) for p in training.curve] == [(5, 0.1), (10, 0.2)]


def test_another_optimizer_in_the_middle_starts_with_a_memory_of_its_own():
    training = advance(begun(), data(), LOSS, Settings(0.1, None, "momentum"), 5)
    fresh = Training(training.network)
    for optimizer in ("adam", "sgd"):
        settings = Settings(0.1, None, optimizer)
        changed = advance(training, data(), LOSS, settings)
        assert_array_equal(weights(changed), weights(advance(fresh, data(), LOSS, settings)))


def test_a_long_curve_is_thinned_evenly_and_keeps_its_ends():
    training = begun()
    for _ in range(3 * LONGEST):
        training = advance(training, data(8), LOSS, Settings(0.01, None))
        assert len(training.curve) <= LONGEST
    batches = np.array([point.batch for point in training.curve])
    assert batches[0] == 1
    assert batches[-1] == 3 * LONGEST
    assert (np.diff(batches) > 0).all()
    even = 3 * LONGEST / (LONGEST / 2)  # batches between two points, were they evenly spread
    assert np.diff(batches).max() < 2 * even


def test_divergence_is_quiet_and_the_curve_says_where_it_left():
    settings = Settings(30.0, None)
    loss, training = LOSSES["mse"], begun(np.float32, "identity")
    everything = data(dtype=np.float32)
    training = advance(training, everything, loss, settings, 1000)
    assert training.diverged
    assert not isfinite(training.curve[-1].loss)
    assert training.curve[-1].batch == training.batch < 1000
    assert advance(training, everything, loss, settings, 10) is training
    one_by_one = begun(np.float32, "identity")
    while not one_by_one.diverged:
        one_by_one = advance(one_by_one, everything, loss, settings)
    assert one_by_one.batch == training.batch


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_training_in_float32_stays_float32(optimizer):
    # A slider or a logarithmic scale gives NumPy's float64, which must not spread.
    settings = Settings(np.float64(0.1), 8, optimizer, l2=np.float64(0.01))
    training = advance(begun(np.float32), data(dtype=np.float32), LOSS, settings, 3)
    assert weights(training).dtype == np.float32


def test_l2_pulls_at_weights_and_not_at_biases():
    everything = data()
    network = advance(begun(), everything, LOSS, Settings(0.5, None), 3).network
    gradients = backward(forward(network, everything.x), everything.y, LOSS)
    settings = Settings(0.5, None, l2=0.1)
    stepped = advance(Training(network), everything, LOSS, settings).network
    for before, g, after in zip(network, gradients, stepped, strict=True):
        assert_allclose(after.W, before.W - 0.5 * (g.W + 0.1 * before.W), rtol=1e-12)
        assert_allclose(after.b, before.b - 0.5 * g.b, rtol=1e-12)


# The rules as the papers and PyTorch have them, one weight at a time: the specification.


def by_hand_sgd(w, gradients, rate):
    for g in gradients:
        w = w - rate * g
    return w


def by_hand_momentum(w, gradients, rate):
    v = 0.0
    for g in gradients:
        v = 0.9 * v + g
        w = w - rate * v
    return w


def by_hand_adam(w, gradients, rate):
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        w = w - rate * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
    return w


def random_gradients(network, steps):
    """As if backward had returned them, in the network's dtype."""
    rng, everything = np.random.default_rng(8), data(dtype=network[0].W.dtype)
    first = backward(forward(network, everything.x), everything.y, LOSS)
    return [
        tuple(
            replace(
                g,
                W=rng.normal(size=g.W.shape).astype(g.W.dtype),
                b=rng.normal(size=g.b.shape).astype(g.b.dtype),
            )
            for g in first
        )
        for _ in range(steps)
    ]


@pytest.mark.parametrize(
    ("optimizer", "by_hand"),
    [("sgd", by_hand_sgd), ("momentum", by_hand_momentum), ("adam", by_hand_adam)],
)
def test_an_optimizer_follows_the_usual_rule(optimizer, by_hand):
    network = begun().network
    history = random_gradients(network, 50)
    rule = OPTIMIZERS[optimizer]
    stepped, state = network, rule.start(network)
    for gradients in history:
        stepped, state = rule.step(stepped, gradients, state, 0.01)
    for l, layer in enumerate(network):
        for at in np.ndindex(layer.W.shape):
            expected = by_hand(layer.W[at], [g[l].W[at] for g in history], 0.01)
            assert stepped[l].W[at] == pytest.approx(expected, rel=1e-14, abs=1e-14)
        for k in range(len(layer.b)):
            expected = by_hand(layer.b[k], [g[l].b[k] for g in history], 0.01)
            assert stepped[l].b[k] == pytest.approx(expected, rel=1e-14, abs=1e-14)


def test_in_float32_momentum_is_the_usual_rule_bit_for_bit():
    network = begun(np.float32).network
    history = random_gradients(network, 50)
    rule = OPTIMIZERS["momentum"]
    stepped, state = network, rule.start(network)
    for gradients in history:
        stepped, state = rule.step(stepped, gradients, state, 0.01)
    for l, layer in enumerate(network):
        assert_array_equal(stepped[l].W, by_hand_momentum(layer.W, [g[l].W for g in history], 0.01))
        assert_array_equal(stepped[l].b, by_hand_momentum(layer.b, [g[l].b for g in history], 0.01))


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_what_is_remembered_of_a_silent_weight_never_becomes_subnormal(optimizer):
    network = begun(np.float32).network
    (first,) = random_gradients(network, 1)
    faint = tuple(replace(g, W=1e-17 * g.W, b=1e-17 * g.b) for g in first)
    silent = tuple(replace(g, W=0 * g.W, b=0 * g.b) for g in first)
    rule = OPTIMIZERS[optimizer]
    stepped, state = rule.step(network, faint, rule.start(network), 0.01)
    for _ in range(4000):  # a share of 0.999 a step leads from 1e-37 far below 1e-38
        stepped, state = rule.step(stepped, silent, state, 0.01)
    remembered = (state.mean, state.square) if optimizer == "adam" else (state,)
    for array in (array for pairs in remembered for pair in pairs for array in pair):
        assert (np.abs(array) >= np.finfo(np.float32).tiny).all()
    # Nothing but the first, faint step has moved them.
    assert_allclose(weights(Training(stepped)), weights(Training(network)), rtol=0, atol=1e-9)
