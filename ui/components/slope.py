"""The loss along one weight: a curve, its slope where the weight is, and how that is measured."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from nn_core import Parameter, explain, losses_along
from nn_core.explain import Case, Explanation
from nn_core.explain.measured import best, column, measured
from nn_core.explain.numbers import ordinary, significant, telling
from ui.components import hear_open, heard, register

REACHES = {"near": 0.3, "wide": 3.0}  # how far the weight goes to either side
ROOM = {True: 3, False: 8}  # decimals at the axis, with a power of ten and without one
NUDGES = 121  # places on the slider; the one in the middle is no nudge

_mount = register("slope")


def slope(
    case: Case,
    at: Parameter,
    note: str,
    *,
    key: str,
    looks: int,
    link: dict[str, str | None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the loss along one weight or bias, and its slope where the weight is.

    `note` is what there is to say of this slope, `link` what the address says of the page. `looks`
    counts how often the reader has chosen a weight elsewhere: with each the slope comes into view.
    `on_open` hears the code of a number that is to be explained, or None for none any more.
    """

    def asked() -> None:
        hear_open(st.session_state[key].get("asked"), partial(number, case, at), on_open)

    gradient, here = explain.gradient(case, at), explain.loss(case.trace, case.y, case.loss)
    rows = measured(case, at)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "looks": looks,
        "name": gradient.name.removeprefix("gradient of the "),
        "letter": "b" if at.i is None else "w",
        "note": note,
        "curves": {name: _curve(case, at, reach) for name, reach in REACHES.items()},
        "slope": gradient.value,
        "printed": gradient.shown,
        "gradient": column(gradient.value).latex(gradient.value),
        "loss": here.shown,
        "best": best(np.array([row.slope for row in rows]), gradient.value),
        "rows": [
            {
                "h": row.h,
                "loss": row.loss,
                "written": row.written,
                "shown": row.shown,
                "same": row.same,
                "says": row.says,
            }
            for row in rows
        ],
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(case: Case, at: Parameter, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is no such one."""
    match code:
        case "gradient":
            return explain.gradient(case, at)
        case "loss":
            return explain.loss(case.trace, case.y, case.loss)
    return None


def _curve(case: Case, at: Parameter, reach: float) -> dict[str, Any]:
    """Return the loss for each nudge of the weight, and what is printed of it.

    That is the weight, the loss, its change, and the change if the loss went on along the tangent.
    """
    network = tuple(layer.layer for layer in case.trace)
    value, gradient = at.value(network), at.gradient(case.gradients)
    changes = np.linspace(-reach, reach, NUDGES)
    losses = losses_along(case.trace, case.y, case.loss, at, changes)
    now = losses[NUDGES // 2]
    weights, differences, tangent = value + changes, losses - now, gradient * changes
    return {
        "points": np.stack([weights, losses], axis=1).tolist(),
        "shown": [
            [
                ordinary(w).latex(w),
                telling(L, now).latex(L),
                significant(d).latex(d),
                significant(t).latex(t),
            ]
            for w, L, d, t in zip(weights, losses, differences, tangent, strict=True)
        ],
        "ticks": _ticks(float(losses.min()), float(now), float(losses.max())),
        "ends": [ordinary(w).latex(w) for w in (weights[0], value, weights[-1])],
    }


def _ticks(low: float, now: float, high: float) -> list[str]:
    """Return what is printed at the axis of L: all of it two digits finer than it reaches.

    Where there is no room for that, the lowest and the highest are printed as changes.
    """
    format, reach = telling(high), significant(high - low)
    if low < high:
        format = format.down_to(reach.unit * 100)
    if format.decimals <= ROOM[format.power != 0]:
        return [format.latex(L) for L in (low, now, high)]
    change = replace(reach, decimals=1)
    return [change.latex(low - now), telling(now).latex(now), f"+{change.latex(high - now)}"]
