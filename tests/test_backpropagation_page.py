"""The page of the lesson about blame: what it tells the browser is the core's, what it lets in."""

import json

import lesson_page
import numpy as np
import pytest
from lesson_page import explained
from some import some

from live.studio import Drawing
from nn_core import LOSSES, OPTIMIZERS, Parameter, backward, explain, forward, steepest
from nn_core.explain import Case
from nn_core.explain.arithmetic import evaluate
from ui import networks
from ui.subject import DOUBTFUL

HIDDEN = {"weight": "1-406-75"}  # row 14, column 14: there is ink


def opened(**link):
    return lesson_page.opened("backpropagation", **link)


def data(at, key="chain"):
    return lesson_page.data(at, key)


def tell(at, key="chain", **state):
    return lesson_page.tell(at, key, **state)


@pytest.fixture
def page():
    return opened(**HIDDEN)


def ask(at, key="step", **message):
    n = at.session_state["n"] + 1 if "n" in at.session_state else 1
    at.session_state["n"] = n
    return tell(at, key, asked={"n": n, **message})


def example(at, name="default", loss="cross_entropy"):
    drawing = at.session_state["studio"].drawing
    ink = drawing.steps(60 if name == "picture60" else 28).picture
    network = networks.exact(networks.trained(name))
    trace = forward(network, ink.reshape(1, -1).astype(np.float64))
    truth = trace[-1].a.argmax() if drawing.label is None else drawing.label
    return Case(trace, np.eye(10)[[truth]], LOSSES[loss])


def value(case):
    return case.loss(case.trace[-1].a, case.y)


def test_it_opens_at_the_weight_with_the_largest_gradient():
    at = opened()
    case = example(at)
    largest = steepest(case.gradients)
    shown = data(at)
    assert shown["at"] == [largest.l + 1, largest.i, largest.k]
    assert shown["whole"]["value"] == largest.gradient(case.gradients)
    assert not any(shown["link"].values())
    assert data(at, "network-view")["selected"] == [largest.l + 1, largest.k]
    assert explained(at) == []
    assert data(at, "step")["one"]["change"]["value"] < 0


def test_the_chain_of_a_hidden_weight_is_the_cores(page):
    case, of = example(page), Parameter(0, 406, 75)
    shown = data(page)
    gradients = backward(case.trace, case.y, case.loss)
    ink, slope, back = shown["factors"][:3]
    assert ink["value"] == case.trace[0].x[0, 406] > 0
    assert slope["value"] == float(case.trace[0].z[0, 75] > 0) == 1
    assert back["value"] == gradients[0].a[0, 75]
    assert shown["whole"]["value"] == of.gradient(gradients)
    rows = sum(evaluate(row["shown"]) for row in shown["rows"])
    assert abs(rows - evaluate(back["shown"])) <= evaluate("5 \\cdot 10^{-4}") * abs(rows)
    assert shown["path"]["count"] == 640
    best = explain.strongest_path(case, of)
    assert shown["path"]["whole"]["value"] == best.gradient.value
    lit = [factor["light"] for factor in shown["path"]["factors"]]
    sums = [light["k"] for light in lit if light and light["kind"] == "gradient_z"]
    assert sums == list(best.neurons)
    assert {"column": 2, "kind": "gradient_x", "k": best.neurons[1], "i": 75} in lit


PLACES = [[3, 52, 9], [1, 406, 75], [1, None, 75], [2, 75, 52], [3, None, 4]]


@pytest.mark.parametrize("place", some(PLACES, quick=1))
def test_every_number_of_chain_and_step_opens_and_is_reconciled(page, place):
    shown = ask(page, "chain", choose=place)
    assert shown["at"] == place
    numbers = [shown["whole"], *shown["factors"], *shown["rows"][:3], shown["rows"][-1]]
    if shown["path"]:
        numbers += [shown["path"]["whole"], *shown["path"]["factors"]]
    for number in numbers:
        opens = ask(page, "chain", open=number["code"])["link"]["open"]
        assert opens == number["code"]
        assert explained(page) == [number["name"]]
        panel = data(page, "explanation")
        assert panel["steps"][0]["shown"] == number["shown"]
        assert panel["reconciled"]
    step = data(page, "step")
    for number in (
        step["w"]["after"],
        step["now"]["L"],
        *map(step["one"].get, ("L", "change")),
    ):
        ask(page, open=number["code"])
        assert explained(page) == [number["name"]]
        assert data(page, "explanation")["reconciled"]


