"""The loss along one weight: a curve, its slope where the weight is, and how that is measured."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import streamlit as st

from nn_core import Parameter, explain, losses_along
from nn_core.explain import Case, Explanation
from nn_core.explain.measured import best, column, measured
from nn_core.explain.numbers import ordinary, significant
from ui.components import heard, register

REACHES = {"near": 0.3, "wide": 3.0}  # how far the weight goes to either side
FINEST = Decimal("1e-8")  # of what is printed at the axis: there is room for so many decimals
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
        match st.session_state[key].get("asked"):
            case {"open": None}:
                on_open(None)
            case {"open": str(code)} if number(case, at, code):
                on_open(code)

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
    span = float(np.ptp(losses))
    fine = ordinary(float(losses.max()))
    ticks = fine.down_to(max(significant(span).unit * 100, FINEST)) if span else fine
    return {
        "points": np.stack([weights, losses], axis=1).tolist(),
        "shown": [
            [ordinary(w).latex(w), fine.latex(L), significant(d).latex(d), significant(t).latex(t)]
            for w, L, d, t in zip(weights, losses, differences, tangent, strict=True)
        ],
        "ticks": [ticks.latex(L) for L in (losses.min(), now, losses.max())],
        "ends": [ordinary(w).latex(w) for w in (weights[0], value, weights[-1])],
    }
