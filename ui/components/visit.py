"""In the frame of every page: the tab gets its studio back, and hears how the connection is."""

import streamlit as st

from ui import visitor
from ui.components import register

_mount = register("visit")
KEY = "visit"


def visit() -> None:
    """Tell the browser tab which studio is its own, or hear from it which one was."""

    def claimed() -> None:
        visitor.claim(st.session_state[KEY].get("claim"))

    claim = st.session_state.get(KEY, {}).get("claim")
    studio = visitor.studio()
    data = {
        "token": studio.token,
        "number": studio.drawing.number,
        "claimed": claim.get("n") if isinstance(claim, dict) else None,
    }
    _mount(key=KEY, data=data, on_claim_change=claimed)
