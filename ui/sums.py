"""Which ten sums softmax is shown with, and what they were before the reader's last change."""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn_core import Trace, explain

REACH = 10.0  # a bar goes so far up and down
FARTHEST = 100_000.0  # that a link or a message may name
CLOSE = (0.0, 1.5, 0.4, 2.0, -1.0, 1.8, 0.8, -0.5, 1.2, 0.2)
PRESETS = ("own", "close", "equal")
DECIMALS = 4  # of a sum that was set by hand: as many as are printed


@dataclass(frozen=True)
class Asked:
    """A preset, or ten sums of the reader's own, and what was added to all of them."""

    preset: str = "own"
    sums: tuple[float, ...] | None = None
    added: float = 0.0

    def trace(self, own: Trace) -> Trace:
        """Return a softmax of these sums; `own` is what the network made of the drawing."""
        chosen = self.sums or {"close": CLOSE, "equal": (0.0,) * 10}.get(self.preset)
        if chosen is None and not self.added:
            return own
        z = own[-1].z if chosen is None else np.array([chosen])
        return explain.given_sums(z + self.added)


def check(preset: object, sums: object, added: object) -> Asked | None:
    """Return what a message or a link asks for, None where it makes no sense."""
    more = _number(added)
    if preset not in PRESETS or more is None:
        return None
    if sums is None:
        return Asked(str(preset), None, more)
    numbers = [_number(one) for one in sums] if isinstance(sums, list) else []
    by_hand = tuple(one for one in numbers if one is not None)
    return Asked(str(preset), by_hand, more) if len(by_hand) == len(numbers) == 10 else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return round(float(value), DECIMALS) if abs(value) <= FARTHEST else None


def asked() -> Asked:
    """Return what the reader asks to see."""
    found: Asked = st.session_state.get("sums", Asked())
    return found


def before() -> Asked:
    """Return what it was before the reader's last change."""
    found: Asked = st.session_state.get("sums-before", asked())
    return found


def ask(what: Asked, grab: object) -> None:
    """Show this from now on. What comes with the same `grab` is one change, as of a dragged bar."""
    if grab != st.session_state.get("sums-grab"):
        st.session_state["sums-grab"] = grab
        st.session_state["sums-before"] = asked()
    st.session_state["sums"] = what


def read_link() -> None:
    """Take the sums from the address, as in ?softmax=close&sums=1,2,…&added=5: ten numbers.

    What makes no sense says nothing; where the address says nothing, what there was stays.
    """
    link, sums, added = st.query_params, None, 0.0
    if not {"softmax", "sums", "added"} & set(link):
        return
    with suppress(ValueError):
        sums = [float(one) for one in link["sums"].split(",")] if "sums" in link else None
        added = float(link.get("added", 0.0))
    ask(check(link.get("softmax", Asked().preset), sums, added) or Asked(), "link")
    st.session_state["sums-before"] = asked()


def link() -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    now = asked()
    return {
        "softmax": None if now.preset == Asked().preset else now.preset,
        "sums": ",".join(f"{one:g}" for one in now.sums) if now.sums else None,
        "added": f"{now.added:g}" if now.added else None,
    }
