"""One neuron under the glass: what it gets, times its weights, added up and bent."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from live import answers
from nn_core import Trace, explain
from nn_core.activations import Activation
from nn_core.explain import Explanation
from nn_core.explain.places import column
from ui.components import hear_open, heard, printed, register
from ui.components.network_view import Place, place, shape

POINTS = 121  # of an activation's curve
# What stands over an activation's curve, and what it does to a sum that is not above 0, and above.
BENDS = {
    "relu": (
        "Bend it: ReLU",
        "Not above 0, so ReLU gives 0: it is off.",
        "Above 0, ReLU leaves z as it is.",
    ),
    "leaky_relu": (
        "Bend it: leaky ReLU",
        "Not above 0: a hundredth of z is left.",
        "Above 0, leaky ReLU leaves z as it is.",
    ),
    "tanh": ("Bend it: tanh", *["Any z ends up between −1 and 1."] * 2),
    "sigmoid": ("Bend it: sigmoid", *["Any z ends up between 0 and 1."] * 2),
    "identity": ("Pass it on", *["Nothing is bent: a is z."] * 2),
}

_mount = register("glass")


def glass(
    trace: Trace,
    at: Place,
    *,
    labels: Sequence[str] | None = None,
    key: str,
    link: dict[str, str | None],
    on_select: Callable[[Place], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show neuron `at` of the network that left this trace of one example.

    `labels` are what its outputs stand for; without them they are counted.
    `link` is what the address says of the page. `on_select` hears which other neuron the reader
    chooses, `on_open` the code of a number that is to be explained, or None for none any more.
    """
    network = tuple(layer.layer for layer in trace)

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if not isinstance(message, dict):
            return
        selected = place(message.get("select"), network)
        if selected:
            on_select(selected)
        hear_open(message, partial(number, trace, selected or at), on_open)

    l, k = at[0] - 1, at[1]
    here = trace[l]
    picture = l == 0 and explain.side(here.x.shape[1])
    bend = isinstance(here.layer.activation, Activation)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "place": at,
        "link": link,
        "says": _says(trace, l),
        "columns": [
            {"name": column(trace, c), "strongest": int(layer.a[0].argmax())}
            for c, layer in enumerate(trace)
        ],
        "shape": shape(network, labels),
        "ink": answers.floats(here.x[0]) if picture else None,
        "terms": None if picture else _terms(trace, l, k),
        "sum": _sum(trace, l, k),
        "z": printed(explain.weighted_sum(trace, l, k), "z"),
        "bend": _bend(trace, l, k) if bend else None,
        "shares": None if bend else _shares(trace),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(trace: Trace, at: Place, code: str) -> Explanation | None:
    """Return the number under the glass that goes by this code, None where there is no such one.

    z, a, e and share may name another neuron of the same column: z-3.
    """
    l, k = at[0] - 1, at[1]
    what, _, numbered = code.partition("-")
    i = int(numbered) if numbered.isdecimal() and len(numbered) < 6 else k
    made = {
        "z": lambda: explain.weighted_sum(trace, l, i),
        "a": lambda: explain.activation(trace, l, i),
        "sum": lambda: explain.balance(trace, l, k).parts[i],
        "term": lambda: explain.term(trace, l, i, k),
        "rest": lambda: explain.contributions(trace, l, k)[-1][1],
    }
    if not isinstance(trace[l].layer.activation, Activation):
        made |= {
            "e": lambda: explain.exponential(trace, l, i),
            "total": lambda: explain.exponentials(trace, l),
            "whole": lambda: explain.confidences(trace),
            "share": lambda: explain.confidence(trace, i),
        }
    with suppress(KeyError, IndexError, ValueError):
        return made[what]()
    return None


def _says(trace: Trace, l: int) -> str:
    """Return what a reader has to know to read the column of this layer."""
    inputs = trace[l].x.shape[1]
    if l == 0:
        what = f"each of the {inputs:,} {'pixels' if explain.side(inputs) else 'inputs'}"
        return (
            f"A neuron has one weight for {what}, and a bias of its own. Blue products add to its "
            "sum, orange ones take away."
        )
    what = f"each of the {inputs} neurons of {column(trace, l - 1)}"
    if l < len(trace) - 1:
        return f"The same again, with a weight for {what}. Press a row to see where it comes from."
    return (
        f"One more sum, with a weight for {what}. A row is what that neuron adds or takes away for "
        "this ink. It does not make it the detector of a loop or a stroke."
    )


def _terms(trace: Trace, l: int, k: int) -> list[dict[str, Any]]:
    """Return what comes from the column before, the largest first and the small ones in one."""
    rows = []
    for i, term in explain.contributions(trace, l, k):
        row = printed(term, "rest" if i is None else f"term-{i}") | {"from": i}
        if i is not None:
            x, w = term.parts[:2]
            row |= {"x": x.shown, "w": w.shown}
        rows.append(row)
    return rows


def _sum(trace: Trace, l: int, k: int) -> list[dict[str, Any]]:
    """Return what adds, what takes away, what does nothing, the bias, and the rounding."""
    adds, takes, *others = explain.balance(trace, l, k).parts
    sides = ["adds", "takes", *("bias" if part.symbol else "nothing" for part in others)]
    return [
        printed(part, f"sum-{i}") | {"side": side}
        for i, (part, side) in enumerate(zip([adds, takes, *others], sides, strict=True))
    ]


def _bend(trace: Trace, l: int, k: int) -> dict[str, Any]:
    """Return the curve of this neuron's activation function, and where on it the neuron is."""
    f, z = trace[l].layer.activation, float(trace[l].z[0, k])
    title, below, above = BENDS[f.name]
    reach = float(np.ceil(max(2.0, 1.1 * abs(z))))
    points = np.linspace(-reach, reach, POINTS)
    return {
        "title": title,
        "effect": above if z > 0 else below,
        "points": np.stack([points, f(points)], axis=1).tolist(),
        "a": printed(explain.activation(trace, l, k), "a"),
    }


def _shares(trace: Trace) -> dict[str, Any]:
    """Return the way from each weighted sum over its exponential to its share of them all."""
    last, outputs = len(trace) - 1, trace[-1].a.shape[1]
    total, whole = explain.exponentials(trace, last), explain.confidences(trace)
    powers, power_rest = total.parts[:outputs], total.parts[outputs:]
    shares, share_rest = whole.parts[:outputs], whole.parts[outputs:]
    return {
        "power": "z − max z" if " - " in total.symbol else "z",
        "rows": [
            {
                "z": printed(explain.weighted_sum(trace, last, k), f"z-{k}"),
                "e": printed(powers[k], f"e-{k}"),
                "share": printed(shares[k], f"share-{k}"),
            }
            for k in range(outputs)
        ],
        "total": printed(total, "total"),
        "whole": printed(whole, "whole"),
        "rounding": [rest[0].shown if rest else None for rest in (power_rest, share_rest)],
    }
