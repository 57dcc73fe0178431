"""How far a parabola is from its points: the loss, its slopes by a, b and c, and the next step."""

from dataclasses import replace
from functools import partial

from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.backward import stepped
from nn_core.explain.explanation import Explanation, Worked, filled
from nn_core.explain.numbers import Format, exact, ordinary, significant, telling
from nn_core.explain.sums import mean, product
from nn_core.parabola import NAMES, RATE, Fit

SHORT = Format(2)  # of a number that is set by hand, which has no more decimals
DOES = {
    "a": "It bends the curve: up at both ends above 0, down below 0.",
    "b": "It tilts the curve: this is its slope at x = 0.",
    "c": "It lifts the curve as a whole: this is its height at x = 0.",
}
PULL = {"a": r"2 d_k \cdot x_k^2", "b": r"2 d_k \cdot x_k", "c": "2 d_k"}  # of point k on each
NO_SLOPE = "What pulls it up and what pulls it down are the same here: no step moves it."
# Of the loss of points on hundredths: a least loss that is not 0 is larger by far.
ROUNDING = 1e-15
AGAINST = "Down where L rises with it, up where L falls. The steeper, the longer the step."
SAFE = "How far a step goes. With 0.3 no step raises L, wherever in the plane the points are."


def written(*values: float) -> Format:
    """Return the format of numbers that are set by hand, or of those that descent arrives at."""
    return SHORT if all(round(value, 2) == value for value in values) else ordinary(*values)


def number(fit: Fit, name: str) -> Explanation:
    """Return the explanation of a, b or c."""
    value = fit.values[NAMES.index(name)]
    return Explanation(f"number {name}", name, "", value, written(*fit.values), DOES[name])


def value(fit: Fit, k: int) -> Explanation:
    """Return the explanation of f at point k. Raises IndexError where there is no such point."""
    f = exact(fit.predictions[k])
    template = r"a \cdot x^2 + b \cdot x + c"

    def work(_: Format) -> Worked:
        parts = (*(number(fit, name) for name in NAMES), _x(fit, k))
        names = (*NAMES, "x")
        shown = {name: part.shown for name, part in zip(names, parts, strict=True)}
        return Worked(filled(template, **shown).replace("+ -", "- "), parts)

    return Explanation(
        name=f"f at point {k}",
        symbol=f"f(x_{{{k}}})",
        formula=template.replace("x", f"x_{{{k}}}"),
        value=f,
        format=ordinary(f),
        why="How high the curve is where the point is.",
        work=work,
    )


def difference(fit: Fit, k: int) -> Explanation:
    """Return the explanation of how far f is above point k."""
    d, f = _differences(fit)[k], value(fit, k)
    y = _coordinate(f"y_{{{k}}}", f"what f should be at point {k}", exact(fit.y[k, 0]))
    format = significant(d) if d and _fine(fit) else ordinary(d)

    def work(format: Format) -> Worked:
        parts = (replace(f, format=f.format.down_to(format.unit)), y)
        return Worked(filled("f - y", f=parts[0].shown, y=y.shown), parts)

    return Explanation(
        name=f"difference at point {k}",
        symbol=f"d_{{{k}}}",
        formula=f"{f.symbol} - {y.symbol}",
        value=exact(d),
        format=format,
        why="Above 0 where the curve is too high, below 0 where it is too low.",
        work=work,
    )


def square(fit: Fit, k: int) -> Explanation:
    """Return the explanation of what point k adds to the loss."""
    d = difference(fit, k)
    value = d.value**2
    return Explanation(
        name=f"square at point {k}",
        symbol=f"d_{{{k}}}^2",
        formula=f"d_{{{k}}}^2",
        value=value,
        format=_column(fit),
        why="The area of the square that is drawn at the point.",
        work=lambda _: Worked(filled("d^2", d=d.shown), (d,)),
    )


def loss(fit: Fit) -> Explanation:
    """Return the explanation of the loss: the mean of the squares."""
    return mean(
        _differences(fit) ** 2,
        partial(square, fit),
        "d_k^2",
        Explanation(
            name="loss (mean squared error)",
            symbol="L",
            formula=r"\frac{1}{N} \sum_k d_k^2",
            value=fit.loss,
            format=telling(fit.loss),
            why="The mean of the squares: what a point costs on average.",
        ),
        telling,
    )


