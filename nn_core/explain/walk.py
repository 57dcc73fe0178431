"""The loss told in sentences: one for each output, and one for the whole."""

from collections.abc import Callable

from nn_core.explain.case import Case
from nn_core.explain.counts import ABSOLUTE, PLAIN
from nn_core.explain.explanation import Explanation
from nn_core.explain.forward import activation
from nn_core.explain.loss import STOPPED, difference, loss, so_far
from nn_core.explain.numbers import ordinary
from nn_core.losses import CROSS_ENTROPY, MSE, SQUARED_ERROR

BECOMES = {
    SQUARED_ERROR: " Squared: {}.",
    MSE: " Squared and divided by {outputs}: {}.",
    ABSOLUTE: " Without its sign: {}.",
    PLAIN: "",
}


def walk(case: Case) -> tuple[str, ...]:
    """Return what happens at each output, in order, and last what it all comes to."""
    whole = loss(case.trace, case.y, case.loss)
    terms = whole.parts[: case.outputs]
    told = _counted if case.loss is CROSS_ENTROPY else _compared
    steps = [
        f"Output {k}{told(case, k, term)} Sum so far: {_said(so_far(terms[: k + 1]))}."
        for k, term in enumerate(terms)
    ]
    return (*steps, _whole(case, whole, terms))


def most(case: Case) -> str:
    """Return which output costs most, and how much."""
    terms = loss(case.trace, case.y, case.loss).parts[: case.outputs]
    k = _largest(terms)
    if not terms[k].value:
        return "Nothing is wrong."
    if case.loss is CROSS_ENTROPY:
        return f"Only output {k} counts: {_logarithm(terms[k])}."
    return f"Most comes from output {k}: {_said(terms[k])}."


def _largest(terms: tuple[Explanation, ...]) -> int:
    return max(range(len(terms)), key=lambda k: terms[k].value)


def _said(number: Explanation) -> str:
    return number.shown.replace("-", "−")


def _compared(case: Case, k: int, term: Explanation) -> str:
    a = activation(case.trace, case.last, k)
    rest = "".join(f" (rounding {_said(rest)} included)" for rest in term.parts[2:])
    becomes = BECOMES[case.loss].format(_said(term) + rest, outputs=case.outputs)
    d = _said(difference(case.trace, case.y, k))
    return f": {_said(a)} − {case.y[0, k]:g} = {d}.{becomes}"


def _counted(case: Case, k: int, term: Explanation) -> str:
    if not case.y[0, k]:
        return " should be 0, so it costs nothing, whatever it says."
    cut = f" {term.why}" if term.why else ""
    return f" should be 1: {_logarithm(term)} = {_said(term)}.{cut}"


def _logarithm(term: Explanation) -> str:
    if STOPPED in term.why:
        return "−ln 10⁻¹²"
    a, power, exponent = _said(term.parts[0]).partition(r" \cdot 10^{")
    raised = exponent.rstrip("}").translate(str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"−ln {f'({a}·10{raised})' if power else a}"


def _whole(case: Case, whole: Explanation, terms: tuple[Explanation, ...]) -> str:
    if not any(term.value for term in terms):
        return f"Every output says what it should: L = {_said(whole)}. Nothing is wrong."
    return WHOLE[case.loss](case, _said(whole), terms)


def _squared(case: Case, L: str, terms: tuple[Explanation, ...]) -> str:
    k, mean = _largest(terms), _said(loss(case.trace, case.y, MSE))
    return (
        f"The {case.outputs} squares add up to L = {L}. Output {k} alone costs {_said(terms[k])}. "
        f"Divided by {case.outputs}: {mean}, the mean squared error."
    )


def _mean(case: Case, L: str, _: tuple[Explanation, ...]) -> str:
    return (
        f"{case.outputs} squares, each divided by {case.outputs}, add up to L = {L}: "
        "the mean squared error."
    )


def _absolute(_: Case, L: str, __: tuple[Explanation, ...]) -> str:
    return (
        f"Without signs nothing cancels: L = {L}. It works as a loss too. "
        "Being twice as wrong costs twice as much, not four times."
    )


def _plain(_: Case, L: str, terms: tuple[Explanation, ...]) -> str:
    sides = [sum(pick(term.value, 0.0) for term in terms) for pick in (max, min)]
    above, below = (ordinary(side).latex(side).replace("-", "−") for side in sides)
    if L != "0.0000":
        return f"Too much, {above}, and too little, {below}, cancel in part: {L} is left."
    return (
        f"Too much, {above}, and too little, {below}, cancel: L = {L}. "
        "The network looks perfect, however wrong it is."
    )


def _alone(_: Case, L: str, terms: tuple[Explanation, ...]) -> str:
    k = _largest(terms)
    return (
        f"Only output {k}, the truth, counts: L = {_logarithm(terms[k])} = {L}. "
        "The other nine matter only because the ten share out 1."
    )


WHOLE: dict[object, Callable[[Case, str, tuple[Explanation, ...]], str]] = {
    SQUARED_ERROR: _squared,
    MSE: _mean,
    ABSOLUTE: _absolute,
    PLAIN: _plain,
    CROSS_ENTROPY: _alone,
}
