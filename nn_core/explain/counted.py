"""How many numbers a network has: its weights and its biases, layer by layer."""

from dataclasses import replace

from nn_core.explain import places
from nn_core.explain.explanation import Explanation, Worked, added
from nn_core.explain.numbers import COUNT
from nn_core.network import Trace
from nn_core.progress import parameters


def all_counted(trace: Trace) -> Explanation:
    """Return the explanation of how many weights and biases the whole network has."""
    return Explanation(
        name="weights and biases of the whole network",
        symbol="N",
        formula=" + ".join(_symbol(l) for l in range(len(trace))),
        value=parameters(tuple(here.layer for here in trace)),
        format=COUNT,
        why="Training sets each of them. Your ink is none of them: it is what comes in.",
        work=lambda _: added(layer_counted(trace, l) for l in range(len(trace))),
    )


def layer_counted(trace: Trace, l: int) -> Explanation:
    """Return the explanation of how many weights and biases a layer has."""
    places.check(trace, l)
    return Explanation(
        name=f"numbers of {_called(trace, l)}",
        symbol=_symbol(l),
        formula=f"{_count(l)} \\cdot {_count(l + 1)} + {_count(l + 1)}",
        value=parameters((trace[l].layer,)),
        format=COUNT,
        why="One weight from each number that comes in to each neuron, and a bias for each neuron.",
        work=lambda _: _weights_and_biases(trace, l),
    )


def _weights_and_biases(trace: Trace, l: int) -> Worked:
    inputs, units = trace[l].layer.W.shape
    coming = Explanation(
        name=f"{places.sources(trace, l, inputs)} that come in",
        symbol=_count(l),
        formula="",
        value=inputs,
        format=COUNT,
        why=_why(trace, l, inputs),
    )
    neurons = Explanation(
        name=f"neurons in {_called(trace, l)}",
        symbol=_count(l + 1),
        formula="",
        value=units,
        format=COUNT,
        why="Each has a weight for whatever comes in.",
    )
    biases = replace(neurons, name=f"biases of {_called(trace, l)}", why="One for each neuron.")
    numbers = rf"{coming.shown} \cdot {neurons.shown} + {biases.shown}"
    return Worked(numbers, (coming, neurons, biases))


def _why(trace: Trace, l: int, inputs: int) -> str:
    if l:
        return f"The column before, {places.column(trace, l - 1)}, has so many neurons."
    width = places.side(inputs)
    return f"Your picture has {width} rows of {width} pixels." if width else "What goes in."


def _called(trace: Trace, l: int) -> str:
    name = places.column(trace, l)
    return "the output" if name == "output" else name


def _symbol(l: int) -> str:
    return f"N^{{({l + 1})}}"


def _count(column: int) -> str:
    return f"n^{{({column})}}"
