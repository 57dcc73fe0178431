"""The batch that comes next, live: its pictures, what they are, and what the network says."""

from collections.abc import Callable

import streamlit as st

from live.batch import MOST, SIDE
from ui.components import heard, register

_mount = register("batch", "tiles.css")


def batch(*, key: str, on_choose: Callable[[int], None]) -> None:
    """Show the next batch of this page's training.

    `on_choose` hears which of the first pictures is pressed, counted from 0. What a browser says
    besides changes nothing.
    """

    def asked() -> None:
        match st.session_state[key].get("asked"):
            case {"example": int(n)} if n in range(MOST):
                on_choose(n)

    data = {"n": heard(key, "asked"), "side": SIDE}
    _mount(key=key, data=data, on_asked_change=asked)
