"""What is written of a number: by golden strings, for a network that can be done by hand."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, LOSSES, Layer, explain, forward

# 2-2-1; the second hidden neuron is off for this input.
NETWORK = (
    Layer(np.array([[1.0, -1.0], [0.5, 0.25]]), np.zeros(2), ACTIVATIONS["relu"]),
    Layer(np.array([[1.5], [-1.0]]), np.array([0.5]), ACTIVATIONS["identity"]),
)
TRACE = forward(NETWORK, np.array([[1.0, 2.0]]))
GOAL = TRACE, np.array([[3.0]]), LOSSES["squared_error"]

GOLDEN = {
    "pixel": (explain.pixel(TRACE, 1), "input 1", "x_{1}", "", "", "2.0000"),
    "weighted sum": (
        explain.weighted_sum(TRACE, 0, 1),
        "weighted sum of neuron 1 in hidden 1",
        r"z^{(1)}_{1}",
        r"\sum_i x_{i}\,w^{(1)}_{i,1} + b^{(1)}_{1}",
        "-1.0000 + 0.5000 + 0.0000",
        "-0.5000",
    ),
    "term": (
        explain.weighted_sum(TRACE, 0, 1).parts[0],
        "input 0 times its weight",
        r"x_{0}\,w^{(1)}_{0,1}",
        "",
        r"1.0000 \cdot (-1.0000)",
        "-1.0000",
    ),
    "weight": (
        explain.weighted_sum(TRACE, 1, 0).parts[1].parts[1],
        "weight from neuron 1 in hidden 1 to output 0",
        r"w^{(2)}_{1,0}",
        "",
        "",
        "-1.0000",
    ),
    "bias": (
        explain.weighted_sum(TRACE, 1, 0).parts[2],
        "bias of output 0",
        "b^{(2)}_{0}",
        "",
        "",
        "0.5000",
    ),
    "activation": (
        explain.activation(TRACE, 0, 1),
        "activation of neuron 1 in hidden 1",
        "a^{(1)}_{1}",
        r"\max(0, z^{(1)}_{1})",
        r"\max(0, -0.5000)",
        "0.0000",
    ),
    "loss": (
        explain.loss(*GOAL),
        "loss (squared error)",
        "L",
        r"\sum_k (a_k - y_k)^2",
        "0.2500",
        "0.2500",
    ),
    "loss term": (
        explain.loss_term(*GOAL, 0),
        "loss term of output 0",
        "L_{0}",
        "(a^{(2)}_{0} - y_{0})^2",
        "(3.5000 - 3)^2",
        "0.2500",
    ),
    "gradient of the output": (
        explain.gradient_a(*GOAL, 1, 0),
        "gradient of the activation of output 0",
        r"\frac{\partial L}{\partial a^{(2)}_{0}}",
        r"2 \cdot (a^{(2)}_{0} - y_{0})",
        r"2 \cdot (3.5000 - 3)",
        "1.000",
    ),
    "gradient of a": (
        explain.gradient_a(*GOAL, 0, 0),
        "gradient of the activation of neuron 0 in hidden 1",
        r"\frac{\partial L}{\partial a^{(1)}_{0}}",
        r"\sum_j w^{(2)}_{0,j} \cdot \frac{\partial L}{\partial z^{(2)}_{j}}",
        "1.500",
        "1.500",
    ),
    "gradient of z": (
        explain.gradient_z(*GOAL, 0, 1),
        "gradient of the weighted sum of neuron 1 in hidden 1",
        r"\frac{\partial L}{\partial z^{(1)}_{1}}",
        r"\frac{\partial L}{\partial a^{(1)}_{1}} \cdot f'(z^{(1)}_{1})",
        r"-1.000 \cdot 0",
        "0.000",
    ),
    "gradient of w": (
        explain.gradient_W(*GOAL, 0, 1, 0),
        "gradient of the weight from input 1 to neuron 0 in hidden 1",
        r"\frac{\partial L}{\partial w^{(1)}_{1,0}}",
        r"x_{1} \cdot \frac{\partial L}{\partial z^{(1)}_{0}}",
        r"2.0000 \cdot 1.500",
        "3.000",
    ),
    "gradient of b": (
        explain.gradient_b(*GOAL, 0, 0),
        "gradient of the bias of neuron 0 in hidden 1",
        r"\frac{\partial L}{\partial b^{(1)}_{0}}",
        r"\frac{\partial L}{\partial z^{(1)}_{0}}",
        "1.500",
        "1.500",
    ),
    "gradient of x": (
        explain.gradient_x(*GOAL, 1),
        "gradient of input 1",
        r"\frac{\partial L}{\partial x_{1}}",
        r"\sum_j w^{(1)}_{1,j} \cdot \frac{\partial L}{\partial z^{(1)}_{j}}",
        r"7.500 \cdot 10^{-1} + 0.000 \cdot 10^{-1}",
        r"7.500 \cdot 10^{-1}",
    ),
    "updated weight": (
        explain.updated_weight(*GOAL, 0, 1, 0, 1e-5),
        "weight from input 1 to neuron 0 in hidden 1, after one step",
        r"{w^{(1)}_{1,0}}^{\text{new}}",
        r"w^{(1)}_{1,0} - \eta \cdot \frac{\partial L}{\partial w^{(1)}_{1,0}}",
        r"0.50000000 - 1 \cdot 10^{-5} \cdot 3.000",
        "0.49997000",
    ),
    "updated bias": (
        explain.updated_bias(*GOAL, 1, 0, 0.1),
        "bias of output 0, after one step",
        r"{b^{(2)}_{0}}^{\text{new}}",
        r"b^{(2)}_{0} - \eta \cdot \frac{\partial L}{\partial b^{(2)}_{0}}",
        r"0.5000 - 0.1 \cdot 1.000",
        "0.4000",
    ),
}


@pytest.mark.parametrize("kind", GOLDEN)
def test_a_number_is_spelled_out(kind):
    explained, *golden = GOLDEN[kind]
    fields = "name", "symbol", "formula", "numbers", "shown"
    assert [getattr(explained, field) for field in fields] == golden


def test_a_weight_says_what_it_is():
    weight = explain.weight(TRACE, 0, 1, 0)
    assert weight.why == (
        "A weight is a number on an arrow of the network. It starts at random, and training "
        "changes it; your input does not."
    )


@pytest.mark.parametrize(
    ("inputs", "side"),
    [(784, 28), (3600, 60), (64, 8), (2, None), (9, None), (49, None), (80, None)],
)
def test_many_inputs_that_fill_a_square_are_a_picture(inputs, side):
    assert explain.side(inputs) == side


def through(*layers, x):
    """Return the trace of x in a network of (W, name of the activation); biases are 0."""
    arrays = [(np.array(W, float), name) for W, name in layers]
    return forward(
        tuple(Layer(W, np.zeros(W.shape[1]), ACTIVATIONS[name]) for W, name in arrays),
        np.array([x], float),
    )


def why_zero(trace, y, loss, l, i, k):
    """Return what is said of a weight's gradient, which is 0."""
    gradient = explain.gradient_W(trace, np.array([y], float), LOSSES[loss], l, i, k)
    assert gradient.value == 0.0
    assert gradient.shown == "0.000"
    return gradient.why


