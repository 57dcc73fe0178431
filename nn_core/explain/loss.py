"""How wrong the answer is: the loss, position by position, and its slope at each output."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.case import Case
from nn_core.explain.counts import ABSOLUTE, PLAIN
from nn_core.explain.explanation import Explanation, Worked, added, filled
from nn_core.explain.forward import activation
from nn_core.explain.numbers import Format, counted, exact, ordinary, significant, telling
from nn_core.explain.places import check
from nn_core.explain.sums import Terms, apart
from nn_core.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MSE, SQUARED_ERROR, TINY, Loss
from nn_core.network import Trace

CUT = "10^{-12}"  # TINY, as it is printed
STOPPED = "What is below 10⁻¹² is taken as 10⁻¹², because ln 0 would be infinite."
IDLE = "Its target is 0, and with cross-entropy only the output that should be 1 counts."


@dataclass(frozen=True)
class Written:
    """The right-hand sides of a loss's term and of its derivative, for K outputs.

    `poles` are values of a where one of them leaves the finite numbers. The core keeps TINY away
    from those, and a is printed with enough digits to be told from them.
    """

    term: str
    derivative: str
    poles: tuple[float, ...] = ()


WRITTEN = {
    SQUARED_ERROR: Written("(a - y)^2", r"2 \cdot (a - y)"),
    MSE: Written(r"\frac{1}{K} \cdot (a - y)^2", r"\frac{2}{K} \cdot (a - y)"),
    CROSS_ENTROPY: Written(r"-y \cdot \ln(a)", r"-\frac{y}{a}", poles=(0.0,)),
    BINARY_CROSS_ENTROPY: Written(
        r"-y \cdot \ln(a) - (1 - y) \cdot \ln(1 - a)",
        r"\frac{1 - y}{1 - a} - \frac{y}{a}",
        poles=(0.0, 1.0),
    ),
    ABSOLUTE: Written(r"\max(a - y, y - a)", r"\frac{a - y}{\max(a - y, y - a)}"),
    PLAIN: Written("a - y", "1"),
}


def loss(trace: Trace, y: Array, loss: Loss) -> Explanation:
    """Return the explanation of the loss of one example: its terms, added up."""
    case = Case(trace, y, loss)
    values = loss.terms(trace[-1].a, y)[0]
    value = exact(values.sum())

    def work(format: Format) -> Worked:
        return Terms(
            values=values,
            explain=lambda k: _term(case, k),
            column=lambda *_: format,
            nothing=values == 0,
            names=("term that is 0", "terms that are 0"),
        ).sum()

    return Explanation(
        name=f"loss ({loss.name})",
        symbol="L",
        formula=loss.latex.removeprefix("L = "),
        value=value,
        format=_column_of(case),
        why=f"Each term is divided by the {case.outputs} outputs already." if loss is MSE else "",
        work=work,
    )


def _column_of(case: Case) -> Format:
    """Return the format of the case's loss and of its terms."""
    terms = case.loss.terms(case.trace[-1].a, case.y)[0]
    return telling(terms.sum(), *terms)


def _is_fine(format: Format) -> bool:
    """Return whether this is more than four decimals."""
    return format.unit < ordinary(0).unit


def loss_term(trace: Trace, y: Array, loss: Loss, k: int) -> Explanation:
    """Return the explanation of what output k adds to the loss."""
    check(trace, len(trace) - 1, k)
    return _term(Case(trace, y, loss), k)


def _term(case: Case, k: int) -> Explanation:
    value = exact(case.loss.terms(case.trace[-1].a, case.y)[0, k])
    template = WRITTEN[case.loss].term
    return Explanation(
        name=f"loss term of {places.neuron(case.trace, case.last, k)}",
        symbol=f"L_{{{k}}}",
        formula=_formula(case, template, k),
        value=value,
        format=telling(value),
        why=_why(case, k),
        work=lambda format: _work(case, template, k, *_near(case, k, format)),
    )


def _near(case: Case, k: int, format: Format) -> tuple[float, ...]:
    """Return what a is to be told from where a term has more than four decimals: its target."""
    return (exact(case.y[0, k]),) if _is_fine(format) else ()


def difference(case: Case, k: int) -> Explanation:
    """Return the explanation of how far output k is above what it should have been.

    It is printed as finely as the loss that is made of it.
    """
    term = loss_term(case.trace, case.y, PLAIN, k)
    finer = significant if term.value and _is_fine(_column_of(case)) else ordinary
    name = f"difference of {places.neuron(case.trace, case.last, k)}"
    return replace(term, name=name, symbol=f"d_{{{k}}}", format=finer(term.value))


def so_far(terms: Sequence[Explanation]) -> Explanation:
    """Return the explanation of what the first terms of a loss come to, as they are printed."""
    value = float(sum(term.format.rounded(term.value) for term in terms))
    return Explanation(
        name=f"sum of the first {len(terms)} terms" if len(terms) > 1 else "first term",
        symbol=rf"\sum_{{k=0}}^{{{len(terms) - 1}}} L_k",
        formula="",
        value=value,
        format=terms[0].format,
        why="The printed terms, added up. What their rounding misses comes after the last one.",
        work=lambda _: added(terms),
    )


def derivative(case: Case, k: int) -> Explanation:
    """Return the explanation of dL/da of output k, which is the derivative of its term alone."""
    value = exact(case.loss.backward(case.trace[-1].a, case.y)[0, k])
    template = WRITTEN[case.loss].derivative
    return Explanation(
        name=f"gradient of the activation of {places.neuron(case.trace, case.last, k)}",
        symbol=places.gradient(places.a(case.last, k)),
        formula=_formula(case, template, k),
        value=value,
        format=significant(value),
        why=_why(case, k),
        work=lambda _: _work(case, template, k, exact(case.y[0, k])),
    )


def target(case: Case, k: int) -> Explanation:
    """Return the explanation of what output k should have been."""
    value = exact(case.y[0, k])
    return Explanation(
        name=f"target of {places.neuron(case.trace, case.last, k)}",
        symbol=f"y_{{{k}}}",
        formula="",
        value=value,
        format=counted(value),
        why="What this output should have been.",
    )


def _formula(case: Case, template: str, k: int) -> str:
    a, y = places.a(case.last, k), f"y_{{{k}}}"
    return filled(template, a=a, y=y, K=str(case.outputs))


def _work(case: Case, template: str, k: int, *apart_from: float) -> Worked:
    a, y = activation(case.trace, case.last, k), target(case, k)
    a = apart(a, *WRITTEN[case.loss].poles, *apart_from)
    for text in cut(case, k):
        template = template.replace(f"({text})", f"({CUT})").replace(f"{{{text}}}", f"{{{CUT}}}")
    return Worked(filled(template, a=a.shown, y=y.shown, K=str(case.outputs)), (a, y))


def cut(case: Case, k: int) -> list[str]:
    """Return what is too close to 0 at output k for a logarithm: "a", "1 - a" or nothing."""
    a, poles = case.trace[-1].a[0, k], WRITTEN[case.loss].poles
    distance = {0.0: ("a", a), 1.0: ("1 - a", 1.0 - a)}
    return [text for text, value in (distance[pole] for pole in poles) if value < TINY]


def _why(case: Case, k: int) -> str:
    sentences = []
    if case.loss is CROSS_ENTROPY and case.y[0, k] == 0:
        sentences.append(IDLE)
    if cut(case, k):
        sentences.append(STOPPED)
    return " ".join(sentences)
