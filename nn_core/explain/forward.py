"""The way forward: to a weighted sum, an activation, a softmax output, a confidence."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from nn_core.activations import RELU, SIGMOID, SOFTMAX, Activation
from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.bends import bent
from nn_core.explain.explanation import Explanation, Worked, added, filled
from nn_core.explain.leaves import (
    Given,
    GivenSums,
    bias,
    by_hand,
    pixel,
    sum_by_hand,
    weight,
)
from nn_core.explain.numbers import PERCENT, Format, exact, ordinary
from nn_core.explain.places import check, subject
from nn_core.explain.sums import Terms, finer, product
from nn_core.network import Trace

READABLE = 20.0  # above e^20 = 4.9 · 10^8 nobody compares exponentials
PLAIN = Decimal("0.0001")


def source(trace: Trace, l: int, i: int) -> Explanation:
    """Return the explanation of what layer l gets as its input number i."""
    return activation(trace, l - 1, i) if l else pixel(trace, i)


def weighted_sum(trace: Trace, l: int, k: int) -> Explanation:
    """Return the explanation of z of neuron k of layer l: its inputs times its weights, added."""
    check(trace, l, k)
    if isinstance(trace[l], GivenSums):
        return sum_by_hand(trace, k)
    value = exact(trace[l].z[0, k])
    every = rf"{places.x(trace, l)}\,{places.w(trace, l, None, k)}"
    return Explanation(
        name=f"weighted sum of {places.neuron(trace, l, k)}",
        symbol=places.z(l, k),
        formula=rf"\sum_i {every} + {places.b(l, k)}",
        value=value,
        format=ordinary(value),
        work=lambda _: terms(trace, l, k).sum(bias(trace, l, k)),
    )


def terms(trace: Trace, l: int, k: int) -> Terms:
    """Return what the weighted sum of neuron k of layer l adds up, but for its bias."""
    x = trace[l].x[0]
    return Terms(
        values=x * trace[l].layer.W[:, k],
        explain=lambda i: term(trace, l, i, k),
        column=ordinary,
        nothing=x == 0,
        names=_zeros(trace, l),
        why="Nothing comes from them: 0 times a weight is 0.",
    )


def _zeros(trace: Trace, l: int) -> tuple[str, str]:
    if l:
        return "neuron at 0", "neurons at 0"
    picture = places.side(trace[0].x.shape[1])
    return ("blank pixel", "blank pixels") if picture else ("input at 0", "inputs at 0")


def term(trace: Trace, l: int, i: int, k: int) -> Explanation:
    """Return the explanation of what input number i adds to z of neuron k of layer l."""
    check(trace, l, k, i=i)
    value = exact(trace[l].x[0, i] * trace[l].layer.W[i, k])
    return Explanation(
        name=f"{places.source(trace, l, i)} times its weight",
        symbol=rf"{places.x(trace, l, i)}\,{places.w(trace, l, i, k)}",
        formula="",
        value=value,
        format=ordinary(value),
        work=lambda format: product(format, source(trace, l, i), weight(trace, l, i, k)),
    )


def activation(trace: Trace, l: int, k: int) -> Explanation:
    """Return the explanation of a of neuron k of layer l: its weighted sum, bent."""
    check(trace, l, k)
    if isinstance(trace[l], Given):
        return by_hand(trace, k)
    f = trace[l].layer.activation
    if not isinstance(f, Activation):
        return _softmax(trace, l, k)
    value = exact(trace[l].a[0, k])
    return replace(
        bent(f, weighted_sum(trace, l, k)),
        name=f"activation of {places.neuron(trace, l, k)}",
        symbol=places.a(l, k),
        value=value,
        format=ordinary(value),
        why=off(trace, l, k),
    )


def off(trace: Trace, l: int, k: int) -> str:
    """Return the sentence that a ReLU is off, "" for one that is on and for other neurons."""
    if trace[l].layer.activation is not RELU or trace[l].z[0, k] > 0:
        return ""
    start = places.neuron(trace, l, k)
    return f"The weighted sum of {start} is not above 0, so it is off for this {subject(trace)}."


def softmax_output(trace: Trace, k: int) -> Explanation:
    """Return the explanation of output k of a softmax: its exponential as a share of the sum.

    Raises ValueError where the output is no softmax.
    """
    f = trace[-1].layer.activation
    if f is not SOFTMAX:
        raise ValueError(f"expected an output of softmax, got {f.name}")
    return activation(trace, len(trace) - 1, k)


def _softmax(trace: Trace, l: int, k: int) -> Explanation:
    value = exact(trace[l].a[0, k])
    top = _subtracted(trace, l)

    def work(format: Format) -> Worked:
        above, below = exponential(trace, l, k), exponentials(trace, l)
        above = finer(above, 1 / below.value, format)
        if format.decimals > ordinary(value).decimals:  # it is as good as 1, and how good matters
            unit = format.unit * Decimal(below.value)
            above, below = _down_to(unit, above), _down_to(unit, below)
        return Worked(rf"\frac{{{above.shown}}}{{{below.shown}}}", (above, below))

    why = "Every share is above 0, and all of them add up to 1."
    if top is not None:
        why += (
            f" The largest weighted sum, that of {places.neuron(trace, l, top)}, is taken from all "
            "of them first: the shares stay the same, and the powers of e can be written down."
        )
    return Explanation(
        name=f"softmax of {places.neuron(trace, l, k)}",
        symbol=places.a(l, k),
        formula=rf"\frac{{{_power(l, k, top)}}}{{\sum_j {_power(l, 'j', top)}}}",
        value=value,
        format=ordinary(value),
        why=why,
        work=work,
    )


def _down_to(unit: Decimal, part: Explanation) -> Explanation:
    return replace(part, format=part.format.down_to(unit))


def _subtracted(trace: Trace, l: int) -> int | None:
    """Return the neuron whose z is taken from all z of a softmax, None where none need be."""
    z = trace[l].z[0]
    return None if 0 <= z.max() <= READABLE else int(z.argmax())


def _power(l: int, k: int | str, top: int | None) -> str:
    less = "" if top is None else f" - {places.z(l, top)}"
    return f"e^{{{places.z(l, k)}{less}}}"


def exponential(trace: Trace, l: int, k: int) -> Explanation:
    """Return the explanation of e to the power of z of neuron k of layer l, a softmax."""
    return raised(trace, l, k, _subtracted(trace, l))


def raised(trace: Trace, l: int, k: int, top: int | None) -> Explanation:
    """Return the same, with z of neuron `top` taken from the power first; None: with none.

    Raises ValueError where the number is too large to be kept.
    """
    check(trace, l, k)
    value = exact(powers(trace, l, top)[k])

    def work(_: Format) -> Worked:
        z = _sensitive(trace, l, k)
        if top is None:
            return Worked(f"e^{{{z.shown}}}", (z,))
        largest = _sensitive(trace, l, top)
        return Worked(filled("e^{z - m}", z=z.shown, m=largest.shown), (z, largest))

    return Explanation(
        name=f"exponential of {places.neuron(trace, l, k)}",
        symbol=_power(l, k, top),
        formula="",
        value=value,
        format=ordinary(value),
        work=work,
    )


def powers(trace: Trace, l: int, top: int | None) -> Array:
    """Return e to the power of each z of a layer, (units,), less that of neuron `top` if any.

    What is too large for float64, above e^709.78, is infinite.
    """
    z = trace[l].z[0]
    with np.errstate(over="ignore"):
        return np.exp(z if top is None else z - z[top])


def _sensitive(trace: Trace, l: int, k: int) -> Explanation:
    """Return a weighted sum with four decimals, however large: a power of e changes with them."""
    return _down_to(PLAIN, weighted_sum(trace, l, k))


def exponentials(trace: Trace, l: int) -> Explanation:
    """Return the explanation of the sum of all these powers."""
    return raised_sum(trace, l, _subtracted(trace, l))


def raised_sum(trace: Trace, l: int, top: int | None) -> Explanation:
    """Return the same of the powers from which z of neuron `top` is taken first; None: none is.

    Raises ValueError where the sum is too large to be kept.
    """
    values = powers(trace, l, top)
    value = exact(values.sum())

    def work(format: Format) -> Worked:
        return added(_down_to(format.unit, raised(trace, l, k, top)) for k in range(len(values)))

    return Explanation(
        name=f"sum of the {len(values)} exponentials",
        symbol=rf"\sum_j {_power(l, 'j', top)}",
        formula="",
        value=value,
        format=ordinary(value),
        work=work,
    )


def confidence(trace: Trace, k: int) -> Explanation:
    """Return the explanation of how sure the network is of output k, in per cent.

    Where the output is not a share between 0 and 1, it is explained as it is.
    """
    output = activation(trace, len(trace) - 1, k)
    if trace[-1].layer.activation not in (SOFTMAX, SIGMOID):
        return output
    return Explanation(
        name=f"confidence of {places.neuron(trace, len(trace) - 1, k)}",
        symbol=f"p_{{{k}}}",
        formula=rf"{output.symbol} \cdot 100\,\%",
        value=output.value,
        format=PERCENT,
        why="The same number in per cent. It is not the chance of being right.",
        work=lambda _: Worked(rf"{output.shown} \cdot 100\,\%", (output,)),
    )


def confidences(trace: Trace) -> Explanation:
    """Return the explanation of what the confidences of a softmax come to together."""
    outputs = trace[-1].a.shape[1]
    return Explanation(
        name=f"sum of the {outputs} confidences",
        symbol=r"\sum_j p_j",
        formula="",
        value=float(trace[-1].a[0].sum()),
        format=PERCENT,
        why="Softmax shares 100 % out among the outputs, whatever comes in.",
        work=lambda _: added(confidence(trace, k) for k in range(outputs)),
    )


def shares_out(trace: Trace) -> Explanation:
    """Return the explanation of what the outputs of a softmax come to together: 1."""
    outputs = trace[-1].a.shape[1]
    value = exact(trace[-1].a[0].sum())
    return Explanation(
        name=f"sum of the {outputs} shares",
        symbol=rf"\sum_j {places.a(len(trace) - 1, 'j')}",
        formula="",
        value=value,
        format=ordinary(value),
        why="Softmax shares 1 out among the outputs, whatever comes in.",
        work=lambda _: added(softmax_output(trace, k) for k in range(outputs)),
    )
