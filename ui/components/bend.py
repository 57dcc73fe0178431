"""A fit that needs the bend: a network learns a bent shape, with each activation or without."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from nn_core.bent import BENDS, DRAWN, SHAPES, SIZES, STEPS, X, best_line, snapshots
from nn_core.explain import Explanation
from nn_core.explain.numbers import telling
from nn_core.explain.points import points_loss
from ui.bending import Asked, check
from ui.components import hear_open, heard, register

FINE = 4  # decimals of a place that is drawn

_mount = register("bend")


def bend(
    asked: Asked,
    *,
    key: str,
    link: dict[str, str | None],
    on_ask: Callable[[Asked], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show the training that the reader asked for, from its random start to its end.

    `link` is what the address says of the page. `on_ask` hears what the reader asks to see, or
    that they have seen this to its end; `on_open` the code of a number that is to be explained, or
    None for none any more.
    """

    def told() -> None:
        match st.session_state[key].get("asked"):
            case {"shape": shape, "f": f, "reached": bool(reached), **more}:
                if wanted := check(shape, f, asked.tried):
                    seen = {(wanted.shape, wanted.f)} if reached else set()
                    on_ask(replace(wanted, tried=wanted.tried | seen))
                    hear_open(more, partial(number, wanted), on_open)

    course = snapshots(asked.shape, asked.f)
    slope, height, line = best_line(asked.shape)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "asked": {"shape": asked.shape, "f": asked.f},
        "shapes": list(SHAPES),
        "bends": list(BENDS),
        "sizes": "-".join(map(str, SIZES)),
        "steps": STEPS,
        "points": _places(X, SHAPES[asked.shape]),
        "x": DRAWN.tolist(),
        "line": {
            "places": _places(DRAWN[[0, -1]], slope * DRAWN[[0, -1]] + height),
            **_loss(line),
        },
        "course": [
            {"step": one.step, "curve": np.round(one.curve, FINE).tolist(), **_loss(one.loss)}
            for one in course
        ],
        "tried": {
            f: _loss(snapshots(asked.shape, f)[-1].loss)
            for f in BENDS
            if (asked.shape, f) in asked.tried
        },
    }
    _mount(key=key, data=data, on_asked_change=told)


def number(asked: Asked, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is no such one.

    line is the loss of the best line, loss-12 that of the network in the twelfth snapshot.
    """
    y, course = SHAPES[asked.shape], snapshots(asked.shape, asked.f)
    what, _, numbered = code.partition("-")
    if code == "line":
        slope, height, _ = best_line(asked.shape)
        return points_loss(slope * X + height, y, "the best straight line")
    if what == "loss" and numbered in map(str, range(len(course))):
        snapshot = course[int(numbered)]
        return points_loss(snapshot.heights, y, f"the network after {snapshot.step} steps")
    return None


def _places(x: np.ndarray, y: np.ndarray) -> list[list[float]]:
    places: list[list[float]] = np.round(np.stack([x, y], axis=1), FINE).tolist()
    return places


def _loss(loss: float) -> dict[str, Any]:
    return {"loss": loss, "shown": telling(loss).latex(loss)}
