"""Every derivative agrees with its finite difference to six digits."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nn_core import ACTIVATIONS, LOSSES, backward, forward, new_network
from nn_core.losses import TINY

SHARES = ["softmax", "sigmoid"]  # outputs in (0, 1), where logarithms make sense
CASES = [(output, loss) for output in ACTIVATIONS for loss in ["mse", "squared_error"]]
CASES += [(output, loss) for output in SHARES for loss in ["cross_entropy", "binary_cross_entropy"]]


def slope(f, x, at, h=1e-6):
    """Central difference of the scalar f at one entry of x."""
    up, down = x.copy(), x.copy()
    up[at] += h
    down[at] -= h
    return (f(up) - f(down)) / (2 * h)


def slopes(f, x):
    return np.array([slope(f, x, at) for at in np.ndindex(x.shape)]).reshape(x.shape)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "softmax"])
def test_the_derivative_of_an_activation(name):
    f = ACTIVATIONS[name]
    z = np.array([-7.0, -2.0, -0.3, 0.1, 1.0, 5.0])
    measured = [slope(lambda v: float(f(v)[0]), np.array([v]), 0) for v in z]
    assert_allclose(f.derivative(z), measured, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", LOSSES)
def test_the_derivative_of_a_loss_term(name):
    loss = LOSSES[name]
    rng = np.random.default_rng(3)
    a, y = rng.uniform(0.05, 0.95, (4, 3)), np.eye(3)[[0, 2, 1, 0]]
    assert_allclose(loss.backward(a, y), slopes(lambda v: loss(v, y), a), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("output", "loss"), CASES)
def test_backward_agrees_with_finite_differences(hidden, output, loss):
    rng = np.random.default_rng(7)
    loss = LOSSES[loss]
    network = new_network([3, 4, 4, 2], hidden, output, rng=rng, dtype=np.float64)
    network = tuple(replace(layer, b=rng.normal(0, 0.3, len(layer.b))) for layer in network)
    x, y = rng.normal(size=(5, 3)), np.eye(2)[rng.integers(0, 2, 5)]
    trace = forward(network, x)
    gradients = backward(trace, y, loss)

    for l, (here, gradient) in enumerate(zip(trace, gradients, strict=True)):
        after = network[l + 1 :]

        def loss_from(a, after=after):
            return loss(forward(after, a)[-1].a if after else a, y)

        def loss_with(value, field, l=l):
            changed = replace(network[l], **{field: value})
            return loss(forward((*network[:l], changed, *network[l + 1 :]), x)[-1].a, y)

        def check(exact, measured):
            assert_allclose(exact, measured, rtol=1e-6, atol=2e-9)

        activation = here.layer.activation
        check(gradient.W, slopes(lambda v: loss_with(v, "W"), here.layer.W))
        check(gradient.b, slopes(lambda v: loss_with(v, "b"), here.layer.b))
        check(gradient.a, slopes(loss_from, here.a))
        check(gradient.z, slopes(lambda v, f=activation: loss_from(f(v)), here.z))
        check(gradient.x, slopes(lambda v, l=l: loss(forward(network[l:], v)[-1].a, y), here.x))


@pytest.mark.parametrize(
    ("output", "loss"), [("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy")]
)
class TestMatchedPairs:
    def test_the_shortcut_equals_the_long_way(self, output, loss):
        rng = np.random.default_rng(1)
        network = new_network([5, 4], output=output, rng=rng, dtype=np.float64)
        trace = forward(network, rng.normal(size=(6, 5)))
        y = np.eye(4)[rng.integers(0, 4, 6)]
        last = backward(trace, y, LOSSES[loss])[-1]
        long_way = ACTIVATIONS[output].backward(trace[-1].z, last.a)
        assert_allclose(last.z, long_way, rtol=1e-12, atol=1e-15)

    def test_it_holds_at_a_saturated_output_where_the_long_way_fails(self, output, loss):
        network = new_network([2, 2], output=output, rng=np.random.default_rng(0), dtype=np.float64)
        network = (replace(network[0], W=np.array([[800.0, -800.0], [0.0, 0.0]])),)
        trace = forward(network, np.array([[1.0, 0.0]]))
        y = np.array([[0.0, 1.0]])  # as wrong as can be
        last = backward(trace, y, LOSSES[loss])[-1]
        assert_allclose(last.z, [[1.0, -1.0]])
        assert_allclose(ACTIVATIONS[output].backward(trace[-1].z, last.a), [[0.0, 0.0]])
        assert np.isfinite(LOSSES[loss](trace[-1].a, y))


def test_a_batch_gradient_is_the_mean_of_single_ones():
    rng = np.random.default_rng(5)
    network = new_network([3, 4, 2], rng=rng, dtype=np.float64)
    x, y = rng.normal(size=(6, 3)), np.eye(2)[rng.integers(0, 2, 6)]
    loss = LOSSES["cross_entropy"]
    together = backward(forward(network, x), y, loss)
    alone = [backward(forward(network, x[[k]]), y[[k]], loss) for k in range(6)]
    for l in range(2):
        assert_allclose(together[l].W, np.mean([g[l].W for g in alone], axis=0), rtol=1e-12)
        assert_allclose(together[l].b, np.mean([g[l].b for g in alone], axis=0), rtol=1e-12)


def test_a_loss_is_the_sum_of_its_terms_and_the_mean_of_its_examples():
    a, y = np.full((2, 10), 0.0625), np.zeros((2, 10))
    a[:, 1], a[:, 2], y[:, 1] = 0.2, 0.3, 1.0
    assert LOSSES["squared_error"](a, y) == pytest.approx(0.76125, rel=1e-12)
    assert LOSSES["mse"](a, y) == pytest.approx(0.076125, rel=1e-12)
    assert LOSSES["cross_entropy"](a, y) == pytest.approx(-np.log(0.2), rel=1e-12)


@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
def test_a_confident_mistake_costs_much_but_not_infinitely_much(name):
    a, y = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    outputs = 1 if name == "cross_entropy" else 2  # the other loss charges both
    assert LOSSES[name](a, y) == pytest.approx(-np.log(TINY) * outputs, rel=1e-12)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("output", "loss"), CASES)
def test_float32_stays_float32(hidden, output, loss):
    network = new_network([3, 4, 2], hidden, output, rng=np.random.default_rng(0))
    trace = forward(network, np.ones((5, 3), np.float32))
    gradients = backward(trace, np.eye(2, dtype=np.float32)[[0, 1, 0, 1, 1]], LOSSES[loss])
    arrays = [array for here in trace for array in (here.z, here.a)]
    arrays += [array for g in gradients for array in (g.a, g.z, g.W, g.b, g.x)]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_activation_overflows(name):
    z = np.array([[-1e4, 0.0, 1e4]])
    with np.errstate(all="raise", under="ignore"):
        a = ACTIVATIONS[name](z)
        grad_z = ACTIVATIONS[name].backward(z, np.ones_like(z))
    assert np.isfinite(a).all()
    assert np.isfinite(grad_z).all()
