"""The step: what an update would do to the loss, for one weight and for all, before it is taken."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, get_args

import numpy as np
import streamlit as st

from nn_core import Parameter, explain
from nn_core.explain import Case, Explanation
from ui.components import heard, printed, register
from ui.steps import MOST, TOO_SMALL, Deed, Step, Steps, planned

_mount = register("step", "knob.css")


def step(
    steps: Steps,
    at: Parameter,
    rate: float,
    *,
    said: dict[str, Any] | None,
    opened: bool,
    key: str,
    on_rate: Callable[[object], None],
    on_deed: Callable[[Deed], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the trial of the next step from here, and what was taken so far.

    `said` is what came of the last one. `on_rate` hears the learning rate that is set, unchecked,
    `on_deed` what the reader does, `on_open` the code of a number that is to be explained,
    or None to close the one that is `opened`.
    """

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if isinstance(message, dict):
            on_rate(message.get("rate"))
        match message:
            case {"deed": deed} if deed in get_args(Deed):
                on_deed(deed)
            case {"open": None}:
                on_open(None)
            case {"open": str(code)} if number(steps.case, at, rate, code):
                on_open(code)

    case = steps.case
    plans = planned(at, rate)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "rate": rate,
        "truth": int(case.y.argmax()),
        "kind": "weight" if at.i is not None else "bias",
        "count": _count(case),
        "now": _state(case, "now"),
        "one": _trial(case, plans["one"], "one"),
        "all": _trial(case, plans["all"], "all"),
        "w": _update(case, at, rate),
        "fits": {name: steps.fits(plan) for name, plan in plans.items()},
        "updates": steps.updates,
        "most": MOST,
        "said": said,
        "opened": opened,
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(case: Case, at: Parameter, rate: float, code: str) -> Explanation | None:
    """Return the number of the step that goes by this code, None where there is no such one.

    It says of which state, and what of it: now-L, one-confidence, all-change. "w" is the weight or
    bias after the step.
    """
    if code == "w":
        return _updated(case, at, rate)
    state, _, what = code.partition("-")
    with suppress(KeyError, ValueError):
        after = case if state == "now" else planned(at, rate)[state].after(case)
        made = {
            "L": lambda: explain.loss(after.trace, after.y, after.loss),
            "confidence": lambda: explain.confidence(after.trace, int(case.y.argmax())),
            "change": lambda: explain.change(case, after),
        }
        return made[what]()
    return None


def _updated(case: Case, at: Parameter, rate: float) -> Explanation:
    here = case.trace, case.y, case.loss, at.l
    if at.i is None:
        return explain.updated_bias(*here, at.k, rate)
    return explain.updated_weight(*here, at.i, at.k, rate)


def _update(case: Case, at: Parameter, rate: float) -> dict[str, Any]:
    """Return the weight or bias before and after the step, with digits that tell them apart."""
    updated = _updated(case, at, rate)
    return {"before": updated.parts[0].shown, "after": printed(updated, "w")}


def _trial(case: Case, plan: Step, state: str) -> dict[str, Any] | None:
    """Return what a step would come to, None where the network would no longer be finite."""
    try:
        after = plan.after(case)
    except ValueError:
        return None
    change = explain.change(case, after)
    lost = 0 < abs(change.value) < TOO_SMALL
    return _state(after, state) | {"change": printed(change, f"{state}-change") | {"lost": lost}}


def _state(case: Case, state: str) -> dict[str, Any]:
    truth, outputs = int(case.y.argmax()), case.trace[-1].a[0]
    return {
        "L": printed(explain.loss(case.trace, case.y, case.loss), f"{state}-L"),
        "confidence": printed(explain.confidence(case.trace, truth), f"{state}-confidence"),
        "outputs": outputs.tolist(),
        "says": int(outputs.argmax()),
    }


def _count(case: Case) -> dict[str, int]:
    """Return how many weights and biases there are, and how many of them have a gradient."""
    arrays = [array for gradient in case.gradients for array in (gradient.W, gradient.b)]
    return {
        "all": sum(array.size for array in arrays),
        "move": sum(int(np.count_nonzero(array)) for array in arrays),
    }
