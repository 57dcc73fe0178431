"""Numbers are printed with the digits that were promised, and printed arithmetic is read back."""

from decimal import Decimal

import numpy as np
import pytest

from nn_core.explain.arithmetic import evaluate
from nn_core.explain.numbers import COUNT, PERCENT, Format, counted, ordinary, short, significant


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2.31414, "2.3141"),
        (-0.00004, "0.0000"),
        (0.0, "0.0000"),
        (9999.99994, "9999.9999"),
        (9999.99996, r"1.000 \cdot 10^{4}"),
        (1_203_400.0, r"1.203 \cdot 10^{6}"),
        (-12_345.0, r"-1.235 \cdot 10^{4}"),
        (0.03125 + 2**-6, "0.0469"),
        (0.03125 / 2**1, "0.0156"),
    ],
)
def test_an_ordinary_number(value, shown):
    assert ordinary(value).latex(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-3.14159e-5, r"-3.142 \cdot 10^{-5}"),
        (9.9996e-5, r"1.000 \cdot 10^{-4}"),
        (1.5, "1.500"),
        (0.25, r"2.500 \cdot 10^{-1}"),
        (0.0, "0.000"),
        (5e-324, r"0.000 \cdot 10^{-300}"),
    ],
)
def test_a_gradient(value, shown):
    assert significant(value).latex(value) == shown


def test_a_column_has_the_power_of_its_largest_entry():
    values = 3.14159e-5, -2.1e-7, 0.0
    column = significant(*values)
    assert [column.latex(value) for value in values] == [
        r"3.142 \cdot 10^{-5}",
        r"-0.021 \cdot 10^{-5}",
        r"0.000 \cdot 10^{-5}",
    ]


def test_percentages_targets_and_rates():
    assert PERCENT.latex(0.84049) == r"84.0\,\%"
    assert [counted(y).latex(y) for y in (1.0, 0.0, 0.3)] == ["1", "0", "0.3000"]
    rates = 0.1, 1e-5, 3.0, 100.0, 0.0316227766, 0.0
    assert [short(rate).latex(rate) for rate in rates] == [
        "0.1",
        r"1 \cdot 10^{-5}",
        "3",
        "100",
        "0.03162",
        "0",
    ]


def test_more_decimals_where_they_are_asked_for():
    assert Format(4).down_to(Decimal("1e-9")) == Format(9)
    assert Format(3, -2).down_to(Decimal("1e-9")) == Format(7, -2)
    assert Format(4).down_to(Decimal(1)) == Format(4)
    assert COUNT.down_to(Decimal("1e-99")).decimals == 17


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="expected a finite number to print, got "):
        Format(4).latex(value)


@pytest.mark.parametrize(
    ("latex", "value"),
    [
        ("1 - 2 - 3", "-4"),
        (r"2 \cdot 3 + 4 \cdot (-5)", "-14"),
        (r"-0.5 \cdot -2", "1"),
        ("-2^2", "-4"),
        ("(-2)^2", "4"),
        (r"3.142 \cdot 10^{-5} \cdot 2", "0.00006284"),
        (r"\frac{1 - 0.5}{4} + \frac{1}{2}", "0.625"),
        (r"\left(1 + 2\right) \cdot 3", "9"),
        (r"84.0\,\%", "0.84"),
        (r"0.84 \cdot 100\,\%", "0.84"),
        (r"\max(0, -0.5)", "0"),
        (r"\max(0.01 \cdot (-2), -2)", "-0.02"),
        (r"\frac{1}{1 + e^{-0.0000}}", "0.5"),
        (r"\tanh(-10000000)", "-1"),
        (r"\tanh(6.481 \cdot 10^{-78})", "6.481E-78"),
        (r"\tanh(-0.0000)", "0"),
        (r"e^{-100000000000000000000000}", "0"),
        (r"\ln(e^{800})", "800"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_printed_arithmetic_is_read_back(latex, value):
    assert evaluate(latex) == Decimal(value)


@pytest.mark.parametrize("latex", ["", "1 +", "(1", "1 2", r"\sin(2)", "x", "import os", "2 ** 3"])
def test_anything_else_is_refused(latex):
    with pytest.raises(ValueError, match="expected "):
        evaluate(latex)


def test_division_by_zero_and_its_like_are_no_numbers():
    for latex in (r"\frac{1}{0}", r"\frac{0}{0}", r"\ln(0)", r"\ln(-1)", r"0 \cdot \ln(0)"):
        assert not evaluate(latex).is_finite()