class TestAGradientOfZeroSaysWhy:
    def test_a_blank_pixel(self):
        picture = np.zeros(784)
        picture[100:120] = 1.0
        trace = through((np.ones((784, 2)) / 100, "tanh"), x=picture)
        assert why_zero(trace, [1, 0], "mse", 0, 30, 0) == (
            "Pixel in row 1, column 2 is blank: nothing goes through this weight, so changing it "
            "changes nothing."
        )

    def test_an_input_at_0(self):
        trace = through(([[1.0], [1.0]], "tanh"), x=[0, 1])
        assert why_zero(trace, [0.3], "mse", 0, 0, 0).startswith("Input 0 is at 0: nothing goes")

    def test_a_neuron_before_it_that_is_off(self):
        assert why_zero(TRACE, [3.0], "mse", 1, 1, 0).startswith("Neuron 1 in hidden 1 is at 0: ")

    def test_a_neuron_that_is_off(self):
        assert why_zero(TRACE, [3.0], "mse", 0, 0, 1) == (
            "The weighted sum of neuron 1 in hidden 1 is not above 0, so it is off for this input. "
            "A small change of that sum makes no difference."
        )

    def test_a_layer_after_it_that_is_off(self):
        layers = ([[1.0]], "tanh"), ([[-1.0]], "relu"), ([[1.0]], "identity")
        trace = through(*layers, x=[1])
        assert why_zero(trace, [1], "mse", 0, 0, 0) == "Every gradient in hidden 2 is 0."

    def test_a_flat_curve(self):
        trace = through(([[50.0]], "tanh"), ([[1.0]], "identity"), x=[1])
        assert why_zero(trace, [5], "mse", 0, 0, 0) == (
            "The curve is flat at neuron 0 in hidden 1: a small change of its sum makes no "
            "difference."
        )

    def test_an_answer_that_is_right(self):
        trace = through(([[2.0]], "identity"), x=[1])
        assert why_zero(trace, [2], "mse", 0, 0, 0) == (
            "The loss does not change with output 0 here."
        )


def test_an_update_says_which_way_it_goes():
    down, up = (explain.updated_weight(*GOAL, 1, 0, 0, rate) for rate in (0.1, -0.1))
    assert down.why == "It goes down, against its gradient. It has enough decimals to show it."
    assert up.why.startswith("It goes up")
    still = explain.updated_weight(*GOAL, 0, 0, 1, 0.1)
    assert still.value == -1.0
    assert still.why.startswith("It stays as it is, because its gradient is 0. The weighted sum")
    short = explain.updated_weight(*GOAL, 1, 0, 0, 1e-20)
    assert short.why == "The step is so short that a number of 16 digits does not change."
