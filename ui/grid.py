"""Which table of numbers the reader's picture is: how many pixels wide, and the one in sight."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn_core import Trace, explain
from nn_core.arrays import Array
from nn_core.explain import Explanation
from ui import visitor

# The network for each size, where the reader has chosen one for the other size.
NETWORKS = {28: "default", 60: "picture60"}
USUAL = 28
PART = (0.1, 0.9)  # of ink in a pixel whose number says more than yes or no


@dataclass(frozen=True)
class Look:
    """The picture's side in pixels, and the (row, column) that the reader has chosen, if any."""

    side: int = USUAL
    pixel: tuple[int, int] | None = None

    def at(self, seen: Trace) -> tuple[int, int]:
        """Return the pixel to look at: if none is chosen, one at the edge of the ink."""
        return self.pixel or _edge(seen[0].x.reshape(self.side, self.side))


def _edge(picture: Array) -> tuple[int, int]:
    """Return the pixel nearest to the middle that is part ink, part paper; else the middle."""
    middle = len(picture) // 2
    rows, columns = np.nonzero((picture > PART[0]) & (picture < PART[1]))
    if not len(rows):
        return middle, middle
    nearest = ((rows - middle) ** 2 + (columns - middle) ** 2).argmin()
    return int(rows[nearest]), int(columns[nearest])


def check(side: object, pixel: object) -> Look | None:
    """Return what a message asks to see, None where it makes no sense."""
    if type(side) is not int or side not in NETWORKS:
        return None
    match pixel:
        case None:
            return Look(side)
        case [int(row), int(column)] if all(type(k) is int and 0 <= k < side for k in pixel):
            return Look(side, (row, column))
    return None


def looked() -> Look:
    """Return what the reader looks at; with a network for another picture that is forgotten."""
    usual = _usual()
    found, chosen_with = st.session_state.get("pixels-look", (Look(usual), usual))
    return found if chosen_with == usual else Look(usual)


def look(at: Look) -> None:
    """Look at this from now on."""
    st.session_state["pixels-look"] = at, _usual()


def _usual() -> int:
    """Return the side of the picture that the reader's network looks at."""
    return explain.side(len(visitor.studio().network[0].W)) or USUAL


def read_link() -> None:
    """Take it from the address, as in ?grid=60&pixel=14-9; what makes no sense says nothing."""
    link = st.query_params
    if not {"grid", "pixel"} & set(link):
        return
    usual = check(_whole(link.get("grid", "")), None) or Look(_usual())
    pixel = [_whole(one) for one in link["pixel"].split("-")] if "pixel" in link else None
    look(check(usual.side, pixel) or usual)


def _whole(text: str) -> int | None:
    """Return a number of a few digits, None for other words."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


def link(at: Look) -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    return {
        "grid": None if at.side == _usual() else str(at.side),
        "pixel": "{}-{}".format(*at.pixel) if at.pixel else None,
    }


def trace(side: int) -> tuple[str, Trace]:
    """Return which network looks at a picture of this side, and what it makes of the drawing."""
    chosen = visitor.studio().network
    if explain.side(len(chosen[0].W)) == side:
        return st.session_state.get("network", NETWORKS[USUAL]), visitor.trace(network=chosen)
    name = NETWORKS[side]
    return name, visitor.trace(network=visitor.network(name))


def number(seen: Trace, pixel: tuple[int, int], code: str) -> Explanation | None:
    """Return the number of this code, None where there is no such one.

    That is the pixel in sight (pixel) or a confidence (confidence-3).
    """
    what, _, numbered = code.partition("-")
    k = _whole(numbered)
    if code == "pixel":
        return explain.pixel(seen, pixel[0] * (explain.side(seen[0].x.shape[1]) or 0) + pixel[1])
    if what == "confidence" and k is not None and k < seen[-1].a.shape[1]:
        return explain.confidence(seen, k)
    return None
