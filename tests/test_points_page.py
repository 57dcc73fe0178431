"""The part of Boundary with other points, under Streamlit: what it takes, and what it refuses."""

import numpy as np
import pytest
from lesson_page import data, opened, tell
from starlette.requests import Request

from live import download, planar
from live.plane import Plane
from live.studio import STUDIOS, Drawing, Studio
from live.worker import Command
from nn_core.datasets.csv import read_points
from nn_core.datasets.planes import Made
from ui import networks

TEXT = "u;v;kind\n10;3,5;daisy\n20;2;<b>rose</b>\nabc;2;daisy\n15;2,5;daisy\n30;4;<b>rose</b>\n"
FORGED = [
    17,
    {"n": 5},
    {"n": 5, "text": TEXT, "rest": True},
    {"n": 5, "text": [TEXT], "rest": True, "unseen": 0.5},
    {"n": 5, "text": TEXT, "rest": "yes", "unseen": 0.5},
    {"n": 5, "text": TEXT, "rest": True, "unseen": 1.0},
    {"n": 5, "text": TEXT, "rest": True, "unseen": float("nan")},
    {"n": 5, "text": "\ud800", "rest": True, "unseen": 0.5},
    {"n": 5, "text": "0,0,A\n" * 200_000, "rest": True, "unseen": 0.5},
]


def test_a_text_is_refused_with_its_wrong_lines_and_the_rest_is_kept_on_request():
    at = opened("boundary")
    before = data(at, "plane")["frame"]
    assert data(at, "points")["answer"] is None
    asked = {"n": 1, "text": TEXT, "rest": False, "unseen": 0.5}
    answer = tell(at, "points", asked=asked)["answer"]
    assert answer == {
        "n": 1,
        "says": "1 line is wrong. Nothing has changed yet.",
        "wrong": ["line 4: expected two numbers and a class, got “abc;2;daisy”"],
        "more": 0,
        "rest": 4,
    }
    for forged in FORGED:
        answer = tell(at, "points", asked=forged)["answer"]
        assert "expected" in answer["says"]
        assert answer["rest"] == 0
    assert answer["says"] == (
        "These points can't be used: expected a text of at most 1 MB, got 1.2 MB."
    )
    assert data(at, "plane")["frame"] == before
    answer = tell(at, "points", asked={**asked, "n": 6, "rest": True})["answer"]
    assert answer["says"] == (
        "4 points of 2 classes, 2 kept unseen; columns were shifted and scaled."
    )
    frame = data(at, "plane")["frame"]
    assert (frame["names"], frame["made"]) == (["<b>rose</b>", "daisy"], None)
    assert (frame["seen"], frame["unseen"], frame["own"]) == (2, 2, False)
    plane = at.session_state["studio"].plane
    np.testing.assert_array_equal(plane.state.points.x, read_points(TEXT, rest=True).x)


@pytest.fixture
def plane():
    return Plane()


def asked(plane, do, value=None):
    plane.ask(planar.command({"do": do, "value": value}))
    plane.slice(0.0)
    return plane.state


def test_the_readers_own_points_come_back_after_a_pattern(plane):
    own = read_points(TEXT, rest=True)
    plane.ask(Command("load", own))
    plane.slice(0.0)
    assert not planar.frame(plane.state, (0, 0))["own"]
    state = asked(plane, "points", vars(Made("blobs", classes=4)))
    assert (len(state.points.names), state.own) == (4, own)
    assert planar.frame(state, (0, 0))["own"]
    asked(plane, "points", vars(Made("xor")))
    assert asked(plane, "back").points is own
    assert not planar.frame(plane.state, (0, 0))["own"]
    parted = asked(plane, "part", 0.0)
    assert (parted.made, parted.status, int(parted.points.unseen.sum())) == (None, "idle", 0)
    assert sorted(parted.points.x.tolist()) == sorted(own.x.tolist())
    with pytest.raises(ValueError, match=r"expected a share unseen from 0 to 0\.9"):
        planar.command({"do": "part", "value": 1.0})


def fetched(token):
    headers = [(b"x-studio", token.encode())]
    return download.points(Request({"type": "http", "headers": headers}))


def test_points_are_downloaded_with_the_token_and_not_without(plane):
    studio = Studio(networks.trained(), Drawing(()))
    STUDIOS.keep(studio)
    assert fetched(studio.token).status_code == 404  # it has no points yet
    studio.plane = plane
    reply = fetched(studio.token)
    assert reply.headers["content-type"].startswith("text/csv")
    again = read_points(reply.body.decode())
    np.testing.assert_array_equal(again.dataset.x, plane.state.points.dataset.x)
    np.testing.assert_array_equal(again.unseen, plane.state.points.unseen)
    assert fetched("someone else's").status_code == 404
