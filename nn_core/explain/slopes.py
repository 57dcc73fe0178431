"""How steep an activation's curve is where a neuron stands on it."""

from nn_core.activations import IDENTITY, LEAK, LEAKY_RELU, RELU, SIGMOID, TANH, Activation
from nn_core.explain import places
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.forward import activation, off, weighted_sum
from nn_core.explain.numbers import Format, counted, exact, ordinary, significant
from nn_core.explain.sums import apart, product
from nn_core.network import Trace

FLAT = 0.01  # below this the curve is as good as flat
STEP = Format(2)  # of a slope that is 0.01 on one side

# Each slope's right-hand side; a curved one reuses the activation.
STRAIGHT = {
    IDENTITY: "",
    RELU: "1_{z > 0}",
    LEAKY_RELU: rf"1_{{z > 0}} + {LEAK} \cdot 1_{{z \le 0}}",
}
CURVED = {SIGMOID: r"a \cdot (1 - a)", TANH: "1 - a^2"}
LACK = r"\frac{1}{1 + e^{z}}"  # of a sigmoid to 1


def slope(trace: Trace, l: int, k: int, f: Activation) -> Explanation:
    """Return the explanation of f'(z) of neuron k of layer l, where f is the activation."""
    value = exact(f.derivative(trace[l].z)[0, k])
    template = (CURVED | STRAIGHT)[f]
    return Explanation(
        name=f"slope at {places.neuron(trace, l, k)}",
        symbol=f"f'({places.z(l, k)})",
        formula=filled(template, z=places.z(l, k), a=places.a(l, k)),
        value=value,
        format=_format(f, value),
        why=_why(trace, l, k, f, value),
        work=(lambda format: _work(trace, l, k, f, format)) if template else None,
    )


def _format(f: Activation, value: float) -> Format:
    if f in CURVED:
        return significant(value) if 0 < value < FLAT else ordinary(value)
    return STEP if value == LEAK else counted(value)


def _work(trace: Trace, l: int, k: int, f: Activation, format: Format) -> Worked:
    if f in STRAIGHT:
        z = weighted_sum(trace, l, k)
        return Worked(format.latex(f.derivative(trace[l].z)[0, k]), (z,))
    a = activation(trace, l, k)
    if f is SIGMOID and a.value > 1 - FLAT:
        return product(format, a, _lack(trace, l, k))
    a = apart(a, -1.0, 0.0, 1.0)
    return Worked(filled(CURVED[f], a=a.shown), (a,))


def _lack(trace: Trace, l: int, k: int) -> Explanation:
    """Return 1 - a of a sigmoid close to 1 explained, with the digits that a subtraction loses."""
    value = exact(SIGMOID(-trace[l].z)[0, k])

    def work(_: Format) -> Worked:
        z = weighted_sum(trace, l, k)
        return Worked(filled(LACK, z=z.shown), (z,))

    return Explanation(
        name=f"what {places.neuron(trace, l, k)} lacks to 1",
        symbol=f"1 - {places.a(l, k)}",
        formula=filled(LACK, z=places.z(l, k)),
        value=value,
        format=significant(value),
        why="As 1 minus the activation it would have no digits left.",
        work=work,
    )


def _why(trace: Trace, l: int, k: int, f: Activation, value: float) -> str:
    if f is RELU:
        return off(trace, l, k) or "Above 0, ReLU lets every change through as it is."
    if f is LEAKY_RELU:
        return f"The slope is 1 above 0 and {LEAK} below."
    if f is IDENTITY:
        return "Nothing is bent, so every change goes through as it is."
    return "So far out the curve is nearly flat." if value < FLAT else ""
