"""All the numbers of a network: counted, drawn as dots, one of them to turn, and fresh ones."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from live import weights
from nn_core import Parameter, Trace, explain, outputs_along
from nn_core.datasets.digits import TRAINING
from nn_core.explain import Explanation, places
from nn_core.explain.counted import all_counted, layer_counted
from nn_core.explain.numbers import ordinary
from nn_core.explain.turned import idle, no_picture, turned
from ui import turning
from ui.components import hear_open, heard, printed, register
from ui.components.chooser import chosen, named
from ui.components.network_view import DIGITS, outline
from ui.turning import SEEDS, Turned, network_of

REACH = 3.0  # how far a number is turned to either side
CHANGES = np.linspace(-REACH, REACH, 61)  # the places of the slider; the one in the middle is none
MOST = 0.95  # of all numbers are less than what the full colour says

_mount = register("knobs")


def knobs(
    shown: Turned,
    three: Sequence[float],
    *,
    trained: bool,
    opened: str | None,
    key: str,
    link: dict[str, str | None],
    on_open: Callable[[str | None], None],
    on_follow: Callable[[str], None],
) -> None:
    """Show all numbers of the reader's network; where it is not `trained`, they are random already.

    `three` are a, b and c of the function of one number: three dots beside all these.
    `opened` is the code of the number that is open, `link` what the address says of the page.
    `on_open` hears the code of a number that is to be explained, or None for none any more, and
    `on_follow` the code of what the slider has made of the one that is open.
    """

    own = network_of(shown.own)

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if found := chosen(message, own):
            turning.choose(found)
        match message:
            case {"choose": "any"}:
                turning.choose_any(own)
        match message:
            case {"fresh": None}:
                turning.draw(None)
            case {"fresh": seed} if type(seed) is int and 0 <= seed < SEEDS:
                turning.draw(seed)
        match message:
            case {"follow": str(code)} if number(shown, code):
                on_follow(code)
        hear_open(message, partial(number, shown), on_open)

    trace = shown.shown
    network, outputs = network_of(trace), outputs_along(trace, shown.at, CHANGES)
    value = shown.at.value(network)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "opened": opened,
        "shape": outline(network, DIGITS),
        "weights": weights.offer(network),
        "full": _full(shown.own),
        "three": list(three),
        "layers": [_counted(trace, l) for l in range(len(trace))],
        "total": printed(all_counted(trace), "total"),
        "number": named(shown.at),
        "printed": printed(_number(trace, shown.at), "number"),
        "values": (value + CHANGES).tolist(),
        "written": [ordinary(now).latex(now) for now in value + CHANGES],
        "outputs": outputs.round(6).tolist(),
        "own": None if shown.drawn is None else shown.own[-1].a[0].round(6).tolist(),
        "seed": shown.seed,
        "next": None if shown.seed is None else (shown.seed + 1) % SEEDS,
        "trained": trained,
        "says": turned(trace, shown.at, outputs),
        "blank": idle(trace),
        "about": no_picture(trace, TRAINING),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(shown: Turned, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is no such one.

    total, layer-1, number, trained-3 (an output of the network's own numbers), and output-3-45:
    what output 3 says where the slider is at place 45.
    """
    trace = shown.shown
    with suppress(ValueError):
        match code.split("-"):
            case ["total"]:
                return all_counted(trace)
            case ["layer", column]:
                return layer_counted(trace, int(column) - 1)
            case ["number"]:
                return _number(trace, shown.at)
            case ["trained", k]:
                return explain.activation(shown.own, len(trace) - 1, int(k))
            case ["output", k, place] if int(place) in range(len(CHANGES)):
                moved = shown.at.moved(network_of(trace), CHANGES[int(place)])
                return explain.activation(explain.again(trace, moved), len(trace) - 1, int(k))
    return None


def _number(trace: Trace, at: Parameter) -> Explanation:
    if at.i is None:
        return explain.bias(trace, at.l, at.k)
    return explain.weight(trace, at.l, at.i, at.k)


def _counted(trace: Trace, l: int) -> dict[str, Any]:
    inputs, units = trace[l].layer.W.shape
    shown = {"column": places.column(trace, l), "sum": f"{inputs:,} · {units} + {units}"}
    return shown | printed(layer_counted(trace, l), f"layer-{l + 1}")


def _full(trace: Trace) -> float:
    """Return the size of number that gets the full colour, with one digit: few are larger."""
    sizes = [np.abs(part).ravel() for here in trace for part in (here.layer.W, here.layer.b)]
    return float(f"{np.quantile(np.concatenate(sizes), MOST):.0e}") or 1.0
