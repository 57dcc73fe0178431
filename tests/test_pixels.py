"""The picture in the lesson on functions: its numbers, and what a network makes of them."""

from base64 import b64decode

import lesson_page
import numpy as np
import pytest

from live.studio import Drawing
from nn_core import forward
from ui import grid, networks
from ui.grid import Look

NAMES = {28: "default", 60: "picture60"}


def data(at):
    return lesson_page.data(at, "pixels")


def expect_the_drawing(at, side):
    """Expect every pixel of the drawing at this side, and what the network of this side says."""
    shown = data(at)
    ink = at.session_state["studio"].drawing.steps(side).picture
    np.testing.assert_array_equal(np.frombuffer(b64decode(shown["picture"]), "<f4"), ink.ravel())
    network = networks.exact(networks.trained(NAMES[side]))
    a = forward(network, ink.reshape(1, -1).astype(np.float64))[-1].a[0]
    assert [one["value"] for one in shown["outputs"]] == a.tolist()
    assert (shown["side"], shown["called"], shown["best"]) == (side, NAMES[side], a.argmax())
    counts = [side**2, *(len(layer.b) for layer in network)]
    assert [column["count"] for column in shown["columns"]] == counts
    return ink


def ask(at, n, side=28, pixel=None, **more):
    lesson_page.tell(at, "pixels", asked={"n": n, "side": side, "pixel": pixel, **more})
    return data(at)


FORGED = [
    17,
    {"n": 1},
    {"n": 1, "side": 28, "pixel": [28, 0], "open": "pixel"},
    {"n": 1, "side": 28, "pixel": None, "open": "confidence-10"},
    {"n": 1, "side": 28, "pixel": None, "open": "__class__"},
]


def test_the_same_ink_is_784_numbers_or_3600_and_each_opens():
    at = lesson_page.opened("function")
    ink = expect_the_drawing(at, 28)
    opened = data(at)
    row, column = opened["pixel"]
    assert 0.1 < ink[row, column] < 0.9  # an edge of the ink: neither blank nor full
    for forged in FORGED:
        shown = lesson_page.tell(at, "pixels", asked=forged) and data(at)
        assert shown | {"n": 0} == opened, forged
    shown = ask(at, 2, 60, [33, 29], open="pixel")
    ink = expect_the_drawing(at, 60)
    assert shown["link"] == {"grid": "60", "pixel": "33-29", "open": "pixels-pixel"}
    panel = lesson_page.data(at, "explanation")
    assert panel["reconciled"]
    assert panel["steps"][0]["name"] == "pixel in row 33, column 29"
    assert panel["steps"][0]["shown"] == f"{ink[33, 29]:.4f}"
    for k in (0, 9):
        shown = ask(at, 3 + k, 60, [33, 29], open=f"confidence-{k}")
        panel = lesson_page.data(at, "explanation")
        assert panel["reconciled"]
        assert panel["steps"][0]["shown"] == shown["outputs"][k]["shown"]
    network = at.selectbox(key="network")
    ask(at, 20, 28, [3, 4])
    network.set_value("picture60").run()
    expect_the_drawing(at, 60)  # the picture is the one that this network reads
    shown = ask(at, 21, 28)
    expect_the_drawing(at, 28)
    assert shown["link"]["grid"] == "28"
    network.set_value("default").run()
    assert data(at)["link"]["grid"] is None
    at.session_state["studio"].drawing = Drawing()
    shown = ask(at, 22, 28)
    assert not expect_the_drawing(at, 28).any()
    assert shown["pixel"] == [14, 14]


@pytest.mark.parametrize(
    ("side", "pixel", "look"),
    [
        (28, None, Look()),
        (60, [59, 0], Look(60, (59, 0))),
        (28, [59, 0], None),
        (28, [0, True], None),
        (28, [0, 0.5], None),
        (28, [3], None),
        (28, "14", None),
        (29, None, None),
        (True, None, None),
        ("28", None, None),
    ],
)
def test_a_look_is_checked(side, pixel, look):
    assert grid.check(side, pixel) == look


@pytest.mark.parametrize(
    ("link", "look"),
    [
        ({"grid": "60", "pixel": "14-9"}, Look(60, (14, 9))),
        ({"pixel": "14-9"}, Look(28, (14, 9))),
        ({"grid": "60", "pixel": "60-9"}, Look(60)),
        ({"grid": "30", "pixel": "14-9"}, Look(28, (14, 9))),
        ({"pixel": "-1-9"}, Look()),
        ({"pixel": "٣-9"}, Look()),
        ({"pixel": "9" * 5000}, Look()),
        ({}, Look()),
    ],
    ids=str,
)
def test_a_link_says_where_to_look(link, look, monkeypatch):
    monkeypatch.setattr(grid.st, "query_params", link)
    monkeypatch.setattr(grid.st, "session_state", {})
    grid.read_link()
    assert grid.looked() == look
