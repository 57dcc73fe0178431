"""Sums and products as they are printed: one format a column, and what is small is folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np

from nn_core.arrays import Array
from nn_core.explain.explanation import Explanation, Worked, added, filled
from nn_core.explain.numbers import Format, exact, factor, ordinary, significant

FEW = 12  # so many terms are all shown, in their order
LARGEST = 8  # of more terms, so many are
CLOSE = 0.01  # four decimals show no more than two digits of what is smaller


@dataclass(frozen=True, eq=False)
class Terms:
    """The terms of a sum. `column` makes one format for all of them from their values.

    Those that are nothing at all go by a name of their own, for one and for many of them.
    """

    values: Array  # (terms,)
    explain: Callable[[int], Explanation]
    column: Callable[..., Format]
    nothing: Array  # (terms,) bool
    names: tuple[str, str] = ("", "")
    why: str = ""  # they are nothing

    @cached_property
    def order(self) -> Array:
        """Return the numbers of the terms, the largest first."""
        return np.argsort(-np.abs(self.values), kind="stable")

    def sum(self, *more: Explanation) -> Worked:
        """Return the whole sum; `more` are terms of another kind, which come last."""
        if len(self.values) <= FEW:
            shown = [self.explain(i) for i in range(len(self.values))]
            return self.added(*shown, *more)
        shown, rest = self._cut(self.order[~self.nothing[self.order]])
        return self.added(*shown, *self.zeros(), *rest, *more)

    def some(self, chosen: Array, name: str, why: str = "") -> Explanation:
        """Return the sum of the terms `chosen`, (terms,) bool, under a name of its own."""
        order = self.order[chosen[self.order]]
        folded = self._folded(order)
        return replace(folded, name=name, why=why, work=folded.work if len(order) else None)

    def ranked(self) -> list[tuple[int | None, Explanation]]:
        """Return the largest terms, each with its number, and all others in one, with None."""
        order = self.order[~self.nothing[self.order]]
        shown, rest = self._cut(order)
        numbers = [*order[: len(shown)].tolist(), *(None for _ in rest)]
        return list(zip(numbers, self._column([*shown, *rest]), strict=True))

    def _cut(self, order: Array) -> tuple[list[Explanation], list[Explanation]]:
        """Return the first terms, and the others in one line that goes on where these end."""
        shown = len(order) if len(order) <= LARGEST + 1 else LARGEST
        first, others = order[:shown], order[shown:]
        return [self.explain(int(i)) for i in first], [self._folded(others)] if len(others) else []

    def _folded(self, order: Array) -> Explanation:
        value = float(self.values[order].sum())

        def work(_: Format) -> Worked:
            shown, rest = self._cut(order)
            return self.added(*shown, *rest)

        return Explanation(
            name=f"{len(order)} more terms",
            symbol="",
            formula="",
            value=value,
            format=self.column(value),
            why="Smaller than those above; here they are added up.",
            work=work,
        )

    def zeros(self) -> list[Explanation]:
        """Return the terms that are nothing in one line; no line where there is none."""
        count = int(self.nothing.sum())
        if not count:
            return []
        name = f"{count} {self.names[count > 1]}"
        return [Explanation(name, "", "", 0.0, self.column(0.0), self.why)]

    def added(self, *parts: Explanation) -> Worked:
        """Return the sum of some lines, printed as one column."""
        return added(self._column(parts))

    def _column(self, parts: Sequence[Explanation]) -> list[Explanation]:
        if not parts:
            return []
        format = self.column(*(part.value for part in parts))
        return [replace(part, format=format) for part in parts]


def product(result: Format, *factors: Explanation) -> Worked:
    """Return the product of some explanations, each printed as finely as the result needs."""
    parts = tuple(
        finer(part, prod(other.value for other in factors if other is not part), result)
        for part in factors
    )
    places = {f"f{n}": part.shown for n, part in enumerate(parts)}
    return Worked(filled(r" \cdot ".join(places), **places), parts)


def finer(part: Explanation, times: float, result: Format) -> Explanation:
    """Return a number of ordinary size with four digits, if a result that changes `times` as
    much as the number would else be rough."""
    if part.format != ordinary(part.value):
        return part
    return replace(part, format=factor(part.value, times, result))


def apart(part: Explanation, *others: float) -> Explanation:
    """Return a number with as many digits as tell it from these, which it may be close to."""
    distance = min((abs(part.value - other) for other in others), default=1.0)
    if distance == 0 or distance >= CLOSE:
        return part
    format = significant(part.value) if abs(part.value) < CLOSE else part.format
    return replace(part, format=format.down_to(significant(distance).unit))


def mean(
    values: Array,
    explain: Callable[[int], Explanation],
    symbol: str,
    whole: Explanation,
    column: Callable[..., Format],
) -> Explanation:
    """Return the whole as the sum of these values of points, each explained, divided by their
    count."""
    count = len(values)

    def total(unit: Format) -> Explanation:
        S = exact(values.sum())
        format = column(S, *values).down_to(unit.unit)
        return Explanation(
            name=f"sum over the {count} points",
            symbol=rf"\sum_k {symbol}",
            formula="",
            value=S,
            format=format,
            work=lambda _: added([replace(explain(k), format=format) for k in range(count)]),
        )

    def work(format: Format) -> Worked:
        S = total(format)
        return Worked(filled(r"\frac{S}{N}", S=S.shown, N=str(count)), (S,))

    return replace(whole, work=work)
