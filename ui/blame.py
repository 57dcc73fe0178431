"""What the reader does in the lesson about blame, and what is open in it: through a whole visit."""

from typing import Any

import streamlit as st

from nn_core import Parameter
from nn_core.explain import Case
from nn_core.explain.loss import loss
from ui import parameters, steps
from ui.opened import Opened
from ui.steps import Deed, Steps

LEAST, MOST = 1e-5, 100.0  # learning rates

number = Opened[str]("blame")


def rate() -> float:
    """Return the learning rate of the steps."""
    chosen: float = st.session_state.get("step-rate", steps.USUAL)
    return chosen


def turn(message: object) -> None:
    """Take another learning rate; what is none, or too small or large for one, changes nothing."""
    if type(message) is not bool and isinstance(message, int | float) and LEAST <= message <= MOST:
        st.session_state["step-rate"] = float(message)


def do(deed: Deed, taken: Steps, at: Parameter) -> None:
    """Take a step from here, or take some back; keep what came of it, as it was predicted."""
    parameters.choose(at)  # it stays the one that is looked at, though its gradient changes
    said: dict[str, Any] = {"deed": deed, "before": _state(taken.case)}
    if deed == "undo":
        now = taken.undo()
    elif deed == "restart":
        now = Steps(taken.start, (), taken.start)
    else:
        step, now = steps.planned(at, rate())[deed], taken
        if not taken.fits(step):
            said["refused"] = "full"
        else:
            try:
                said["predicted"] = _state(step.after(taken.case))
                now = taken.take(step)
            except ValueError:
                said["refused"] = "infinite"
    said["now"] = _state(now.case)
    said["grew"] = said["now"]["value"] - said["before"]["value"] > steps.TOO_SMALL
    steps.keep(now)
    st.session_state["step-said"] = now, said


def said(taken: Steps) -> dict[str, Any] | None:
    """Return what came of the last thing that was done, None where nothing was."""
    of, said = st.session_state.get("step-said", (None, None))
    return said if of is taken else None


def _state(case: Case) -> dict[str, Any]:
    explained = loss(case.trace, case.y, case.loss)
    return {
        "L": explained.shown,
        "value": explained.value,
        "says": int(case.trace[-1].a.argmax()),
    }


def read_link() -> None:
    """Take both from the address, as in ?rate=0.01&open=factor-1. Nonsense says nothing."""
    number.open(st.query_params.get("open"))
    try:
        turn(float(st.query_params.get("rate", "")))
    except ValueError:
        return


def link(opened: str | None) -> dict[str, str | None]:
    """Return what the address says of them; None where it need not say anything."""
    return {"open": opened, "rate": None if rate() == steps.USUAL else f"{rate():g}"}
