"""All weights of a layer at a glance, and beside them the gradient of each, or its next change."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from live import answers
from nn_core import Parameter, explain
from nn_core.explain import Case
from nn_core.explain.numbers import ordinary, significant
from nn_core.explain.places import column, sources
from ui.components import heard, register
from ui.components.chooser import chosen, named
from ui.components.network_view import shape

_mount = register("gradients")


def gradients(
    case: Case,
    at: Parameter,
    *,
    key: str,
    link: dict[str, str | None],
    on_choose: Callable[[Parameter], None],
    learning_rate: float | None = None,
) -> None:
    """Show two pictures of the layer of `at`: its weights, and their gradients.

    With a `learning_rate` the second shows what one step at this rate would add to each weight.
    `link` is what the address says of the page. `on_choose` hears which weight the reader chooses.
    """
    network = tuple(layer.layer for layer in case.trace)

    def asked() -> None:
        if found := chosen(st.session_state[key].get("asked"), network):
            on_choose(found)

    here, back = case.trace[at.l], case.gradients[at.l]
    times = 1.0 if learning_rate is None else -learning_rate
    most = float(np.abs(back.W).max()) * abs(times)
    data = {
        "n": heard(key, "asked"),
        "at": named(at),
        "link": link,
        "shape": shape(network),
        "columns": [column(case.trace, at.l - 1) if at.l else "input", column(case.trace, at.l)],
        "side": explain.side(here.x.shape[1]) if at.l == 0 else None,
        "came": answers.floats(here.x[0]),
        "back": answers.floats(back.z[0]),
        "times": times,
        "step": learning_rate is not None,
        "reaches": [
            {"value": value, "shown": format(value).latex(value)}
            for value, format in (
                (float(np.abs(here.layer.W).max()), ordinary),
                (most, significant),
            )
        ],
        "says": _says(case, at.l),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def _says(case: Case, l: int) -> str:
    """Return why so many of a layer's gradients are 0, in a sentence with their share."""
    here, back = case.trace[l], case.gradients[l]
    share = float((back.W == 0).mean())
    if share == 0:
        return f"None of these {back.W.size:,} gradients is 0."
    what = "blank" if l == 0 and explain.side(here.x.shape[1]) else "at 0"
    came = f"{here.x.size:,} {sources(case.trace, l, 2)} are {what}"
    if share == 1:
        nothing = f"all {came}" if back.z.any() else "nothing comes back to this column"
        return f"All of these gradients are exactly 0: {nothing}."
    reasons = []
    if blank := int((here.x == 0).sum()):
        reasons.append(f"{blank} of {came}")
    if idle := int((back.z == 0).sum()):
        reasons.append(f"to {idle} of {back.z.size} neurons nothing comes back")
    return f"{100 * share:.1f} % of these gradients are exactly 0: {', and '.join(reasons)}."
