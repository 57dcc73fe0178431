"""Which activation function the reader looks at, and where on it: through a whole visit."""

from dataclasses import dataclass
from math import isfinite

import streamlit as st

REACH = 6.0  # z goes from -6 to 6


@dataclass(frozen=True)
class Place:
    """A function by its name, and a weighted sum z in [-REACH, REACH]."""

    f: str = "tanh"
    z: float = 1.0


FUNCTIONS = ("tanh", "sigmoid", "relu", "leaky_relu", "identity")


def check(f: object, z: object) -> Place | None:
    """Return what a message or a link asks to see, None where it makes no sense."""
    if f not in FUNCTIONS or type(z) not in (int, float) or not isfinite(float(str(z))):
        return None
    at = float(str(z))
    return Place(str(f), at) if abs(at) <= REACH else None


def looked_at() -> Place:
    """Return the function and the place on it that the reader looks at."""
    found: Place = st.session_state.get("curved", Place())
    return found


def look(place: Place) -> None:
    """Look at this from now on."""
    st.session_state["curved"] = place


def show(f: str, z: float) -> None:
    """Look at a sum that was chosen elsewhere: the curves come into view.

    What is beyond their ends stands at the end.
    """
    look(Place(f, min(max(z, -REACH), REACH)))
    st.session_state["curved-looks"] = looks() + 1


def looks() -> int:
    """Return how often one was chosen elsewhere."""
    count: int = st.session_state.get("curved-looks", 0)
    return count


def read_link() -> None:
    """Take that from the address, as in ?f=relu&z=-2.00. Nonsense says nothing."""
    link, usual = st.query_params, Place()
    if not {"f", "z"} & set(link):
        return
    try:
        z = float(link.get("z", usual.z))
    except ValueError:
        z = usual.z
    look(check(link.get("f", usual.f), z) or usual)


def link() -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    now, usual = looked_at(), Place()
    decimals = 2 if round(now.z, 2) == now.z else 4  # more are a neuron's
    return {
        "f": None if now.f == usual.f else now.f,
        "z": None if now.z == usual.z else f"{now.z:.{decimals}f}",
    }
