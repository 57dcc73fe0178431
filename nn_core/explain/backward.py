"""The way back: how the loss would change with each number, from the output to a pixel."""

from dataclasses import replace

from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.case import Case
from nn_core.explain.chain import by_activation, by_input, by_sum, nothing_back
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.forward import source
from nn_core.explain.leaves import bias, weight
from nn_core.explain.numbers import Format, exact, ordinary, short, significant
from nn_core.explain.places import check
from nn_core.explain.sums import product
from nn_core.losses import Loss
from nn_core.network import Trace


def gradient_a(trace: Trace, y: Array, loss: Loss, l: int, k: int) -> Explanation:
    """Return the explanation of dL/da of neuron k of layer l."""
    check(trace, l, k)
    return by_activation(Case(trace, y, loss), l, k)


def gradient_z(trace: Trace, y: Array, loss: Loss, l: int, k: int) -> Explanation:
    """Return the explanation of dL/dz of neuron k of layer l."""
    check(trace, l, k)
    return by_sum(Case(trace, y, loss), l, k)


def gradient_W(  # noqa: N802  the letter of the contract
    trace: Trace, y: Array, loss: Loss, l: int, i: int, k: int
) -> Explanation:
    """Return the explanation of dL/dw of the weight from input i of layer l to its neuron k."""
    check(trace, l, k, i=i)
    return _weight(Case(trace, y, loss), l, i, k)


def gradient_b(trace: Trace, y: Array, loss: Loss, l: int, k: int) -> Explanation:
    """Return the explanation of dL/db of neuron k of layer l."""
    check(trace, l, k)
    return _bias(Case(trace, y, loss), l, k)


def gradient_x(trace: Trace, y: Array, loss: Loss, i: int) -> Explanation:
    """Return the explanation of dL/dx of input i of the network, a pixel for instance."""
    check(trace, 0, i=i)
    return by_input(Case(trace, y, loss), 0, i)


def updated_weight(
    trace: Trace, y: Array, loss: Loss, l: int, i: int, k: int, learning_rate: float
) -> Explanation:
    """Return the explanation of the weight from input i to neuron k of layer l after one step."""
    check(trace, l, k, i=i)
    gradient = _weight(Case(trace, y, loss), l, i, k)
    return stepped(weight(trace, l, i, k), gradient, learning_rate)


def updated_bias(
    trace: Trace, y: Array, loss: Loss, l: int, k: int, learning_rate: float
) -> Explanation:
    """Return the explanation of the bias of neuron k of layer l after one step."""
    check(trace, l, k)
    gradient = _bias(Case(trace, y, loss), l, k)
    return stepped(bias(trace, l, k), gradient, learning_rate)


def _weight(case: Case, l: int, i: int, k: int) -> Explanation:
    """Return dL/dw explained: what goes through the weight, times dL/dz of where it arrives."""
    trace = case.trace
    start = places.source(trace, l, i)
    value = exact(case.gradients[l].W[i, k])
    why = nothing_back(case, l, k)
    if trace[l].x[0, i] == 0:
        blank = l == 0 and places.side(trace[0].x.shape[1])
        why = (
            f"{places.opening(start)} is {'blank' if blank else 'at 0'}: nothing goes through "
            "this weight, so changing it changes nothing."
        )
    return Explanation(
        name=f"gradient of the weight from {start} to {places.neuron(trace, l, k)}",
        symbol=places.gradient(places.w(trace, l, i, k)),
        formula=rf"{places.x(trace, l, i)} \cdot {places.gradient(places.z(l, k))}",
        value=value,
        format=significant(value),
        why=why,
        work=lambda format: product(format, source(trace, l, i), by_sum(case, l, k)),
    )


def _bias(case: Case, l: int, k: int) -> Explanation:
    """Return dL/db explained: it is dL/dz."""
    z = by_sum(case, l, k)
    return Explanation(
        name=f"gradient of the bias of {places.neuron(case.trace, l, k)}",
        symbol=places.gradient(places.b(l, k)),
        formula=z.symbol,
        value=exact(case.gradients[l].b[k]),
        format=z.format,
        why=nothing_back(case, l, k)
        or "The bias is added as it is: the weighted sum changes just as much.",
        work=lambda _: Worked(z.shown, (z,)),
    )


def stepped(
    old: Explanation, direction: Explanation, learning_rate: float, called: str = "gradient"
) -> Explanation:
    """Return the explanation of a weight or bias after a step against a direction, as it is called:
    its gradient, or what an optimizer makes of that."""
    change = learning_rate * direction.value
    value = old.value - change
    format = ordinary(old.value, value)
    format = format.down_to(significant(change).unit) if change else format

    def work(format: Format) -> Worked:
        rate = _rate(learning_rate)
        parts = (replace(old, format=format), rate, direction)
        w, eta, d = (part.shown for part in parts)
        return Worked(filled(r"w - n \cdot d", w=w, n=eta, d=d), parts)

    return Explanation(
        name=f"{old.name}, after one step",
        symbol=rf"{{{old.symbol}}}^{{\text{{new}}}}",
        formula=rf"{old.symbol} - \eta \cdot {direction.symbol}",
        value=value,
        format=format,
        why=_change(old.value, value, direction, called),
        work=work,
    )


def _rate(learning_rate: float) -> Explanation:
    return Explanation(
        name="learning rate",
        symbol=r"\eta",
        formula="",
        value=learning_rate,
        format=short(learning_rate),
        why="How far a step goes. You choose it.",
    )


def _change(old: float, new: float, direction: Explanation, called: str) -> str:
    if direction.value == 0:
        return f"It stays as it is, because its {called} is 0. {direction.why}"
    if new == old:
        return "The step is so short that a number of 16 digits does not change."
    way = "down" if new < old else "up"
    return f"It goes {way}, against its {called}. It has enough decimals to show it."
