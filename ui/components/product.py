"""Two layers multiplied out to one before the reader's eyes, and both ways to the answer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from nn_core import Trace, explain
from nn_core.explain import Explanation
from nn_core.explain.merged import (
    agree,
    merged_bias,
    merged_sum,
    merged_weight,
    merging,
    verdict,
)
from ui import two_layers
from ui.components import hear_open, heard, printed, register
from ui.two_layers import BETWEEN, MOST, MOST_X, NAMES, Asked

UNITS = (0, 1)
# What a number of one place goes by in a code, as in two-0; a weight of both together is w-0-1.
PLACES: dict[str, Callable[[Trace, int], Explanation]] = {
    "sum": lambda trace, k: explain.weighted_sum(trace, 0, k),
    "bent": lambda trace, k: explain.activation(trace, 0, k),
    "two": lambda trace, k: explain.weighted_sum(trace, 1, k),
    "one": merged_sum,
    "b": merged_bias,
}

_mount = register("product")


def product(
    asked: Asked,
    *,
    key: str,
    link: dict[str, str | None],
    on_ask: Callable[[Asked], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the two layers that the reader asked for, and the one that they come to.

    `link` is what the address says of the page. `on_ask` hears what the reader asks to see,
    `on_open` the code of a number that is to be explained, or None for none any more.
    """
    trace = asked.trace

    def told() -> None:
        match st.session_state[key].get("asked"):
            case {"numbers": numbers, "between": between, **more}:
                if wanted := two_layers.check(numbers, between):
                    on_ask(wanted)
                hear_open(more, partial(number, trace), on_open)

    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "names": NAMES,
        "numbers": asked.numbers,
        "between": asked.between,
        "bends": list(BETWEEN),
        "most": MOST,
        "most_x": MOST_X,
        "found": {code: printed(found, code) for code, found in _numbers(trace).items()},
        "walk": merging(trace),
        "agree": agree(trace),
        "verdict": verdict(trace),
    }
    _mount(key=key, data=data, on_asked_change=told)


def number(trace: Trace, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is no such one."""
    return _numbers(trace).get(code)


def _numbers(trace: Trace) -> dict[str, Explanation]:
    found = {f"w-{i}-{k}": merged_weight(trace, i, k) for i in UNITS for k in UNITS}
    return found | {f"{name}-{k}": made(trace, k) for name, made in PLACES.items() for k in UNITS}
