"""How steep an activation's curve is where a neuron stands on it."""

from dataclasses import replace

from nn_core.activations import Activation
from nn_core.explain import places
from nn_core.explain.bends import STRAIGHT, bend_slope, reused_slope
from nn_core.explain.explanation import Explanation
from nn_core.explain.forward import activation, off, weighted_sum
from nn_core.explain.numbers import exact
from nn_core.network import Trace


def slope(trace: Trace, l: int, k: int, f: Activation) -> Explanation:
    """Return the explanation of f'(z) of neuron k of layer l, where f is the activation."""
    z = weighted_sum(trace, l, k)
    explained = bend_slope(f, z) if f in STRAIGHT else reused_slope(f, z, activation(trace, l, k))
    return replace(
        explained,
        name=f"slope at {places.neuron(trace, l, k)}",
        value=exact(f.derivative(trace[l].z)[0, k]),
        why=off(trace, l, k) or explained.why,
    )
