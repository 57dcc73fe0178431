"""Where a neuron's sums fall: what is counted and said of it is so."""

import lesson_page
import numpy as np

from nn_core import ACTIVATIONS, backward, datasets, forward
from nn_core.activations import LEAKY_RELU, RELU, SIGMOID, TANH
from nn_core.explain.fallen import fallen
from nn_core.landing import landings
from nn_core.losses import CROSS_ENTROPY
from nn_core.network import Layer
from ui import networks

Z = np.array([-3.0, -0.5, 0.0, 0.5, 3.0])


def test_sums_are_counted_by_the_slope_where_they_fall():
    (relu,), (tanh,) = landings(Z, RELU, [0.0]), landings(Z, TANH, [0.0])
    assert (relu.on, relu.flat, relu.slope) == (2, 3, 0.4)
    assert (tanh.on, tanh.flat) == (2, 2)
    assert tanh.slope == (1 - np.tanh(Z) ** 2).mean()
    assert [one.on for one in landings(Z, RELU, [-4.0, 0.0, 4.0])] == [0, 2, 5]
    assert landings(Z, SIGMOID, [0.0])[0].flat == 0  # flat beyond 4.36


def test_a_neuron_that_is_called_dead_gets_no_gradient_and_a_leaky_one_does():
    assert fallen(RELU, landings(Z, RELU, [-4.0])[0], 5).startswith("Dead")
    assert fallen(LEAKY_RELU, landings(Z, LEAKY_RELU, [-4.0])[0], 5).startswith("Off for every")
    first, *others = networks.trained()
    b = first.b.copy()
    b[7] -= 40
    x, y = (a[:50] for a in (datasets.digits().x_test, datasets.digits().y_test))
    for f, moves in ((RELU, False), (LEAKY_RELU, True)):
        network = (Layer(first.W, b, f), *others)
        gradients = backward(forward(network, x), y, CROSS_ENTROPY)
        assert bool(gradients[0].W[:, 7].any()) is moves


def test_the_lesson_shows_the_sums_of_the_readers_neuron():
    page = lesson_page.opened("activations", neuron="1-17", under="tanh", moved="-5")
    shown = lesson_page.data(page, "landing")
    z = forward(networks.exact(networks.trained()), datasets.digits().x_test.astype(float))[0].z
    z = z[:, 17]
    assert shown["neuron"] == "neuron 17 of hidden 1"
    assert sum(n for _, n in shown["bins"]) == shown["count"] == len(z)
    assert shown["asked"] == {"f": "tanh", "at": shown["changes"].index(-5.0)}
    for name, at in (("tanh", 30), ("relu", 40)):
        on, flat, slope, _ = shown["functions"][name]["rows"][at]
        moved = z + shown["changes"][at]
        assert on == (moved > 0).sum()
        assert slope == ACTIVATIONS[name].derivative(moved).mean()
        assert 0 < flat < len(z)
        assert shown["beyond"][at] == (abs(moved) > 20).sum()
    assert shown["beyond"][40] == 0 < shown["beyond"][0]
    told = lesson_page.tell(page, "landing", asked={"n": 1, "f": "relu", "at": 0})
    assert told["asked"] == {"f": "relu", "at": 0}
    nonsense = [("<b>", 0), ("relu", 81), ("relu", True), ("relu", 1.0), (["relu"], 0)]
    for forged in (*({"n": 2, "f": f, "at": at} for f, at in nonsense), 17):
        assert lesson_page.tell(page, "landing", asked=forged)["asked"] == told["asked"]
