"""The chain of one weight: the factors of its gradient, and the ways on which the blame came."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import pairwise, zip_longest
from typing import Any

import streamlit as st

from nn_core import Parameter, explain, steepest
from nn_core.explain import Case, Explanation
from nn_core.explain.places import column, neuron, source
from ui.components import hear_open, heard, printed, register
from ui.components.chooser import chosen, named

BENDS = {"relu": "ReLU", "leaky_relu": "leaky ReLU"}  # others are called as they are
NUMBERED = re.compile(r"(factor|row|step)-(0|[1-9]\d{0,4})", re.ASCII)  # codes of one of several

_mount = register("chain")


def chain(
    case: Case,
    at: Parameter,
    *,
    key: str,
    link: dict[str, str | None],
    on_choose: Callable[[Parameter], None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show how the loss's derivative by one weight or bias comes about.

    `link` is what the address says of the page. `on_choose` hears which other one the reader goes
    to, `on_open` the code of a number that is to be explained, or None for none any more.
    """
    network = tuple(here.layer for here in case.trace)

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if found := chosen(message, network):
            on_choose(found)
        hear_open(message, partial(number, case, found or at), on_open)

    whole, first = explain.chain(case, at), steepest(case.gradients, 0)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "at": named(at),
        "link": link,
        "kind": "weight" if at.i is not None else "bias",
        "from": None if at.i is None else source(case.trace, at.l, at.i),
        "to": neuron(case.trace, at.l, at.k),
        "why": whole.why if whole.value == 0 else "",
        "largest": named(steepest(case.gradients)),
        "first": {"to": named(first), "count": explain.paths(case, first)},
        "whole": printed(whole, "whole"),
        "factors": _factors(case, at, whole),
        "after": "the outputs" if at.l + 1 >= case.last else column(case.trace, at.l + 1),
        "rows": _back(case, at),
        "output": at.l == case.last,
        "path": _path(case, at) if whole.value and at.l < case.last else None,
    }
    _mount(key=key, data=data, on_asked_change=asked)


def number(case: Case, at: Parameter, code: str) -> Explanation | None:
    """Return the number of the chain that goes by this code, None where there is no such one."""
    wholes = {
        "whole": lambda: explain.chain(case, at),
        "path": lambda: explain.strongest_path(case, at).gradient,
    }
    parts: dict[str, Callable[[], Sequence[Explanation]]] = {
        "factor": lambda: explain.chain(case, at).parts,
        "row": lambda: [number for _, number in _rows(case, at)],
        "step": lambda: explain.strongest_path(case, at).gradient.parts,
    }
    with suppress(KeyError, IndexError, ValueError):
        if found := NUMBERED.fullmatch(code):
            return parts[found[1]]()[int(found[2])]
        return wholes[code]()
    return None


def _factors(case: Case, at: Parameter, whole: Explanation) -> list[dict[str, Any]]:
    """Return the factors with a few words for each, and what of the network they are."""
    to, bend = _called(case, at.l, at.k), case.trace[at.l].layer.activation.name
    into = [] if at.i is None else [("sum", _went_in(at))]
    back = [
        ("gradient_z", f"slope of its {BENDS.get(bend, bend)}"),
        ("gradient_a", f"what came back to {to}"),
    ]
    if len([part for part in whole.parts if part.symbol]) == len(into) + 1:
        back = [("gradient_z", f"where the blame begins: {to}")]
    factors = []
    for n, (part, words) in enumerate(zip_longest(whole.parts, [*into, *back])):
        factor = printed(part, f"factor-{n}")
        if words:  # else it is the rounding
            kind, says = words
            light = _light(at.l, kind, at.k, at.i if kind == "sum" else None)
            factor |= {"says": says, "light": light}
        factors.append(factor)
    return factors


def _called(case: Case, l: int, k: int) -> str:
    """Return a neuron in words where its column is known."""
    return f"{'output' if l == case.last else 'neuron'} {k}"


def _went_in(at: Parameter) -> str:
    return "ink that went in" if at.l == 0 else "activation that went in"


def _light(l: int, kind: str, k: int, i: int | None = None) -> dict[str, Any]:
    """Return what of the network view a number is, as assets/lib/spotlight.js has it."""
    return {"column": l + 1, "kind": kind, "k": k, "i": i}


def _rows(case: Case, at: Parameter) -> list[tuple[int | None, Explanation]]:
    """Return what the last factor is the sum of; at the output, what each output is blamed for."""
    if at.l == case.last:
        return list(enumerate(explain.blame(case)))
    return explain.backflow(case, at.l, at.k)


def _back(case: Case, at: Parameter) -> list[dict[str, Any]]:
    """Return those rows; each leads one step farther, along its own connection.

    At the output there is none farther, and it leads to the largest weight of that output.
    """
    rows = []
    output, after = at.l == case.last, min(at.l + 1, case.last)
    for n, (j, part) in enumerate(_rows(case, at)):
        row = printed(part, f"row-{n}")
        if j is not None:
            to = steepest(case.gradients, after, j) if output else Parameter(after, at.k, j)
            light = _light(after, "gradient_z", j) if output else _way(after, at.k, j)
            row |= {"who": _called(case, after, j), "to": named(to), "light": light}
            row["factors"] = [] if output else [factor.shown for factor in part.parts[:2]]
        rows.append(row)
    return rows


def _path(case: Case, at: Parameter) -> dict[str, Any]:
    """Return the strongest of all ways to the loss, its factors in the order of the network."""
    found = explain.strongest_path(case, at)
    lights = [] if at.i is None else [_light(at.l, "sum", at.k, at.i)]
    for after, (k, j) in enumerate(pairwise(found.neurons), at.l + 1):
        lights += [_light(after - 1, "gradient_z", k), _way(after, k, j)]
    end = found.neurons[-1]
    lights += [_light(case.last, kind, end) for kind in ("gradient_z", "gradient_a")]
    parts = zip_longest(found.gradient.parts, lights[: len(found.gradient.parts)])
    return {
        "count": explain.paths(case, at),
        "whole": printed(found.gradient, "path"),
        "factors": [
            printed(part, f"step-{n}") | {"light": light if part.symbol else None}
            for n, (part, light) in enumerate(parts)
        ],
    }


def _way(after: int, k: int, j: int) -> dict[str, Any]:
    """Return what lights the line between neuron k and neuron j in layer `after`."""
    return _light(after, "gradient_x", j, k)
