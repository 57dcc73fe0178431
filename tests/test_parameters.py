"""One number of a network, changed alone: what is computed along it is what forward computes."""

import numpy as np
import pytest

from nn_core import (
    ACTIVATIONS,
    LOSSES,
    Layer,
    Parameter,
    backward,
    forward,
    losses_along,
    new_network,
    outputs_along,
    steepest,
)
from nn_core.parameters import numbered, quotients, turned

X, Y = np.array([[0.0, 0.3, 0.9]]), np.array([[0.0, 1.0]])
NETWORK = new_network([3, 4, 5, 2], "tanh", rng=np.random.default_rng(3), dtype=np.float64)
TRACE = forward(NETWORK, X)
PLACES = [Parameter(0, 1, 2), Parameter(0, None, 3), Parameter(1, 3, 4), Parameter(2, 4, 1)]


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("parameter", PLACES, ids=str)
def test_the_loss_along_a_parameter_is_that_of_the_moved_network(parameter, loss):
    changes = np.array([-2.0, -1e-3, 0.0, 1e-3, 2.0])
    found = losses_along(TRACE, Y, loss, parameter, changes)
    moved = [parameter.moved(NETWORK, change) for change in changes]
    np.testing.assert_allclose(found, [loss(forward(n, X)[-1].a, Y) for n in moved], rtol=1e-12)
    slope = (found[3] - found[1]) / 2e-3
    assert parameter.gradient(backward(TRACE, Y, loss)) == pytest.approx(slope, rel=1e-5)


def test_the_outputs_along_a_parameter_are_those_of_the_moved_network():
    changes = np.linspace(-3, 3, 5)
    for parameter in PLACES:
        found = outputs_along(TRACE, parameter, changes)
        moved = [forward(parameter.moved(NETWORK, change), X)[-1].a[0] for change in changes]
        np.testing.assert_allclose(found, moved, rtol=1e-12)
        np.testing.assert_array_equal(found[2], TRACE[-1].a[0])


def test_every_weight_and_bias_has_a_number_of_its_own():
    count = sum(layer.W.size + layer.b.size for layer in NETWORK)
    everyone = [numbered(NETWORK, n) for n in range(count)]
    assert len(set(everyone)) == count
    packed = np.concatenate([part.ravel() for layer in NETWORK for part in (layer.W, layer.b)])
    assert [parameter.value(NETWORK) for parameter in everyone] == packed.tolist()
    for n in (-1, count):
        with pytest.raises(ValueError, match=f"expected the number of a weight or bias, got {n}"):
            numbered(NETWORK, n)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "leaky_relu"])
def test_rise_over_run_comes_near_the_gradient_and_leaves_it_again(hidden, loss):
    network = new_network([3, 4, 2], hidden, rng=np.random.default_rng(5), dtype=np.float64)
    trace = forward(network, X)
    for parameter in (Parameter(0, 2, 1), Parameter(0, None, 0), Parameter(1, 3, 0)):
        gradient = parameter.gradient(backward(trace, Y, loss))
        steps = (1.0, 1e-3, 1e-6, 1e-8, 1e-14)
        far, nearer, near, nearest, too_near = np.abs(
            quotients(trace, Y, loss, parameter, steps) - gradient
        )
        assert far > nearer > near
        assert nearest < 1e-7  # two losses near 1 miss each other's 16 digits by 1e-16 / 1e-8
        assert too_near > 1e-5


def test_a_flat_loss_is_flat_to_the_last_digit():
    dead = Layer(np.full((3, 4), -1.0), np.zeros(4), ACTIVATIONS["relu"])
    trace = forward((dead, *NETWORK[1:]), X)
    found = losses_along(trace, Y, LOSSES["mse"], Parameter(0, 1, 2), np.linspace(-0.1, 0.1, 121))
    assert np.ptp(found) == 0


def test_relus_that_turn_on_or_off_are_counted():
    W, relu = np.array([[1.0, -1.0]]), ACTIVATIONS["relu"]
    network = (
        Layer(W, np.zeros(2), relu),
        Layer(np.ones((2, 1)), np.array([-1.5]), ACTIVATIONS["leaky_relu"]),
        Layer(np.ones((1, 2)), np.zeros(2), ACTIVATIONS["softmax"]),
    )
    trace = forward(network, np.array([[1.0]]))  # z = (1, -1), then (1 - 1.5)
    assert turned(trace, Parameter(0, 0, 0), 0.4) == 0
    assert turned(trace, Parameter(0, 0, 0), 0.6) == 1  # the one of the second layer
    assert turned(trace, Parameter(0, 0, 1), 3.0) == 2  # both
    assert turned(trace, Parameter(1, None, 0), 1.0) == 1
    assert turned(trace, Parameter(2, None, 0), 9.0) == 0


@pytest.mark.parametrize("parameter", PLACES, ids=str)
def test_a_move_changes_one_number_alone(parameter):
    moved = parameter.moved(NETWORK, 0.5)
    assert parameter.value(moved) == parameter.value(NETWORK) + 0.5
    same = sum(
        int((new == old).sum())
        for after, before in zip(moved, NETWORK, strict=True)
        for new, old in ((after.W, before.W), (after.b, before.b))
    )
    assert same == sum(layer.W.size + layer.b.size for layer in NETWORK) - 1


def test_the_steepest_has_the_largest_gradient():
    gradients = backward(TRACE, Y, LOSSES["cross_entropy"])
    sizes = [np.abs(layer.W).max() for layer in gradients]
    found = steepest(gradients)
    assert abs(found.gradient(gradients)) == max(sizes)
    first = steepest(gradients, 0)
    assert first.l == 0
    assert abs(first.gradient(gradients)) == sizes[0]
    assert first.i != 0  # nothing goes through that one
    of_one = steepest(gradients, 1, 2)
    assert (of_one.l, of_one.k) == (1, 2)
    assert abs(of_one.gradient(gradients)) == np.abs(gradients[1].W[:, 2]).max()


def test_where_nothing_goes_in_the_steepest_is_a_bias():
    gradients = backward(forward(NETWORK, np.zeros((1, 3))), Y, LOSSES["mse"])  # no bias to start
    assert not any(layer.W.any() for layer in gradients)
    largest = max((layer.b for layer in gradients), key=lambda b: np.abs(b).max())
    found = steepest(gradients)
    assert found.i is None
    assert abs(found.gradient(gradients)) == np.abs(largest).max() > 0
    assert steepest(gradients, 0).gradient(gradients) in gradients[0].b
    assert steepest(gradients, 1, 3) == Parameter(1, None, 3)
    perfect = backward(TRACE, TRACE[-1].a, LOSSES["mse"])
    assert steepest(perfect) == Parameter(0, 0, 0)  # nothing is steep


def test_only_what_is_there_exists():
    assert all(parameter.exists(NETWORK) for parameter in PLACES)
    for l, i, k in ((3, 0, 0), (-1, 0, 0), (0, 3, 0), (0, -1, 0), (0, None, 4), (2, 5, 1)):
        assert not Parameter(l, i, k).exists(NETWORK)


def test_a_trace_of_several_examples_is_refused():
    several = forward(NETWORK, np.repeat(X, 2, axis=0))
    with pytest.raises(ValueError, match="expected a trace of one example, got 2"):
        losses_along(several, Y, LOSSES["mse"], PLACES[0], [0.0])
