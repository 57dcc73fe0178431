"""Lines, curves, and too many neurons: a network divides a plane."""

import streamlit as st

from ui import lesson, visitor
from ui.components.boundary_view import boundary_view

place = lesson.opening(
    "Lines, curves, and too many neurons",
    "How does a network draw a border between two kinds of points?",
)
with place:
    lesson.link("two_classes", "← Cat or dog?")


@st.fragment
def plane() -> None:
    """Show the plane and its network. Only this part runs again when something is asked of it."""
    boundary_view(visitor.studio(), key="plane")


plane()


@st.fragment
def points() -> None:
    """Show where the points come from: patterns, a file, the reader's own."""


points()
