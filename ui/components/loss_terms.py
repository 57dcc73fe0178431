"""The loss, position by position: ten outputs to drag, their differences, terms and running sum."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from nn_core import LOSSES, explain
from nn_core.explain import Case, Explanation
from nn_core.losses import MSE
from ui import outputs
from ui.components import hear_open, heard, register
from ui.outputs import Asked

# What each of the three losses punishes.
PUNISHES = {
    "squared_error": "Counts every output. Being wrong by 0.9 costs 81 times as much as by 0.1.",
    "mse": "The same, divided by ten: it does not grow with the number of outputs.",
    "cross_entropy": "Looks only at the truth: the nearer its share to 0, the more it costs, "
    "without end.",
}
# What a term is called, how it is drawn, and the term that fills its place.
DRAWN = {
    "squared_error": ("square", "square", 1.0),
    "mse": ("square ÷ 10", "tenth", 0.1),
    "cross_entropy": ("−y · ln a", "bar", 5.0),
    "absolute": ("without sign", "bar", 1.0),
    "plain": ("as it is", "signed", 1.0),
}
FARTHEST = 30.0  # above −ln 10⁻¹², where a logarithm is cut

_mount = register("loss_terms")


def loss_terms(
    case: Case,
    asked: Asked,
    *,
    called: str,
    opened: str | None,
    key: str,
    link: dict[str, str | None],
    on_ask: Callable[[Asked], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the case that the reader asked for; `called` is what the network's own answer goes by.

    `opened` is the code of the number that is open, `link` what the address says of the page.
    `on_ask` hears what the reader asks to see, `on_open` the code of a number that is to be
    explained, or None for none any more.
    """

    def told() -> None:
        match st.session_state[key].get("asked"):
            case {"preset": preset, "outputs": by_hand, "measure": measure, **more}:
                if wanted := outputs.check(preset, by_hand, measure):
                    on_ask(wanted)
                hear_open(more, partial(number, case), on_open)

    whole = explain.loss(case.trace, case.y, case.loss)
    terms, rest = whole.parts[: case.outputs], whole.parts[case.outputs :]
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "opened": opened,
        "asked": {"preset": asked.preset, "outputs": asked.outputs, "measure": asked.measure},
        "presets": [called, "Textbook", "Perfect", "Sure and wrong"],
        "truth": int(case.y[0].argmax()),
        "drawn": _drawn(asked.measure, terms),
        "positions": [_position(case, terms, k) for k in range(case.outputs)],
        "whole": _printed(whole),
        "mean": _printed(explain.loss(case.trace, case.y, MSE)),
        "rounding": rest[0].shown if rest else None,
        "walk": explain.walk(case),
        "total": _total(case),
        "cards": [_card(case, name) for name in PUNISHES],
    }
    _mount(key=key, data=data, on_asked_change=told)


def number(case: Case, code: str) -> Explanation | None:
    """Return the number of the table that goes by this code, None where there is no such one."""
    here = case.trace, case.y
    what, _, numbered = code.partition("-")
    k = int(numbered) if numbered.isdecimal() and len(numbered) < 3 else -1
    made = {
        "loss": lambda: explain.loss(*here, case.loss),
        "mean": lambda: explain.loss(*here, MSE),
    }
    if 0 <= k < case.outputs:
        made = {
            "says": lambda: explain.activation(case.trace, case.last, k),
            "difference": lambda: explain.difference(case, k),
            "term": lambda: explain.loss(*here, case.loss).parts[k],
            "sum": lambda: explain.so_far(explain.loss(*here, case.loss).parts[: k + 1]),
        }
    with suppress(KeyError):
        return made[what]()
    return None


def _printed(explained: Explanation) -> dict[str, Any]:
    return {"value": explained.value, "shown": explained.shown, "name": explained.name}


def _position(case: Case, terms: Sequence[Explanation], k: int) -> dict[str, Any]:
    return {
        "says": _printed(explain.activation(case.trace, case.last, k)),
        "difference": _printed(explain.difference(case, k)),
        "term": _printed(terms[k]),
        "sum": _printed(explain.so_far(terms[: k + 1])),
    }


def _drawn(measure: str, terms: Sequence[Explanation]) -> dict[str, Any]:
    """Return how the terms are drawn; a logarithm may need more room than it usually has."""
    name, shape, full = DRAWN[measure]
    most = max(term.value for term in terms)
    return {"name": name, "shape": shape, "full": full if most <= full else FARTHEST}


def _total(case: Case) -> str:
    """Return what there is to say where outputs set by hand do not add up to 1."""
    if explain.share_out_one(case):
        return ""
    total = case.trace[-1].a.sum()
    return f"These ten add up to {total:.4f}. A softmax would never say that."


def _card(case: Case, name: str) -> dict[str, Any]:
    """Return one of the three losses of the same outputs, and what it punishes."""
    loss = LOSSES[name]
    return {
        "measure": name,
        "name": loss.name,
        "shown": explain.loss(case.trace, case.y, loss).shown,
        "most": explain.most(replace(case, loss=loss)),
        "says": PUNISHES[name],
    }
