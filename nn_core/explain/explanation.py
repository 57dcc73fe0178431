"""One number on the screen: in symbols, in numbers, and what it is made of."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from nn_core.explain.arithmetic import evaluate
from nn_core.explain.numbers import Format


@dataclass(frozen=True, eq=False)
class Explanation:
    """One number on the screen, in symbols, in numbers, and what it is made of.

    What it is made of is worked out when it is read, so a deep tree costs what is opened of it.
    `dataclasses.replace` with another format prints the same number with other digits.
    """

    name: str  # in words: weighted sum of neuron 17 in hidden 1
    symbol: str  # LaTeX: z^{(1)}_{17}; "" for a line that only a sum has, as its rounding
    formula: str  # LaTeX, the right-hand side in symbols; "" where the symbol says it, or a leaf
    value: float
    format: Format
    why: str = ""  # what there is to say beyond the formula
    work: "Callable[[Format], Worked] | None" = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """Return the value as printed, in LaTeX."""
        return self.format.latex(self.value)

    @property
    def numbers(self) -> str:
        """Return the right-hand side with the printed numbers put in, in LaTeX; "" for a leaf."""
        return self._worked.numbers

    @property
    def parts(self) -> "tuple[Explanation, ...]":
        """Return the explanations of the numbers in `numbers`; none for a leaf."""
        return self._worked.parts

    @cached_property
    def _worked(self) -> "Worked":
        if not self.work:
            return Worked("", ())
        worked = self.work(self.format)
        rest = self.format.rounded(self.value) - evaluate(worked.numbers)
        if rest.is_finite() and abs(rest) > self.format.unit / 2:
            return worked.plus(_rounding(rest, self.format))
        return worked


@dataclass(frozen=True, eq=False)
class Worked:
    """A right-hand side with the printed numbers put in, and the explanations of its numbers."""

    numbers: str
    parts: tuple[Explanation, ...]

    def plus(self, part: Explanation) -> "Worked":
        """Return the same with one term more."""
        return Worked(self.numbers + signed(part), (*self.parts, part))


def added(parts: Iterable[Explanation]) -> Worked:
    """Return the sum of some explanations."""
    first, *others = parts
    return Worked(first.shown + "".join(signed(part) for part in others), (first, *others))


def signed(part: Explanation) -> str:
    """Return an explanation's printed value as a term that is not the first."""
    shown = part.shown
    return f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"


def filled(template: str, **values: str) -> str:
    r"""Return LaTeX with symbols or printed numbers in the places of some letters.

    They get parentheses where they need them.

    >>> filled(r"1 - a^2", a="-0.5000")
    '1 - (-0.5000)^2'
    """

    def value(place: re.Match[str]) -> str:
        text, before, after = values[place[0]], template[: place.start()], template[place.end() :]
        negative = text.startswith("-") and before.rstrip().endswith(("-", r"\cdot"))
        alone = len(text) == 1 or text.replace(".", "").isdigit()
        raised = after.startswith("^") and not alone
        return f"({text})" if negative or raised else text

    return re.sub(rf"\b({'|'.join(values)})\b", value, template)


def reconciled(explanation: Explanation) -> bool:
    """Return whether what is printed comes to what is shown, and that to the value.

    The printed strings are parsed and recomputed; the result may be half a unit of the last
    shown digit away.
    """
    shown, unit = evaluate(explanation.shown), _last_digit(explanation.shown)
    results = [Decimal(explanation.value)]
    if explanation.numbers:
        results.append(evaluate(explanation.numbers))
    return all(result.is_finite() and abs(result - shown) <= unit / 2 for result in results)


def _rounding(rest: Decimal, format: Format) -> Explanation:
    return Explanation(
        name="rounding",
        symbol="",
        formula="",
        value=float(format.rounded(rest)),
        format=format,
        why="The printed numbers are rounded. This is what they miss together.",
    )


def _last_digit(shown: str) -> Decimal:
    """Return what the last digit of a printed number counts."""
    digits = shown.lstrip("-").split()[0].partition("\\")[0]
    return evaluate(shown.lstrip("-").replace(digits, re.sub(r"\d", "0", digits)[:-1] + "1", 1))
