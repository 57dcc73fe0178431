"""Softmax on ten sums to drag: their powers of e, with and without the largest, and the shares."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import streamlit as st

from nn_core import Trace, explain
from nn_core.explain import Explanation
from nn_core.explain.shares import shared, too_large
from ui import sums
from ui.components import hear_open, heard, printed, register
from ui.sums import REACH, Asked

ADDED = {"−5": -5.0, "+5": 5.0, "+1,000": 1000.0}  # to all ten sums, by what the buttons say
OUTPUTS = 10
BEGIN = "Raise one sum: drag its bar up. What becomes of the other nine shares?"

_mount = register("shares")


def shares(
    own: Trace,
    *,
    opened: str | None,
    key: str,
    link: dict[str, str | None],
    on_ask: Callable[[Asked, object], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the softmax of the sums that the reader asks for; `own` is the trace of the drawing.

    `opened` is the code of the number that is open, `link` what the address says of the page.
    `on_ask` hears what the reader asks to see, and with which grab, `on_open` the code of a number
    that is to be explained, or None for none any more.
    """
    now = sums.asked()
    trace = now.trace(own)

    def told() -> None:
        match st.session_state[key].get("asked"):
            case {"preset": preset, "sums": by_hand, "added": added, "grab": grab, **more}:
                if wanted := sums.check(preset, by_hand, added):
                    on_ask(wanted, grab)
                hear_open(more, partial(number, trace), on_open)

    before = sums.before().trace(own)
    said = shared(before[-1].z[0], trace[-1].z[0]), too_large(trace[-1].z[0])
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "opened": opened,
        "asked": {"preset": now.preset, "sums": now.sums, "added": now.added},
        "adds": ADDED,
        "reach": REACH,
        "positions": [
            {name: _printed(trace, f"{name}-{k}") for name in ("z", "power", "lowered", "share")}
            for k in range(OUTPUTS)
        ],
        "before": before[-1].a[0].tolist(),
        "largest": int(trace[-1].z[0].argmax()),
        "sums": {name: _printed(trace, name) for name in ("power", "lowered", "share")},
        "said": " ".join(filter(None, said)) or BEGIN,
    }
    _mount(key=key, data=data, on_asked_change=told)


def number(trace: Trace, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is none or it is too large."""
    what, _, numbered = code.partition("-")
    k = int(numbered) if numbered in map(str, range(OUTPUTS)) else None
    last, top = len(trace) - 1, int(trace[-1].z[0].argmax())
    of_all: dict[str, Callable[[], Explanation]] = {
        "power": lambda: explain.raised_sum(trace, last, None),
        "lowered": lambda: explain.raised_sum(trace, last, top),
        "share": lambda: explain.shares_out(trace),
    }
    of_one: dict[str, Callable[[int], Explanation]] = {
        "z": lambda k: explain.weighted_sum(trace, last, k),
        "power": lambda k: explain.raised(trace, last, k, None),
        "lowered": lambda k: explain.raised(trace, last, k, top),
        "share": lambda k: explain.softmax_output(trace, k),
    }
    with suppress(KeyError, ValueError):  # not finite
        return of_all[code]() if k is None else of_one[what](k)
    return None


def _printed(trace: Trace, code: str) -> dict[str, Any] | None:
    found = number(trace, code)
    return printed(found, code) if found else None
