"""All the numbers of a network on the page A network is a function: counted, turned, drawn anew."""

import numpy as np
import pytest
from lesson_page import data, explained, opened, tell

from nn_core import Parameter, explain, forward, new_network
from nn_core.explain.counted import all_counted, layer_counted
from nn_core.explain.turned import idle, no_picture, turned
from ui import networks
from ui.components.knobs import CHANGES


def seen(sizes):
    network = new_network(sizes, rng=np.random.default_rng(3), dtype=np.float64)
    return forward(network, np.zeros((1, sizes[0])))


@pytest.mark.parametrize(
    ("sizes", "layers"),
    [
        ([784, 128, 64, 10], ["784 · 128 + 128", "128 · 64 + 64", "64 · 10 + 10"]),
        ([3600, 64, 10], ["3600 · 64 + 64", "64 · 10 + 10"]),
        ([784, 10], ["784 · 10 + 10"]),
    ],
)
def test_numbers_are_counted_layer_by_layer(sizes, layers):
    trace = seen(sizes)
    counted = [layer_counted(trace, l) for l in range(len(trace))]
    assert [one.numbers.replace(r"\cdot", "·") for one in counted] == layers
    whole = all_counted(trace)
    arrays = [array for here in trace for array in (here.layer.W, here.layer.b)]
    assert whole.value == sum(array.size for array in arrays)
    assert [part.shown for part in whole.parts] == [one.shown for one in counted]
    for one in (whole, *counted):
        assert explain.reconciled(one)
    with pytest.raises(ValueError, match="expected one of"):
        layer_counted(trace, len(trace))


def test_what_comes_of_turning_a_number_is_said_in_words():
    trace, at = seen([3, 2]), Parameter(0, 0, 1)
    there = np.array([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]])  # as it was in the middle
    along = "Along the slider the 0 gets from 30.0 % to 90.0 %."
    assert turned(trace, at, there) == f"{along} This one number can turn the answer from 0 to 1."
    assert turned(trace, at, there[[1, 1, 0]]).endswith("The answer stays 0.")
    assert turned(trace, at, there[[0, 0, 0]]).startswith("Nothing comes of it: what comes in")
    still = "Nothing to be seen comes of it: the 0 keeps its 90.0 %."
    assert turned(trace, Parameter(0, None, 1), there[[0, 0, 0]]) == still
    assert "6 of the 8 are multiplied by a blank pixel" in idle(trace)  # two are biases
    assert "9,000 · 784 = 7,056,000 numbers" in no_picture(trace, 9000)


FORGED = [
    17,
    {"n": 3, "choose": [1, 784, 0]},
    {"n": 3, "choose": [0, 0, 0]},
    {"n": 3, "choose": "all"},
    {"n": 3, "fresh": -1},
    {"n": 3, "fresh": True},
    {"n": 3, "fresh": 10_000},
    {"n": 3, "open": "output-3-61"},
    {"n": 3, "open": "output-10-0"},
    {"n": 3, "open": "layer-4"},
    {"n": 3, "open": "output-a-b"},
    {"n": 3, "follow": "output-3-61"},
    {"n": 3, "follow": None},
]


def test_one_number_is_turned_and_all_are_drawn_anew():
    at = opened("function", number="1-406-75", fresh="3", open="knobs-total")
    shown = data(at, "knobs")
    ink = at.session_state["studio"].drawing.steps(28).picture.reshape(1, -1).astype(np.float64)
    own = networks.exact(networks.trained())
    random = networks.drawn(own, 3)
    assert shown["link"] == {"number": "1-406-75", "fresh": "3", "open": "knobs-total"}
    assert explained(at) == ["weights and biases of the whole network"]
    assert shown["own"] == forward(own, ink)[-1].a[0].round(6).tolist()
    assert shown["outputs"][30] == forward(random, ink)[-1].a[0].round(6).tolist()
    assert shown["values"][30] == random[0].W[406, 75]
    for forged in FORGED:
        assert tell(at, "knobs", asked=forged) | {"n": 0} == shown, forged

    shown = tell(at, "knobs", asked={"n": 4, "fresh": None, "choose": [3, None, 4]})
    assert (shown["own"], shown["number"]) == (None, [3, None, 4])
    z = forward(own, ink)[-1].z[0]
    for place, change in ((0, -3.0), (45, 1.5)):
        moved = np.exp(z + change * np.eye(10)[4])
        np.testing.assert_allclose(shown["outputs"][place], moved / moved.sum(), atol=5.001e-7)
        assert change == pytest.approx(CHANGES[place], abs=1e-15)
    assert "The answer stays 9." not in shown["says"]

    shown = tell(at, "knobs", asked={"n": 5, "open": "output-4-45"})
    assert explained(at) == ["softmax of output 4"]
    panel = data(at, "explanation")
    assert panel["reconciled"]
    assert float(panel["value"]) == pytest.approx(shown["outputs"][45][4], abs=5e-7)
    tell(at, "knobs", asked={"n": 6, "follow": "output-4-44"})
    followed = data(at, "explanation")
    assert float(followed["value"]) == pytest.approx(shown["outputs"][44][4], abs=5e-7)
    assert followed["calls"] == panel["calls"]  # the focus stays at the slider
    first = tell(at, "knobs", asked={"n": 7, "choose": "any"})["number"]
    assert tell(at, "knobs", asked={"n": 8, "choose": "any"})["number"] != first
    corner = tell(at, "knobs", asked={"n": 9, "choose": [1, 0, 5]})
    assert np.ptp(corner["outputs"], axis=0).max() == 0
    assert corner["says"].startswith("Nothing comes of it: what comes in there is 0")
