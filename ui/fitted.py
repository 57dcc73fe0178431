"""The parabola that the reader fits by hand: its numbers, its points, the steps of descent."""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import streamlit as st

from nn_core.parabola import POINTS, Fit, Point

START = (-0.5, 0.5, 0.3)  # bent the wrong way: one sees what to do first
MOST = 100.0  # size of a number that is set by hand
STEPS = 1000  # of descent, at most
DECIMALS = 2  # of a point


@dataclass(frozen=True)
class Fitted:
    """What the reader set by hand, and the steps that descent has taken from there."""

    by_hand: tuple[float, float, float] = START
    points: tuple[Point, ...] = POINTS
    steps: int = 0

    @cached_property
    def start(self) -> Fit:
        """Return the reader's own fit."""
        return Fit(*self.by_hand, self.points)

    @cached_property
    def fit(self) -> Fit:
        """Return the fit after the steps of descent."""
        return self.start.stepped(self.steps)[-1]


def check(by_hand: object, points: object, steps: object) -> Fitted | None:
    """Return what a message or a link asks for, None where it makes no sense."""
    match by_hand, points, steps:
        case list(values), list(places), int(count) if (
            len(values) == 3
            and all(_is_number(value, MOST) for value in values)
            and len(places) == len(POINTS)
            and all(_is_point(place) for place in places)
            and type(count) is int
            and 0 <= count <= STEPS
        ):
            a, b, c = map(float, values)
            return Fitted((a, b, c), tuple((_rounded(x), _rounded(y)) for x, y in places), count)
    return None


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # zero has no sign


def _is_number(value: Any, most: float) -> bool:
    return type(value) in (int, float) and -most <= value <= most


def _is_point(place: object) -> bool:
    return isinstance(place, list) and len(place) == 2 and all(_is_number(v, 1.0) for v in place)


def now() -> Fitted:
    """Return what the reader is at."""
    found: Fitted = st.session_state.get("fitted", Fitted())
    return found


def ask(wanted: Fitted) -> None:
    """Go on from here."""
    st.session_state["fitted"] = wanted


def read_link() -> None:
    """Take both from the address: ?f=0.5,-1,0.3 and ?points=x,y;x,y;… with seven of them.

    What makes no sense says nothing; where the address says nothing, what there was stays.
    """
    link, usual = st.query_params, Fitted()
    if not {"f", "points"} & set(link):
        return
    by_hand, points = list(usual.by_hand), [list(place) for place in usual.points]
    with suppress(ValueError):
        by_hand = _numbers(link["f"]) if "f" in link else by_hand
        points = (
            [_numbers(one) for one in link["points"].split(";")] if "points" in link else points
        )
    ask(check(by_hand, points, 0) or usual)


def _numbers(text: str) -> list[float]:
    return [float(one) for one in text.split(",")]


def link() -> dict[str, str | None]:
    """Return what the address says of it, None where it need not say anything."""
    here, usual = now(), Fitted()
    moved = replace(here, points=usual.points) != usual
    points = ";".join(f"{x:g},{y:g}" for x, y in here.points)
    return {
        "f": ",".join(f"{one:.6g}" for one in here.fit.values) if moved else None,
        "points": None if here.points == usual.points else points,
    }
