"""The page Which way is down? under Streamlit: what it tells the browser is the core's."""

import json
from base64 import b64decode

import lesson_page
import numpy as np
import pytest
from lesson_page import explained
from some import some
from streamlit.testing.v1 import AppTest

from live.studio import Drawing
from nn_core import LOSSES, Parameter, forward, losses_along, steepest
from nn_core.explain import Case
from nn_core.explain.arithmetic import evaluate
from ui import networks, visitor
from ui.controls import MEASURES

TRUTH = 9  # of the opening example, as the network says
ONE = Drawing(((500, 100, 500, 900),), number=1)  # read with more than 95 %
THREE = Drawing(  # so sure that its loss ends in the last digits of a float
    next(
        tuple(map(tuple, example["strokes"]))
        for example in json.loads(visitor.EXAMPLES.read_text(encoding="utf-8"))
        if example["digit"] == 3
    ),
    number=1,
)


def opened(**link):
    return lesson_page.opened("derivative", **link)


def data(at, key="slope"):
    return lesson_page.data(at, key)


def tell(at, key, **state):
    lesson_page.tell(at, key, **state)
    return data(at)


@pytest.fixture
def page():
    return opened()


def choose(at, *place, key="chooser", n=1):
    return tell(at, key, asked={"n": n, "choose": place})


def case(at, name="default", loss="cross_entropy", truth=TRUTH):
    ink = at.session_state["studio"].drawing.steps(28).picture.reshape(1, -1)
    trace = forward(networks.exact(networks.trained(name)), ink.astype(np.float64))
    return Case(trace, np.eye(10)[[truth]], LOSSES[loss])


def place(parameter):
    return [parameter.l + 1, parameter.i, parameter.k]


def chosen(at):
    """Return the weight that all parts of the page show."""
    found = data(at, "chooser")["at"]
    assert data(at, "gradients")["at"] == data(at, "network-view")["weight"] == found
    assert data(at, "network-view")["selected"] == [found[0], found[2]]
    return found


def test_it_opens_at_the_largest_gradient(page):
    of = case(page)
    largest = steepest(of.gradients)
    assert chosen(page) == place(largest) == data(page, "chooser")["largest"]
    assert data(page)["slope"] == largest.gradient(of.gradients)
    assert all(np.abs(layer.W).max() <= abs(data(page)["slope"]) for layer in of.gradients)
    assert data(page)["link"] == {"weight": None, "open": None}
    assert explained(page) == []


@pytest.mark.parametrize("name", networks.NAMES[:4])
def test_three_slopes_agree(name):
    shown = data(opened(network=name))
    exact = float(evaluate(shown["gradient"]))
    assert exact == pytest.approx(shown["slope"], rel=1e-9)
    nearest = shown["rows"][shown["best"]]
    assert float(evaluate(nearest["shown"])) == pytest.approx(exact, rel=1e-6)
    assert nearest["same"] >= 7
    assert shown["rows"][-1]["same"] < nearest["same"] > shown["rows"][0]["same"]


@pytest.mark.parametrize("loss", some(["cross-entropy", "squared-error", "mse"], quick=1))
@pytest.mark.parametrize("weight", [(3, 52, 9), (2, 75, 49), (1, 406, 75), (1, None, 75)])
def test_the_curve_is_the_loss_along_the_weight(page, weight, loss):
    page.selectbox(key="loss").set_value(loss).run()
    shown, of = choose(page, *weight), case(page, loss=MEASURES[loss])
    column, i, k = weight
    network = tuple(layer.layer for layer in of.trace)
    parameter = Parameter(column - 1, i, k)
    for name, reach in (("near", 0.3), ("wide", 3.0)):
        curve = shown["curves"][name]
        points, printed = np.array(curve["points"]), curve["shown"]
        changes = np.linspace(-reach, reach, 121)
        np.testing.assert_allclose(points[:, 0], parameter.value(network) + changes, atol=1e-15)
        losses = losses_along(of.trace, of.y, of.loss, parameter, changes)
        assert points[:, 1].tolist() == losses.tolist()
        ink = of.trace[0].x
        moved = forward(parameter.moved(network, changes[7]), ink)[-1].a
        assert points[7, 1] == pytest.approx(of.loss(moved, of.y), rel=1e-12)
        for at in (0, 60, 93):
            w, L, change, tangent = (float(evaluate(text)) for text in printed[at])
            assert w == pytest.approx(points[at, 0], abs=5.01e-5)
            assert pytest.approx(points[at, 1], abs=5.01e-5) == L
            assert change == pytest.approx(points[at, 1] - points[60, 1], rel=5.01e-4)
            assert tangent == pytest.approx(shown["slope"] * changes[at], rel=5.01e-4)
    assert shown["slope"] == parameter.gradient(of.gradients)
    assert {curve["shown"][60][1] for curve in shown["curves"].values()} == {shown["loss"]}


