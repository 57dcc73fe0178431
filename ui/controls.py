"""Groups of widgets that return values."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nn_core import LOSSES, Network
from nn_core.losses import Loss
from ui import lesson, networks, subject, visitor
from ui.components.truth import Looks, truth
from ui.subject import Subject

# Losses by their names in a list, which are those in a link too.
MEASURES = {"cross-entropy": "cross_entropy", "squared-error": "squared_error", "mse": "mse"}
SCALES = ["0.1", "0.2", "0.5", "1", "2", "5", "10"]  # as they stand in a link


def network_to_look() -> str:
    """Ask which network looks at the drawing: a name out of `networks.NAMES`, or YOURS."""
    studio, names = visitor.studio(), networks.NAMES
    if studio.own:
        names = (*names, networks.YOURS)
        # After a reload the first studio is a new one, and the address lost a name it has not got.
        asked = st.session_state.pop("yours-asked", studio.token)
        if asked != studio.token:
            st.session_state["network"] = networks.YOURS
    elif st.query_params.get("network") == networks.YOURS:
        st.session_state["yours-asked"] = studio.token
    # What only an address has said so far would be forgotten with the first change of page.
    before = st.session_state.get("network-before")
    if before in names and before == st.session_state.get("network"):
        st.session_state["network"] = before
    name = st.selectbox("Network", names, key="network", bind="query-params")
    st.session_state["network-before"] = name
    return name


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


def ink_and_network(place: DeltaGenerator) -> str:
    """Offer other ink and another network, there beside the title; return the network's name."""
    with place:
        link, select = st.columns([3, 2], vertical_alignment="bottom")
        with link:
            lesson.link("draw", "Draw other ink")
        with select:
            name = network_to_look()
    look_with(name)
    return name


def look_with(name: str) -> None:
    """Let this network look at the reader's drawing; ask for the weights of a random one."""
    with st.container():  # always here, so that what stands below it never begins anew
        random = random_network() if name == "random" else None
    visitor.studio().network = random or visitor.network(name)


def subject_to_look() -> Subject:
    """Ask what the reader's drawing really is, and whether to look at one in doubt in its place.

    That one is offered where the network is nearly sure of the truth, and from then on where the
    reader has looked at it. Returns what to look at.
    """

    def look(name: Looks) -> None:
        st.session_state["ink"] = name
        st.session_state["doubted"] = name == "doubt" or st.session_state.get("doubted", False)

    if "truth" not in st.session_state:  # the page opens
        asked = st.query_params.get("ink", st.session_state.get("ink"))
        look("doubt" if asked == "doubt" else "own")
    own, wanted = subject.own(), st.session_state["ink"]
    offered = st.session_state["doubted"] or own.confidence >= subject.SURE
    doubt = subject.doubtful() if offered else None
    looks: Looks = "doubt" if doubt and wanted == "doubt" else "own"
    truth(own, doubt, looks, key="truth", on_look=look)
    return doubt if doubt and looks == "doubt" else own


def loss_to_measure() -> Loss:
    """Ask with which loss the answer is compared with the truth; cross-entropy, as in training."""
    name = st.selectbox("Loss", list(MEASURES), key="loss", bind="query-params")
    return LOSSES[MEASURES[name]]
