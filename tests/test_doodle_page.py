"""The reader's own cat or dog under Streamlit: asked, learnt from, taken away, and never lost."""

from base64 import b64decode

import numpy as np
import pytest
from few_doodles import few
from lesson_page import data, explained, opened, tell

from live.studio import Drawing, Studio
from nn_core import ink
from ui import doodled

__all__ = ["few"]

CROSS = [[100, 100, 900, 900], [900, 100, 100, 900]]


@pytest.mark.usefixtures("few")
def test_a_drawing_is_answered_by_every_epoch_joins_and_leaves():
    page = opened("two_classes")
    shown = data(page, "doodle")
    assert [one["name"] for one in shown["starts"]] == ["cat", "dog", "cat"]
    assert (shown["strokes"], shown["after"], shown["own"]) == (
        shown["starts"][0]["strokes"],
        None,
        [],
    )

    def ask(n, **wanted):
        return tell(page, "doodle", asked={"n": n, **wanted})

    shown = ask(1, drawing={"seq": 5, "strokes": CROSS})
    assert (shown["n"], shown["number"], shown["strokes"], shown["refused"]) == (1, 5, CROSS, None)
    picture = ink.picture([np.reshape(stroke, (2, 2)) for stroke in CROSS], pen=ink.FINE)
    np.testing.assert_array_equal(
        np.frombuffer(b64decode(shown["picture"]), np.uint8), np.round(picture * 255).ravel()
    )
    np.testing.assert_allclose(shown["before"], doodled.story().outputs(picture), atol=1e-6)
    assert len(shown["before"]) == doodled.EPOCHS + 1
    label = int(shown["before"][-1][0] > 0.5)  # what it does not say
    shown = ask(2, act={"add": label})
    assert [one["label"] for one in shown["own"]] == [label]
    assert shown["after"][-1][label] > shown["before"][-1][label] + 0.1
    before, after = shown["before"][-1][0], shown["after"][-1][0]
    assert f"got {before:.4f} for cat without, and gets {after:.4f} now" in shown["says"]
    shown = ask(3, act={"add": 1 - label})  # the newest word holds
    assert [one["label"] for one in shown["own"]] == [1 - label]

    refused = {
        "a drawing": {"drawing": "cat"},
        "coordinates between": {"drawing": {"seq": 6, "strokes": [[0, 1e9]]}},
        "a label (0 cat, 1 dog) from 0 to 1, got 2": {"act": {"add": 2}},
        "the number of a drawing from 0 to 0, got 1": {"act": {"leave": 1}},
    }
    for n, (why, wanted) in enumerate(refused.items(), 4):
        shown = ask(n, **wanted)
        assert shown["refused"].startswith("expected ")
        assert why in shown["refused"]
        assert (shown["strokes"], len(shown["own"])) == (CROSS, 1)
    ask(10, open="cat-31")
    assert page.session_state["studio"].doodle.strokes == tuple(map(tuple, CROSS))
    ask(11, open=f"dog-{doodled.EPOCHS}")
    assert explained(page) == ["softmax of output 1"]
    assert ask(12, follow="cat-0")["link"]["open"] == "draw-cat-0"
    copy = page.session_state["studio"].copy()
    page.switch_page("pages/draw.py").run()
    page.switch_page("pages/two_classes.py").run()
    assert (data(page, "doodle")["strokes"], len(data(page, "doodle")["own"])) == (CROSS, 1)
    shown = ask(1, act={"leave": 0}, drawing={"seq": 7, "strokes": []})
    assert (shown["own"], shown["after"], shown["strokes"]) == ([], None, [])
    assert "blank paper" in shown["doubt"]
    assert "blank paper" in ask(2, act={"add": 0})["refused"]
    assert [one.label for one in copy.doodles] == [1 - label]
    assert copy.doodle.number == 5


def test_there_is_room_for_so_many_and_not_for_one_more():
    studio = Studio(())
    for k in range(doodled.MOST):
        studio.doodle = Drawing(((0, 0, 100, 5 * k),), number=k + 1)
        doodled.learn(studio, 0)
    doodled.learn(studio, 1)  # the same once more, as a dog
    assert [one.label for one in studio.doodles] == [0] * 19 + [1]
    studio.doodle = Drawing(((0, 100, 100, 0),), number=99)
    with pytest.raises(ValueError, match="expected at most 20 drawings"):
        doodled.learn(studio, 0)
