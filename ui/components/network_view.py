"""The network, drawn whole: what every neuron does with one input, and which one is looked at."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from live import answers, weights
from nn_core import Network, Parameter, Trace, explain
from nn_core.backprop import MATCHED
from nn_core.explain import Case
from ui.components import register

DIGITS = tuple("0123456789")
Place = tuple[int, int]  # the column, 1 for the first hidden one, and the neuron in it

_mount = register("network_view", "network/network.css")


def network_view(
    trace: Trace,
    selected: Place | None,
    *,
    labels: Sequence[str] | None = None,
    key: str,
    on_select: Callable[[Place], None],
    on_close: Callable[[], None],
    case: Case | None = None,
    weight: Parameter | None = None,
    picture: str | None = None,
    step: int | None = None,
) -> None:
    """Show the network that left this trace of one example, with one neuron selected.

    `labels` are what its outputs stand for; without them they are counted. With a `case` of this
    trace the walk goes the way back, from its loss to the input. The line of `weight` is marked.
    `picture` is what the input is called where it is not the reader's own. Where `step` changes,
    the walk goes to the step of this number; None ends it.
    `on_select` hears which neuron the reader chooses, `on_close` that Escape was pressed there.
    """
    network = tuple(layer.layer for layer in trace)
    drawn = shape(network, labels)

    def chosen() -> None:
        if found := place(st.session_state[key].get("neuron"), network):
            on_select(found)

    data = {
        "shape": drawn | {"picture": picture} if picture else drawn,
        "answer": answers.flow(trace, picture=drawn["side"] is not None),
        "selected": selected,
        "gradients": gradients(case) if case else None,
        "weight": (weight.l + 1, weight.i, weight.k) if weight else None,
        "step": step,
    }
    _mount(key=key, data=data, on_neuron_change=chosen, on_closed_change=on_close)


def shape(network: Network, labels: Sequence[str] | None = None) -> dict[str, Any]:
    """Return what a browser needs to draw a network, and where it finds the weights."""
    return outline(network, labels) | {"weights": weights.offer(network)}


def outline(network: Network, labels: Sequence[str] | None = None) -> dict[str, Any]:
    """Return the shape alone: it is the same whatever the weights."""
    inputs = len(network[0].W)
    return {
        "inputs": inputs,
        "side": explain.side(inputs),
        "units": [len(layer.b) for layer in network],
        "activations": [layer.activation.name for layer in network],
        "labels": labels,
    }


def gradients(case: Case, *, biases: bool = True) -> dict[str, Any]:
    """Return what a browser needs to show the way back: gradients by layer, and the true output.

    That one is None where the target is not 1 for one output and 0 for all the others. `biases`
    says whether the update at the end moves them too.
    """
    back, y = case.gradients, case.y[0]
    one = sorted(y) == [0.0] * (len(y) - 1) + [1.0]
    return {
        "input": answers.floats(back[0].x[0]),
        "activations": [answers.floats(layer.a[0]) for layer in back],
        "sums": [answers.floats(layer.z[0]) for layer in back],
        "truth": int(y.argmax()) if one else None,
        "biases": biases,
        "matched": (case.trace[-1].layer.activation, case.loss) in MATCHED,
    }


def place(message: object, network: Network) -> Place | None:
    """Return the neuron that a browser names [column, position, count]; None where none is."""
    match message:
        case [column, neuron, _] if type(column) is int and type(neuron) is int:
            return (column, neuron) if exists((column, neuron), network) else None
    return None


def exists(place: Place, network: Network) -> bool:
    """Return whether a network has such a neuron."""
    column, neuron = place
    return 1 <= column <= len(network) and 0 <= neuron < len(network[column - 1].b)
