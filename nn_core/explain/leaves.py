"""Where a network's numbers begin: a pixel, a weight, a bias."""

from dataclasses import dataclass

import numpy as np

from nn_core import ink
from nn_core.activations import IDENTITY, SOFTMAX
from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.explanation import Explanation, Worked
from nn_core.explain.numbers import exact, ordinary
from nn_core.explain.places import check, subject
from nn_core.network import Layer, LayerTrace, Network, Trace, forward


@dataclass(frozen=True, eq=False)
class Inked(LayerTrace):
    """A first layer that saw a drawing, and how far from its lines each pixel lies."""

    distance: Array  # (pixels,) in pixels, as in ink.Steps
    pen: float  # its width, as a share of the picture's side


def inked(trace: Trace, distance: Array, pen: float = ink.PEN) -> Trace:
    """Return the trace of a drawing with which its pixels can be explained.

    `distance` is that of ink.Steps, (size, size) in pixels, and `pen` the width it is for.
    """
    first, *others = trace
    return (Inked(first.layer, first.x, first.z, first.a, distance.ravel(), pen), *others)


def again(trace: Trace, network: Network) -> Trace:
    """Return what another network makes of the same input; a drawing's pixels stay explained."""
    first, seen = trace[0], forward(network, trace[0].x)
    return inked(seen, first.distance, first.pen) if isinstance(first, Inked) else seen


@dataclass(frozen=True, eq=False)
class Given(LayerTrace):
    """Outputs that were set by hand: no network stands behind them."""


def given(outputs: Array) -> Trace:
    """Return a trace of nothing but these outputs, (1, outputs), to explain a loss with."""
    count = outputs.shape[1]
    layer = Layer(np.eye(count), np.zeros(count), IDENTITY)
    return (Given(layer, outputs, outputs, outputs),)


def by_hand(trace: Trace, k: int) -> Explanation:
    """Return the explanation of an output that was set by hand: there is nothing behind it."""
    why = "This output was set by hand. No network stands behind it."
    return _set(f"output {k}", places.a(0, k), exact(trace[0].a[0, k]), why)


@dataclass(frozen=True, eq=False)
class GivenSums(LayerTrace):
    """Weighted sums that were set by hand: no weights stand behind them."""


def given_sums(z: Array) -> Trace:
    """Return a trace of nothing but the softmax of these sums, (1, outputs), in float64."""
    count = z.shape[1]
    layer = Layer(np.eye(count), np.zeros(count), SOFTMAX)
    return (GivenSums(layer, z, z, SOFTMAX(z)),)


def sum_by_hand(trace: Trace, k: int) -> Explanation:
    """Return the explanation of a weighted sum that was set by hand: nothing is behind it."""
    why = "This sum was set by hand. No weights stand behind it."
    return _set(f"weighted sum of output {k}", places.z(0, k), exact(trace[0].z[0, k]), why)


def _set(name: str, symbol: str, value: float, why: str) -> Explanation:
    return Explanation(name, symbol, "", value, ordinary(value), why)


def pixel(trace: Trace, i: int) -> Explanation:
    """Return the explanation of input number i: a pixel's ink, or one of a few numbers."""
    check(trace, 0, i=i)
    first, value = trace[0], exact(trace[0].x[0, i])
    if isinstance(first, Inked):
        return _ink(trace, i, value, exact(first.distance[i]), first.pen)
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


def _ink(trace: Trace, i: int, value: float, distance: float, pen: float) -> Explanation:
    """Return the explanation of a pixel by its distance from the drawing's lines."""
    far = ink.reach(places.side(trace[0].x.shape[1]) or ink.SIDE, pen)
    name, index = places.source(trace, 0, i), places.index(trace, i)
    away = Explanation(
        name=f"distance of the {name} from your line",
        symbol=f"d_{{{index}}}",
        formula="",
        value=distance,
        format=ordinary(distance),
        why="From the middle of the pixel to the nearest line of your drawing, in pixels."
        if distance < far
        else f"There is no line within {far:.1f} pixels. What is farther counts as {far:.1f}.",
    )
    full = Explanation(
        name="half the pen, less half a pixel",
        symbol="h",
        formula="",
        value=far - ink.EDGE,
        format=ordinary(far - ink.EDGE),
        why="So near to a line the pen leaves full ink. From there it fades over one pixel.",
    )
    return Explanation(
        name=name,
        symbol=places.x(trace, 0, i),
        formula=rf"1 - \max(0, {away.symbol} - h)",
        value=value,
        format=ordinary(value),
        why="Ink goes from 0 (blank paper) to 1 (full)." if value else "This pixel is blank.",
        work=lambda _: Worked(rf"1 - \max(0, {away.shown} - {full.shown})", (away, full)),
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
