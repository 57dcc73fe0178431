"""What the lessons about mistakes look at: a drawing, its truth, and what a network says of it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import streamlit as st

from live.studio import Drawing
from nn_core import Trace
from nn_core.arrays import Array
from nn_core.explain import Case
from nn_core.losses import Loss
from ui import visitor

DOUBTFUL = Path(__file__).parents[1] / "assets" / "drawings" / "doubtful.json"
SURE = 0.95  # read with so much, a digit leaves nearly nothing to blame
DOUBT = (0.2, 0.6)  # what the truth of one in doubt gets


@dataclass(frozen=True, eq=False)
class Subject:
    """A drawing, what it really shows, who says so, and what the network makes of it."""

    drawing: Drawing
    truth: int
    source: Literal["reader", "prediction", "example"]
    trace: Trace

    @cached_property
    def y(self) -> Array:
        """Return what the ten outputs should have been, (1, 10): 1 for the truth, else 0."""
        return np.eye(10)[[self.truth]]

    @property
    def prediction(self) -> int:
        """Return the digit that the network says."""
        return int(self.trace[-1].a.argmax())

    @property
    def confidence(self) -> float:
        """Return how much of 1 the truth gets."""
        return float(self.trace[-1].a[0, self.truth])

    def case(self, loss: Loss) -> Case:
        """Return the same with a loss, to be explained."""
        return Case(self.trace, self.y, loss)


def own() -> Subject:
    """Return the reader's drawing; where they have not said what it is, the prediction stands."""
    drawing, trace = visitor.studio().drawing, visitor.trace()
    if drawing.label is not None:
        return Subject(drawing, drawing.label, "reader", trace)
    return Subject(drawing, int(trace[-1].a.argmax()), "prediction", trace)


def doubtful() -> Subject | None:
    """Return the shipped drawing that the visitor's network is most in doubt about, or None.

    Its truth, what its writer meant, gets between 20 and 60 %, nearest to 40.
    """
    found = [
        Subject(drawing, drawing.label or 0, "example", visitor.trace(drawing))
        for drawing in _drawings()
    ]
    found = [one for one in found if DOUBT[0] <= one.confidence <= DOUBT[1]]
    return min(found, key=lambda one: abs(one.confidence - sum(DOUBT) / 2), default=None)


@st.cache_resource
def _drawings() -> tuple[Drawing, ...]:
    return tuple(
        Drawing(tuple(tuple(stroke) for stroke in one["strokes"]), one["digit"])
        for one in json.loads(DOUBTFUL.read_text(encoding="utf-8"))
    )
