"""The page Turn the knob under Streamlit: what it tells the browser, and what it lets in."""

import json
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from live import answers
from live.studio import Drawing
from live.trainer import Trainer
from nn_core.presets import COURSES, PRESETS
from ui import visitor
from ui.components import PLOTLY
from ui.components.training import USUAL

NAMES = ("rate", "course", "pace", "activation", "scale", "seed", "optimizer", "l2")
NONSENSE = ("hidden", "activation", "batch", "seed", "optimizer", "scale", "l2")
APP = Path(__file__).parents[1] / "app.py"


def opened(**link):
    at = AppTest.from_file(APP, default_timeout=30)
    for name, value in link.items():
        at.query_params[name] = value
    at.switch_page("pages/training.py").run()
    assert not at.exception
    return at


@pytest.fixture
def page():
    return opened()


def component(at):
    (found,) = [c for c in at.get("bidi_component") if c.proto.id.endswith("-training")]
    return found.proto


def data(at):
    return json.loads(component(at).json)


def tell(at, **state):
    """Do what the browser side does when it calls setStateValue."""
    states = WidgetStates()
    widget = states.widgets.add()
    widget.id = component(at).id
    widget.json_value = json.dumps(state)
    at._run(states)
    assert not at.exception
    return data(at)


def ask(at, n, *commands, have=(0, 0)):
    asked = [{"do": do, "value": value} for do, value in commands]
    return tell(at, asked={"n": n, "have": list(have), "commands": asked})


def points(frame):
    return np.frombuffer(b64decode(frame["points"]), "<f4").reshape(-1, 3)


def test_it_opens_before_the_first_batch_with_an_answer_to_the_drawing(page):
    shown = data(page)
    assert shown["frame"]["status"] == "idle"
    assert (shown["frame"]["step"], shown["frame"]["loss"]) == (0, "")
    assert shown["frame"]["guess"] == pytest.approx(np.log(10))
    assert sum(shown["frame"]["outputs"]) == pytest.approx(1, abs=1e-5)
    assert shown["said"] == 9
    assert len(b64decode(shown["picture"])) == 784
    assert [course["name"] for course in shown["courses"]] == list(COURSES)
    assert [preset["name"] for preset in shown["presets"]] == list(PRESETS)


def test_what_is_asked_is_done_and_the_curve_comes_in_parts(page):
    shown = ask(page, 1, ("run", None))
    assert shown["n"] == 1
    assert shown["frame"]["status"] == "running"
    first = points(shown["frame"])
    assert len(first) > 1
    np.testing.assert_array_equal(first[:, 0], range(1, len(first) + 1))
    more = ask(page, 2, ("rate", 0.3), ("pause", None), have=(1, shown["frame"]["until"]))
    assert more["frame"]["since"] == shown["frame"]["until"]
    assert (more["frame"]["rate"], more["frame"]["status"]) == (0.3, "paused")


def test_what_comes_twice_is_done_once(page):
    ask(page, 1, ("step", None))
    assert ask(page, 1, ("step", None), have=(1, 0))["frame"]["step"] == 1
    assert ask(page, 2, ("step", None))["frame"]["step"] == 2


def test_another_run_of_the_page_does_not_train(page):
    ask(page, 1, ("run", None))
    before = data(page)["frame"]["step"]
    page.run()
    assert data(page)["frame"]["step"] == before
    assert data(page)["frame"]["status"] == "running"


def test_while_the_socket_is_open_reruns_do_not_train(page):
    page.session_state["studio"].sockets = 1
    assert ask(page, 1, ("step", None))["frame"]["step"] == 0
    page.session_state["studio"].sockets = 0
    assert ask(page, 2)["frame"]["step"] == 1  # it was only waiting


FORGED = [
    17,
    {"n": -1},
    {"n": 5, "have": 3, "commands": []},
    {"n": 5, "have": ["x", {}], "commands": []},
    {"n": 5, "have": [0, 0], "commands": "all"},
    {"n": 5, "have": [0, 0], "commands": [["run"]]},
    {"n": 5, "have": [0, 0], "commands": [{}] * 1000},
    {"n": 5, "have": [0, 0], "commands": [{"do": "explode"}]},
    {"n": 5, "have": [0, 0], "commands": [{"do": "rate", "value": 1e9}]},
    {"n": 5, "have": [0, 0], "commands": [{"do": "course", "value": ["x"]}]},
]


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_a_forged_message_is_refused_and_nothing_is_lost(page, forged):
    before = ask(page, 1, ("step", None))["frame"]
    shown = tell(page, asked=forged)
    assert shown["refused"].startswith("expected ")
    assert shown["frame"]["step"] == before["step"]
    assert shown["frame"]["rate"] == before["rate"]
    assert ask(page, 6, ("step", None))["frame"]["step"] == before["step"] + 1
    assert data(page)["refused"] is None


def test_a_link_opens_with_its_settings_and_the_knob_is_free_afterwards():
    at = opened(rate="0.5", course="linear-mse", pace="8")
    frame = data(at)["frame"]
    assert (frame["rate"], frame["course"], frame["pace"]) == (0.5, "linear-mse", 8)
    assert ask(at, 1, ("rate", 0.2))["frame"]["rate"] == 0.2
    at.run()
    assert data(at)["frame"]["rate"] == 0.2  # not the link's again


@pytest.mark.parametrize(
    "link",
    [
        *({name: "x"} for name in NONSENSE),
        {"hidden": "64-0"},
        {"batch": "9999"},
        {"rate": "x"},
        {"rate": "nan"},
        {"rate": "1e9"},
        {"course": "gpt"},
        {"pace": "-3"},
    ],
)
def test_an_edited_link_falls_back_to_what_is_usual(link):
    at = opened(**link)
    frame = data(at)["frame"]
    assert {name: (frame | frame["setup"])[name] for name in NAMES} == {
        name: USUAL[name] for name in NAMES
    }
    assert (frame["setup"]["hidden"], frame["setup"]["batch_size"]) == ([64, 32], 32)
    assert data(at)["usual"] == USUAL


def test_coming_back_the_trainings_own_settings_hold(page):
    ask(page, 1, ("rate", 0.02), ("step", None))
    page.switch_page("pages/draw.py").run()
    assert not page.exception
    page.switch_page("pages/training.py").run()
    frame = data(page)["frame"]
    assert (frame["rate"], frame["step"]) == (0.02, 1)


def test_the_drawing_and_its_label_are_the_readers(page):
    studio = page.session_state["studio"]
    studio.take(Drawing(((500, 100, 500, 900),), 7, number=1))
    page.run()
    assert (data(page)["said"], data(page)["frame"]["label"]) == (1, 7)


def test_the_numbers_in_the_text_are_the_cores(page):
    # 784*64 + 64*32 + 32*10, and 64 + 32 + 10
    (story,) = [text.value for text in page.markdown if "52,544" in text.value]
    assert "106 **biases**" in story
    assert "9,000" in story


def test_what_is_usual_is_what_a_new_training_has():
    state = Trainer(visitor.digits()).state
    now = {"rate": state.settings.learning_rate, "pace": state.pace, **answers.setup(state)}
    assert {name: now[name] for name in NAMES} == {name: USUAL[name] for name in NAMES}


def test_the_chart_is_the_one_that_was_installed():
    assert PLOTLY.read_bytes()[:40].startswith(b"/**\n* plotly.js v")
