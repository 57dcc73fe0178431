"""A picture as the table of its numbers, unrolled into a column, through a network, to ten."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from live import answers
from nn_core import Trace, explain
from nn_core.explain.places import column
from ui.components import hear_open, heard, printed, register
from ui.grid import Look, check, number

_mount = register("pixels")


def pixels(
    trace: Trace,
    look: Look,
    *,
    called: str,
    key: str,
    link: dict[str, str | None],
    on_look: Callable[[Look], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the picture that left this trace, and what the network `called` so makes of it.

    `link` is what the address says of the page. `on_look` hears what the reader looks at, `on_open`
    the code of a number that is to be explained, or None for none any more.
    """
    pixel = look.at(trace)

    def asked() -> None:
        match st.session_state[key].get("asked"):
            case {"side": side, "pixel": at, **more}:
                wanted = check(side, at)
                if not wanted:
                    return
                on_look(wanted)
                hear_open(more, partial(number, trace, pixel), on_open)

    outputs = trace[-1].a[0]
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "side": look.side,
        "pixel": pixel,
        "chosen": look.pixel is not None,
        "picture": answers.floats(trace[0].x[0]),
        "called": called,
        "columns": [{"name": "input", "count": look.side**2}]
        + [{"name": column(trace, l), "count": len(one.layer.b)} for l, one in enumerate(trace)],
        "outputs": [
            printed(explain.confidence(trace, k), f"confidence-{k}") for k in range(len(outputs))
        ],
        "best": int(outputs.argmax()),
    }
    _mount(key=key, data=data, on_asked_change=asked)