def test_the_first_weight_invites_to_a_longer_chain():
    shown = data(opened())
    assert shown["path"] is None
    assert shown["first"]["count"] == 640
    assert shown["first"]["to"][0] == 1


def test_a_step_too_far_is_tried_with_its_true_sign():
    at = opened(ink="doubt", weight="1-183-37", rate="100")
    assert data(at, "step")["one"]["change"]["value"] > 1


def test_a_row_leads_one_step_farther_until_the_output(page):
    to = data(page)["rows"][0]["to"]
    assert to[:2] == [2, 75]
    shown = ask(page, "chain", choose=to)
    assert shown["at"] == to
    farther = shown["rows"][0]["to"]
    assert farther[:2] == [3, to[2]]
    assert ask(page, "chain", choose=farther)["path"] is None


def test_a_gradient_of_zero_says_why():
    at = opened(weight="1-0-75")
    shown = data(at)
    assert shown["whole"]["value"] == 0
    assert "is blank: nothing goes through this weight" in shown["why"]
    assert shown["path"] is None
    assert len(shown["rows"]) > 1
    assert ask(at, "chain", choose=shown["largest"])["whole"]["value"] != 0


@pytest.mark.parametrize("deed", ["one", "all", "ten"])
def test_the_trial_is_the_update_to_the_last_digit(page, deed):
    case, of = example(page), Parameter(0, 406, 75)
    tried = ask(page, rate=0.01)
    network = [here.layer for here in case.trace]
    for _ in range(10 if deed == "ten" else 1):
        gradients = backward(forward(tuple(network), case.trace[0].x), case.y, case.loss)
        if deed == "one":
            network = of.moved(tuple(network), -0.01 * of.gradient(gradients))
        else:
            network, _ = OPTIMIZERS["sgd"].step(tuple(network), gradients, None, 0.01)
    after = Case(forward(tuple(network), case.trace[0].x), case.y, case.loss)
    shown = ask(page, rate=0.01, deed=deed)
    assert shown["now"]["L"]["value"] == value(after)
    assert shown["now"]["outputs"] == after.trace[-1].a[0].tolist()
    if deed != "ten":
        assert tried[deed]["L"]["value"] == value(after)
        assert tried[deed]["outputs"] == shown["now"]["outputs"]
    assert shown["said"]["predicted"] == shown["said"]["now"]
    assert shown["updates"] == (10 if deed == "ten" else 1)
    assert data(page)["whole"]["value"] == of.gradient(after.gradients)
    back = ask(page, deed="undo")
    assert back["now"]["L"]["value"] == value(case)
    assert back["updates"] == 0


def test_a_weight_stays_the_one_that_is_looked_at_when_others_become_steeper():
    at = opened()
    before = data(at)["at"]
    ask(at, deed="ten")
    assert data(at)["at"] == before


def test_each_network_and_loss_keeps_its_own_steps_and_no_other_lesson_sees_them(page):
    network = page.session_state["studio"].network
    first = ask(page, deed="all")
    assert page.session_state["studio"].network is network
    page.selectbox(key="loss").set_value("mse").run()
    assert data(page, "step")["updates"] == 0
    ask(page, deed="ten")
    page.selectbox(key="network").set_value("large").run()
    assert data(page, "step")["updates"] == 0
    assert data(page, "step")["said"] is None
    page.selectbox(key="network").set_value("default").run()
    assert data(page, "step")["updates"] == 10
    page.selectbox(key="loss").set_value("cross-entropy").run()
    assert data(page, "step")["now"] == first["now"]
    assert ask(page, deed="undo")["now"]["L"]["value"] == value(example(page))
    page.selectbox(key="loss").set_value("mse").run()
    page.selectbox(key="network").set_value("large").run()
    ask(page, deed="all")
    ask(page, deed="all")
    shown = ask(page, deed="restart")
    assert shown["updates"] == 0
    assert shown["now"]["L"]["value"] == value(example(page, "large", "mse"))


def test_there_is_an_end_to_the_steps(page):
    for _ in range(20):
        shown = ask(page, rate=1e-5, deed="ten")
    assert shown["updates"] == 200
    assert not any(shown["fits"].values())
    shown = ask(page, deed="one")
    assert shown["updates"] == shown["most"] == 200
    assert shown["said"]["refused"] == "full"


def test_a_step_too_far_is_refused(page, monkeypatch):
    monkeypatch.setattr("ui.blame.MOST", 1e308)
    page.selectbox(key="loss").set_value("squared-error").run()
    shown = ask(page, rate=1e308)
    assert shown["all"] is None
    shown = ask(page, rate=1e308, deed="all")
    assert shown["said"]["refused"] == "infinite"
    assert shown["updates"] == 0
    assert np.isfinite(shown["now"]["L"]["value"])


