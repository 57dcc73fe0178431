"""The chain rule: how the loss would change with each activation and each weighted sum."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nn_core.activations import Activation
from nn_core.backprop import MATCHED
from nn_core.explain import places
from nn_core.explain.case import Case
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.forward import activation, off
from nn_core.explain.leaves import weight
from nn_core.explain.loss import derivative, target
from nn_core.explain.numbers import Format, exact, significant
from nn_core.explain.slopes import slope
from nn_core.explain.sums import Terms, apart, finer, product


def by_activation(case: Case, l: int, k: int) -> Explanation:
    """Return dL/da explained: what comes back from the layer after, or from the loss."""
    return derivative(case, k) if l == case.last else by_input(case, l + 1, k)


def by_input(case: Case, l: int, i: int) -> Explanation:
    """Return the explanation of the loss's derivative by input i of layer l."""
    grad_z, value = case.gradients[l].z[0], exact(case.gradients[l].x[0, i])
    terms = ways(case, l, i)
    start = places.source(case.trace, l, i)
    weights = places.w(case.trace, l, i, "j")
    return Explanation(
        name=f"gradient of the activation of {start}" if l else f"gradient of {start}",
        symbol=places.gradient(places.x(case.trace, l, i)),
        formula=rf"\sum_j {weights} \cdot {places.gradient(places.z(l, 'j'))}",
        value=value,
        format=significant(value),
        why="" if grad_z.any() else f"Every gradient in {places.column(case.trace, l)} is 0.",
        work=lambda _: terms.sum(),
    )


def ways(case: Case, l: int, i: int) -> Terms:
    """Return the terms of that: what comes back from each neuron of layer l to its input i."""
    grad_z = case.gradients[l].z[0]
    return Terms(
        values=case.trace[l].layer.W[i] * grad_z,
        explain=lambda k: _way_back(case, l, i, k),
        column=significant,
        nothing=grad_z == 0,
        names=("neuron with no gradient", "neurons with no gradient"),
        why="Nothing comes back through them: their own gradient is 0.",
    )


def _way_back(case: Case, l: int, i: int, k: int) -> Explanation:
    value = exact(case.trace[l].layer.W[i, k] * case.gradients[l].z[0, k])
    w = places.w(case.trace, l, i, k)
    return Explanation(
        name=f"back from {places.neuron(case.trace, l, k)}",
        symbol=rf"{w} \cdot {places.gradient(places.z(l, k))}",
        formula="",
        value=value,
        format=significant(value),
        work=lambda format: product(format, weight(case.trace, l, i, k), by_sum(case, l, k)),
    )


def by_sum(case: Case, l: int, k: int) -> Explanation:
    """Return dL/dz explained: dL/da times the slope, or the shortcut where there is one."""
    f = case.trace[l].layer.activation
    if l == case.last and (f, case.loss) in MATCHED:
        return _shortcut(case, k)
    return _long_way(case, l, k)


def _shortcut(case: Case, k: int) -> Explanation:
    output = case.trace[-1]
    long = output.layer.activation.backward(output.z, case.loss.backward(output.a, case.y))[0, k]
    same = np.isclose(long, case.gradients[-1].z[0, k], rtol=1e-9, atol=0)

    def work(_: Format) -> Worked:
        y = target(case, k)
        a = apart(activation(case.trace, case.last, k), y.value)
        worked = Worked(filled("a - y", a=a.shown, y=y.shown), (a, y))
        long_way = replace(_long_way(case, case.last, k), name="the same number, the long way")
        return replace(worked, parts=(*worked.parts, long_way)) if same else worked

    formula = f"{places.a(case.last, k)} - y_{{{k}}}"
    why = f"For {output.layer.activation.name} with {case.loss.name} the long way, through dL/da, "
    return _explained(case, case.last, k, formula, work, why + "comes down to this difference.")


