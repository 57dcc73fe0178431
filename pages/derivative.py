"""Which way is down? The loss along one weight."""

import streamlit as st

from ui import controls, lesson, networks, parameters, visitor
from ui.components.chooser import chooser
from ui.components.gradients import gradients
from ui.components.network_view import DIGITS, network_view

place = lesson.opening(
    "Which way is down?",
    lesson.with_questions("If one weight changes a little, where does the loss go?", 2),
)
with place:
    link, loss_place, network_place = st.columns([2, 2, 2], vertical_alignment="bottom")
    with link:
        lesson.link("draw", "Draw other ink")
    with loss_place:
        loss = controls.loss_to_measure()
    with network_place:
        name = controls.network_to_look()
with st.container():  # always here, so that what stands below it never begins anew
    random = controls.random_network() if name == "random" else None
visitor.studio().network = random or networks.trained(name)
if "chooser" not in st.session_state:  # the page opens
    parameters.read_link()
case = controls.subject_to_look().case(loss)


@st.fragment
def follow() -> None:
    """Show one weight of the network. Only this part runs again for another one."""
    at = parameters.looked_at(case)
    chooser(case, at, key="chooser", on_choose=parameters.choose)
    network_view(
        case.trace,
        parameters.place(at),
        labels=DIGITS,
        key="network-view",
        on_select=lambda place: parameters.choose_in(case, place),
        on_close=lambda: None,
    )
    gradients(case, at, key="gradients", link=parameters.link(), on_choose=parameters.choose)


follow()
