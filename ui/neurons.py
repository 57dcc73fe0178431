"""Which neuron the reader looks at, and which of its numbers is open: through a whole visit."""

import re

import streamlit as st

from nn_core import Trace
from ui import visitor
from ui.components.network_view import Place, exists
from ui.opened import Opened

USUAL, NONE = "a", "none"  # codes in a link: of the activation, and of no number at all
LINK = re.compile(r"([1-9])-(\d{1,4})", re.ASCII)

number = Opened("forward", USUAL)


def looked_at(trace: Trace) -> Place:
    """Return the neuron that was chosen; where there is none, hidden 1's most active one."""
    network = tuple(layer.layer for layer in trace)
    chosen = _chosen()
    return chosen if chosen and exists(chosen, network) else (1, int(trace[0].a[0].argmax()))


def in_hidden_1(trace: Trace) -> int:
    """Return which neuron of hidden 1 is looked at: the chosen one, or else its most active."""
    column, k = looked_at(trace)
    return k if column == 1 else int(trace[0].a[0].argmax())


def choose(place: Place) -> None:
    """Look at this neuron from now on, in any network of as many columns as there are now."""
    st.session_state["neuron"] = place, _columns()


def _chosen() -> Place | None:
    """Return the choice, None where there is none, or its network had more columns or fewer."""
    place, columns = st.session_state.get("neuron", (None, None))
    return place if columns == _columns() else None


def _columns() -> int:
    return len(visitor.studio().network)


def read_link() -> None:
    """Take neuron and number from the address, as in ?neuron=1-17&open=z. Nonsense says nothing."""
    read_place()
    code = st.query_params.get("open", USUAL)
    number.open(None if code == NONE else code)


def read_place() -> None:
    """Take the neuron alone from the address."""
    if found := LINK.fullmatch(st.query_params.get("neuron", "")):
        choose((int(found[1]), int(found[2])))


def link(place: Place, opened: str | None) -> dict[str, str | None]:
    """Return what the address says of this; None where it need not say anything."""
    return {
        "neuron": f"{place[0]}-{place[1]}" if place == _chosen() else None,
        "open": None if opened == USUAL else opened or NONE,
    }
