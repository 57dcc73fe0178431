"""Two layers as one: each weight of both together, and what that one layer gives.

All of these want a trace of two layers with one example. What bends between them is left out: to
see what it does, `verdict` holds both ways against each other.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from nn_core.activations import IDENTITY, RELU
from nn_core.arrays import Array
from nn_core.collapse import collapsed
from nn_core.explain import places
from nn_core.explain.explanation import Explanation, Worked
from nn_core.explain.leaves import bias, pixel, weight
from nn_core.explain.numbers import Format, exact, ordinary, plain
from nn_core.explain.places import check
from nn_core.network import Layer, Trace, forward

SEEN = 5e-5  # a smaller difference is not seen in four decimals


def merged_weight(trace: Trace, i: int, k: int) -> Explanation:
    """Return the explanation of the weight from input i to output k of both layers together."""
    check(trace, 1, k)
    check(trace, 0, i=i)
    value = exact(one_layer(trace).W[i, k])
    middle = range(len(trace[1].layer.W))
    return Explanation(
        name=f"weight from input {i} to output {k}, multiplied out",
        symbol=f"w_{{{i},{k}}}",
        formula=rf"\sum_j {places.w(trace, 0, i, 'j')}\,w^{{(2)}}_{{j,{k}}}",
        value=value,
        format=brief(value),
        why=f"Row {i} of the first matrix times column {k} of the second: every way from input {i} "
        f"to output {k}, added up.",
        work=lambda _: _added([(weight(trace, 0, i, j), weight(trace, 1, j, k)) for j in middle]),
    )


def merged_bias(trace: Trace, k: int) -> Explanation:
    """Return the explanation of the bias of output k of both layers together."""
    check(trace, 1, k)
    value = exact(one_layer(trace).b[k])
    middle = range(len(trace[1].layer.W))
    return Explanation(
        name=f"bias of output {k}, multiplied out",
        symbol=f"b_{{{k}}}",
        formula=rf"\sum_j b^{{(1)}}_{{j}}\,w^{{(2)}}_{{j,{k}}} + {places.b(1, k)}",
        value=value,
        format=brief(value),
        why="The biases of the first layer go through the second, too. Then it adds its own.",
        work=lambda _: _added(
            [(bias(trace, 0, j), weight(trace, 1, j, k)) for j in middle], bias(trace, 1, k)
        ),
    )


def merged_sum(trace: Trace, k: int) -> Explanation:
    """Return the explanation of output k of the one layer that both layers come to."""
    check(trace, 1, k)
    value = exact(_given(trace)[k])
    inputs = range(trace[0].x.shape[1])
    return Explanation(
        name=f"output {k} of the one layer",
        symbol=f"z_{{{k}}}",
        formula=rf"\sum_i x_{{i}}\,w_{{i,{k}}} + b_{{{k}}}",
        value=value,
        format=ordinary(value),
        work=lambda _: _added(
            [(pixel(trace, i), merged_weight(trace, i, k)) for i in inputs], merged_bias(trace, k)
        ),
    )


def merging(trace: Trace) -> list[str]:
    """Return what there is to say of each weight of both together, row by row, then of each bias,
    and last of the whole."""
    inputs, outputs = (range(count) for count in one_layer(trace).W.shape)
    told = [
        f"Row {i} of W₁ times column {k} of W₂: {_told(merged_weight(trace, i, k))}."
        for i in inputs
        for k in outputs
    ]
    told += [
        f"b₁ times column {k} of W₂, and number {k} of b₂: {_told(merged_bias(trace, k))}."
        for k in outputs
    ]
    before, after = (
        sum(layer.W.size + layer.b.size for layer in layers)
        for layers in ([here.layer for here in trace], [one_layer(trace)])
    )
    return [*told, f"W = W₁ W₂ and b = b₁ W₂ + b₂: {after} numbers in the place of {before}."]


def _told(cell: Explanation) -> str:
    return f"{cell.numbers} = {cell.shown}".replace(r"\cdot", "·").replace("-", "−")


def agree(trace: Trace) -> bool:
    """Return whether both layers and the one that they come to give the same, to four decimals."""
    return bool(np.abs(trace[1].z[0] - _given(trace)).max() < SEEN)


def verdict(trace: Trace) -> str:
    """Return what there is to say of the two ways: through both layers, and through one."""
    if trace[0].layer.activation is IDENTITY:
        return "Both ways give the same two numbers, whatever x and the weights are."
    if agree(trace):
        relu = trace[0].layer.activation is RELU and bool((trace[0].z >= 0).all())
        reason = ": ReLU changes nothing where both hidden sums are above 0" if relu else ""
        return f"For this x both ways happen to agree{reason}. Move x."
    return f"With the bend in between, one layer gives something else. {_no_other(trace)}"


def _no_other(trace: Trace) -> str:
    """Return why no other matrix will do either: halfway between x and -x lies 0, and a layer
    without a bend gives there what is halfway between its answers."""
    network, x = tuple(here.layer for here in trace), trace[0].x
    there, back, zero = forward(network, np.concatenate([x, -x, 0 * x]))[-1].a
    halfway = (there + back) / 2
    k = int(np.abs(halfway - zero).argmax())
    if abs(halfway[k] - zero[k]) < SEEN:
        return "Move x to see that no other matrix will do."
    middle, got = (plain(Format(4).latex(exact(value[k]))) for value in (halfway, zero))
    return (
        "No other matrix will do: at x = 0 a single layer is always halfway between its answers "
        f"to x and to −x. For output {k} halfway is {middle}, but the two layers give {got}."
    )


def _given(trace: Trace) -> Array:
    """Return what both layers as one give, (outputs,)."""
    one = one_layer(trace)
    return (trace[0].x @ one.W + one.b)[0]


def one_layer(trace: Trace) -> Layer:
    """Return both layers as one, without what bends between them."""
    return collapsed(tuple(replace(here.layer, activation=IDENTITY) for here in trace))


def _added(products: Sequence[tuple[Explanation, ...]], *more: Explanation) -> Worked:
    """Return a sum of products, and of single terms after them, written as short as they are."""
    short = [[replace(one, format=brief(one.value)) for one in product] for product in products]
    terms = [r" \cdot ".join(_written(one) for one in product) for product in short]
    worked = Worked(" + ".join(terms), tuple(one for product in short for one in product))
    for one in more:
        worked = worked.plus(replace(one, format=brief(one.value)))
    return worked


def _written(part: Explanation) -> str:
    return f"({part.shown})" if part.shown.startswith("-") else part.shown


def brief(value: float) -> Format:
    """Return the format of a number with no zero at its end, and four decimals at most."""
    digits = Decimal(f"{value:.4f}").normalize()
    return Format(max(0, -int(digits.as_tuple().exponent)))
