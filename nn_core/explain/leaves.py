"""Numbers that are not worked out from others: a pixel, a weight, a bias."""

from nn_core.explain import places
from nn_core.explain.explanation import Explanation
from nn_core.explain.numbers import exact, ordinary
from nn_core.explain.places import check, subject
from nn_core.network import Trace


def pixel(trace: Trace, i: int) -> Explanation:
    """Return the explanation of input number i: a pixel's ink, or one of a few numbers."""
    check(trace, 0, i=i)
    value = exact(trace[0].x[0, i])
    why = ""
    if places.side(trace[0].x.shape[1]):
        why = "Ink goes from 0 (blank paper) to 1 (full)." if value else "This pixel is blank."
    return Explanation(
        name=places.source(trace, 0, i),
        symbol=places.x(trace, 0, i),
        formula="",
        value=value,
        format=ordinary(value),
        why=why,
    )


def weight(trace: Trace, l: int, i: int, k: int) -> Explanation:
    """Return the explanation of the weight from input number i to neuron k of layer l."""
    check(trace, l, k, i=i)
    value = exact(trace[l].layer.W[i, k])
    start, end = places.source(trace, l, i), places.neuron(trace, l, k)
    return Explanation(
        name=f"weight from {start} to {end}",
        symbol=places.w(trace, l, i, k),
        formula="",
        value=value,
        format=ordinary(value),
        why="A weight is a number on an arrow of the network. It starts at random, and training "
        f"changes it; your {subject(trace)} does not.",
    )


def bias(trace: Trace, l: int, k: int) -> Explanation:
    """Return the explanation of the bias of neuron k of layer l."""
    check(trace, l, k)
    value = exact(trace[l].layer.b[k])
    return Explanation(
        name=f"bias of {places.neuron(trace, l, k)}",
        symbol=places.b(l, k),
        formula="",
        value=value,
        format=ordinary(value),
        why="A bias belongs to the neuron and is added whatever comes in. It starts at 0, and "
        "training changes it.",
    )
