"""One batch walked slowly: at which of the six steps, for which picture and weight, in a visit."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st

from live.batch import MOST
from live.studio import Drawing
from live.trainer import State
from live.worker import Command
from nn_core import LOSSES, Parameter, advance, forward, steepest
from nn_core.arrays import Array
from nn_core.explain import Batch, Case
from nn_core.training import remembered
from ui import networks
from ui.components.network_view import Place
from ui.opened import Opened

STEPS = ("predict", "compare", "measure", "blame", "adjust", "repeat")  # as they stand in a link
BACK = ("blame", "adjust", "repeat")  # here the network view leads the way back
WAIT = Command("pause")  # what a training is asked when the walk opens
HUGE = (
    "The numbers of this training have become too large to work with: there is nothing to walk "
    "through any more. Start it again, with a smaller learning rate."
)
LARGEST = 1e30  # what is computed from such numbers still fits into a float32, as browsers get it

number = Opened[str]("walk")


@dataclass(frozen=True, eq=False)
class Walk:
    """What the walk looks at: a training before its next batch, that batch, and a drawing.

    The batch is in float64, so that it can be explained.
    """

    state: State
    batch: Batch
    drawing: Drawing

    @property
    def shown(self) -> int:
        """Return how many of the pictures are shown: the first ones."""
        return min(len(self.batch), MOST)

    @cached_property
    def labels(self) -> Array:
        """Return what the pictures are, (pictures,)."""
        return self.batch.y.argmax(axis=1)

    @cached_property
    def said(self) -> Array:
        """Return what the network takes them for, (pictures,)."""
        return self.batch.trace[-1].a.argmax(axis=1)

    @property
    def wrong(self) -> Array:
        """Return which of them it takes for something else, (pictures,) bool."""
        return self.labels != self.said

    @cached_property
    def after(self) -> Batch | None:
        """Return the same batch after the very step that the training takes, None where that is
        not known any more, or its numbers would not be finite."""
        state = self.state
        if self.forgotten:
            return None
        training = advance(state.shown, state.data, self.batch.loss, state.settings)
        stepped = Batch(
            networks.exact(training.network), self.batch.x, self.batch.y, self.batch.loss
        )
        return stepped if not training.diverged and _finite(stepped) else None

    @property
    def memory(self) -> Any:
        """Return what the optimizer remembers of the steps before."""
        return remembered(self.state.shown, self.state.settings)

    @property
    def forgotten(self) -> bool:
        """Return whether that is missing: a snapshot, which is looked back at, does not keep it."""
        return self.state.at is not None and self.state.settings.optimizer != "sgd"

    @property
    def truth(self) -> int:
        """Return what the drawing is: what the reader says, or else the trained network."""
        if self.drawing.label is not None:
            return self.drawing.label
        seen = forward(networks.trained(), self.drawing.picture.reshape(1, -1))
        return int(seen[-1].a.argmax())

    def own(self, batch: Batch) -> Case:
        """Return what the network of a batch makes of the drawing."""
        picture = self.drawing.picture.reshape(1, -1).astype(np.float64)
        y = np.eye(len(batch.network[-1].b))[[self.truth]]
        return Case(forward(batch.network, picture), y, batch.loss)


def of(state: State, drawing: Drawing) -> Walk | None:
    """Return the walk through the next batch of a training, None where its numbers are too large
    for that."""
    if state.shown.diverged:
        return None
    x, y = state.data.batch(state.settings, state.shown.batch)
    loss = LOSSES[state.setup.course.loss]
    batch = Batch(networks.exact(state.shown.network), x, y, loss)
    return Walk(state, batch, drawing) if _finite(batch) else None


@np.errstate(over="ignore", invalid="ignore")  # that is looked at
def _finite(batch: Batch) -> bool:
    numbers: list[Array] = [batch.losses]
    for here, gradient in zip(batch.trace, batch.gradients, strict=True):
        numbers += [here.z, gradient.z, gradient.W]
    return all(bool((np.abs(array) < LARGEST).all()) for array in numbers)


def step() -> str:
    """Return the step that the reader is at."""
    now: str = st.session_state.get("walk-step", STEPS[0])
    return now


def go(message: object) -> None:
    """Go to a step by its name; what is none changes nothing."""
    if message in STEPS:
        st.session_state["walk-step"] = message


def example(walk: Walk) -> int:
    """Return the number of the picture that is followed, counted from 0."""
    chosen: int = st.session_state.get("walk-example", 0)
    return chosen if chosen < walk.shown else 0


def choose(message: object) -> None:
    """Follow picture number `message`, counted from 0; what is no such number changes nothing."""
    if type(message) is int and 0 <= message < MOST:
        st.session_state["walk-example"] = message


def weight(walk: Walk) -> Parameter:
    """Return the weight that is followed: the chosen one, or the steepest of the batch."""
    chosen: Parameter | None = st.session_state.get("walk-weight")
    there = chosen and chosen.exists(walk.batch.network)
    return chosen if chosen and there else steepest(walk.batch.gradients)


def looked_at(walk: Walk, at: Parameter) -> Place:
    """Return the neuron to look at: the one that was chosen, or what the step is about.

    That is what the network says, then what the picture is, then where the weight arrives.
    """
    last, n = len(walk.batch.network), example(walk)
    if "walk-weight" in st.session_state or step() in BACK:
        return at.l + 1, at.k
    return last, int((walk.said if step() == "predict" else walk.labels)[n])


def moment(walk: Walk, at: Parameter) -> int | None:
    """Return the step of the way back at which the weight gets its gradient, by its number; None
    where the way back is not what is looked at.

    It begins with one step at the loss and goes on with three for each layer.
    """
    return 3 * (len(walk.batch.network) - at.l) - 1 if step() in ("blame", "adjust") else None


def choose_in(walk: Walk, place: Place) -> None:
    """Follow the batch's steepest weight of those that lead into this neuron."""
    column, k = place
    st.session_state["walk-weight"] = steepest(walk.batch.gradients, column - 1, k)


def read_link() -> None:
    """Take all from the address, as in ?walk=blame&example=3&open=loss; pictures count from 1
    there. Nonsense says nothing."""
    go(st.query_params.get("walk"))
    said = st.query_params.get("example", "")
    if said.isdecimal() and len(said) < 3:
        choose(int(said) - 1)
    number.open(st.query_params.get("open"))


def link(walk: Walk, opened: str | None) -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    n = example(walk)
    return {
        "walk": None if step() == STEPS[0] else step(),
        "example": str(n + 1) if n else None,
        "open": opened,
    }
