"""The page Activation functions under Streamlit: the curves, and one neuron under each of them."""

import lesson_page
import numpy as np
import pytest
from lesson_page import explained

from nn_core import ACTIVATIONS, forward
from ui import networks
from ui.components.curves import flat


def test_the_curves_are_the_cores_and_a_place_is_looked_at():
    page = lesson_page.opened("activations", f="sigmoid", z="-1.5", open="curves-slope")
    assert explained(page) == ["slope f'(z)"]
    assert lesson_page.data(page, "explanation")["reconciled"]
    shown = lesson_page.data(page, "curves")
    assert (shown["curve"]["name"], shown["z"]) == ("sigmoid", -1.5)
    assert len(shown["curve"]["rows"]) == 241
    f, z = ACTIVATIONS["sigmoid"], np.array([row["z"] for row in shown["curve"]["rows"]])
    for name, values in {"a": f(z), "slope": f.derivative(z)}.items():
        found = [row[name] for row in shown["curve"]["rows"]]
        np.testing.assert_allclose(found, values, rtol=1e-15)
    np.testing.assert_allclose(z, np.linspace(-6, 6, 241), atol=1e-12)
    low, high = shown["curve"]["flat"]
    assert f.derivative(np.array([low[1], high[0]])) == pytest.approx(0.05 * 0.25, rel=1e-3)
    assert flat(f, 1e9) == [[-1e9, low[1]], [high[0], 1e9]]  # a sum of huge weights lies far out
    for n, (name, code) in enumerate([("tanh", "from-a"), ("relu", "slope"), ("identity", "a")]):
        shown = lesson_page.tell(page, "curves", asked={"n": n, "f": name, "z": 1.0, "open": code})
        assert shown["curve"]["name"] == name
        assert shown["opened"] == code
        assert lesson_page.data(page, "explanation")["reconciled"]
    before = shown["link"]
    for n, nonsense in enumerate(
        [{"f": "softmax", "z": 1.0}, {"f": "tanh", "z": 7.0}, {"f": "tanh"}]
    ):
        assert lesson_page.tell(page, "curves", asked={"n": 10 + n, **nonsense})["link"] == before


def test_one_neuron_of_the_readers_digit_has_the_same_sum_under_each():
    page = lesson_page.opened("activations", neuron="1-17", open="cards-sigmoid-slope")
    assert explained(page) == ["slope at neuron 17 in hidden 1 under sigmoid"]
    assert lesson_page.data(page, "explanation")["reconciled"]
    ink = page.session_state["studio"].drawing.steps(28).picture.reshape(1, -1)
    z = forward(networks.exact(networks.trained()), ink.astype(np.float64))[0].z[0]
    shown = lesson_page.data(page, "cards")
    assert (shown["k"], shown["z"]["value"]) == (17, z[17])
    assert [card["f"] for card in shown["cards"] if card["own"]] == ["relu"]
    for card in shown["cards"]:
        f = ACTIVATIONS[card["f"]]
        assert card["at"] == [z[17], pytest.approx(f(z[17:18])[0], rel=1e-15)]
        assert card["numbers"]["slope"]["value"] == pytest.approx(f.derivative(z[17:18])[0])
    off = shown["off"]
    assert z[off] <= 0
    assert (z[18:off] > 0).all()
    shown = lesson_page.tell(page, "cards", asked={"n": 1, "select": off})
    assert (shown["k"], shown["link"]["neuron"]) == (off, f"1-{off}")
    lesson_page.tell(page, "cards", asked={"n": 2, "show": "leaky_relu"})
    curves = lesson_page.data(page, "curves")
    assert (curves["curve"]["name"], curves["z"], curves["looks"]) == ("leaky_relu", z[off], 1)
    assert z[off] in [row["z"] for row in curves["curve"]["rows"]]
