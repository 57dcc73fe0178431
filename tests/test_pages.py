"""Each page runs under Streamlit without an exception, and its controls change what is shown."""

import json
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from printed import saved, written
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from live.studio import Drawing
from nn_core import ink

APP = Path(__file__).parents[1] / "app.py"


@pytest.fixture
def page():
    at = AppTest.from_file(APP, default_timeout=30).run()
    assert not at.exception
    return at


def component(at, key):
    (found,) = [c for c in at.get("bidi_component") if f"-{key}" in c.proto.id]
    return found.proto


def data(at, key="pad"):
    return json.loads(component(at, key).json)


def tell(at, **state):
    """Do what the pad's browser side does when it calls setStateValue."""
    states = WidgetStates()
    widget = states.widgets.add()
    widget.id = component(at, "pad").id
    widget.json_value = json.dumps(state)
    at._run(states)
    assert not at.exception
    return data(at)


def test_it_opens_on_a_finished_example(page):
    shown = data(page)
    assert int(np.argmax(shown["confidences"])) == 9
    assert sum(shown["confidences"]) == pytest.approx(1, abs=1e-5)
    assert len(shown["strokes"]) == 1
    assert shown["number"] == 0
    assert shown["label"] is None
    assert shown["random"] is None


def test_ink_changes_the_answer(page):
    stroke = [500, 100, 500, 300, 500, 500, 500, 900]
    shown = tell(page, drawing={"seq": 5, "strokes": [stroke], "label": None})
    assert shown["seq"] == 5
    assert int(np.argmax(shown["confidences"])) == 1
    assert shown["box"] == [500, 100, 500, 900]
    assert (shown["side"], shown["filled"], shown["pen"]) == (28, 20, pytest.approx(2.4))
    assert shown["strokes"] == [stroke]
    assert shown["number"] == 5


def test_the_steps_on_the_way_reach_the_browser(page):
    corner = [[100, 100, 100, 500, 300, 500]]
    shown = tell(page, drawing={"seq": 1, "strokes": corner, "label": None})
    steps = ink.steps([np.reshape(corner, (-1, 2))])
    assert shown["scale"] == steps.scale
    assert shown["scaled"] == steps.scaled.tolist()
    assert shown["centred"] == steps.centred.tolist()
    assert shown["scaled"] != shown["centred"]
    sent = np.frombuffer(b64decode(shown["picture"]), np.uint8).reshape(28, 28) / 255
    np.testing.assert_allclose(sent, steps.picture, atol=0.5 / 255 + 1e-6)


def test_blank_paper_gets_an_answer_too(page):
    shown = tell(page, drawing={"seq": 1, "strokes": [], "label": None})
    assert shown["box"] == [0, 0, 0, 0]
    assert sum(shown["confidences"]) == pytest.approx(1, abs=1e-5)


def test_the_readers_label_is_kept(page):
    shown = tell(page, drawing={"seq": 1, "strokes": [[1, 2, 3, 4]], "label": 4})
    assert shown["label"] == 4
    assert page.session_state["studio"].drawing.label == 4


def test_a_forged_message_is_refused_and_nothing_is_lost(page):
    before = page.session_state["studio"].drawing
    for forged in (17, {"seq": "x", "strokes": [["<b>"]]}, {"seq": 2, "strokes": "all"}):
        shown = tell(page, drawing=forged)
        assert shown["refused"].startswith("expected ")
        assert page.session_state["studio"].drawing == before
    assert tell(page, drawing={"seq": 3, "strokes": [[1, 2]]})["refused"] is None


def test_the_toggle_shows_random_weights(page):
    page.toggle(key="random").set_value(True).run()
    assert not page.exception
    assert sum(data(page)["random"]) == pytest.approx(1, abs=1e-5)


def test_a_link_with_random_weights_opens_so():
    at = AppTest.from_file(APP, default_timeout=30)
    at.query_params["random"] = "true"
    at.run()
    assert not at.exception
    assert data(at)["random"] is not None


def test_the_number_of_weights_in_the_text_is_the_networks(page):
    # 784*128 + 128 + 128*64 + 64 + 64*10 + 10
    assert any("109,386" in markdown.value for markdown in page.markdown)


SEVEN = [[300, 200, 700, 200, 470, 850]]
PHOTO = b64encode(saved(written(SEVEN))).decode()


def test_a_photo_is_read_and_shown_with_its_ink(page):
    shown = tell(page, drawing={"seq": 1, "strokes": [[5, 5]], "label": None, "image": PHOTO})
    assert int(np.argmax(shown["confidences"])) == 7
    assert shown["refused"] is None
    assert shown["photo"]["others"] == 0
    whole = Image.open(BytesIO(b64decode(shown["photo"]["whole"])))
    assert (whole.format, whole.size) == ("JPEG", (480, 360))
    ink_found = Image.open(BytesIO(b64decode(shown["photo"]["ink"])))
    assert (ink_found.format, ink_found.mode) == ("PNG", "LA")
    left, top = shown["photo"]["corner"]
    assert 0 < left < left + shown["photo"]["unit"] * ink_found.width < 1000
    assert 125 < top < top + shown["photo"]["unit"] * ink_found.height < 875
    assert page.session_state["studio"].drawing.strokes == ((5, 5),)  # they wait behind it


