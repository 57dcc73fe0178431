"""Forward: how ink becomes ten numbers, one neuron at a time."""

import streamlit as st

from ui import controls, lesson, networks, neurons, visitor
from ui.components.glass import glass, number
from ui.components.network_view import network_view
from ui.components.question import Choice, question
from ui.explanation import explanation

place = lesson.opening(
    "Forward", "How does your ink become ten numbers? Look at one neuron after the other."
)
with place:
    link, select = st.columns([3, 2], vertical_alignment="bottom")
    with link, st.container(horizontal_alignment="right"):
        st.page_link("pages/draw.py", label="Draw other ink", width="content")
    with select:
        name = controls.network_to_look()
with st.container():  # always here, so that what stands below it never begins anew
    random = controls.random_network() if name == "random" else None
visitor.studio().network = random or networks.trained(name)
if "glass" not in st.session_state:  # the page opens
    neurons.read_link()


@st.fragment
def follow() -> None:
    """Show the network and one of its neurons. Only this part runs again for another neuron."""
    trace, code = visitor.trace(), neurons.opened()
    at = neurons.looked_at(trace)
    opened = number(trace, at, code) if code else None
    network_view(trace, at, key="network-view", on_select=neurons.choose, on_close=neurons.close)
    glass(
        trace,
        at,
        key="glass",
        link=neurons.link(at, code if opened else None),
        on_select=neurons.choose,
        on_open=neurons.open_number,
    )
    explanation(opened, on_close=neurons.close)


follow()