@pytest.mark.parametrize("loss", ["cross-entropy", "squared-error"])
def test_a_loss_next_to_nothing_is_printed_alike_everywhere(page, loss):
    page.session_state["studio"].take(THREE)
    page.selectbox(key="loss").set_value(loss).run()
    shown = data(page)
    assert r"\cdot 10^{-" in shown["loss"]
    for curve in shown["curves"].values():
        assert curve["shown"][60][1] == shown["loss"]
        losses = np.array(curve["points"])[:, 1]
        exact, near = (losses.min(), losses[60], losses.max()), 0.0501 * np.ptp(losses)
        for tick, L in zip(curve["ticks"], exact, strict=True):
            assert float(evaluate(tick)) == pytest.approx(L, abs=near)


def test_where_there_is_no_room_for_the_digits_the_axis_prints_changes(page):
    page.session_state["studio"].take(THREE)
    tell(page, "truth", label={"seq": 2, "label": 4})
    page.selectbox(key="loss").set_value("squared-error").run()
    curve = choose(page, 3, None, 0)["curves"]["near"]
    losses = np.array(curve["points"])[:, 1]
    low, now, high = curve["ticks"]
    assert 0 < np.ptp(losses) < 1e-11
    assert now == "2.0000"
    assert high.startswith("+")
    changes = [float(evaluate(text)) for text in (low, high[1:])]
    expected = [losses.min() - losses[60], losses.max() - losses[60]]
    np.testing.assert_allclose(changes, expected, atol=0.0501 * np.ptp(losses))


def test_a_blank_pixel_says_why_its_slope_is_flat(page):
    shown = choose(page, 1, 0, 75)
    assert shown["note"] == (
        "Flat: this gradient is exactly 0. Pixel in row 0, column 0 is blank: nothing goes through "
        "this weight, so changing it changes nothing."
    )
    losses = np.array(shown["curves"]["wide"]["points"])[:, 1]
    assert np.ptp(losses) == 0
    assert {row["shown"] for row in shown["rows"]} == {shown["gradient"]}
    assert shown["best"] is None
    assert choose(page, *data(page, "chooser")["largest"], n=2)["slope"] != 0


def test_a_unit_that_is_off_says_so(page):
    of = case(page)
    off = int((of.trace[0].z[0] < -1).argmax())
    assert of.trace[0].x[0, 406] > 0
    shown = choose(page, 1, 406, off)
    assert shown["slope"] == 0
    assert "so it is off for this drawing" in shown["note"]
    assert f"neuron {off} in hidden 1" in shown["note"]


def test_a_digit_read_well_says_why_all_is_flat_and_another_is_offered(page):
    page.session_state["studio"].take(ONE)
    page.run()
    shown, largest = data(page), case(page, truth=1)
    gradient = steepest(largest.gradients).gradient(largest.gradients)
    assert shown["slope"] == gradient
    assert abs(gradient) < 0.1
    assert shown["note"].startswith("The network is sure of the 1 already, with 100.0 %: ")
    assert "every slope is nearly flat" in shown["note"]
    assert data(page, "truth")["doubt"]["confidence"] < 0.6
    shown = tell(page, "truth", look=["doubt", 1])
    assert abs(shown["slope"]) > 1
    assert shown["note"].startswith("Move the slider")


def test_the_network_view_and_the_pictures_choose_too(page):
    tell(page, "network-view", neuron=[2, 17, 1])
    assert chosen(page) == place(steepest(case(page).gradients, 1, 17))
    choose(page, 2, 5, 6, key="gradients")
    assert chosen(page) == [2, 5, 6]
    assert data(page)["link"]["weight"] == "2-5-6"
    choose(page, 2, None, 6)
    assert chosen(page) == [2, None, 6]
    assert data(page)["letter"] == "b"
    assert data(page)["name"] == "bias of neuron 6 in hidden 2"


