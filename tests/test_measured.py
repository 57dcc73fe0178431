"""A slope measured step by step: its printed digits, and what is said of them."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, LOSSES, Layer, Parameter, forward, new_network
from nn_core.explain import Case
from nn_core.explain.arithmetic import evaluate
from nn_core.explain.measured import STEPS, best, column, measured

X, Y = np.array([[0.0, 0.3, 0.9]]), np.array([[0.0, 1.0]])
NETWORK = new_network([3, 4, 2], "tanh", rng=np.random.default_rng(3), dtype=np.float64)
CASE = Case(forward(NETWORK, X), Y, LOSSES["cross_entropy"])
WEIGHT = Parameter(0, 2, 1)


def test_the_steps_shrink_from_one_to_a_billionth_of_a_thousandth():
    assert STEPS[0] == 1
    assert STEPS[-1] == 1e-12
    assert len(STEPS) == 13


def test_every_slope_is_printed_as_finely_as_the_gradient():
    gradient = WEIGHT.gradient(CASE.gradients)
    for row in measured(CASE, WEIGHT):
        unit = float(column(gradient).unit)
        assert abs(float(evaluate(row.shown)) - row.slope) <= 0.5001 * unit
        moved = forward(WEIGHT.moved(NETWORK, row.h), X)
        assert row.loss == pytest.approx(CASE.loss(moved[-1].a, Y), rel=1e-12)


def test_the_digits_that_are_the_same_are_counted_from_the_first():
    gradient = WEIGHT.gradient(CASE.gradients)
    printed = column(gradient).latex(gradient)
    rows = measured(CASE, WEIGHT)
    for row in rows:
        assert row.shown[: row.same] == printed[: row.same]
        assert row.same in (0, len(printed)) or row.shown[row.same] != printed[row.same]
    nearest = best(np.array([row.slope for row in rows]), gradient)
    assert rows[nearest].same == max(row.same for row in rows) >= 8
    assert rows[0].same <= 2
    assert rows[-1].same < rows[nearest].same
    assert STEPS[nearest] in (1e-7, 1e-8, 1e-9)


def test_what_is_said_turns_at_the_best_step():
    says = [row.says for row in measured(CASE, WEIGHT)]
    turn = next(n for n, text in enumerate(says) if "is the best of these" in text)
    assert all("the curve bends on the way" in text for text in says[:turn])
    assert all("of their 16 digits" in text for text in says[turn + 1 :])
    assert says[2].startswith("With h = 0.01, the chord cuts a corner")
    assert says[-1].startswith("With h = 10⁻¹², L(w + h) and L(w) agree to ")


def dead(bias):
    hidden = Layer(np.full((3, 4), -1.0), np.array([0, 0, bias, 0]), ACTIVATIONS["relu"])
    return Case(forward((hidden, NETWORK[1]), X), Y, LOSSES["mse"])


def test_nothing_rises_along_a_dead_unit():
    rows = measured(dead(-5.0), Parameter(0, 1, 2))
    assert {row.slope for row in rows} == {0.0}
    assert {row.shown for row in rows} == {"0.000000000"}
    assert {row.same for row in rows} == {len("0.000000000")}
    assert all("the loss stays the same to its last digit" in row.says for row in rows)


def test_a_unit_that_a_large_step_turns_on_is_a_kink():
    rows = measured(dead(1.0), Parameter(0, None, 2))  # its sum is -0.2
    assert rows[0].slope != 0
    assert rows[0].same == 0
    assert "one neuron turns on or off on the way" in rows[0].says
    assert rows[1].slope == 0


def test_a_slope_of_other_size_has_no_digit_in_common():
    network = (Layer(np.array([[0.0, 0.0]]), np.zeros(2), ACTIVATIONS["identity"]),)
    case = Case(
        forward(network, np.array([[3.0]])), np.array([[0.2, 0.0]]), LOSSES["squared_error"]
    )
    rows = measured(case, Parameter(0, 0, 0))  # -1.2 beside 7.8, then -0.3, -1.11, ...
    assert rows[0].same == 0
    assert rows[2].shown == "-1.110000000"
    assert rows[2].same == len("-1.")


def test_where_the_loss_is_cut_no_step_is_the_best():
    network = (Layer(np.array([[0.0, 60.0]]), np.zeros(2), ACTIVATIONS["softmax"]),)
    y = np.array([[1.0, 0.0]])
    case = Case(forward(network, np.array([[1.0]])), y, LOSSES["cross_entropy"])
    assert Parameter(0, 0, 0).gradient(case.gradients) == -1.0
    rows = measured(case, Parameter(0, 0, 0))
    assert best(np.array([row.slope for row in rows]), -1.0) is None
    assert all("nothing rises" in row.says for row in rows)


def test_a_chord_that_leaves_the_cut_says_so():
    network = (Layer(np.array([[0.0, 27.8]]), np.zeros(2), ACTIVATIONS["softmax"]),)
    case = Case(
        forward(network, np.array([[1.0]])), np.array([[1.0, 0.0]]), LOSSES["cross_entropy"]
    )
    first, *others = measured(case, Parameter(0, 0, 0))
    assert first.slope < 0
    assert first.says == (
        "With h = 1, the chord leaves the part of the curve where the loss is cut, which is flat."
    )
    assert all("nothing rises" in row.says for row in others)


def test_a_slope_too_small_for_the_digits_of_the_loss_promises_nothing_of_a_smaller_step():
    network = (Layer(np.array([[0.0, 34.0]]), np.zeros(2), ACTIVATIONS["softmax"]),)
    case = Case(
        forward(network, np.array([[1.0]])), np.array([[0.0, 1.0]]), LOSSES["cross_entropy"]
    )
    gradient = Parameter(0, 0, 0).gradient(case.gradients)
    assert 0 < gradient < 1e-14
    rows = measured(case, Parameter(0, 0, 0))
    assert best(np.array([row.slope for row in rows]), gradient) is None
    assert rows[0].slope != 0
    for row in rows:
        few = "L has too few digits for one so small." in row.says
        assert few == (row.slope != 0)
        assert few or "nothing rises" in row.says


def test_two_losses_that_begin_differently_agree_to_as_many_digits_as_they_are_near():
    network = (Layer(np.array([[0.0]]), np.zeros(1), ACTIVATIONS["identity"]),)
    case = Case(forward(network, np.array([[1.0]])), np.array([[1.0]]), LOSSES["squared_error"])
    says = [row.says for row in measured(case, Parameter(0, 0, 0))]  # L = 1, then 0.999...
    assert "agree to 8 of their 16 digits" in says[9]
    assert "agree to 11 of their 16 digits" in says[12]
