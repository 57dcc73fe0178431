"""Which part of me caused it? How should it change? Backpropagation."""

import streamlit as st

from ui import controls, lesson, networks, parameters, visitor
from ui.components.network_view import DIGITS, network_view
from ui.explanation import explanation

PARTS = ("Your digit, the whole network", "2-2-2, by hand")

place = lesson.opening(
    "Whose fault is it?",
    lesson.with_questions("Which weights caused the mistake, and how should they change?", 1, 2),
)
with place:
    lesson.link("draw", "Draw other ink")
    measure, select = st.columns(2, vertical_alignment="bottom")
    with measure:
        loss = controls.loss_to_measure()
    with select:
        name = controls.network_to_look()
with st.container():  # always here, so that what stands below it never begins anew
    random = controls.random_network() if name == "random" else None
visitor.studio().network = random or networks.trained(name)
if "part" not in st.session_state:  # the page opens
    parameters.read_link()
part = st.segmented_control(
    "Which network",
    PARTS,
    default=PARTS[0],
    required=True,
    key="part",
    bind="query-params",
    label_visibility="collapsed",
)


@st.fragment
def whole() -> None:
    """Follow the blame from the loss to one weight of the network that saw the reader's digit."""
    case = subject.case(loss)
    at = parameters.looked_at(case)
    network_view(
        subject.trace,
        parameters.place(at),
        labels=DIGITS,
        key="network-view",
        on_select=lambda place: parameters.choose_in(case, place),
        on_close=lambda: None,
    )
    explanation(parameters.explained(case, at), on_close=lambda: None)


@st.fragment
def by_hand() -> None:
    """Go back through a network small enough to do it with a pencil."""


if part == PARTS[0]:
    subject = controls.subject_to_look()
    whole()
else:
    by_hand()