def test_the_pictures_show_the_gradients_of_the_whole_layer(page):
    for l in range(3):
        n = l + 1
        choose(page, *data(page, "chooser")["columns"][l]["steepest"], n=n)
        of, shown = case(page).gradients[l], data(page, "gradients")
        came, back = (np.frombuffer(b64decode(shown[name]), "<f4") for name in ("came", "back"))
        np.testing.assert_allclose(np.outer(came, back), of.W, rtol=1e-6, atol=1e-12)
        weights, gradients = shown["reaches"]
        assert weights["value"] == np.abs(networks.exact(networks.trained())[l].W).max()
        assert gradients["value"] == np.abs(of.W).max()
        assert shown["side"] == (28 if l == 0 else None)
        assert shown["says"].startswith(f"{100 * (of.W == 0).mean():.1f} % of these gradients are")
    first = case(page)
    choose(page, 1, 0, 0, n=9)
    blank, quiet = (first.trace[0].x == 0).sum(), (first.gradients[0].z == 0).sum()
    assert data(page, "gradients")["says"].endswith(
        f"{blank} of 784 pixels are blank, and to {quiet} of 128 neurons nothing comes back."
    )


def blank(**link):
    at = opened(**link)
    at.session_state["studio"].drawing = Drawing((), number=5)
    return at.run()


def test_on_blank_paper_a_bias_is_the_steepest():
    at = blank(network="random", loss="squared-error")
    column, i, _ = chosen(at)
    assert (column, i) == (3, None)
    assert abs(data(at)["slope"]) > 0.1
    assert data(at, "chooser")["columns"][2]["steepest"] == chosen(at)


@pytest.mark.parametrize(
    ("network", "column", "because"),
    [
        ("default", 1, "all 784 pixels are blank"),
        ("random", 1, "nothing comes back to this column"),
        ("random", 3, "all 64 neurons are at 0"),
    ],
)
def test_the_pictures_say_why_every_gradient_is_0(network, column, because):
    at = blank(network=network)
    choose(at, column, 0, 0)
    says = data(at, "gradients")["says"]
    assert says == f"All of these gradients are exactly 0: {because}."


def test_a_change_too_small_for_the_digits_of_the_loss_is_not_none(page):
    page.session_state["studio"].take(THREE)
    page.selectbox(key="loss").set_value("squared-error").run()
    assert 0 < choose(page, 3, None, 4)["slope"] < 1e-20
    reason = data(page, "derivative-question")["choices"][2]["reason"]
    assert "but in none of the 16 digits that a computer keeps. The gradient is" in reason


def few(rate):
    import numpy as np  # the function is run as a script of its own

    from nn_core import LOSSES, Parameter, forward, new_network
    from nn_core.explain import Case
    from ui.components.gradients import gradients

    network = new_network([2, 3, 2], rng=np.random.default_rng(0), dtype=np.float64)
    case = Case(forward(network, np.array([[1.0, -2.0]])), np.array([[0.0, 1.0]]), LOSSES["mse"])
    gradients(
        case, Parameter(0, 1, 2), key="gradients", link={}, on_choose=print, learning_rate=rate
    )


@pytest.mark.parametrize("rate", [None, 0.1])
def test_with_a_learning_rate_the_pictures_show_one_step(rate):
    shown = data(AppTest.from_function(few, kwargs={"rate": rate}).run(), "gradients")
    assert shown["times"] == (1.0 if rate is None else -0.1)
    assert shown["step"] is (rate is not None)
    assert shown["says"] == "None of these 6 gradients is 0."


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ({"weight": "1-406-75"}, "weight from pixel in row 14, column 14 to neuron 75 in hidden 1"),
        ({"weight": "2-b-3", "open": "gradient"}, "bias of neuron 3 in hidden 2"),
        ({"weight": "3-1-2", "open": "loss"}, "weight from neuron 1 in hidden 2 to output 2"),
    ],
    ids=str,
)
def test_a_link_opens_its_weight_and_its_number(link, name):
    at = opened(**link)
    assert data(at)["name"] == name
    assert data(at)["link"] == {"open": None} | link
    opens = {None: [], "gradient": [f"gradient of the {name}"], "loss": ["loss (cross-entropy)"]}
    assert explained(at) == opens[link.get("open")]


