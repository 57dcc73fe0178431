"""Which small network the reader works by hand, and which of its numbers is open: a whole visit."""

import streamlit as st

from nn_core.by_hand import EXAMPLES, MAZUR, Example
from ui.components.by_hand import At
from ui.opened import Opened

USUAL = "mazur"
NO_LINK: dict[str, str | None] = {"preset": None, "numbers": None}  # of a page without it

line = Opened[At]("example")


def current() -> Example:
    """Return the network that the reader works with; it opens with the published one."""
    example: Example = st.session_state.get("example", MAZUR)
    return example


def change(example: Example) -> None:
    """Work with this one from now on."""
    st.session_state["example"] = example


def read_link() -> None:
    """Take the network from the address: ?preset=off, or ?numbers= and all that an edited one is.

    Nonsense says nothing.
    """
    asked = st.query_params
    found = Example.read(asked.get("numbers", "")) or EXAMPLES.get(asked.get("preset", ""))
    if found:
        change(found)


def link() -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    example = current()
    name = next((name for name, one in EXAMPLES.items() if one == example), None)
    return {
        "preset": None if name == USUAL else name,
        "numbers": None if name else example.written,
    }
