"""A slope measured: rise over run along one weight, for ever smaller steps."""

from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from nn_core.arrays import Array
from nn_core.explain.case import Case
from nn_core.explain.loss import cut
from nn_core.explain.numbers import Format, plain, short, significant
from nn_core.parameters import Parameter, losses_along, quotients, turned

STEPS = tuple(float(f"1e-{n}") for n in range(13))
NEAR = 0.1  # so much of the gradient may the best slope miss
DECIMALS = 9  # of a slope, where it is compared with another one


@dataclass(frozen=True)
class Measured:
    """The slope between w and w + h, and how much of it is the gradient's."""

    h: float
    written: str  # h as plain text: 0.1, 10⁻⁵
    loss: float  # L(w + h)
    slope: float  # (L(w + h) - L(w)) / h
    shown: str  # the slope as printed, in LaTeX
    same: int  # so many characters of that, from the first, are printed of the gradient too
    says: str  # why it is as near to the gradient as it is


def column(gradient: float) -> Format:
    """Return the format in which slopes are compared with this gradient."""
    return replace(significant(gradient), decimals=DECIMALS)


def measured(case: Case, parameter: Parameter) -> tuple[Measured, ...]:
    """Return the slope of the loss along a weight or bias as measured with each of the STEPS."""
    here = case.trace, case.y, case.loss, parameter
    gradient = parameter.gradient(case.gradients)
    format, slopes = column(gradient), quotients(*here, STEPS)
    losses = losses_along(*here, (0.0, *STEPS))
    nearest = best(slopes, gradient)
    return tuple(
        Measured(
            h=h,
            written=_written(h),
            loss=float(losses[n + 1]),
            slope=float(slopes[n]),
            shown=format.latex(slopes[n]),
            same=_same(format.latex(slopes[n]), format.latex(gradient), gradient),
            says=_why(case, parameter, n, nearest, losses),
        )
        for n, h in enumerate(STEPS)
    )


def best(slopes: Array, gradient: float) -> int | None:
    """Return which of the measured slopes is nearest to the gradient.

    None where that is 0, or where none comes near: the loss may be cut, or too small a part of it
    may change.
    """
    nearest = int(np.abs(slopes - gradient).argmin())
    return nearest if abs(slopes[nearest] - gradient) < NEAR * abs(gradient) else None


def _same(one: str, other: str, gradient: float) -> int:
    """Return how many characters two printed slopes have in common, from the first."""
    if gradient == 0:
        return len(one) if one == other else 0
    if one.find(".") != other.find("."):
        return 0  # 12.5 has nothing of 1.25
    common = _common(one.partition(" ")[0], other.partition(" ")[0])
    return len(common) if common.strip("-") else 0


def _why(case: Case, parameter: Parameter, n: int, nearest: int | None, losses: Array) -> str:
    with_h = f"With h = {_written(STEPS[n])},"
    if nearest is None and losses[n + 1] == losses[0]:
        return f"{with_h} the loss stays the same to its last digit: nothing rises."
    if nearest is None and parameter.gradient(case.gradients):
        return f"{with_h} " + (LEAVES if cut(case, int(case.y[0].argmax())) else FEW)
    if n == nearest:
        return f"h = {_written(STEPS[n])} is the best of these: the chord lies on the tangent."
    if nearest is None or n < nearest:
        kinks = turned(case.trace, parameter, STEPS[n])
        return f"{with_h} " + (_kinks(kinks) if kinks else BENDS)
    digits = _digits(losses[n + 1], losses[0])
    if digits == 16:
        return f"{with_h} both losses have the same 16 digits: no difference is left."
    return (
        f"{with_h} L(w + h) and L(w) agree to {digits} of their 16 digits. Only the last "
        "ones differ, and those are rounded."
    )


BENDS = "the chord cuts a corner: the curve bends on the way. A smaller h fits better."
LEAVES = "the chord leaves the part of the curve where the loss is cut, which is flat."
FEW = "the slope misses the gradient, as with every h: L has too few digits for one so small."


def _kinks(count: int) -> str:
    if count == 1:
        return "one neuron turns on or off on the way: a kink in the curve, and the chord cuts it."
    return (
        f"{count} neurons turn on or off on the way: kinks in the curve, and the chord cuts them."
    )


def _written(h: float) -> str:
    return plain(short(h).latex(h)).removeprefix("1·")


def _digits(one: float, other: float) -> int:
    """Return to how many digits two numbers agree, of the 16 that a float64 has."""
    apart = abs(one - other) / max(abs(one), abs(other)) if one != other else 0.0
    return int(-np.log10(apart)) if apart else 16


def _common(one: str, other: str) -> str:
    """Return what two texts begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(c for c, _ in pairs)
