"""Groups of widgets that return values."""

import streamlit as st

from nn_core import Network
from ui import networks

SCALES = ["0.1", "0.2", "0.5", "1", "2", "5", "10"]  # as they stand in a link


def network_to_look() -> str:
    """Ask which network looks at the drawing: a name out of `networks.NAMES`."""
    return st.selectbox("Network", networks.NAMES, key="network", bind="query-params")


def networks_to_look() -> tuple[str, bool]:
    """Ask which network looks at the drawing, and whether a random one stands beside it."""
    toggle, select = st.columns([3, 2], vertical_alignment="bottom")
    with select:
        name = network_to_look()
    beside = name != "random" and toggle.toggle(
        "The same ink through random weights", key="random", bind="query-params"
    )
    return name, beside


def random_network() -> Network:
    """Ask from which seed, and how large, random weights are drawn; return the network."""
    seed, scale = st.columns([1, 3])
    drawn = seed.number_input(
        "Seed of the random weights", 0, 9999, networks.SEED, key="seed", bind="query-params"
    )
    times = scale.select_slider(
        "Size of the random weights, as a multiple of the usual one",
        SCALES,
        "1",
        key="scale",
        bind="query-params",
    )
    return networks.untrained(drawn, float(times))
