"""The explanation panel under Streamlit: what it shows, and which way the reader may go."""

import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from nn_core import explain, forward, new_network
from nn_core.explain import reconciled
from nn_core.explain.explanation import Worked

NETWORK = new_network([2, 3, 2], "tanh", "softmax", rng=np.random.default_rng(0), dtype=np.float64)


def page():
    import streamlit as st

    from ui.explanation import explanation

    def closed():
        st.session_state["closed"] = st.session_state.get("closed", 0) + 1
        st.session_state["number"] = None

    explanation(st.session_state.get("number"), on_close=closed)


def confidence(x=(0.5, -1.0)):
    return explain.confidence(forward(NETWORK, np.array([x])), 0)


def opened(number):
    at = AppTest.from_function(page)
    at.session_state["number"] = number
    at.run()
    assert not at.exception
    return at


def component(at):
    (found,) = at.get("bidi_component")
    return found.proto


def data(at):
    return json.loads(component(at).json)


def tell(at, message):
    """Do what the browser side does when it calls setStateValue."""
    states = WidgetStates()
    widget = states.widgets.add()
    widget.id = component(at).id
    widget.json_value = json.dumps({"asked": message})
    at._run(states)
    assert not at.exception
    return data(at)


def go(at, *path, n=1):
    return tell(at, {"n": n, "of": data(at)["of"], "path": list(path)})


def show(at, number):
    at.session_state["number"] = number
    at.run()
    assert not at.exception
    return data(at)


def at_the_end(number, path):
    for k in path:
        number = number.parts[k]
    return number


@pytest.mark.parametrize("path", [(), (0,), (0, 1), (0, 0, 0), (0, 0, 0, 2), (0, 0, 0, 0, 1)])
def test_it_shows_the_part_at_the_end_of_the_path(path):
    number = confidence()
    shown, expected = go(opened(number), *path), at_the_end(number, path)
    assert shown["path"] == list(path)
    assert [step["name"] for step in shown["steps"]] == [
        at_the_end(number, path[:k]).name for k in range(len(path) + 1)
    ]
    for field in ("formula", "numbers", "why"):
        assert shown[field] == getattr(expected, field)
    assert shown["value"] == format(expected.value, ".10g")
    assert shown["reconciled"] is reconciled(expected) is True
    assert [part["shown"] for part in shown["parts"]] == [part.shown for part in expected.parts]


def test_it_says_what_the_core_says_of_the_printed_numbers(monkeypatch):
    monkeypatch.setattr("ui.explanation.reconciled", lambda number: number.name == "rounding")
    assert data(opened(confidence()))["reconciled"] is False


def with_parts(number, *parts):
    """Return the number with other parts."""
    return replace(number, work=lambda _: Worked(number.numbers, parts))


def test_a_part_opens_if_it_has_something_to_say():
    part = confidence().parts[0]
    leaf, bare = replace(part, work=None), replace(part, work=None, why="")
    shown = data(opened(with_parts(confidence(), part, leaf, bare)))
    assert [part["opens"] for part in shown["parts"]] == [True, True, False]


def test_a_sum_is_told_from_other_arithmetic():
    at = opened(confidence())
    assert go(at, 0, n=1)["sum"] is False  # a fraction
    assert go(at, 0, 1, n=2)["sum"] is True  # the exponentials
    assert go(at, 0, 0, 0, n=3)["sum"] is True  # a weighted sum
    assert go(at, 0, 0, 0, 0, n=4)["sum"] is False  # a product


def test_the_same_number_with_a_new_value_keeps_the_path():
    at = opened(confidence())
    before = go(at, 0, 0, 0)
    after = show(at, confidence((-0.5, 1.0)))
    assert after["path"] == before["path"] == [0, 0, 0]
    assert after["value"] != before["value"]


def test_where_a_part_is_gone_the_path_ends():
    at, number = opened(confidence()), confidence()
    go(at, 0, 0, 0)
    leaf = replace(number.parts[0], work=None)
    assert show(at, with_parts(number, leaf))["path"] == [0]
    assert show(at, number)["path"] == [0]


def test_another_number_starts_anew():
    at = opened(confidence())
    go(at, 0, 0, 0)
    other = explain.weighted_sum(forward(NETWORK, np.ones((1, 2))), 0, 1)
    assert show(at, other)["path"] == []
    assert show(at, confidence())["path"] == []


@pytest.mark.parametrize(
    "path",
    [[-1], [99], [True], [0.0], ["0"], [[0]], [None], [10**30], "0", 0, {}, {"0": 0}],
    ids=str,
)
def test_a_path_that_leads_nowhere_is_no_error(path):
    at = opened(confidence())
    go(at, 0, n=1)
    shown = tell(at, {"n": 2, "of": data(at)["of"], "path": path})
    assert shown["path"] in ([], [0])
    assert shown["n"] == 2


@pytest.mark.parametrize(
    "message", [None, 1, "path", [], {}, {"path": [0]}, {"of": "z", "path": [0]}, {"path": None}]
)
def test_what_was_not_said_of_this_number_is_ignored(message):
    at = opened(confidence())
    assert tell(at, message)["path"] == []
    assert "closed" not in at.session_state


def test_closing_tells_the_page_and_forgets_the_path():
    at = opened(confidence())
    go(at, 0, 0, n=1)
    shown = tell(at, {"n": 2, "of": data(at)["of"], "path": None})
    assert at.session_state["closed"] == 1
    assert (shown["n"], shown["steps"]) == (2, [])
    assert show(at, confidence())["path"] == []


def test_without_a_number_there_is_a_component_and_no_panel():
    at = opened(None)
    assert data(at)["steps"] == []
    assert tell(at, {"n": 1, "of": None, "path": None})["steps"] == []
    assert "closed" not in at.session_state
