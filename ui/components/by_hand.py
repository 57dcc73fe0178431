"""A 2-2-2 network with every number in sight: the way there, the way back, and one step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from live import answers, weights
from nn_core import explain
from nn_core.by_hand import (
    CHANCES,
    EXAMPLES,
    HIDDEN,
    MOST,
    NAMES,
    OUTPUT,
    STEPS,
    Example,
    losses_of,
)
from nn_core.explain import Case, Explanation
from nn_core.losses import LOSSES
from ui.components import heard, register
from ui.components.network_view import gradients, outline

At = tuple[int, int]  # the step of the walk, and the line in it

UNITS, COLUMNS = (0, 1), ("Hidden 1", "Output")
TITLES = {
    "mazur": "Mazur 2015",
    "off": "A ReLU that is off",
    "shares": "Softmax and cross-entropy",
}
TELLS = {
    "mazur": "Matt Mazur, “A Step by Step Backpropagation Example” (2015): look up his numbers and "
    "compare. His w₁ to w₄ lead to hidden 1, column by column, w₅ to w₈ to the output. He leaves "
    "the biases as they are. His loss, half the sum of two squares, is their mean.",
    "off": "Neuron 1 of hidden 1 is off: its sum is below 0, the slope of ReLU is 0 there. See on "
    "the way back that nothing gets through it, so no weight that leads into it is blamed.",
    "shares": "Softmax and cross-entropy belong together: dL/dz of an output is simply a − y.",
}

ENOUGH = f"That is enough: {STEPS} steps."
TOO_LARGE = "The next step would lead to huge numbers: the learning rate is too high here."

_mount = register("by_hand", "network/network.css")


@dataclass(frozen=True, eq=False)
class Line:
    """A number of the walk and its place: the column and neuron, and the input it comes from."""

    number: Explanation
    column: int
    k: int | None = None
    i: int | None = None


@dataclass(frozen=True, eq=False)
class Step:
    """One thing that is done to a whole column, or, at the end, to all weights."""

    title: str
    column: int
    kind: str
    lines: tuple[Line, ...]


def by_hand(
    example: Example,
    *,
    key: str,
    link: dict[str, str | None],
    opened: bool,
    on_change: Callable[[Example], None],
    on_open: Callable[[At | None], None],
) -> None:
    """Show a network of 2-2-2 with its numbers, which can be edited, and walk through it.

    `link` is what the address says, `opened` whether a line is explained. `on_change` hears the
    example that the reader makes of it, `on_open` the line that they want explained, or None for
    none any more.
    """

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if not isinstance(message, dict):
            return
        if newer := _read(message.get("example")):
            on_change(newer)
        match message:
            case {"open": None}:
                on_open(None)
            case {"open": [int(step), int(line)]} if number(newer or example, (step, line)):
                on_open((int(step), int(line)))

    _mount(key=key, data=_data(example, key, link) | {"opened": opened}, on_asked_change=asked)


def number(example: Example, at: At) -> Explanation | None:
    """Return the number of a line of the walk, None where there is no such line."""
    for step, found in enumerate(steps(example)):
        if step == at[0] and 0 <= at[1] < len(found.lines):
            return found.lines[at[1]].number
    return None


def steps(example: Example) -> Iterator[Step]:
    """Return the whole walk: from the input to the loss, back, and to the updated weights."""
    case = example.case
    here = case.trace, case.y, case.loss

    def step(title: str, column: int, kind: str, *numbers: Explanation) -> Step:
        return Step(title, column, kind, tuple(Line(n, column, k) for k, n in enumerate(numbers)))

    for l, column in enumerate(COLUMNS):
        sums = (explain.weighted_sum(case.trace, l, k) for k in UNITS)
        yield step(f"{column}: weighted sum z", l + 1, "z", *sums)
        bent = (explain.activation(case.trace, l, k) for k in UNITS)
        yield step(f"{column}: activation a", l + 1, "activation", *bent)
    terms = step("", 2, "loss", *(explain.loss_term(*here, k) for k in UNITS)).lines
    yield Step("The loss L", 2, "loss", (*terms, Line(explain.loss(*here), 2)))
    wrong = (explain.gradient_a(*here, 1, k) for k in UNITS)
    yield step("Output: dL/da", 2, "gradient_a", *wrong)
    for l, below in ((1, "Hidden 1: dL/da"), (0, "Input: dL/dx")):
        grad_z = (explain.gradient_z(*here, l, k) for k in UNITS)
        yield step(f"{COLUMNS[l]}: dL/dz", l + 1, "gradient_z", *grad_z)
        yield Step(f"{COLUMNS[l]}: dL/dW, dL/db", l + 1, "gradient_W", tuple(_parameters(case, l)))
        lines = (Line(_came_back(case, l, i), l + 1, i=i) for i in UNITS)
        yield Step(below, l + 1, "gradient_x", tuple(lines))
    yield Step("The update", 2, "update", tuple(_updates(example)))


def _came_back(case: Case, l: int, i: int) -> Explanation:
    here = case.trace, case.y, case.loss
    return explain.gradient_a(*here, l - 1, i) if l else explain.gradient_x(*here, i)


def _parameters(case: Case, l: int) -> Iterator[Line]:
    here = case.trace, case.y, case.loss, l
    for k in UNITS:
        for i in UNITS:
            yield Line(explain.gradient_W(*here, i, k), l + 1, k, i)
    for k in UNITS:
        yield Line(explain.gradient_b(*here, k), l + 1, k)


def _updates(example: Example) -> Iterator[Line]:
    case, rate = example.case, example.rate
    for l, _ in enumerate(COLUMNS):
        here = case.trace, case.y, case.loss, l
        for k in UNITS:
            for i in UNITS:
                yield Line(explain.updated_weight(*here, i, k, rate), l + 1, k, i)
        for k in UNITS if example.biases else ():
            yield Line(explain.updated_bias(*here, k, rate), l + 1, k)


def _data(example: Example, key: str, link: dict[str, str | None]) -> dict[str, Any]:
    case, states, after = example.case, example.states, example.next
    network = tuple(layer.layer for layer in case.trace)
    start = replace(example, taken=0)
    chosen = next((name for name, one in EXAMPLES.items() if one == start), None)
    return {
        "n": heard(key, "asked"),
        "link": link,
        "shape": outline(network),
        "answer": answers.flow(case.trace, picture=False),
        "gradients": gradients(case, biases=example.biases),
        "weights": answers.text(weights.packed(network)),
        "steps": [_step(step) for step in steps(example)],
        "names": NAMES,
        "now": list(example.now.values()),
        "example": _plain(example),
        "presets": [
            {"name": name, "title": TITLES[name], "example": _plain(one)}
            for name, one in EXAMPLES.items()
        ],
        "chosen": chosen,
        "tells": TELLS.get(chosen or "", ""),
        "hidden": HIDDEN,
        "output": OUTPUT,
        "losses": {name: LOSSES[name].name for name in losses_of(CHANCES[0])},
        "fitting": {name: losses_of(name) for name in OUTPUT},
        "most": MOST,
        "chances": example.loss in losses_of(CHANCES[0])[2:],
        "taken": len(states) - 1,
        "before": _loss(states[-2]) if len(states) > 1 else None,
        "loss": _loss(case),
        "after": _loss(after) if after else None,
        "end": ENOUGH if example.taken == STEPS else TOO_LARGE,
    }


def _loss(case: Case) -> str:
    return explain.loss(case.trace, case.y, case.loss).shown


def _step(step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "column": step.column,
        "kind": step.kind,
        "lines": [
            {
                "name": line.number.name,
                "symbol": line.number.symbol,
                "formula": line.number.formula,
                "numbers": line.number.numbers,
                "shown": line.number.shown,
                "value": line.number.value,
                "column": line.column,
                "k": line.k,
                "i": line.i,
            }
            for line in step.lines
        ],
    }


def _plain(example: Example) -> dict[str, Any]:
    """Return an example as a browser gets it and sends it back."""
    return {
        "numbers": list(example.numbers),
        "hidden": example.hidden,
        "output": example.output,
        "loss": example.loss,
        "rate": example.rate,
        "biases": example.biases,
        "taken": example.taken,
        "began": list(example.began),
    }


def _read(message: object) -> Example | None:
    """Return the example of a browser's message, as fits; None where there is none in it."""
    match message:
        case {
            "numbers": [*numbers],
            "hidden": str(hidden),
            "output": str(output),
            "loss": str(loss),
            "rate": float() | int() as rate,
            "biases": bool(biases),
            "taken": int(taken),
            "began": [*began],
        } if all(type(number) in (int, float) for number in numbers + began):
            try:
                settings = float(rate), biases, int(taken), tuple(map(float, began))
                return Example(tuple(map(float, numbers)), hidden, output, loss, *settings).fitting
            except (ValueError, OverflowError):
                return None
    return None
