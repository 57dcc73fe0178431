"""Which ten outputs are held against the truth, and how their mistakes are counted."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from nn_core import LOSSES, explain
from nn_core.explain import Case
from nn_core.losses import Loss
from ui.opened import Opened
from ui.subject import Subject

PRESETS = ("own", "textbook", "perfect", "wrong")
MEASURES: dict[str, Loss] = {name: LOSSES[name] for name in ("squared_error", "mse")}
MEASURES |= {"cross_entropy": LOSSES["cross_entropy"]}
MEASURES |= {"absolute": explain.ABSOLUTE, "plain": explain.PLAIN}
TEXTBOOK = (0.0625, 0.2, 0.3, *[0.0625] * 7)
TEXTBOOK_TRUTH = 1
USUAL, NONE = "loss", "none"  # codes in a link: of the whole loss, and of no number at all
DECIMALS = 4  # of an output set by hand: as many as are printed

number = Opened("loss", USUAL)


@dataclass(frozen=True)
class Asked:
    """What the reader asks to see: a preset, or ten outputs of their own beside its truth."""

    preset: str = "own"
    outputs: tuple[float, ...] | None = None
    measure: str = "squared_error"

    def case(self, subject: Subject) -> Case:
        """Return the outputs with their truth and the loss."""
        textbook = self.preset == "textbook"
        y = np.eye(10)[[TEXTBOOK_TRUTH]] if textbook else subject.y
        outputs = self.outputs or _PRESET[self.preset](subject)
        trace = subject.trace if outputs is None else explain.given(np.array([outputs]))
        return Case(trace, y, MEASURES[self.measure])


def _wrong(subject: Subject) -> tuple[float, ...]:
    """Return outputs with 1 % for the truth and nearly all for the best of the other digits."""
    others = subject.trace[-1].a[0].copy()
    others[subject.truth] = -1.0
    outputs = np.full(10, 0.001)
    outputs[subject.truth], outputs[others.argmax()] = 0.01, 0.982
    return tuple(outputs.tolist())


_PRESET: dict[str, Callable[[Subject], tuple[float, ...] | None]] = {
    "own": lambda _: None,
    "textbook": lambda _: TEXTBOOK,
    "perfect": lambda subject: tuple(subject.y[0].tolist()),
    "wrong": _wrong,
}


def check(preset: object, outputs: object, measure: object) -> Asked | None:
    """Return what a message or a link asks to see, None where it makes no sense."""
    if preset not in PRESETS or not isinstance(measure, str) or measure not in MEASURES:
        return None
    if outputs is None:
        return Asked(str(preset), None, measure)
    match outputs:
        case list() if len(outputs) == 10 and all(
            type(one) in (int, float) and 0 <= one <= 1 for one in outputs
        ):
            by_hand = tuple(round(float(one), DECIMALS) for one in outputs)
            return Asked(str(preset), by_hand, measure)
    return None


def asked() -> Asked:
    """Return what the reader asks to see."""
    found: Asked = st.session_state.get("outputs", Asked())
    return found


def ask(what: Asked) -> None:
    """Show this from now on."""
    st.session_state["outputs"] = what


def follow(subject: Subject) -> None:
    """Go back to the network's own answer where the reader looks at another drawing now."""
    ink = replace(subject.drawing, label=None)
    before = st.session_state.get("outputs-of", ink)
    st.session_state["outputs-of"] = ink
    if before != ink:
        ask(replace(asked(), preset="own", outputs=None))


def read_link() -> None:
    """Take all that from the address, as in ?preset=textbook&measure=mse&open=term-3.

    ?outputs=0.1,0.2,… are ten numbers from 0 to 1. What makes no sense says nothing; where the
    address says nothing, what the reader saw last stays.
    """
    link, outputs = st.query_params, None
    if not {"preset", "outputs", "measure", "open"} & set(link):
        return
    with suppress(ValueError):
        outputs = [float(one) for one in link["outputs"].split(",")] if "outputs" in link else None
    usual = Asked()
    preset, measure = link.get("preset", usual.preset), link.get("measure", usual.measure)
    ask(check(preset, outputs, measure) or usual)
    st.session_state.pop("outputs-of", None)
    code = link.get("open", USUAL)
    number.open(None if code == NONE else code)


def link(opened: str | None) -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    now, usual = asked(), Asked()
    return {
        "preset": None if now.preset == usual.preset else now.preset,
        "outputs": ",".join(f"{one:g}" for one in now.outputs) if now.outputs else None,
        "measure": None if now.measure == usual.measure else now.measure,
        "open": None if opened == USUAL else opened or NONE,
    }
