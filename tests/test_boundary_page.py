"""The plane under Streamlit: it opens as its link says, and lets in what makes sense."""

from lesson_page import data, opened, tell

from nn_core.datasets.planes import Made
from nn_core.experiments import EXPERIMENTS, USUAL
from ui.components.boundary_view import OPENING


def asked(page, n, have, *commands):
    return tell(page, "plane", asked={"n": n, "have": have, "commands": list(commands)})


def test_it_opens_on_a_training_that_has_begun_and_does_what_is_asked():
    page = opened("boundary")
    shown = data(page, "plane")
    frame = shown["frame"]
    assert (frame["status"], frame["step"], frame["preset"]) == ("paused", OPENING, USUAL.name)
    assert shown["presets"] == list(EXPERIMENTS)
    assert 0.05 < frame["losses"][0] < 0.5
    have = [frame["run"], OPENING]
    shown = asked(page, 1, have, {"do": "pace", "value": None}, {"do": "run"})
    assert shown["frame"]["step"] > OPENING
    assert shown["frame"]["since"] == OPENING
    shown = asked(page, 2, have, {"do": "hidden", "value": [0]})
    assert shown["refused"] == "expected neurons in a column from 1 to 50, got 0"
    assert shown["frame"]["setup"]["hidden"] == [3]
    made, wait = {"pattern": "xor", "count": 60}, {"do": "pause"}
    whole = vars(Made()) | made
    shown = asked(page, 3, have, wait, {"do": "points", "value": whole})
    assert (shown["frame"]["made"], shown["frame"]["step"]) == (whole, 0)
    again = opened("boundary")
    assert data(again, "plane")["frame"]["step"] == OPENING  # another visitor


def test_a_link_says_what_is_there_and_nonsense_in_it_changes_nothing():
    link = {"points": "blobs", "classes": "4", "count": "40", "hidden": "8-4", "batch": "full"}
    more = {"beside": "line", "rate": "0.02", "optimizer": "adam", "seed": "7", "pace": "none"}
    frame = data(opened("boundary", **link, **more), "plane")["frame"]
    made = Made("blobs", 40, classes=4)
    assert frame["made"] == vars(made)
    assert (frame["step"], frame["rate"], frame["pace"]) == (OPENING, 0.02, None)
    setup = {"hidden": [8, 4], "beside": [], "batch_size": None, "optimizer": "adam", "seed": 7}
    assert frame["setup"] | setup == frame["setup"]
    forged = {"points": "<b>", "count": "1e9", "hidden": "51", "beside": "x", "rate": "nan"}
    forged |= {"batch": "0", "optimizer": "sgdm", "seed": "-1", "pace": "0", "l2": "inf"}
    frame = data(opened("boundary", **forged), "plane")["frame"]
    assert (frame["preset"], frame["step"], frame["rate"]) == (USUAL.name, OPENING, 0.5)