def test_a_photo_that_was_sent_need_not_be_sent_again(page):
    tell(page, drawing={"seq": 1, "strokes": [], "label": None, "image": PHOTO})
    photo = page.session_state["studio"].drawing.photo
    shown = tell(page, drawing={"seq": 2, "strokes": [], "label": 7, "image": "same"})
    assert page.session_state["studio"].drawing == Drawing((), 7, photo)
    assert shown["photo"]
    assert tell(page, drawing={"seq": 3, "strokes": [[1, 2]], "label": 7})["photo"] is None
    shown = tell(page, drawing={"seq": 4, "strokes": [], "label": None, "image": "same"})
    assert "the one sent before is gone" in shown["refused"]
    assert page.session_state["studio"].drawing == Drawing(((1, 2),), 7)


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_lost(page):
    tell(page, drawing={"seq": 1, "strokes": [[1, 2, 3, 4]], "label": 4})
    before = page.session_state["studio"].drawing
    for file in (b"%PDF-1.7", b"", saved(Image.new("RGB", (1, 1)))):
        broken = b64encode(file).decode()
        shown = tell(page, drawing={"seq": 2, "strokes": [], "label": None, "image": broken})
        assert page.session_state["studio"].drawing == before
        assert shown["refused"].startswith("expected ")
    assert tell(page, drawing={"seq": 3, "strokes": [[1, 2]], "image": PHOTO})["refused"] is None


@pytest.mark.parametrize(
    ("name", "side"), [("large", 28), ("textbook", 28), ("picture60", 60), ("random", 28)]
)
def test_every_network_looks_at_the_same_ink(page, name, side):
    before = data(page)
    page.selectbox(key="network").set_value(name).run()
    assert not page.exception
    shown = data(page)
    assert shown["side"] == side
    assert len(b64decode(shown["picture"])) == side * side
    assert sum(shown["confidences"]) == pytest.approx(1, abs=1e-5)
    assert shown["confidences"] != before["confidences"]
    assert page.session_state["studio"].drawing.strokes
    assert any(f"{side * side:,}" in markdown.value for markdown in page.markdown)


def test_a_link_names_the_network():
    at = AppTest.from_file(APP, default_timeout=30)
    at.query_params["network"] = "random"
    at.query_params["seed"] = "7"
    at.query_params["scale"] = "5"
    at.run()
    assert not at.exception
    assert at.selectbox(key="network").value == "random"
    assert (at.number_input(key="seed").value, at.select_slider(key="scale").value) == (7, "5")


@pytest.mark.parametrize(("key", "value"), [("network", "gpt"), ("seed", "x"), ("scale", "1e9")])
def test_an_edited_link_falls_back_to_what_is_usual(key, value):
    at = AppTest.from_file(APP, default_timeout=30)
    at.query_params["random"] = "true"
    at.query_params[key] = value
    at.run()
    assert not at.exception
    assert at.selectbox(key="network").value == "default"
    assert (at.number_input(key="seed").value, at.select_slider(key="scale").value) == (4, "1")


def test_larger_starting_weights_are_surer_and_another_seed_says_something_else(page):
    page.selectbox(key="network").set_value("random").run()
    usual = data(page)["confidences"]
    page.select_slider(key="scale").set_value("5").run()
    assert max(data(page)["confidences"]) > 0.9 > max(usual)
    page.select_slider(key="scale").set_value("0.1").run()
    assert max(data(page)["confidences"]) < 0.11
    page.select_slider(key="scale").set_value("1").run()
    assert data(page)["confidences"] == usual
    page.number_input(key="seed").set_value(5).run()
    assert data(page)["confidences"] != usual
    assert not page.exception


def test_a_number_that_is_pressed_is_explained(page):
    confidences = data(page)["confidences"]
    tell(page, neuron=[3, 9, 1])
    opened = data(page, "explanation")
    assert float(opened["value"]) == pytest.approx(confidences[9], abs=1e-6)
    assert opened["reconciled"]
    assert data(page)["opened"] == [3, 9]
    tell(page, neuron=[1, 75, 2])
    activation = np.frombuffer(b64decode(data(page)["activations"][0]), "<f4")[75]
    assert float(data(page, "explanation")["value"]) == pytest.approx(activation, abs=1e-5)
    tell(page, closed=3)
    assert data(page)["opened"] is None
    assert data(page, "explanation")["steps"] == []


def test_the_explanation_is_that_of_the_newest_ink(page):
    tell(page, neuron=[3, 1, 1])
    before = float(data(page, "explanation")["value"])
    stroke = [500, 100, 500, 300, 500, 500, 500, 900]
    told = tell(page, drawing={"seq": 5, "strokes": [stroke], "label": None})
    now = float(data(page, "explanation")["value"])
    assert now == pytest.approx(told["confidences"][1], abs=1e-6)
    assert now > 0.9 > before


@pytest.mark.parametrize(
    "forged", [17, [], [3, 10, 1], [4, 0, 1], [0, 0, 1], [1, -1, 1], ["1", "2", "3"], [1, 2]]
)
def test_a_neuron_that_is_none_opens_nothing(page, forged):
    tell(page, neuron=forged)
    assert data(page)["opened"] is None


def test_what_is_open_closes_with_its_network(page):
    tell(page, neuron=[1, 127, 1])
    page.selectbox(key="network").set_value("textbook").run()
    assert not page.exception
    assert data(page)["opened"] is None
    assert data(page, "explanation")["steps"] == []
