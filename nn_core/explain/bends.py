"""An activation function at one weighted sum: what it makes of it, and how steep it is there."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import numpy as np

from nn_core.activations import IDENTITY, LEAK, LEAKY_RELU, RELU, SIGMOID, TANH, Activation
from nn_core.arrays import Array
from nn_core.explain.arithmetic import evaluate
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.numbers import FINEST, Format, counted, exact, ordinary, significant
from nn_core.explain.sums import apart, finer, product

FLAT = 0.01  # below this the curve is as good as flat
STEP = Format(2)  # of a slope that is 0.01 on one side

# Each activation's right-hand side.
WRITTEN = {
    IDENTITY: "z",
    SIGMOID: r"\frac{1}{1 + e^{-z}}",
    TANH: r"\tanh(z)",
    RELU: r"\max(0, z)",
    LEAKY_RELU: rf"\max({LEAK} \cdot z, z)",
}
# That of its slope: of a straight one by the side of 0 that z is on, of a curved one by z, and by
# the activation, which has been worked out already.
STRAIGHT = {
    IDENTITY: "",
    RELU: "1_{z > 0}",
    LEAKY_RELU: rf"1_{{z > 0}} + {LEAK} \cdot 1_{{z \le 0}}",
}
CURVED = {
    SIGMOID: rf"{WRITTEN[SIGMOID]} \cdot (1 - {WRITTEN[SIGMOID]})",
    TANH: rf"1 - {WRITTEN[TANH]}^2",
}
REUSED = {SIGMOID: r"a \cdot (1 - a)", TANH: "1 - a^2"}
LACK = r"\frac{1}{1 + e^{z}}"  # of a sigmoid to 1


def by_hand(z: float) -> Explanation:
    """Return the explanation of a weighted sum that the reader chose."""
    return Explanation(
        name="weighted sum z",
        symbol="z",
        formula="",
        value=exact(z),
        format=ordinary(z),
        why="Here you choose it. In a network it is what a neuron's inputs, times their weights, "
        "come to with its bias.",
    )


def bent(f: Activation, z: Explanation) -> Explanation:
    """Return the explanation of the activation a = f(z)."""
    value = _at(f, z.value)

    def work(format: Format) -> Worked:
        at = finer(z, 1.0, format)
        return Worked(filled(WRITTEN[f], z=at.shown), (at,))

    return Explanation(
        name="activation a",
        symbol="a",
        formula=filled(WRITTEN[f], z=z.symbol),
        value=value,
        format=ordinary(value),
        why="The sum is not above 0, so this ReLU is off." if _is_off(f, z) else "",
        work=work,
    )


def bend_slope(f: Activation, z: Explanation) -> Explanation:
    """Return the explanation of the slope f'(z), worked out from z."""

    def work(format: Format) -> Worked:
        if f in STRAIGHT:
            return Worked(format.latex(_slope(f, z)), (z,))
        at = finer(z, 1.0, format)
        return Worked(filled(CURVED[f], z=at.shown), (at,))

    return _explained(f, z, filled((CURVED | STRAIGHT)[f], z=z.symbol), work)


def reused_slope(f: Activation, z: Explanation, a: Explanation) -> Explanation:
    """Return the explanation of the slope f'(z), worked out from a = f(z) alone.

    That of a (leaky) ReLU is 1 where a is above 0, because z is above 0 there, too.
    """

    def work(format: Format) -> Worked:
        if f in STRAIGHT:
            return Worked(format.latex(_slope(f, z)), (a,))
        if f is SIGMOID and a.value > 1 - FLAT:
            return product(format, a, _lack(z, a))
        at = _enough(a, REUSED[f], format.rounded(_slope(f, z)), format.unit)
        return Worked(filled(REUSED[f], a=at.shown), (at,))

    by_a = {name: template.replace("z", "a") for name, template in STRAIGHT.items()}
    return _explained(f, z, filled((REUSED | by_a)[f], a=a.symbol), work)


def _explained(
    f: Activation, z: Explanation, formula: str, work: Callable[[Format], Worked]
) -> Explanation:
    value = _slope(f, z)
    return Explanation(
        name="slope f'(z)",
        symbol=f"f'({z.symbol})",
        formula=formula,
        value=value,
        format=_format(f, value),
        why=_why(f, z, value),
        work=work if formula else None,
    )


def _at(f: Callable[[Array], Array], z: float) -> float:
    return exact(f(np.array([z]))[0])


def _slope(f: Activation, z: Explanation) -> float:
    return _at(f.derivative, z.value)


def _format(f: Activation, value: float) -> Format:
    if f in CURVED:
        return significant(value) if 0 < value < FLAT else ordinary(value)
    return STEP if value == LEAK else counted(value)


def _enough(a: Explanation, template: str, result: Decimal, unit: Decimal) -> Explanation:
    """Return a with so many digits that what is made of it comes to the result, but for rounding.

    A float64 may have none left for that, where a is next to 1.
    """
    a = apart(a, -1.0, 0.0, 1.0)
    while a.format.decimals < FINEST:
        if abs(evaluate(filled(template, a=a.shown)) - result) <= unit / 2:
            break
        a = replace(a, format=a.format.down_to(a.format.unit / 10))
    return a


def _lack(z: Explanation, a: Explanation) -> Explanation:
    """Return 1 - a of a sigmoid close to 1 explained, with the digits that a subtraction loses."""
    value = _at(SIGMOID, -z.value)
    return Explanation(
        name=f"what the {a.name} lacks to 1",
        symbol=f"1 - {a.symbol}",
        formula=filled(LACK, z=z.symbol),
        value=value,
        format=significant(value),
        why="As 1 minus the activation it would have no digits left.",
        work=lambda _: Worked(filled(LACK, z=z.shown), (z,)),
    )


def _is_off(f: Activation, z: Explanation) -> bool:
    return f is RELU and z.value <= 0


def _why(f: Activation, z: Explanation, value: float) -> str:
    if _is_off(f, z):
        return "The sum is not above 0, so this ReLU is off: nothing goes through."
    if f is RELU:
        return "Above 0, ReLU lets every change through as it is."
    if f is LEAKY_RELU:
        return f"The slope is 1 above 0 and {LEAK} below."
    if f is IDENTITY:
        return "Nothing is bent, so every change goes through as it is."
    return "So far out the curve is nearly flat." if value < FLAT else ""
