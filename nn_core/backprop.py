"""Backpropagation asks of every number: how would the loss change if you were a little larger?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from nn_core.activations import SIGMOID, SOFTMAX
from nn_core.arrays import Array
from nn_core.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, Loss
from nn_core.network import Layer, LayerTrace, Trace


@dataclass(frozen=True, eq=False)
class LayerGradient:
    """The gradient of the loss with respect to each value of a layer, under its name.

    `a` and `x`, of the shapes of a and x, are worked out when they are read: training needs
    neither the output's `a`, where a shortcut leads past it, nor the first layer's `x`, a third
    of a training step.
    """

    z: Array  # (examples, units), often written delta
    W: Array  # (inputs, units)
    b: Array  # (units,)
    layer: Layer
    from_above: Callable[[], Array] = field(repr=False)  # works out `a`

    @cached_property
    def a(self) -> Array:
        """Return dL/da, (examples, units): the `x` of the layer above, or the loss's own."""
        return self.from_above()

    @cached_property
    def x(self) -> Array:
        """Return dL/dx, (examples, inputs): the `a` of the layer below."""
        return self.z.dot(self.layer.W.T)


Gradients = tuple[LayerGradient, ...]

# In these pairs the derivatives cancel: an example's dL/dz is a - y, whatever z is.
# (Softmax wants targets that add up to 1, as one-hot targets do.)
MATCHED = {(SOFTMAX, CROSS_ENTROPY), (SIGMOID, BINARY_CROSS_ENTROPY)}


def backward(trace: Trace, y: Array, loss: Loss) -> Gradients:
    """Return the gradients of loss(trace[-1].a, y), layer by layer; y is (examples, outputs).

    Raises ValueError when y does not have the shape of the network's output.
    """
    *hidden, output = trace
    if y.shape != output.a.shape:
        raise ValueError(f"expected y of shape {output.a.shape}, got {y.shape}")
    gradients = [_output_gradient(output, y, loss)]
    for here in reversed(hidden):
        gradients.append(_hidden_gradient(here, above=gradients[-1]))
    return tuple(reversed(gradients))


def _output_gradient(output: LayerTrace, y: Array, loss: Loss) -> LayerGradient:
    """Return the gradients of the last layer, with dL/dz by the shortcut where one exists.

    The shortcut is the same number, but it survives a saturated output, where
    the long way multiplies a huge derivative by a vanishing one.
    """
    if (output.layer.activation, loss) in MATCHED:
        grad_z = (output.a - y) / len(y)
    else:
        grad_z = output.layer.activation.backward(output.z, loss.backward(output.a, y))
    return _layer_gradient(output, grad_z, lambda: loss.backward(output.a, y))


def _hidden_gradient(here: LayerTrace, above: LayerGradient) -> LayerGradient:
    grad_z = here.layer.activation.backward(here.z, above.x)
    return _layer_gradient(here, grad_z, lambda: above.x)


def _layer_gradient(
    here: LayerTrace, grad_z: Array, from_above: Callable[[], Array]
) -> LayerGradient:
    return LayerGradient(
        z=grad_z,
        W=here.x.T.dot(grad_z),
        b=grad_z.sum(axis=0),
        layer=here.layer,
        from_above=from_above,
    )
