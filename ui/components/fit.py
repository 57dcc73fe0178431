"""A parabola to fit by hand: three numbers, seven points, the loss, and the steps of descent."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import streamlit as st

from nn_core.explain import Explanation
from nn_core.explain import parabola as explain
from nn_core.parabola import NAMES, Fit
from ui import fitted
from ui.components import hear_open, heard, register
from ui.fitted import Fitted

BATCH = 100  # steps that are sent at once, to be played
REACH = 1.1  # the curve is drawn from -REACH to REACH
FRESH = 12  # random beginnings; after the last comes the first
COLUMNS = {"value": explain.value, "difference": explain.difference, "square": explain.square}
EACH = {"gradient": explain.gradient, "step": explain.updated}

_mount = register("fit")


def fit(
    now: Fitted,
    *,
    opened: str | None,
    key: str,
    link: dict[str, str | None],
    on_ask: Callable[[Fitted], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the parabola and its points.

    `opened` is the code of the number that is open, `link` what the address says of the page.
    `on_ask` hears what the reader makes of it, `on_open` the code of a number that is to be
    explained, or None for none any more.
    """

    def told() -> None:
        match st.session_state[key].get("asked"):
            case {"by_hand": by_hand, "points": points, "steps": steps, **more}:
                wanted = fitted.check(by_hand, points, steps)
                if wanted:
                    on_ask(wanted)
                hear_open(more, partial(number, now.fit), on_open)

    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "opened": opened,
        "asked": {"by_hand": now.by_hand, "points": now.points, "steps": now.steps},
        "usual": Fitted().points,
        "most": {"number": fitted.MOST, "steps": fitted.STEPS},
        "fresh": fresh(),
        "reach": REACH,
        "best": explain.least(now.fit),
        "names": {code: explained.name for code, explained in _numbers(now.fit).items()},
        "now": frame(now.fit),
        "path": [frame(step) for step in _path(now)] if _plays(key) else None,
    }
    _mount(key=key, data=data, on_asked_change=told)


def number(fit: Fit, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is no such one."""
    return _numbers(fit).get(code)


@cache
def fresh() -> list[list[float]]:
    """Return beginnings at random, (FRESH, 3) in [-2, 2]: the same ones in each visit."""
    made: list[list[float]] = np.random.default_rng(8).uniform(-2, 2, (FRESH, 3)).round(2).tolist()
    return made


def frame(fit: Fit) -> dict[str, Any]:
    """Return all that is shown of a fit and changes with it; a number is [value, shown]."""
    return {
        "values": fit.values,
        "shown": [explain.written(*fit.values).latex(value) for value in fit.values],
        "next": fit.next.values,
        "bow": fit.bow(-REACH, REACH),
        "numbers": {
            code: [round(explained.value, 6), explained.shown]
            for code, explained in _numbers(fit).items()
        },
    }


def _numbers(fit: Fit) -> dict[str, Explanation]:
    """Return all numbers that open, by their codes."""
    each = {f"{what}-{of}": make(fit, of) for what, make in EACH.items() for of in NAMES}
    for what, make in COLUMNS.items():
        each |= {f"{what}-{k}": make(fit, k) for k in range(len(fit.points))}
    return {"loss": explain.loss(fit)} | each


def _plays(key: str) -> bool:
    """Return whether the browser has asked for steps to play."""
    match st.session_state.get(key, {}).get("asked"):
        case {"plays": True}:
            return True
    return False


def _path(now: Fitted) -> tuple[Fit, ...]:
    """Return the fits of the next steps."""
    return now.fit.stepped(min(BATCH, fitted.STEPS - now.steps))[1:]
