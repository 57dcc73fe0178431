"""One neuron as a function of one number: its loss, its slopes, and steps that never blow up."""

from itertools import pairwise

import numpy as np
import pytest
from recomputed import recomputed
from some import some

from nn_core.explain import parabola as explain
from nn_core.explain import reconciled
from nn_core.parabola import NAMES, POINTS, RATE, Fit

START = Fit(-0.5, 0.5, 0.3)
X, Y = np.array(POINTS).T


def points(rng):
    return tuple((float(x), float(y)) for x, y in rng.uniform(-1, 1, (7, 2)).round(2))


def test_its_loss_and_slopes_are_those_of_pencil_and_paper():
    d = -0.5 * X**2 + 0.5 * X + 0.3 - Y
    np.testing.assert_allclose(START.predictions - Y, d, rtol=1e-12)
    assert START.loss == pytest.approx((d**2).mean(), rel=1e-14)
    by_hand = [(2 * d * x).mean() for x in (X**2, X, 1.0)]
    np.testing.assert_allclose(START.gradient, by_hand, rtol=1e-12)
    after = [v - 0.3 * g for v, g in zip(START.values, by_hand, strict=True)]
    np.testing.assert_allclose(START.next.values, after, rtol=1e-14)


def test_a_slope_is_what_the_loss_does_as_its_number_moves():
    for name, exact in zip(NAMES, START.gradient, strict=True):
        moved = [Fit(**nudged(name, h)).loss for h in (1e-6, -1e-6)]
        assert exact == pytest.approx((moved[0] - moved[1]) / 2e-6, rel=1e-8)


def nudged(name, h):
    values = dict(zip(NAMES, START.values, strict=True))
    return values | {name: values[name] + h}


@pytest.mark.parametrize("x", [1.0, -1.0, 0.0])
def test_no_step_raises_the_loss_wherever_the_points_are(x):
    worst = tuple((x if k % 2 else 1.0, (-1.0) ** k) for k in range(7))
    path = Fit(3.0, -3.0, 3.0, worst).stepped(60)
    losses = [fit.loss for fit in path]
    assert all(b <= a * (1 + 1e-12) for a, b in pairwise(losses))
    assert losses[-1] == pytest.approx(path[0].best.loss, abs=0.02)


def test_the_rate_is_close_to_where_it_would_blow_up():
    design = np.ones((7, 3))  # all points at x = 1
    assert RATE < 2 / np.linalg.eigvalsh(2 * design.T @ design / 7).max() == pytest.approx(1 / 3)


def test_descent_goes_to_the_best_fit_which_is_not_perfect():
    assert 0.005 < START.best.loss < 0.02
    np.testing.assert_allclose(START.best.gradient, 0, atol=1e-14)
    path = START.stepped(100)
    assert path[-1].loss == pytest.approx(START.best.loss, abs=1e-4)
    assert path[37].stepped(63)[-1] == path[-1]


def test_two_points_at_one_place_have_a_best_fit_between_them():
    same = Fit(0.0, 0.0, 0.0, ((0.5, 1.0), (0.5, 0.0), *[(0.5, 0.5)] * 5))
    assert same.best.loss == pytest.approx(0.5 / 7, rel=1e-12)


def test_the_least_loss_is_that_of_the_best_fit_and_0_where_one_meets_all_points():
    assert explain.least(START) == explain.loss(START.best).shown
    for points in (((0.5, 0.5),) * 7, (*((-0.9, 0.81), (0.01, -1.0), (0.02, 1.0)),) * 2):
        assert explain.least(Fit(1.0, 1.0, 1.0, points)) == "0.0000"


def test_the_bow_is_the_curve():
    t = np.linspace(0, 1, 9)
    first, middle, last = START.bow(-1.1, 1.1)
    bezier = (1 - t) ** 2 * first + 2 * t * (1 - t) * middle + t**2 * last
    np.testing.assert_allclose(bezier, START.at(-1.1 + 2.2 * t), rtol=1e-12)


def cases():
    rng = np.random.default_rng(4)
    yield START
    yield START.best
    yield Fit(0.0, 0.0, 0.0, ((0.5, 0.5),) * 7)
    yield Fit(0.0, 0.0, 0.25, ((0.5, 0.25),) * 7)  # nothing is wrong
    for _ in range(12):
        fit = Fit(*map(float, rng.uniform(-3, 3, 3).round(2)), points(rng))
        yield from (fit, fit.stepped(40)[-1])


def tree(number):
    yield number
    for part in number.parts:
        yield from tree(part)


@pytest.mark.parametrize("fit", some(cases(), quick=4))
def test_what_is_printed_evaluates_to_what_is_shown(fit):
    numbers = [explain.loss(fit), explain.value(fit, 0), explain.difference(fit, 6)]
    numbers += [make(fit, name) for make in (explain.gradient, explain.updated) for name in NAMES]
    for root in numbers:
        for number in tree(root):
            assert reconciled(number), (number.name, number.numbers, number.shown)
            assert number.parts or number.why


def test_its_numbers_are_worded_so():
    value, a = explain.value(START, 0), explain.gradient(START, "a")
    assert value.formula == r"a \cdot x_{0}^2 + b \cdot x_{0} + c"
    assert value.numbers == r"-0.50 \cdot (-0.90)^2 + 0.50 \cdot (-0.90) + 0.30"
    assert recomputed(value.numbers) == recomputed(value.shown)
    assert (explain.loss(START).numbers, explain.loss(START).shown) == (
        r"\frac{4.3559}{7}",
        "0.6223",
    )
    assert (a.numbers, a.shown) == (r"\frac{-1.3579}{7}", r"-1.940 \cdot 10^{-1}")
    number, rate, slope = explain.updated(START, "a").parts[:3]
    assert (number.name, slope.name) == ("number a", "gradient of a")
    assert "no step raises L" in rate.why
    assert explain.updated(START, "a").shown == "-0.4418"
    rounding = explain.updated(START, "a").parts[-1]
    assert explain.updated(START, "a").numbers.endswith(rounding.shown.replace("-", "- "))
    assert explain.updated(START.stepped(300)[-1], "b").shown == "-0.3769"  # hardly a step
    assert a.parts[0].parts[0].numbers == r"-2.7100 \cdot 0.8100"
