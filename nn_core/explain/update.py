"""The step of a training: which way the optimizer goes with one weight, and where it arrives."""

from dataclasses import replace
from typing import Any

from nn_core.explain.backward import stepped
from nn_core.explain.batch import Batch, batch_gradient, parameter
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.numbers import Format, ordinary, short, significant
from nn_core.explain.sums import finer
from nn_core.optimizers import BETA1, BETA2, EPSILON, MU, AdamState, Pairs
from nn_core.parameters import Parameter
from nn_core.training import Settings

TINY = "10^{-8}"  # EPSILON, as it is printed
PLAIN = 0.1  # from here on four decimals have three digits or more


def batch_update(batch: Batch, of: Parameter, settings: Settings, state: Any = None) -> Explanation:
    """Return the explanation of a weight or bias after the next step of a training.

    `state` is what its optimizer remembers, None where it begins with this step.
    """
    old, gradient = parameter(batch, of), batch_gradient(batch, of)
    if settings.l2 and of.i is not None:
        gradient = _pulled(gradient, old, settings.l2)
    match settings.optimizer:
        case "momentum":
            return stepped(old, _velocity(gradient, of, state), settings.learning_rate, "velocity")
        case "adam":
            direction = _direction(gradient, of, state)
            return stepped(old, direction, settings.learning_rate, "direction")
    return stepped(old, gradient, settings.learning_rate)


def _pulled(gradient: Explanation, old: Explanation, l2: float) -> Explanation:
    """Return the gradient with what L2 adds to it."""
    value = gradient.value + l2 * old.value

    def work(format: Format) -> Worked:
        strength = Explanation(
            name="strength of L2",
            symbol=r"\lambda",
            formula="",
            value=l2,
            format=short(l2),
            why="How strongly every weight is pulled to 0. You choose it.",
        )
        parts = (_down_to(gradient, format), strength, finer(old, l2, format))
        g, pull, w = (part.shown for part in parts)
        return Worked(_plus(filled(r"g + p \cdot w", g=g, p=pull, w=w)), parts)

    return Explanation(
        name=f"{gradient.name}, with the pull of L2",
        symbol="g",
        formula=rf"{gradient.symbol} + \lambda \cdot {old.symbol}",
        value=value,
        format=significant(value),
        why="L2 pulls each weight to 0, the more the larger it is.",
        work=work,
    )


def _velocity(gradient: Explanation, of: Parameter, before: Pairs | None) -> Explanation:
    """Return what momentum steps along explained."""
    return _running(
        _remembered(before, of, "velocity before this step", "v"),
        gradient,
        Explanation(
            name="velocity",
            symbol=r"v^{\text{new}}",
            formula=rf"{MU} \cdot v + g",
            value=MU * _value(before, of) + gradient.value,
            format=ordinary(0.0),
            why="What is left of the steps before, and the gradient of this batch.",
        ),
    )


def _direction(gradient: Explanation, of: Parameter, state: AdamState | None) -> Explanation:
    """Return what Adam steps along explained."""
    steps, mean, square = (state.steps, state.mean, state.square) if state else (0, None, None)
    m = _running(
        _remembered(mean, of, "mean gradient before this step", "m"),
        gradient,
        Explanation(
            name="mean gradient",
            symbol=r"m^{\text{new}}",
            formula=rf"{BETA1} \cdot m + {_rest(BETA1)} \cdot g",
            value=BETA1 * _value(mean, of) + (1.0 - BETA1) * gradient.value,
            format=ordinary(0.0),
            why="Mostly what it was, and a little of the gradient of this batch.",
        ),
    )
    v = _running(
        _remembered(square, of, "mean squared gradient before this step", "v"),
        gradient,
        Explanation(
            name="mean squared gradient",
            symbol=r"v^{\text{new}}",
            formula=rf"{BETA2} \cdot v + {_rest(BETA2)} \cdot g^2",
            value=BETA2 * _value(square, of) + (1.0 - BETA2) * gradient.value**2,
            format=ordinary(0.0),
            why="How large the gradients were lately, whatever their sign.",
        ),
    )
    m, v = _corrected(m, r"\hat m", BETA1, steps + 1), _corrected(v, r"\hat v", BETA2, steps + 1)
    value = m.value / (v.value**0.5 + EPSILON)

    def work(_: Format) -> Worked:
        return Worked(rf"\frac{{{m.shown}}}{{\sqrt{{{v.shown}}} + {TINY}}}", (m, v))

    return Explanation(
        name="direction of Adam",
        symbol="d",
        formula=rf"\frac{{{m.symbol}}}{{\sqrt{{{v.symbol}}} + {TINY}}}",
        value=value,
        format=ordinary(value) if abs(value) >= PLAIN else significant(value),
        why="The mean gradient, divided by its usual size: every weight moves about as far.",
        work=work,
    )


def _running(old: Explanation, gradient: Explanation, new: Explanation) -> Explanation:
    """Return what goes on from the old value and the gradient, worked out as its formula says."""
    format = significant(new.value)

    def work(format: Format) -> Worked:
        parts = tuple(_down_to(part, format) for part in (old, gradient))
        before, now = (part.shown for part in parts)
        return Worked(_plus(filled(new.formula, **{old.symbol: before, "g": now})), parts)

    return replace(new, formula=filled(new.formula, g=gradient.symbol), format=format, work=work)


def _corrected(mean: Explanation, symbol: str, keeps: float, step: int) -> Explanation:
    """Return a running mean without the pull of the 0 that it began with."""
    value = mean.value / (1.0 - keeps**step)
    share = rf"1 - {keeps}^{{{step}}}"
    return Explanation(
        name=f"{mean.name}, corrected",
        symbol=symbol,
        formula=rf"\frac{{{mean.symbol}}}{{{share}}}",
        value=value,
        format=significant(value),
        why=f"It began at 0, so early on it is too small. This is step {step:,}.",
        work=lambda _: Worked(rf"\frac{{{mean.shown}}}{{{share}}}", (mean,)),
    )


def _remembered(pairs: Pairs | None, of: Parameter, name: str, symbol: str) -> Explanation:
    value = _value(pairs, of)
    return Explanation(
        name=name,
        symbol=symbol,
        formula="",
        value=value,
        format=significant(value),
        why="What the optimizer remembers of this one number. It began at 0.",
    )


def _value(pairs: Pairs | None, of: Parameter) -> float:
    """Return what is remembered of a weight or bias; 0 before the first step."""
    if not pairs:
        return 0.0
    W, b = pairs[of.l]
    return float(b[of.k] if of.i is None else W[of.i, of.k])


def _down_to(part: Explanation, format: Format) -> Explanation:
    """Return a number with as many more digits as a sum of this format needs."""
    return replace(part, format=part.format.down_to(format.unit)) if part.value else part


def _plus(numbers: str) -> str:
    """Return a sum without a sign after a plus."""
    return numbers.replace("+ -", "- ")


def _rest(keeps: float) -> str:
    return f"{1 - keeps:.3g}"