def _long_way(case: Case, l: int, k: int) -> Explanation:
    f = case.trace[l].layer.activation
    if not isinstance(f, Activation):
        return _shared(case, l, k)
    formula = rf"{places.gradient(places.a(l, k))} \cdot f'({places.z(l, k)})"
    return _explained(
        case,
        l,
        k,
        formula,
        lambda format: product(format, by_activation(case, l, k), slope(case.trace, l, k, f)),
    )


def _shared(case: Case, l: int, k: int) -> Explanation:
    """Return dL/dz of a softmax explained, where every activation depends on every z."""

    def work(format: Format) -> Worked:
        grad_a, mean = by_activation(case, l, k), _mean(case, l)
        difference = grad_a.value - mean.value
        column = significant(grad_a.value, mean.value)
        column = column.down_to(significant(difference).unit) if difference else column
        grad_a, mean = replace(grad_a, format=column), replace(mean, format=column)
        a = finer(activation(case.trace, l, k), difference, format)
        numbers = filled(r"a \cdot (g - m)", a=a.shown, g=grad_a.shown, m=mean.shown)
        return Worked(numbers, (a, grad_a, mean))

    grad_a = places.gradient(places.a(l, k))
    formula = rf"{places.a(l, k)} \cdot \left({grad_a} - {_every(l)}\right)"
    why = "Raising one weighted sum of a softmax takes something from all the other shares."
    return _explained(case, l, k, formula, work, why)


def _every(l: int) -> str:
    return rf"\sum_j {places.a(l, 'j')} \cdot {places.gradient(places.a(l, 'j'))}"


def _mean(case: Case, l: int) -> Explanation:
    a = case.trace[l].a[0]
    values = a * case.gradients[l].a[0]
    value = exact(values.sum())
    terms = Terms(
        values=values,
        explain=lambda j: _share(case, l, j),
        column=significant,
        nothing=values == 0,
        names=("term that is 0", "terms that are 0"),
    )
    return Explanation(
        name="mean of these gradients, weighted by the shares",
        symbol=_every(l),
        formula="",
        value=value,
        format=significant(value),
        work=lambda _: terms.sum(),
    )


def _share(case: Case, l: int, j: int) -> Explanation:
    value = exact(case.trace[l].a[0, j] * case.gradients[l].a[0, j])
    return Explanation(
        name=f"share of {places.neuron(case.trace, l, j)} times its gradient",
        symbol=rf"{places.a(l, j)} \cdot {places.gradient(places.a(l, j))}",
        formula="",
        value=value,
        format=significant(value),
        work=lambda format: product(
            format, activation(case.trace, l, j), by_activation(case, l, j)
        ),
    )


def _explained(
    case: Case,
    l: int,
    k: int,
    formula: str,
    work: Callable[[Format], Worked],
    why: str = "",
) -> Explanation:
    """Return the explanation of a dL/dz, whichever way it was worked out."""
    value = exact(case.gradients[l].z[0, k])
    return Explanation(
        name=f"gradient of the weighted sum of {places.neuron(case.trace, l, k)}",
        symbol=places.gradient(places.z(l, k)),
        formula=formula,
        value=value,
        format=significant(value),
        why=nothing_back(case, l, k) or why,
        work=work,
    )


def nothing_back(case: Case, l: int, k: int) -> str:
    """Return the sentence why dL/dz is exactly 0, "" where it is not."""
    gradient, start = case.gradients[l], places.neuron(case.trace, l, k)
    if gradient.z[0, k] != 0:
        return ""
    if dead := off(case.trace, l, k):
        return f"{dead} A small change of that sum makes no difference."
    if l < case.last and not case.gradients[l + 1].z.any():
        return f"Every gradient in {places.column(case.trace, l + 1)} is 0."
    if gradient.a[0, k] == 0 or l == case.last:
        return f"The loss does not change with {start} here."
    return f"The curve is flat at {start}: a small change of its sum makes no difference."
