"""The part of Activation functions that takes the bend away, under Streamlit."""

import lesson_page
import numpy as np
import pytest
from lesson_page import data, explained, tell

from nn_core import explain
from nn_core.bent import BENDS, SHAPES, STEPS, best_line
from ui import bending
from ui.components.product import number
from ui.two_layers import NAMES, Asked, check

USUAL = list(Asked().numbers)
NONSENSE = [
    (USUAL[1:], "relu"),
    ([5.0, *USUAL[1:]], "relu"),  # x
    ([*USUAL[1:], 9.1], "relu"),
    ([float("nan"), *USUAL[1:]], "relu"),
    ([True, *USUAL[1:]], "relu"),
    ("1,2", "relu"),
    (USUAL, "sigmoid"),
    (USUAL, ["relu"]),
]
FORGED = {
    "product": [17, {"n": 3, "numbers": USUAL, "between": "none", "open": "w-2-0"}],
    "bend": [{"n": 3, "shape": ["v"], "f": "relu", "reached": True}],
}


def values(shown, way):
    return [shown["found"][f"{way}-{k}"]["value"] for k in (0, 1)]


def test_nonsense_is_not_taken():
    assert check(USUAL, "relu") == Asked(between="relu")
    assert [check(*nonsense) for nonsense in NONSENSE] == [None] * len(NONSENSE)
    for shape, f in [("v", "softmax"), ("u", "relu"), (["v"], "relu"), ("v", None)]:
        assert bending.check(shape, f, frozenset()) is None


def test_both_ways_agree_without_a_bend_and_every_number_opens():
    at = lesson_page.opened("activations")
    for key, messages in FORGED.items():
        fresh = data(at, key)
        for forged in messages:
            assert tell(at, key, asked=forged) | {"n": 0} == fresh, forged
    rng = np.random.default_rng(8)
    numbers = np.round(rng.uniform(-4, 4, len(NAMES)), 2).tolist()
    asked = {"n": 4, "numbers": numbers, "between": "none", "open": "w-0-1"}
    shown = tell(at, "product", asked=asked)
    assert shown["numbers"] == [round(one, 1) for one in numbers]
    assert shown["agree"]
    assert values(shown, "two") == pytest.approx(values(shown, "one"), abs=1e-12)
    assert [shown["found"][f"two-{k}"]["shown"] for k in (0, 1)] == [
        shown["found"][f"one-{k}"]["shown"] for k in (0, 1)
    ]
    assert explained(at) == ["weight from input 0 to output 1, multiplied out"]
    assert data(at, "explanation")["reconciled"]
    trace = check(numbers, "tanh").trace
    assert all(explain.reconciled(number(trace, code)) for code in shown["found"])
    shown = tell(at, "bend", asked={"n": 1, "shape": "v", "f": "tanh", "reached": True})
    assert shown["tried"]["tanh"]["loss"] == shown["course"][-1]["loss"]


def test_a_link_opens_the_bend_and_the_fit():
    at = lesson_page.opened(
        "activations",
        between="relu",
        fit="tanh",
        shape="wave",
        open="bend-two-0",
    )
    layers, fit = data(at, "product"), data(at, "bend")
    assert (layers["between"], layers["agree"]) == ("relu", False)
    assert (values(layers, "two"), values(layers, "one")) == ([-1, 1.5], [-2, 1])
    assert explained(at) == ["weighted sum of output 0"]
    assert fit["asked"] == {"shape": "wave", "f": "tanh"}
    assert [fit["course"][n]["step"] for n in (0, -1)] == [0, STEPS]
    assert fit["line"]["loss"] == best_line("wave")[2]
    assert layers["link"] == {"product": None, "between": "relu", "open": "bend-two-0"}
    assert fit["link"] == {"fit": "tanh", "shape": "wave", "open": "bend-two-0"}
    assert (fit["bends"], fit["shapes"]) == (list(BENDS), list(SHAPES))
