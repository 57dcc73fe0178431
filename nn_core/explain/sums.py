"""Sums and products as they are printed: one format a column, and what is small is folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from nn_core.arrays import Array
from nn_core.explain.explanation import Explanation, Worked, added, bracketed
from nn_core.explain.numbers import Format, factor, ordinary

FEW = 12  # so many terms are all shown, in their order
LARGEST = 8  # of more terms, so many are


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

    def sum(self, *more: Explanation) -> Worked:
        """Return the whole sum; `more` are terms of another kind, which come last."""
        if len(self.values) <= FEW:
            shown = [self.explain(i) for i in range(len(self.values))]
            return self._added([*shown, *more])
        order = np.argsort(-np.abs(self.values), kind="stable")
        shown, rest = self._cut(order[~self.nothing[order]])
        return self._added([*shown, *self._zeros(), *rest, *more])

    def _cut(self, order: Array) -> tuple[list[Explanation], list[Explanation]]:
        """Return the first terms, and the others in one line that goes on where these end."""
        shown = len(order) if len(order) <= LARGEST + 1 else LARGEST
        first, others = order[:shown], order[shown:]
        return [self.explain(int(i)) for i in first], [self._folded(others)] if len(others) else []

    def _folded(self, order: Array) -> Explanation:
        value = float(self.values[order].sum())

        def work(_: Format) -> Worked:
            shown, rest = self._cut(order)
            return self._added([*shown, *rest])

        return Explanation(
            name=f"{len(order)} more terms",
            symbol="",
            formula="",
            value=value,
            format=self.column(value),
            why="Smaller than those above; here they are added up.",
            work=work,
        )

    def _zeros(self) -> list[Explanation]:
        count = int(self.nothing.sum())
        if not count:
            return []
        name = f"{count} {self.names[count > 1]}"
        return [Explanation(name, "", "", 0.0, self.column(0.0), self.why)]

    def _added(self, parts: Sequence[Explanation]) -> Worked:
        format = self.column(*(part.value for part in parts))
        return added(replace(part, format=format) for part in parts)


def product(result: Format, *factors: Explanation) -> Worked:
    """Return the product of some explanations, each printed as finely as the result needs."""
    parts = []
    for k, part in enumerate(factors):
        others = prod(other.value for other in (*factors[:k], *factors[k + 1 :]))
        parts.append(finer(part, others, result))
    return Worked(r" \cdot ".join(bracketed(part) for part in parts), tuple(parts))


def finer(part: Explanation, times: float, result: Format) -> Explanation:
    """Return a factor of ordinary size as finely printed as the result needs."""
    if part.format != ordinary(part.value):
        return part
    return replace(part, format=factor(part.value, times, result))
