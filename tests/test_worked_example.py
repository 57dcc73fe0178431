"""Networks small enough to do by hand: forward, backward and one step, at full precision."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nn_core import ACTIVATIONS, LOSSES, OPTIMIZERS, Layer, backward, forward

RELU, IDENTITY, SIGMOID = (ACTIVATIONS[name] for name in ("relu", "identity", "sigmoid"))
MSE = LOSSES["mse"]

X, Y = np.array([[1.0, 2.0]]), np.array([[1.0]])

# Every number of this 2-2-1 network was worked out with pencil and paper.
NETWORK = (
    Layer(np.array([[1.0, -1.0], [0.5, 1.0]]), np.zeros(2), RELU),
    Layer(np.array([[1.0], [-1.0]]), np.array([0.5]), IDENTITY),
)


def test_forward():
    hidden, output = forward(NETWORK, X)
    assert_allclose(hidden.z, [[2.0, 1.0]])
    assert_allclose(hidden.a, [[2.0, 1.0]])
    assert_allclose(output.a, [[1.5]])
    assert MSE(output.a, Y) == pytest.approx(0.25, rel=1e-15)


def test_backward():
    hidden, output = backward(forward(NETWORK, X), Y, MSE)
    assert_allclose(output.z, [[1.0]])
    assert_allclose(output.W, [[2.0], [1.0]])
    assert_allclose(output.x, [[1.0, -1.0]])
    assert_allclose(hidden.W, [[1.0, -1.0], [2.0, -2.0]])
    assert_allclose(hidden.b, [1.0, -1.0])


@pytest.mark.parametrize(
    ("learning_rate", "prediction"),
    [(0.01, 1.3206), (0.1, -0.24)],
    ids=["small step lands nearer", "large step overshoots"],
)
def test_sgd(learning_rate, prediction):
    gradients = backward(forward(NETWORK, X), Y, MSE)
    stepped, _ = OPTIMIZERS["sgd"].step(NETWORK, gradients, None, learning_rate)
    assert_allclose(forward(stepped, X)[-1].a, [[prediction]], rtol=1e-12)


class TestMazur:
    """Matt Mazur, "A Step by Step Backpropagation Example" (2015): 2-2-2, all sigmoid.

    His total error sums (target - output)^2 / 2 over two outputs: our mean squared error. He
    leaves the biases alone. After the update he prints 0.291027924; in exact arithmetic it is
    0.291027774, because he goes on with rounded numbers.
    """

    network = (
        Layer(np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([0.35, 0.35]), SIGMOID),
        Layer(np.array([[0.40, 0.50], [0.45, 0.55]]), np.array([0.60, 0.60]), SIGMOID),
    )
    x, y = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])

    def test_forward(self):
        hidden, output = forward(self.network, self.x)
        assert_allclose(hidden.a, [[0.593269992, 0.596884378]], atol=5e-10)
        assert_allclose(output.a, [[0.751365070, 0.772928465]], atol=5e-10)
        assert MSE(output.a, self.y) == pytest.approx(0.298371109, abs=5e-10)

    def test_backward(self):
        hidden, output = backward(forward(self.network, self.x), self.y, MSE)
        assert output.W[0, 0] == pytest.approx(0.082167041, abs=5e-10)
        assert hidden.W[0, 0] == pytest.approx(0.000438568, abs=5e-10)

    def test_one_update_of_the_weights_alone(self):
        gradients = backward(forward(self.network, self.x), self.y, MSE)
        frozen = tuple(replace(g, b=np.zeros_like(g.b)) for g in gradients)
        stepped, _ = OPTIMIZERS["sgd"].step(self.network, frozen, None, 0.5)
        assert stepped[1].W[0, 0] == pytest.approx(0.35891648, abs=5e-9)
        assert stepped[0].W[0, 0] == pytest.approx(0.149780716, abs=5e-10)
        error = MSE(forward(stepped, self.x)[-1].a, self.y)
        assert error == pytest.approx(0.291027774, abs=5e-10)
