"""How numbers are written, so that a reader can add them up by eye."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

SMALL = 0.001  # below, four decimals show no more than one digit
LARGE = 10_000  # from here on a number of ordinary size gets a power of ten
CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP, traps=[])
SMALLEST = -300  # power of ten; a little below, a float64 loses its digits
FINEST = 17  # decimals; a float64 has no more digits
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ROUGH = 20  # units of the last digit that rounding a factor may cost


@dataclass(frozen=True)
class Format:
    """So many decimals before a power of ten: 3.142 · 10^-5 has 3 and the power -5."""

    decimals: int
    power: int = 0
    percent: bool = False

    @property
    def unit(self) -> Decimal:
        """Return what the last digit counts."""
        return Decimal(1).scaleb(self.power - self.decimals - 2 * self.percent)

    def rounded(self, value: float | Decimal) -> Decimal:
        """Return the value as a multiple of the unit. Raises ValueError for inf and nan."""
        value = Decimal(value)
        if not value.is_finite():
            raise ValueError(f"expected a finite number to print, got {value}")
        digits = CONTEXT.scaleb(value, -self.unit.adjusted())
        return CONTEXT.multiply(digits.to_integral_value(ROUND_HALF_UP, CONTEXT), self.unit)

    def latex(self, value: float | Decimal) -> str:
        """Return the rounded value in LaTeX; zero has no sign."""
        digits = CONTEXT.scaleb(self.rounded(value), 2 * self.percent - self.power)
        number = f"{digits if digits else Decimal(0):.{self.decimals}f}"
        power = rf" \cdot 10^{{{self.power}}}" if self.power else ""
        return number + power + (r"\,\%" if self.percent else "")

    def down_to(self, unit: Decimal) -> "Format":
        """Return the format with as many more decimals as bring its unit down to this one."""
        missing = self.unit.adjusted() - unit.adjusted()
        decimals = min(self.decimals + missing, FINEST)
        return replace(self, decimals=max(self.decimals, decimals))


COUNT = Format(0)
PERCENT = Format(1, percent=True)


def ordinary(*values: float) -> Format:
    """Return the format of a column of ordinary numbers: four decimals, or four digits if large."""
    largest = max(abs(value) for value in values)
    plain = Format(4)
    return plain if plain.rounded(largest) < LARGE else significant(largest)


def telling(*values: float) -> Format:
    """Return the format of a column of losses: ordinary, or as of changes if all are small."""
    largest = max(abs(value) for value in values)
    return significant(largest) if 0 < largest < SMALL else ordinary(largest)


def significant(*values: float) -> Format:
    """Return the format of a column of changes: four digits for the largest, and its power."""
    largest = max(abs(value) for value in values)
    power = int(f"{largest:.3e}".partition("e")[2]) if largest else 0
    return Format(3, max(power, SMALLEST))


def short(value: float) -> Format:
    """Return the format of a number that a reader chose, as short as it can be: 0.1, 3 · 10^-5."""
    digits = Decimal(f"{value:.4g}").normalize()
    power = digits.adjusted() if digits and not -4 <= digits.adjusted() < 4 else 0
    return Format(max(0, power - int(digits.as_tuple().exponent)), power)


def plain(latex: str) -> str:
    """Return a printed number as it stands in a sentence.

    >>> plain(r"-3.142 \\cdot 10^{-5}")
    '−3.142·10⁻⁵'
    """
    digits, _, power = latex.replace(r"\,\%", " %").partition(r" \cdot 10^{")
    raised = "·10" + power.rstrip("}").translate(RAISED) if power else ""
    return digits.replace("-", "−") + raised


def exact(value: float) -> float:
    """Return one number of an array; zero has no sign."""
    return float(value) + 0.0


def counted(value: float) -> Format:
    """Return the format of a number that is whole as a rule, as a target is."""
    return COUNT if value == round(value) and abs(value) < LARGE else ordinary(value)


def factor(value: float, times: float, result: Format) -> Format:
    """Return the format of a number that is multiplied by `times`: ordinary, or if that would
    leave the result too rough, with four digits."""
    plain = ordinary(value)
    rough = float(plain.unit) * abs(times) > 2 * ROUGH * float(result.unit)
    return significant(value) if rough and 0 < abs(value) < 0.1 else plain
