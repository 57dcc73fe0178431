"""The reader's own drawings that a training learns from; each can be taken out again."""

from collections.abc import Callable, Sequence

import streamlit as st

from live import answers, messages
from live.studio import Example
from ui.components import heard, register

_mount = register("examples")


def examples(
    drawings: Sequence[Example], says: str, *, key: str, on_leave: Callable[[Example], None]
) -> None:
    """Show the drawings with their labels; `on_leave` hears which one is to be taken out."""

    def leaving() -> None:
        message = st.session_state[key].get("leave")
        try:
            last = len(drawings) - 1
            place = messages.whole(messages.number(message, "place"), 0, last, "a drawing's place")
            on_leave(drawings[place])
            st.session_state[f"{key}-refused"] = None
        except ValueError as error:
            st.session_state[f"{key}-refused"] = str(error)

    shown = [{"picture": answers.pixels(one.picture), "label": one.label} for one in drawings]
    refused = st.session_state.get(f"{key}-refused")
    data = {"drawings": shown, "says": refused or says, "n": heard(key, "leave")}
    _mount(key=key, data=data, on_leave_change=leaving)
