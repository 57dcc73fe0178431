"""Which weight or bias the reader looks at, through the lessons about mistakes."""

import re

import streamlit as st

from nn_core import Parameter, steepest
from nn_core.explain import Case
from ui.components.network_view import Place

LINK = re.compile(r"(\d)-(b|\d{1,4})-(\d{1,4})", re.ASCII)


def looked_at(case: Case) -> Parameter:
    """Return the chosen weight or bias; where there is none, the weight of the largest gradient."""
    return _chosen(case) or steepest(case.gradients)


def _chosen(case: Case) -> Parameter | None:
    """Return the choice, None where there is none, or this network has no such number."""
    chosen: Parameter | None = st.session_state.get("parameter")
    there = chosen and chosen.exists(tuple(layer.layer for layer in case.trace))
    return chosen if there else None


def choose(parameter: Parameter | None) -> None:
    """Look at this one from now on; None: at the one with the largest gradient."""
    st.session_state["parameter"] = parameter


def choose_in(case: Case, place: Place) -> None:
    """Look at the weight with the largest gradient that leads into this neuron."""
    column, k = place
    choose(steepest(case.gradients, column - 1, k))


def place(parameter: Parameter) -> Place:
    """Return the neuron that it belongs to."""
    return parameter.l + 1, parameter.k


def read_link() -> None:
    """Take it from the address: ?weight=1-406-75. Nonsense says nothing."""
    if found := read(st.query_params.get("weight", "")):
        choose(found)


def read(text: str) -> Parameter | None:
    """Return the parameter that a link means, None for nonsense.

    1-406-75 is the weight of hidden 1 from input 406 to neuron 75, and 1-b-75 that neuron's bias.
    """
    found = LINK.fullmatch(text)
    if not found:
        return None
    column, i, k = found.groups()
    return Parameter(int(column) - 1, None if i == "b" else int(i), int(k))


def written(parameter: Parameter) -> str:
    """Return a parameter as it stands in a link."""
    return f"{parameter.l + 1}-{'b' if parameter.i is None else parameter.i}-{parameter.k}"


def link(case: Case) -> dict[str, str | None]:
    """Return what the address says of it; None where nothing was chosen that this network has."""
    chosen = _chosen(case)
    return {"weight": written(chosen) if chosen else None}