def least(fit: Fit) -> str:
    """Return the least loss that any parabola has, as it is printed; what rounding leaves is 0."""
    value = fit.best.loss if fit.best.loss > ROUNDING else 0.0
    return telling(value).latex(value)


def gradient(fit: Fit, name: str) -> Explanation:
    """Return the explanation of dL/da, dL/db or dL/dc."""
    value = exact(fit.gradient[NAMES.index(name)])
    return mean(
        2 * _differences(fit) * _goes_in(fit, name),
        partial(_pull, fit, name),
        PULL[name],
        Explanation(
            name=f"gradient of {name}",
            symbol=places.gradient(name),
            formula=rf"\frac{{1}}{{N}} \sum_k {PULL[name]}",
            value=value,
            format=significant(value),
            why="" if value else NO_SLOPE,
        ),
        significant,
    )


def updated(fit: Fit, name: str) -> Explanation:
    """Return the explanation of a, b or c after the next step of descent.

    It is printed as a, b and c are; what it is made of, as finely as so small a step needs.
    """
    slope = gradient(fit, name)
    after = stepped(number(fit, name), slope, RATE)

    def work(_: Format) -> Worked:
        now, rate, *others = after.parts
        return Worked(after.numbers, (now, replace(rate, why=SAFE), *others))

    why = AGAINST if slope.value else after.why
    return replace(after, format=ordinary(after.value), why=why, work=work)


def _x(fit: Fit, k: int) -> Explanation:
    return _coordinate(f"x_{{{k}}}", f"where point {k} is", exact(fit.x[k]))


def _coordinate(symbol: str, name: str, value: float) -> Explanation:
    return Explanation(name, symbol, "", value, written(value), "You can drag the point.")


def _differences(fit: Fit) -> Array:
    return fit.predictions - fit.y[:, 0]


def _goes_in(fit: Fit, name: str) -> Array:
    """Return what goes in through a weight at each point, (points,); for c it is 1."""
    return fit.x ** (len(NAMES) - 1 - NAMES.index(name))


def _column(fit: Fit) -> Format:
    """Return the format of the squares, as of one column."""
    return telling(*(_differences(fit) ** 2))


def _fine(fit: Fit) -> bool:
    return _column(fit).unit < ordinary(0).unit


def _slope(fit: Fit, k: int) -> Explanation:
    """Return the explanation of the slope of point k's square: how it grows with f."""
    d = difference(fit, k)
    return Explanation(
        name=f"slope of the square at point {k}",
        symbol=f"2 d_{{{k}}}",
        formula=rf"2 \cdot d_{{{k}}}",
        value=2 * d.value,
        format=ordinary(2 * d.value),
        why="The square grows so fast as the curve rises there.",
        work=lambda format: _twice(d, format),
    )


def _twice(d: Explanation, format: Format) -> Worked:
    d = replace(d, format=d.format.down_to(format.unit))
    return Worked(filled(r"2 \cdot d", d=d.shown), (d,))


def _pull(fit: Fit, name: str, k: int) -> Explanation:
    """Return the explanation of what point k adds to the gradient of a, b or c."""
    slope = _slope(fit, k)
    factors = [slope, *_factor(fit, name, k)]
    return Explanation(
        name=f"pull of point {k} on {name}",
        symbol=r" \cdot ".join(part.symbol for part in factors),
        formula="",
        value=exact(slope.value * _goes_in(fit, name)[k]),
        format=slope.format,
        work=lambda format: product(format, *factors),
    )


def _factor(fit: Fit, name: str, k: int) -> list[Explanation]:
    """Return what goes in through the weight at point k; nothing does for c."""
    x = _x(fit, k)
    if name == "b":
        return [x]
    if name == "c":
        return []
    square = x.value**2
    return [
        Explanation(
            name=f"square of x at point {k}",
            symbol=f"x_{{{k}}}^2",
            formula="",
            value=square,
            format=ordinary(square),
            work=lambda _: Worked(filled("x^2", x=x.shown), (x,)),
        )
    ]
