"""The steps that a reader took in the lesson about blame: tried first, then taken, then undone."""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal

import numpy as np
import streamlit as st

from nn_core import OPTIMIZERS, Parameter, explain
from nn_core.arrays import Array
from nn_core.explain import Case

MOST = 200  # updates in all; an undo goes through them again
USUAL = 0.001  # the learning rate at first: all weights at once help, and do not jump
TOO_SMALL = 1e-12  # a change of a loss in float64 has no four digits below this
FEW = 16  # starts of which the steps are remembered


@dataclass(frozen=True)
class Step:
    """So many updates of one weight or bias alone, or with None of all of them at once."""

    parameter: Parameter | None
    rate: float
    times: int = 1

    def after(self, case: Case) -> Case:
        """Return the case after it, with gradients of its own for every update.

        Raises ValueError where the network would no longer be finite.
        """
        for _ in range(self.times):
            case = self._update(case)
        return case

    @np.errstate(over="ignore", invalid="ignore")  # that is looked at, and refused
    def _update(self, case: Case) -> Case:
        network = tuple(here.layer for here in case.trace)
        if self.parameter:
            change = -self.rate * self.parameter.gradient(case.gradients)
            network = self.parameter.moved(network, change)
        else:
            network, _ = OPTIMIZERS["sgd"].step(network, case.gradients, None, self.rate)
        moved = replace(case, trace=explain.again(case.trace, network))
        if not _finite(moved):
            raise ValueError("expected a network of finite numbers after the step")
        return moved


@dataclass(frozen=True, eq=False)
class Steps:
    """What was done to a network: where it began, step by step, and what has become of it."""

    start: Case
    taken: tuple[Step, ...]
    case: Case

    @classmethod
    def again(cls, start: Case, taken: tuple[Step, ...]) -> "Steps":
        """Take these steps from here, one after the other."""
        case = start
        for step in taken:
            case = step.after(case)
        return cls(start, taken, case)

    @property
    def updates(self) -> int:
        """Return how many updates that is."""
        return sum(step.times for step in self.taken)

    def fits(self, step: Step) -> bool:
        """Return whether there is room for one more."""
        return self.updates + step.times <= MOST

    def take(self, step: Step) -> "Steps":
        """Return the same with one step more. Raises ValueError where there is no such step."""
        if not self.fits(step):
            raise ValueError(f"expected at most {MOST} updates")
        return Steps(self.start, (*self.taken, step), step.after(self.case))

    def undo(self) -> "Steps":
        """Return the same without the last step, if there is one: all others are taken again."""
        return Steps.again(self.start, self.taken[:-1])


Deed = Literal["one", "all", "ten", "undo", "restart"]


def planned(at: Parameter, rate: float) -> dict[str, Step]:
    """Return the steps that the reader may take next, by what they are called."""
    return {"one": Step(at, rate), "all": Step(None, rate), "ten": Step(None, rate, 10)}


def current(start: Case) -> Steps:
    """Return the visitor's steps from here; those from the last few other starts are remembered."""
    mark = _mark(start)
    kept: tuple[bytes, Steps] | None = st.session_state.get("steps")
    if kept and kept[0] == mark:
        return kept[1]
    return keep(Steps.again(start, _remembered().get(mark, ())))


def keep(steps: Steps) -> Steps:
    """Keep these steps for the visit, and return them."""
    mark, remembered = _mark(steps.start), _remembered()
    st.session_state["steps"] = mark, steps
    remembered.pop(mark, None)  # what was kept last stands last
    if steps.taken:
        remembered[mark] = steps.taken
    for oldest in list(remembered)[:-FEW]:
        del remembered[oldest]
    return steps


def _remembered() -> dict[bytes, tuple[Step, ...]]:
    """Return the steps alone, without what became of them, by the mark of their start."""
    remembered: dict[bytes, tuple[Step, ...]] = st.session_state.setdefault("steps-of", {})
    return remembered


def _finite(case: Case) -> bool:
    numbers: list[Array] = []
    for here, gradient in zip(case.trace, case.gradients, strict=True):
        numbers += [here.layer.W, here.layer.b, here.z, here.a, gradient.z, gradient.W]
    return all(bool(np.isfinite(array).all()) for array in numbers)


def _mark(case: Case) -> bytes:
    """Return what tells a start from others: its network, input, target and loss."""
    mark = blake2b(case.loss.name.encode())
    arrays = [case.y, case.trace[0].x]
    for here in case.trace:
        arrays += [here.layer.W, here.layer.b]
    for array in arrays:
        mark.update(array.tobytes())
    return mark.digest()
