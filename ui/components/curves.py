"""Five activation functions, each with its slope below it, and a point that the reader drags."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import streamlit as st

from nn_core.activations import OF_ONE, Activation
from nn_core.explain import Explanation, bends
from nn_core.landing import flat_below
from ui import curved
from ui.components import hear_open, heard, register
from ui.curved import REACH, Place

PLACES = 241  # from one end to the other, 0.05 apart
EDGE = 1000  # places to a unit of z, between which a flat part is told from a steep one
ROOM = 0.15  # above and below a curve, as a share of its height

# What is written at the axis of a.
TICKS = {
    "tanh": [-1, 0, 1],
    "sigmoid": [0, 0.5, 1],
    "relu": [0, 2, 4, 6],
    "leaky_relu": [0, 2, 4, 6],
    "identity": [-6, -3, 0, 3, 6],
}
# What a part of the curve goes by that is nearly or quite flat.
FLAT_PARTS = {
    "tanh": ("flat", "hardly any gradient comes through"),
    "sigmoid": ("flat", "hardly any gradient comes through"),
    "relu": ("off", "no gradient comes through"),
    "leaky_relu": ("nearly off", "a hundredth of a gradient comes through"),
}
PRESETS = {
    "tanh": {"steepest": 0.0, "flat": 4.0},
    "sigmoid": {"steepest": 0.0, "flat": 5.0},
    "relu": {"on": 2.0, "off": -2.0, "at the kink": 0.0},
    "leaky_relu": {"above 0": 2.0, "below 0": -2.0, "at the kink": 0.0},
}
SATURATED = (
    "The curve is flat here: the neuron is saturated, and the weights that lead to it hardly learn."
)
ON = "Above 0 all of it goes on, however large z is."
# What there is to say of what goes on, by the part of the curve.
REMARKS = {
    "tanh": {
        "steep": "Near 0 nearly all of it goes on; farther out less and less.",
        "flat": SATURATED,
    },
    "sigmoid": {
        "steep": "A quarter is the most that a sigmoid ever lets through, at z = 0.",
        "flat": SATURATED,
    },
    "relu": {
        "on": ON,
        "off": "It is off. A ReLU that is off for every picture gets no gradient and stays off: "
        "it is dead.",
        "kink": "The curve has a kink here, and so no one slope. We take 0: it counts as off.",
    },
    "leaky_relu": {
        "on": ON,
        "off": "A hundredth is little, but with it the neuron can learn its way back.",
        "kink": "The curve has a kink here, and so no one slope. We take that of the left side.",
    },
    "identity": {"steep": "Nothing is bent: all of it goes on, everywhere."},
}

COSTS = "The network has a already. So the way back costs next to nothing."
# What there is to say of a slope that is worked out from a alone.
REUSE = {
    "tanh": COSTS,
    "sigmoid": COSTS,
    "relu": "Read: 1 where a is above 0, else 0. There, and only there, z is above 0 too.",
    "leaky_relu": "Read: 1 where a is above 0, else 0.01. There, and only there, z is above 0 too.",
    "identity": "The slope is 1 everywhere.",
}

_mount = register("curves")


def curves(
    *,
    opened: str | None,
    key: str,
    link: dict[str, str | None],
    on_look: Callable[[Place], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the function that the reader looks at, its slope, and the numbers at their place on it.

    `opened` is the code of the number that is open, `link` what the address says of the page.
    `on_look` hears where the reader looks now, `on_open` the code of a number that is to be
    explained, or None for none any more.
    """

    def asked() -> None:
        match st.session_state[key].get("asked"):
            case {"f": f, "z": z, **more} if place := curved.check(f, z):
                on_look(place)
                hear_open(more, partial(number, place), on_open)

    here = curved.looked_at()
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "opened": opened,
        "looks": curved.looks(),
        "z": here.z,
        "reach": REACH,
        "curve": _with(_curve(here.f), here),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(place: Place, code: str) -> Explanation | None:
    """Return the number at this place that goes by this code, None where there is no such one."""
    z, a, slope, reused = _explained(place.f, place.z)
    return {"z": z, "a": a, "slope": slope, "from-a": reused}.get(code)


def _explained(name: str, at: float) -> tuple[Explanation, ...]:
    """Return z, a, and the slope by z and by a."""
    f, z = OF_ONE[name], bends.by_hand(at)
    a = bends.bent(f, z)
    return z, a, bends.bend_slope(f, z), bends.reused_slope(f, z, a)


@cache
def _places() -> list[float]:
    """Return each z of a curve."""
    steps = PLACES // 2
    return [REACH * k / steps for k in range(-steps, steps + 1)]


@cache
def _curve(name: str) -> dict[str, Any]:
    """Return a function as a browser draws it, with all that is printed at each place."""
    f, rows = OF_ONE[name], [_row(name, z) for z in _places()]
    reused = _explained(name, 1.0)[3]
    return {
        "name": name,
        "formula": f.latex,
        "derivative": f.latex_derivative,
        "reused": f"f'(z) = {reused.formula or reused.shown}",
        "reuse": REUSE[name],
        "range": heights(f),
        "ticks": TICKS[name],
        "flat": flat(f),
        "flat_part": FLAT_PARTS.get(name),
        "presets": PRESETS.get(name, {}),
        "remarks": REMARKS[name],
        "rows": rows,
    }


def _with(curve: dict[str, Any], here: Place) -> dict[str, Any]:
    """Return the same curve, with this place where it is none of the curve's: a neuron's is not."""
    if here.z in _places():
        return curve
    rows = [*curve["rows"], _row(here.f, here.z)]
    return curve | {"rows": sorted(rows, key=lambda row: row["z"])}


def _row(name: str, at: float) -> dict[str, Any]:
    """Return the numbers at one place, as they are printed, and what stands before each."""
    z, a, slope, reused = _explained(name, at)
    return {
        "z": at,
        "a": a.value,
        "slope": slope.value,
        "shown": [z.shown, a.shown, slope.shown],
        "before": ["z =", f"a = {a.numbers} =", _before(slope), _before(reused)],
        "remark": _remark(name, at, slope.value),
    }


def _before(slope: Explanation) -> str:
    numbers = "" if slope.numbers == slope.shown else f"{slope.numbers} ="
    return f"f'(z) = {numbers}"


def _remark(name: str, z: float, slope: float) -> str:
    """Return which of the function's remarks is true at a place."""
    if "off" in REMARKS[name]:
        return "kink" if z == 0 else "on" if z > 0 else "off"
    return "flat" if slope < flat_below(OF_ONE[name]) else "steep"


def heights(f: Activation, reach: float = REACH) -> list[float]:
    """Return from where to where a plot of f over [-reach, reach] goes: a little farther than f."""
    low, high = f(np.array([-reach, reach]))  # every one of them rises
    room = ROOM * (high - low)
    return [float(low - room), float(high + room)]


def flat(f: Activation, reach: float = REACH) -> list[list[float]]:
    """Return from where to where in [-reach, reach] next to no gradient passes.

    `reach` is REACH or more: what is flat up to there stays so.
    """
    farther = {-REACH: -reach, REACH: reach}
    return [[farther.get(end, end) for end in part] for part in _flat(f)]


@cache
def _flat(f: Activation) -> list[list[float]]:
    z = np.linspace(-REACH, REACH, int(2 * REACH * EDGE) + 1)
    is_flat = f.derivative(z) < flat_below(f)
    changes = np.flatnonzero(np.diff(is_flat, prepend=False, append=False))
    return [[float(z[start]), float(z[end - 1])] for start, end in changes.reshape(-1, 2)]