@pytest.mark.parametrize(
    "link",
    [{"weight": "1-784-0"}, {"weight": "4-0-0"}, {"weight": "1-b-128"}, {"weight": "0-1-1"},
     {"weight": "<b>"}, {"weight": "1-1", "open": "everything"}],
    ids=str,
)  # fmt: skip
def test_an_edited_link_falls_back_to_what_is_usual(link):
    at = opened(**link)
    assert chosen(at) == data(at, "chooser")["largest"]
    assert explained(at) == []
    assert data(at)["link"]["open"] is None


FORGED = [
    17,
    {"n": 3},
    {"n": 3, "choose": [1, 784, 0]},
    {"n": 3, "choose": [0, 0, 0]},
    {"n": 3, "choose": [1, 2.0, 3]},
    {"n": 3, "choose": [True, 2, 3]},
    {"n": 3, "choose": [1, "b", 3]},
    {"n": 3, "choose": [None, None, None]},
    {"n": 3, "choose": [1, 2]},
    {"n": 3, "open": "__class__"},
    {"n": 3, "open": ["loss"]},
]


@pytest.mark.parametrize("forged", some(FORGED, quick=3), ids=str)
def test_a_forged_message_changes_nothing(page, forged):
    for key in ("chooser", "gradients", "slope"):
        tell(page, key, asked=forged)
        assert chosen(page) == data(page, "chooser")["largest"]
        assert explained(page) == []


def test_gradient_and_loss_open_reconciled_and_close(page):
    for n, (code, value) in enumerate({"gradient": "slope", "loss": None}.items()):
        shown = tell(page, "slope", asked={"n": n, "open": code})
        panel = data(page, "explanation")
        assert panel["reconciled"]
        assert shown["link"]["open"] == code
        if value:
            assert float(panel["value"]) == pytest.approx(shown[value], rel=1e-9)
    shown = tell(page, "slope", asked={"n": 5, "open": None})
    assert explained(page) == []
    assert shown["link"]["open"] is None


def test_the_answers_follow_the_sign_of_the_weight_that_is_looked_at(page):
    of = case(page)
    rows = of.gradients[2].W
    up, down = (np.unravel_index(found, rows.shape) for found in (rows.argmax(), rows.argmin()))
    for n, (sign, (i, k)) in enumerate({0: up, 1: down}.items()):
        choose(page, 3, int(i), int(k), n=n + 1)
        asked = data(page, "derivative-question")
        assert f"from neuron {i} in hidden 2 to output {k}. If you raise it" in asked["asked"]
        reasons = [choice["reason"] for choice in asked["choices"]]
        assert [reason.startswith("Yes.") for reason in reasons] == [sign == 0, sign == 1, False]
        assert all(("above 0" if sign == 0 else "below 0") in reason for reason in reasons)
        assert "It does change. Raise this one by 0.001, and the loss changes by" in reasons[2]
    choose(page, 1, 0, 0, n=3)
    reasons = [choice["reason"] for choice in data(page, "derivative-question")["choices"]]
    assert not any(reason.startswith("Yes.") for reason in reasons)
    assert reasons[2].startswith("It stays, but for another reason. The gradient is exactly 0")


def test_where_the_loss_is_cut_it_says_why_the_slopes_disagree():
    at = opened(network="random", scale="10")
    trace = forward(networks.exact(networks.untrained(scale=10.0)), case(at).trace[0].x)
    least = int(trace[-1].a.argmin())
    assert trace[-1].a[0, least] < 1e-12
    shown = tell(at, "truth", label={"seq": 1, "label": least})
    assert abs(shown["slope"]) > 0.1
    assert {row["loss"] for row in shown["rows"][2:]} == {-np.log(1e-12)}
    assert shown["best"] is None
    assert shown["note"].startswith(f"The {least} gets less than 10⁻¹², and there the loss is cut")
    reasons = [choice["reason"] for choice in data(at, "derivative-question")["choices"]]
    assert [shown["note"] in reason for reason in reasons] == [True] * 3
    assert reasons[2].startswith("It stays")


def test_the_weight_goes_along_from_network_to_network_where_it_is_there(page):
    choose(page, 1, 406, 75)
    page.selectbox(key="network").set_value("large").run()
    assert chosen(page) == [1, 406, 75]
    page.selectbox(key="network").set_value("textbook").run()
    assert chosen(page) == data(page, "chooser")["largest"]
    page.selectbox(key="network").set_value("random").run()
    assert not page.exception
    assert chosen(page) == [1, 406, 75]
