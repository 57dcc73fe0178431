"""A network is a function: numbers go in, numbers come out, and other numbers decide how."""

import streamlit as st

from ui import controls, lesson, turning, visitor
from ui.components import knobs as knobs_view
from ui.opened import Opened
from ui.part import Part

NUMBER = Opened[str]("function")
FIT, PIXELS, KNOBS = (Part(NUMBER, name) for name in ("fit", "pixels", "knobs"))

lesson.opening(
    "A network is a function",
    "What kind of thing is a neural network? Numbers go in, numbers come out, and other numbers "
    "decide how.",
)
if "fit" not in st.session_state:  # the page opens
    NUMBER.open(st.query_params.get("open"))


@st.fragment
def fit() -> None:
    """Show a function of one number, to be fitted by hand."""


@st.fragment
def picture() -> None:
    """Show the reader's picture as the table of its numbers, and what the network makes of them."""


@st.fragment
def knobs() -> None:
    """Show all the numbers that the network has, to turn one, and fresh ones beside them."""
    if "knobs" not in st.session_state:  # the page opens
        turning.read_link()
    trained = st.session_state["network"] != "random"
    shown = turning.turned(visitor.trace(), trained=trained)
    opened = knobs_view.number(shown, KNOBS.code) if KNOBS.code else None
    st.markdown(
        "$a x^2 + b x + c$ had three numbers to turn. The function that reads your digit has more: "
        "its **weights** and **biases**. The form is the same whatever they are. They alone decide "
        "what it says."
    )
    knobs_view.knobs(
        shown,
        trained=trained,
        opened=KNOBS.code if opened else None,
        key="knobs",
        link=turning.link(shown) | {"open": NUMBER.code if opened or not KNOBS.code else None},
        on_open=KNOBS.open,
    )
    KNOBS.panel(opened)


fit()
guess, story = st.columns(2, gap="large")
with story:
    st.subheader("What is a function?", anchor=False)

st.subheader("A picture in, ten numbers out", anchor=False)
controls.ink_and_network(st.container())
picture()
st.subheader("All its numbers", anchor=False)
knobs()
lesson.link("forward", "Next: how does your ink go through it? →")
