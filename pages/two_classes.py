"""Cat or dog: one unseen picture is followed from a guess to an answer."""

import streamlit as st

from ui import lesson

place = lesson.opening(
    "Cat or dog?",
    "How does a guess become an answer? Follow one picture, **epoch** by epoch.",
)
with place:
    lesson.link("boundary", "Points on a plane →")


@st.fragment
def follow() -> None:
    """Show the followed pictures' paths over the epochs."""


@st.fragment
def compare() -> None:
    """Show an update for each batch beside one for each epoch."""


@st.fragment
def draw() -> None:
    """Let the reader draw a cat or a dog."""


follow()
compare()
draw()
