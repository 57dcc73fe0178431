"""How far a curve is from some points: the mean of the squares."""

from collections.abc import Callable
from functools import partial

from nn_core.arrays import Array
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.numbers import Format, exact, ordinary, significant, telling
from nn_core.explain.sums import mean


def points_loss(heights: Array, y: Array, curve: str) -> Explanation:
    """Return the explanation of the mean squared error of a curve with these heights at points.

    `heights` and `y` are (points,); `curve` says in words whose heights they are.
    """
    squares = (heights - y) ** 2
    value, fine = exact(squares.mean()), telling(*squares).unit < ordinary(0).unit
    return mean(
        squares,
        partial(_square, heights, y, curve, significant if fine else ordinary),
        "d_k^2",
        Explanation(
            name=f"loss of {curve}",
            symbol="L",
            formula=r"\frac{1}{N} \sum_k d_k^2",
            value=value,
            format=telling(value),
            why="The mean of the squares: what a point costs on average.",
        ),
        telling,
    )


def _square(
    heights: Array, y: Array, curve: str, column: Callable[..., Format], k: int
) -> Explanation:
    d = exact(heights[k] - y[k])
    format = column(d) if d else ordinary(d)
    given = Explanation(
        f"height of {curve} at point {k}",
        f"a_{{{k}}}",
        "",
        exact(heights[k]),
        ordinary(heights[k]).down_to(format.unit),
        "What comes out where the point is.",
    )
    wanted = Explanation(
        f"height of point {k}",
        f"y_{{{k}}}",
        "",
        exact(y[k]),
        ordinary(y[k]).down_to(format.unit),
        "What should come out.",
    )
    difference = Explanation(
        name=f"difference at point {k}",
        symbol=f"d_{{{k}}}",
        formula=f"{given.symbol} - {wanted.symbol}",
        value=d,
        format=format,
        why="Above 0 where the curve is too high, below 0 where it is too low.",
        work=lambda _: Worked(filled("a - y", a=given.shown, y=wanted.shown), (given, wanted)),
    )
    return Explanation(
        name=f"square at point {k}",
        symbol=f"d_{{{k}}}^2",
        formula=f"d_{{{k}}}^2",
        value=d**2,
        format=telling(d**2),
        work=lambda _: Worked(filled("d^2", d=difference.shown), (difference,)),
    )
