"""Activation functions: how a neuron bends its sum, and why it must."""

import streamlit as st

from ui import controls, fall, lesson, sums, visitor
from ui.components.landing import landing as landing_of
from ui.components.shares import number
from ui.components.shares import shares as softmax
from ui.opened import Opened
from ui.part import Part

NUMBER = Opened[str]("activations")
CURVES, BEND, SHARES = (Part(NUMBER, name) for name in ("curves", "bend", "shares"))

lesson.opening("Activation functions", "Why does a neuron bend its sum?")
if "curves" not in st.session_state:  # the page opens
    NUMBER.open(st.query_params.get("open"))


@st.fragment
def curves() -> None:
    """Show the activation functions, each with its derivative and a point to drag."""


@st.fragment
def neuron() -> None:
    """Show one neuron of the reader's digit under each of them."""


@st.fragment
def landing() -> None:
    """Show where a neuron's sums fall for many digits: some on a flat part of its curve."""
    if "landing" not in st.session_state:  # the page opens
        fall.read_link()
    landing_of(*fall.neuron(), fall.asked(), key="landing", link=fall.link(), on_ask=fall.ask)


@st.fragment
def straight() -> None:
    """Show two layers without a bend multiplied out to one, and a fit that needs the bend."""


@st.fragment
def shares() -> None:
    """Show what softmax makes of ten sums that the reader changes."""
    if "shares" not in st.session_state:  # the page opens
        sums.read_link()
    own = visitor.trace()
    shown = sums.asked().trace(own)
    opened = number(shown, SHARES.code) if SHARES.code else None
    softmax(
        own,
        opened=SHARES.code,
        key="shares",
        link=sums.link() | {"open": NUMBER.code},
        on_ask=sums.ask,
        on_open=SHARES.open,
    )
    SHARES.panel(opened)


curves()
guess, story = st.columns(2, gap="large")
with story:
    st.subheader("What does an activation function do?", anchor=False)

st.subheader("The same neuron under each of them", anchor=False)
controls.ink_and_network(st.container())
neuron()
st.subheader("A neuron that can't learn", anchor=False)
st.markdown(
    "A weight moves by what comes back through the bend: the gradient times $f'(z)$. Here is the "
    "same neuron for a thousand digits that no network has learnt from. Where its sum falls on a "
    "flat part, next to nothing comes through. Move its bias, and watch it die."
)
landing()
st.subheader("Without a bend many layers are one", anchor=False)
straight()
st.subheader("Softmax: ten sums become ten shares", anchor=False)
shares()
lesson.link("loss", "Next: how wrong is it? →")
