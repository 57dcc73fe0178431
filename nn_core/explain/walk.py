"""The loss told in sentences: one for each output, and one for the whole."""

from collections.abc import Callable
from dataclasses import replace

from nn_core.explain.case import Case
from nn_core.explain.counts import ABSOLUTE, PLAIN
from nn_core.explain.explanation import Explanation
from nn_core.explain.loss import STOPPED, difference, loss, so_far
from nn_core.explain.numbers import ordinary, plain
from nn_core.losses import CROSS_ENTROPY, MSE, SQUARED_ERROR

BECOMES = {
    SQUARED_ERROR: " Squared: {}.",
    MSE: " Squared and divided by {outputs}: {}.",
    ABSOLUTE: " Without its sign: {}.",
    PLAIN: "",
}
ONE = 0.001  # outputs set by hand that miss 1 by less do so because they are rounded


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
    if _is_perfect(case):
        return "Nothing is wrong."
    if not terms[k].value:
        return f"Only output {_truth(case)} counts, and it says 1."
    if case.loss is CROSS_ENTROPY:
        return f"Only output {k} counts: {_logarithm(terms[k])}."
    return f"Most comes from output {k}: {_said(terms[k])}."


def share_out_one(case: Case) -> bool:
    """Return whether the outputs add up to 1, as those of a softmax do."""
    return bool(abs(case.trace[-1].a.sum() - 1) < ONE)


def _is_perfect(case: Case) -> bool:
    return bool((case.trace[-1].a == case.y).all())


def _truth(case: Case) -> int:
    return int(case.y[0].argmax())


def _largest(terms: tuple[Explanation, ...]) -> int:
    return max(range(len(terms)), key=lambda k: terms[k].value)


def _said(number: Explanation) -> str:
    return plain(number.shown)


def _compared(case: Case, k: int, term: Explanation) -> str:
    a, y = term.parts[0], case.y[0, k]
    d = difference(case, k)
    d = replace(d, format=ordinary(d.value).down_to(a.format.unit) if y else a.format)
    rest = "".join(f" (rounding {_said(rest)} included)" for rest in term.parts[2:])
    becomes = BECOMES[case.loss].format(_said(term) + rest, outputs=case.outputs)
    return f": {_said(a)} − {y:g} = {_said(d)}.{becomes}"


def _counted(case: Case, k: int, term: Explanation) -> str:
    if not case.y[0, k]:
        return " should be 0, so it costs nothing, whatever it says."
    cut = f" {term.why}" if term.why else ""
    return f" should be 1: {_logarithm(term)} = {_said(term)}.{cut}"


def _logarithm(term: Explanation) -> str:
    if STOPPED in term.why:
        return "−ln 10⁻¹²"
    a = _said(term.parts[0])
    return f"−ln ({a})" if "·" in a else f"−ln {a}"


def _whole(case: Case, whole: Explanation, terms: tuple[Explanation, ...]) -> str:
    if _is_perfect(case):
        return f"Every output says what it should: L = {_said(whole)}. Nothing is wrong."
    return WHOLE[case.loss](case, whole, terms)


def _squared(case: Case, L: Explanation, terms: tuple[Explanation, ...]) -> str:
    k, mean = _largest(terms), _said(loss(case.trace, case.y, MSE))
    return (
        f"The {case.outputs} squares add up to L = {_said(L)}. "
        f"Output {k} alone costs {_said(terms[k])}. "
        f"Divided by {case.outputs}: {mean}, the mean squared error."
    )


def _mean(case: Case, L: Explanation, _: tuple[Explanation, ...]) -> str:
    return (
        f"{case.outputs} squares, each divided by {case.outputs}, add up to L = {_said(L)}: "
        "the mean squared error."
    )


def _absolute(_: Case, L: Explanation, __: tuple[Explanation, ...]) -> str:
    return (
        f"Without signs nothing cancels: L = {_said(L)}. It works as a loss too. "
        "Being twice as wrong costs twice as much, not four times."
    )


def _plain(_: Case, L: Explanation, terms: tuple[Explanation, ...]) -> str:
    sides = [sum(pick(term.value, 0.0) for term in terms) for pick in (max, min)]
    if not all(sides):
        missing = "much" if sides[1] else "little"
        return f"No output says too {missing}, so nothing cancels: L = {_said(L)}."
    above, below = (plain(L.format.latex(side)) for side in sides)
    if L.format.rounded(L.value):
        return f"Too much, {above}, and too little, {below}, cancel in part: {_said(L)} is left."
    return (
        f"Too much, {above}, and too little, {below}, cancel: L = {_said(L)}. "
        "The network looks perfect, however wrong it is."
    )


def _alone(case: Case, L: Explanation, terms: tuple[Explanation, ...]) -> str:
    truth = _truth(case)
    if not L.value:
        return (
            f"Output {truth} says 1, so L = {_said(L)}: cross-entropy finds nothing wrong, "
            "whatever the other nine say."
        )
    told = f"Only output {truth}, the truth, counts: L = {_logarithm(terms[truth])} = {_said(L)}."
    if STOPPED in terms[truth].why:
        return f"{told} {STOPPED}"
    shared = " The other nine matter only because the ten share out 1."
    return told + shared if share_out_one(case) else told


WHOLE: dict[object, Callable[[Case, Explanation, tuple[Explanation, ...]], str]] = {
    SQUARED_ERROR: _squared,
    MSE: _mean,
    ABSOLUTE: _absolute,
    PLAIN: _plain,
    CROSS_ENTROPY: _alone,
}
