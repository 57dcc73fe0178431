"""The followed pictures: a whole training of 30 epochs, to be played, stepped and scrubbed."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from live import answers
from nn_core.story import EPOCHS
from ui import doodled, followed
from ui.components import hear_open, heard, register

_mount = register("followed")


def paths(
    *,
    key: str,
    link: str | None,
    on_open: Callable[[str | None], None],
    on_follow: Callable[[str], None],
) -> None:
    """Show them. Playing is the browser's.

    `link` is the open number that the address says, `on_open` hears the code of one that is to be,
    `on_follow` that of the same number after another batch.
    """

    def asked() -> None:
        message = st.session_state[key].get("asked")
        hear_open(message, followed.number, on_open)
        match message:
            case {"follow": str(code)} if followed.number(code):
                on_follow(code)

    at = st.query_params.get("epoch", "0")
    epoch = int(at) if at.isdecimal() and len(at) < 3 else 0
    now = {"n": heard(key, "asked"), "link": {"open": link}, "opening": min(epoch, EPOCHS)}
    _mount(key=key, data=_told() | now, on_asked_change=asked)


@st.cache_resource(show_spinner="A network learns from 600 pictures …")
def _told() -> dict[str, Any]:
    """Return what all visitors see."""
    story = doodled.story()
    measured = [
        [one.loss, one.unseen_loss, one.accuracy, one.unseen_accuracy] for one in story.measures
    ]
    best = max(one.unseen_accuracy for one in story.measures)
    return {
        "epochs": EPOCHS,
        "followed": [
            {
                "picture": answers.pixels(one.picture),
                "truth": int(one.y.argmax()),
                "says": one.says,
                "path": answers.rows(one.path.tolist()),
            }
            for one in followed.pictures()
        ],
        "losses": answers.floats(story.losses),
        "measured": [[round(value, answers.DECIMALS) for value in row] for row in measured],
        "enough": (
            f"How many epochs are enough? From epoch {story.enough} on the unseen accuracy stays "
            f"within one percent of its best, {best:.1%}".replace("%", " %")
            + "."
        ),
    }
