"""Under which activation the reader looks at where sums fall, and how far its bias was moved."""

import streamlit as st

from nn_core import Network
from nn_core.presets import INPUTS
from ui import networks, neurons, visitor
from ui.components.landing import CHANGES, Asked, check

USUAL = Asked("relu", len(CHANGES) // 2)


def neuron() -> tuple[Network, int]:
    """Return the network and its neuron in hidden 1 that the reader looks at.

    The digits have 28 x 28 pixels: for a network of another size, or without a hidden column, the
    default one stands in.
    """
    network = visitor.studio().network
    if len(network[0].W) != INPUTS or len(network) == 1:
        network = networks.trained()
    return network, neurons.in_hidden_1(visitor.trace(network=network))


def asked() -> Asked:
    """Return what the reader looks at."""
    found: Asked = st.session_state.get("fall", USUAL)
    return found


def ask(what: Asked) -> None:
    """Look at this from now on."""
    st.session_state["fall"] = what


def read_link() -> None:
    """Take it from the address, as in ?under=tanh&moved=-5. Nonsense says nothing."""
    link = st.query_params
    if not {"under", "moved"} & set(link):
        return
    places = {f"{change:g}": at for at, change in enumerate(CHANGES)}
    ask(check({"f": link.get("under", USUAL.f), "at": places.get(link.get("moved", "0"))}) or USUAL)


def link() -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    now = asked()
    return {
        "under": None if now.f == USUAL.f else now.f,
        "moved": None if now.at == USUAL.at else f"{CHANGES[now.at]:g}",
    }
