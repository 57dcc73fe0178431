"""A plane through weight space: its places, the loss there, and what it sees of a path."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, LOSSES, Layer, forward, new_network
from nn_core.landscape import Plane, losses, seeded, through

IDENTITY = ACTIVATIONS["identity"]
SQUARED = LOSSES["squared_error"]


def one_neuron(*W, b=0.0):
    return (Layer(np.array(W, np.float64).reshape(-1, 1), np.array([b]), IDENTITY),)


def direction(*W, b=0.0):
    return ((np.array(W, np.float64).reshape(-1, 1), np.array([b])),)


def random(seed, dtype=np.float64):
    return new_network([6, 5, 4, 3], "tanh", rng=np.random.default_rng(seed), dtype=dtype)


def numbers(network):
    return np.concatenate([part.ravel() for layer in network for part in (layer.W, layer.b)])


def test_the_loss_of_one_neuron_is_the_bowl_that_is_worked_out_by_hand():
    plane = Plane(one_neuron(1.0, -1.0), direction(1.0, 0.0), direction(0.0, 2.0))
    x, y = np.eye(2), np.array([[3.0], [1.0]])  # so it says 1 + a and -1 + 2 b
    places = [(0.0, 0.0), (2.0, 1.0), (1.0, 0.0), (-1.0, 3.0)]
    found = losses(plane, places, x, y, SQUARED)
    by_hand = [((a - 2) ** 2 + (2 * b - 2) ** 2) / 2 for a, b in places]
    np.testing.assert_allclose(found, by_hand, rtol=1e-14)
    assert found.tolist() == [4.0, 0.0, 2.5, 12.5]


@pytest.mark.parametrize(("output", "loss"), [("softmax", "cross_entropy"), ("identity", "mse")])
@pytest.mark.parametrize("sizes", [[6, 3], [6, 5, 4, 3]], ids=["no hidden layer", "two of them"])
def test_the_loss_at_a_place_is_that_of_the_network_there(sizes, output, loss):
    rng = np.random.default_rng(1)
    plane = seeded(new_network(sizes, "relu", output, rng=rng, dtype=np.float64), 4)
    x, y = rng.normal(size=(7, 6)), np.eye(3)[rng.integers(0, 3, 7)]
    places = [(0.0, 0.0), (1.0, -0.5), (-3.0, 2.0)]
    there = [forward(plane.network(a, b), x)[-1].a for a, b in places]
    found = losses(plane, places, x, y, LOSSES[loss])
    np.testing.assert_allclose(found, [LOSSES[loss](a, y) for a in there], rtol=1e-12)


def test_a_place_is_found_again_whatever_the_angle_of_the_directions():
    slanted = Plane(one_neuron(1.0, 2.0, 3.0), direction(1.0, 1.0, 0.0), direction(1.0, 2.0, 0.5))
    for plane in (slanted, seeded(random(0), 1), through(random(0), random(1), random(2))):
        for place in [(0.0, 0.0), (0.3, -0.7), (25.0, 4.0)]:
            assert plane.place(plane.network(*place)) == pytest.approx(place, abs=1e-9)
            assert plane.share(plane.network(*place)) == pytest.approx(1, abs=1e-9)


def test_what_is_beside_the_plane_falls_on_it_at_right_angles():
    plane = Plane(one_neuron(1.0, 1.0), direction(2.0, 0.0, b=0.0), direction(2.0, 0.0, b=1.0))
    beside = one_neuron(4.0, 5.0, b=0.0)  # 3 along the plane, 4 away from it
    assert plane.place(beside) == pytest.approx((1.5, 0.0))
    assert plane.share(beside) == pytest.approx(0.6)  # 3 of a way of 5
    line = Plane(one_neuron(1.0), direction(2.0), direction(0.0))
    assert line.place(one_neuron(5.0)) == pytest.approx((2.0, 0.0))


def test_the_plane_through_three_networks_holds_them():
    start, one, other = random(0), random(1), random(2)
    plane = through(start, one, other)
    assert plane.place(start) == pytest.approx((0, 0), abs=1e-12)
    assert plane.place(one) == pytest.approx((1, 0), abs=1e-12)
    across, up = plane.place(other)
    assert up > 0
    np.testing.assert_allclose(numbers(plane.network(across, up)), numbers(other), atol=1e-12)
    ahead = numbers(one) - numbers(start)
    assert plane.unit == pytest.approx(np.linalg.norm(ahead), rel=1e-12)
    aside = numbers(plane.network(0, 1)) - numbers(start)
    assert np.linalg.norm(aside) == pytest.approx(plane.unit, rel=1e-12)
    assert aside @ ahead == pytest.approx(0, abs=1e-10)


def test_three_networks_on_a_line_have_no_plane():
    start, end = random(0), random(1)
    half = through(start, end, random(2)).network(0.5, 0)
    for one, other in [(end, half), (start, end), (end, start), (start, start)]:
        with pytest.raises(ValueError, match="do not lie on one line"):
            through(start, one, other)


def test_a_seeded_direction_is_as_long_in_each_layer_as_its_weights_and_leaves_biases():
    network = random(3, np.float32)
    plane = seeded(network, 7)
    for layer, *two in zip(network, plane.first, plane.second, strict=True):
        for W, b in two:
            assert np.linalg.norm(W) == pytest.approx(np.linalg.norm(layer.W), rel=1e-6)
            assert not b.any()
    assert plane.network(1, 1)[0].W.dtype == np.float32
    again, other = seeded(network, 7), seeded(network, 8)
    np.testing.assert_array_equal(again.second[0][0], plane.second[0][0])
    assert not np.allclose(other.first[0][0], plane.first[0][0])


def test_random_directions_hardly_see_a_way():
    network = new_network([200, 50, 10], rng=np.random.default_rng(0))
    other = new_network([200, 50, 10], rng=np.random.default_rng(1))
    assert seeded(network, 2).share(other) < 0.05


def test_numbers_that_are_not_finite_stay_so_without_a_warning():
    plane = through(random(0), random(1), random(2))
    gone = one_neuron(np.inf, 1.0)
    flat = Plane(one_neuron(0.0, 0.0), direction(1.0, 0.0), direction(0.0, 1.0))
    assert np.isnan(flat.place(gone)).all()
    assert np.isnan(flat.share(gone))
    x, y = np.ones((2, 6)), np.eye(3)[:2]
    assert not np.isfinite(losses(plane, [(1e308, 1e308)], x, y, SQUARED)).any()
