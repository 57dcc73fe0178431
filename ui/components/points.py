"""Where points come from: a pattern with its numbers, a file, what the reader pastes."""

from functools import cache
from typing import Any

import streamlit as st

from live import messages
from live.planar import MOST_UNSEEN
from live.studio import Studio
from live.worker import Command
from nn_core.datasets import planes
from nn_core.datasets.csv import WrongLinesError, read_points
from nn_core.datasets.planes import NOISES, OF_MANY, PATTERNS, Made
from nn_core.datasets.points import MOST_CLASSES, Points
from ui.components import heard, register

MEGABYTES = 1  # of a text
NAMED = 6  # wrong lines
SHOWN = 60  # points of a pattern's picture
# What the sliders offer.
COUNTS = (10, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 500, 700, 1_000, 1_500, 2_000, 3_000)
MOST_NOISE = 0.6

TITLES = {
    "moons": "Moons",
    "circles": "Circles",
    "xor": "XOR",
    "spiral": "Spiral",
    "blobs": "Blobs",
}

_mount = register("points")


def other_points(studio: Studio, *, key: str) -> None:
    """Show what other points there are for the studio's plane, which is there already.

    A pattern is asked for by the browser as everything else is asked of the plane. A text comes as
    the state `asked`, {"n", "text", "rest", "unseen"}; what is wrong with it is answered, and then
    nothing has changed. `rest` leaves out the lines that are wrong.
    """
    plane = studio.plane
    assert plane is not None

    def asked() -> None:
        message = st.session_state[key].get("asked")
        answer: dict[str, Any] = {"n": heard(key, "asked"), "wrong": [], "more": 0, "rest": 0}
        try:
            made = _read(message)
            plane.ask(Command("load", made))
            answer["says"] = taken(made)
            st.session_state[f"{key}-loaded"] = True
        except WrongLinesError as error:
            some = [f"line {one.line:,}: {one.says}" for one in error.wrong[:NAMED]]
            more = len(error.wrong) - len(some)
            answer |= {"says": _count(error), "wrong": some, "more": more, "rest": error.rest}
        except ValueError as error:
            answer["says"] = f"These points can't be used: {error}."
        st.session_state[f"{key}-answer"] = answer

    if st.session_state.pop(f"{key}-loaded", False) and not studio.sockets:
        st.rerun()  # nothing else tells the plane's own part of the page
    n, answer = heard(key, "asked"), st.session_state.get(f"{key}-answer")
    data: dict[str, Any] = {
        "n": n,
        "answer": answer if answer and answer["n"] == n else None,
        "token": studio.token,
        "made": vars(plane.state.made or Made()),
        "patterns": _patterns(),
        "counts": COUNTS,
        "most": {
            "noise": MOST_NOISE,
            "unseen": MOST_UNSEEN,
            "seed": messages.MOST_SEED,
            "megabytes": MEGABYTES,
        },
    }
    _mount(key=key, data=data, on_asked_change=asked)


def taken(points: Points) -> str:
    """Return a sentence on points that were read."""
    kept, moved = int(points.unseen.sum()), points.unit != (1, 1) or points.middle != (0, 0)
    scaled = "; columns were shifted and scaled" if moved else ""
    return f"{len(points):,} points of {len(points.names)} classes, {kept:,} kept unseen{scaled}."


def _read(message: object) -> Points:
    """Return the points of a message. Raises ValueError as `read_points` does."""
    match message:
        case {"text": str(text), "rest": bool(rest), "unseen": unseen}:
            share = messages.between(unseen, 0.0, MOST_UNSEEN, "a share unseen")
            if len(text) > MEGABYTES * 10**6:
                size = f"{len(text) / 1e6:.1f} MB"
                raise ValueError(f"expected a text of at most {MEGABYTES} MB, got {size}")
            return read_points(text, unseen=share, rest=rest)
    raise ValueError("expected a text with points, got something else")


def _count(error: WrongLinesError) -> str:
    count = len(error.wrong)
    return f"{count:,} {'line is' if count == 1 else 'lines are'} wrong. Nothing has changed yet."


@cache
def _patterns() -> list[dict[str, Any]]:
    """Return each pattern with its picture, and what it can be asked for."""
    return [
        {
            "name": name,
            "title": TITLES[name],
            "noise": NOISES[name],
            "classes": MOST_CLASSES if name in OF_MANY else 2,
            "points": _picture(planes.points(name, SHOWN, 2 / 3 * NOISES[name])),
        }
        for name in PATTERNS
    ]


def _picture(points: Points) -> list[tuple[float, float, int]]:
    """Return (x, y, class) of each point."""
    places = zip(points.x.round(2).tolist(), points.classes.tolist(), strict=True)
    return [(x, y, k) for (x, y), k in places]
