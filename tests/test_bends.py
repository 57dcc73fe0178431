"""An activation function at one sum: its slope is the same from z and from a, and adds up."""

import numpy as np
import pytest
from recomputed import recomputed, unit

from nn_core import ACTIVATIONS, explain
from nn_core.explain import bends

NAMES = ["sigmoid", "tanh", "relu", "leaky_relu", "identity"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("z", [-6.0, -2.30259, -0.05, 0.0, 1.0, 5.95])
def test_what_is_printed_of_a_bend_comes_to_what_is_shown(name, z):
    f = ACTIVATIONS[name]
    at = bends.by_hand(z)
    a = bends.bent(f, at)
    slopes = [bends.bend_slope(f, at), bends.reused_slope(f, at, a)]
    assert a.value == pytest.approx(float(f(np.array([z]))[0]), rel=1e-15)
    up, down = f(np.array([z + 1e-6])), f(np.array([z - 1e-6]))
    for slope in slopes:
        if z:  # at 0 some have a kink
            assert slope.value == pytest.approx(float((up - down)[0]) / 2e-6, rel=1e-4)
    for each in (at, a, *slopes):
        assert explain.reconciled(each)
        if each.numbers:
            assert abs(recomputed(each.numbers) - recomputed(each.shown)) <= unit(each.shown) / 2
    assert slopes[0].shown == slopes[1].shown


def test_a_slope_by_its_activation_has_as_many_digits_as_it_needs():
    def reused(name, z):
        f, at = ACTIVATIONS[name], bends.by_hand(z)
        slope = bends.reused_slope(f, at, bends.bent(f, at))
        return slope.formula, slope.numbers, slope.shown

    assert reused("tanh", 1.0) == ("1 - a^2", "1 - 0.7616^2", "0.4200")
    assert reused("tanh", 1.65) == ("1 - a^2", "1 - 0.92886^2", "0.1372")
    assert reused("tanh", -6.0) == ("1 - a^2", "1 - (-0.99998771)^2", r"2.458 \cdot 10^{-5}")
    assert reused("sigmoid", 1.0)[1:] == (r"0.7311 \cdot (1 - 0.7311)", "0.1966")
    assert reused("relu", -2.0) == ("1_{a > 0}", "0", "0")
