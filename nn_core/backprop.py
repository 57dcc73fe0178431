"""Backpropagation asks of every number: how would the loss change if you were a little larger?"""

from dataclasses import dataclass
from functools import cached_property

from nn_core.activations import SIGMOID, SOFTMAX
from nn_core.arrays import Array
from nn_core.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, Loss
from nn_core.network import Layer, LayerTrace, Trace


@dataclass(frozen=True, eq=False)
class LayerGradient:
    """The gradient of the loss with respect to each value named in the field."""

    a: Array  # (examples, units)
    z: Array  # (examples, units), often written delta
    W: Array  # (inputs, units)
    b: Array  # (units,)
    layer: Layer

    @cached_property
    def x(self) -> Array:
        """Return dL/dx, (examples, inputs): the `a` of the layer below.

        Worked out when it is read: at the first layer it costs a third of a training
        step, and training does not need it there.
        """
        return self.z @ self.layer.W.T


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
    grad_a = loss.backward(output.a, y)
    gradients = [_layer_gradient(output, grad_a, _output_grad_z(output, grad_a, y, loss))]
    for here in reversed(hidden):
        grad_a = gradients[-1].x
        grad_z = here.layer.activation.backward(here.z, grad_a)
        gradients.append(_layer_gradient(here, grad_a, grad_z))
    return tuple(reversed(gradients))


def _layer_gradient(here: LayerTrace, grad_a: Array, grad_z: Array) -> LayerGradient:
    return LayerGradient(
        a=grad_a,
        z=grad_z,
        W=here.x.T @ grad_z,
        b=grad_z.sum(axis=0),
        layer=here.layer,
    )


def _output_grad_z(output: LayerTrace, grad_a: Array, y: Array, loss: Loss) -> Array:
    """Return dL/dz at the output, by the shortcut where one exists.

    The shortcut is the same number, but it survives a saturated output, where
    the long way multiplies a huge derivative by a vanishing one.
    """
    if (output.layer.activation, loss) in MATCHED:
        return (output.a - y) / len(y)
    return output.layer.activation.backward(output.z, grad_a)