def test_a_link_opens_with_its_weight_its_rate_and_its_number():
    at = opened(weight="1-b-75", rate="0.05", open="factor-1")
    assert data(at)["at"] == [1, None, 75]
    link = {"weight": "1-b-75", "open": "factor-1", "rate": "0.05"}
    assert data(at)["link"] == link | {"preset": None, "numbers": None}  # of the other part
    assert data(at, "step")["rate"] == 0.05
    assert explained(at) == ["gradient of the activation of neuron 75 in hidden 1"]


@pytest.mark.parametrize(
    "link",
    [
        {"weight": "9-9-9", "rate": "1000", "open": "factor-9"},
        {"weight": "<b>", "rate": "nan", "open": "row-99999"},
        {"weight": "1-784-0", "rate": "-1", "open": "two-L"},
        {"rate": "fast", "open": "all-__class__"},
        {"open": "factor-abc"},
        {"open": "row-"},
        {"open": "whole-anything"},
    ],
    ids=str,
)
def test_an_edited_link_falls_back_to_what_is_usual(link):
    at = opened(**link)
    assert data(at)["at"] == data(opened())["at"]
    assert data(at)["link"]["open"] is data(at)["link"]["rate"] is None
    assert data(at, "step")["rate"] == 0.001
    assert explained(at) == []


@pytest.mark.parametrize(
    ("key", "forged"),
    some(
        [
            ("chain", 17),
            ("step", {"n": 3, "rate": 1000}),
            ("chain", {"n": 3, "choose": [4, 0, 0]}),
            ("chain", {"n": 3, "choose": [1, "2", 3]}),
            ("chain", {"n": 3, "open": "factor-7"}),
            ("chain", {"n": 3, "open": ["whole"]}),
            ("step", {"n": 3, "rate": "0.1"}),
            ("step", {"n": 3, "rate": True}),
            ("step", {"n": 3, "deed": "boom"}),
            ("step", {"n": 3, "deed": ["all"]}),
            ("step", {"n": 3, "open": "ten-boom"}),
        ],
        quick=3,
    ),
    ids=str,
)
def test_a_forged_message_changes_nothing(page, key, forged):
    before = {name: data(page, name) for name in ("chain", "step")}
    tell(page, key, asked=forged)
    for name, was in before.items():
        assert data(page, name) | {"n": 0} == was | {"n": 0}
    assert explained(page) == []


@pytest.mark.parametrize("name", networks.NAMES)
def test_every_network_has_a_chain_and_a_step_that_helps(name):
    at = opened(network=name)
    assert data(at)["whole"]["value"] != 0
    step = data(at, "step")
    assert step["all"]["change"]["value"] < step["one"]["change"]["value"] < 0
    assert data(at, "gradients")["step"]


def test_the_guess_is_answered_with_the_numbers_of_the_step(page):
    case = example(page)
    truth, rate = case.y.argmax(), 0.001
    largest = steepest(case.gradients)
    network = tuple(here.layer for here in case.trace)
    moved = largest.moved(network, -rate * largest.gradient(case.gradients))
    share = forward(moved, case.trace[0].x)[-1].a[0, truth]
    reasons = [choice["reason"] for choice in data(page, "backpropagation-question")["choices"]]
    assert all(f"to {share:.1%}" in reason for reason in reasons)
    little = abs(share - case.trace[-1].a[0, truth]) < 0.02
    assert reasons[1].startswith("Yes.") == little
    assert "One step of this weight lowers it, one of all weights lowers it." in reasons[2]


def test_the_guess_says_so_where_the_step_is_too_long():
    at = opened(network="random", seed="1", scale="10", loss="squared-error")
    nine = json.loads(DOUBTFUL.read_text(encoding="utf-8"))[1]
    at.session_state["studio"].drawing = Drawing(tuple(map(tuple, nine["strokes"])), label=1)
    at.run()
    reasons = [choice["reason"] for choice in data(at, "backpropagation-question")["choices"]]
    assert data(at, "step")["all"]["change"]["value"] > 0
    assert "one of all weights goes too far and raises it." in reasons[2]


def test_a_loss_that_changes_by_less_than_can_be_counted_has_not_grown():
    at = opened(weight="1-688-105", rate="0.00001")
    assert data(at, "step")["one"]["change"]["lost"]
    assert not ask(at, deed="one")["said"]["grew"]
