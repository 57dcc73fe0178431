"""Which weight or bias to look at: its column, where it comes from, and its neuron."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from nn_core import Network, Parameter, explain, steepest
from nn_core.explain import Case
from nn_core.explain.places import column
from ui.components import heard, register

_mount = register("chooser")


def chooser(
    case: Case,
    at: Parameter,
    *,
    key: str,
    on_choose: Callable[[Parameter], None],
) -> None:
    """Show which weight or bias is looked at, and let the reader name another one by numbers.

    `on_choose` hears which one.
    """
    network = tuple(layer.layer for layer in case.trace)

    def asked() -> None:
        if found := chosen(st.session_state[key].get("asked"), network):
            on_choose(found)

    data = {
        "n": heard(key, "asked"),
        "at": named(at),
        "largest": named(steepest(case.gradients)),
        "columns": [
            {
                "name": column(case.trace, l),
                "side": explain.side(layer.W.shape[0]) if l == 0 else None,
                "from": column(case.trace, l - 1) if l else None,
                "inputs": layer.W.shape[0],
                "units": layer.W.shape[1],
                "steepest": named(steepest(case.gradients, l)),
            }
            for l, layer in enumerate(network)
        ],
    }
    _mount(key=key, data=data, on_asked_change=asked)


def named(parameter: Parameter) -> list[int | None]:
    """Return a weight or bias as a browser names it: column, input (None: the bias), neuron."""
    return [parameter.l + 1, parameter.i, parameter.k]


def chosen(message: Any, network: Network) -> Parameter | None:
    """Return the weight or bias that a message {"choose": [column, input, neuron]} asks for.

    None where it asks for none that the network has.
    """
    match message:
        case {"choose": [column, i, k]}:
            numbers = (column, k) if i is None else (column, i, k)
            if all(type(number) is int for number in numbers):
                found = Parameter(column - 1, i, k)
                return found if found.exists(network) else None
    return None
