"""One neuron of the reader's digit under each activation function: the same sum, five answers."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np
import streamlit as st

from nn_core import Trace, explain
from nn_core.activations import OF_ONE
from nn_core.arrays import Array
from nn_core.explain import Explanation, bends, places, slopes
from ui import curved
from ui.components import heard, printed, register
from ui.components.curves import flat, heights

POINTS = 97  # of a curve; where z goes from -6 to 6, one of them at 0
NAMES = {
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "identity": "identity",
}

_mount = register("neuron")


def neuron(
    trace: Trace,
    k: int,
    *,
    opened: str | None,
    key: str,
    link: dict[str, str | None],
    on_select: Callable[[int], None],
    on_show: Callable[[str], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show neuron `k` of hidden 1 of the network that left this trace, under each activation.

    `opened` is the code of the number that is open, `link` what the address says of the page.
    `on_select` hears which other neuron the reader chooses, `on_show` which function is to be seen
    large with this sum, `on_open` the code of a number that is to be explained, or None for none.
    """
    z = trace[0].z[0]

    def asked() -> None:
        match st.session_state[key].get("asked"):
            case {"select": int(chosen)} if type(chosen) is int and 0 <= chosen < len(z):
                on_select(chosen)
            case {"show": str(name)} if name in NAMES:
                on_show(name)
            case {"open": None}:
                on_open(None)
            case {"open": str(code)} if number(trace, k, code):
                on_open(code)

    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "opened": opened,
        "k": k,
        "units": len(z),
        "off": _next_off(z <= 0, k),
        "z": printed(explain.weighted_sum(trace, 0, k), "z"),
        "cards": [_card(trace, k, name) for name in NAMES],
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(trace: Trace, k: int, code: str) -> Explanation | None:
    """Return the number of neuron k that goes by this code, None where there is no such one."""
    if code == "z":
        return explain.weighted_sum(trace, 0, k)
    name, _, what = code.partition("-")
    if name not in NAMES or what not in ("a", "slope"):
        return None
    return _under(trace, k, name)[what]


def _under(trace: Trace, k: int, name: str) -> dict[str, Explanation]:
    """Return the activation of neuron k under a function, and the slope there."""
    f = OF_ONE[name]
    if f is trace[0].layer.activation:
        return {"a": explain.activation(trace, 0, k), "slope": slopes.slope(trace, 0, k, f)}
    z, where = (
        explain.weighted_sum(trace, 0, k),
        f"{places.neuron(trace, 0, k)} under {NAMES[name]}",
    )
    return {
        "a": replace(bends.bent(f, z), name=f"activation of {where}"),
        "slope": replace(bends.bend_slope(f, z), name=f"slope at {where}"),
    }


def _next_off(off: Array, k: int) -> int | None:
    """Return the next neuron after k that a ReLU would turn off, None where there is no other."""
    others = [n % len(off) for n in range(k + 1, k + len(off)) if off[n % len(off)]]
    return others[0] if others else None


def _card(trace: Trace, k: int, name: str) -> dict[str, Any]:
    """Return the curve of one function, the neuron's place on it, and the numbers there."""
    f, z = OF_ONE[name], float(trace[0].z[0, k])
    reach = max(curved.REACH, float(ceil(abs(z))))
    at = np.linspace(-reach, reach, POINTS)
    under = _under(trace, k, name)
    return {
        "f": name,
        "says": NAMES[name],
        "own": f is trace[0].layer.activation,
        "reach": reach,
        "range": heights(f, reach),
        "ticks": sorted({round(float(v)) for v in f(np.array([-reach, 0.0, reach]))}),
        "flat": flat(f, reach),
        "points": np.stack([at, f(at)], axis=1).tolist(),
        "at": [z, under["a"].value],
        "numbers": {what: printed(each, f"{name}-{what}") for what, each in under.items()},
    }
