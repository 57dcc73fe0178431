r"""Printed arithmetic, read back: what does \frac{1}{1 + e^{-2.3141}} come to?"""

import re
from decimal import Decimal, localcontext

from nn_core.explain.numbers import CONTEXT

TOKEN = re.compile(r"\\left|\\right|\\,|\s+|(\d+(?:\.\d+)?|\\[a-z]+|\\%|.)")
SMALL = Decimal("1e-20")  # so near to 0, tanh z = z - z^3/3 + ... is z to forty digits


def evaluate(latex: str) -> Decimal:
    r"""Return what an expression comes to, with some sixty digits.

    It may have numbers, + and -, \cdot, \frac, ^, e^, parentheses, \max, \sqrt, \tanh, \ln and \%.
    Raises ValueError for anything else.

    >>> evaluate(r"\frac{1}{4} - 3.142 \cdot 10^{-2}")
    Decimal('0.21858')
    """
    with localcontext(CONTEXT):
        return _Reader(latex).read()


class _Reader:
    """One method for each kind of expression; each reads its own and leaves what follows."""

    def __init__(self, latex: str) -> None:
        self.tokens = [match[1] for match in TOKEN.finditer(latex) if match[1]][::-1]

    def read(self) -> Decimal:
        value = self.sum()
        if self.tokens:
            raise ValueError(f"expected the end of the expression, got {self.tokens[-1]!r}")
        return value

    def next(self) -> str:
        return self.tokens[-1] if self.tokens else ""

    def take(self) -> str:
        return self.tokens.pop() if self.tokens else ""

    def skip(self, token: str) -> bool:
        """Return whether this token came next; if so it is taken."""
        if self.next() != token:
            return False
        self.take()
        return True

    def expect(self, token: str) -> None:
        if not self.skip(token):
            raise ValueError(f"expected {token!r}, got {self.next()!r}")

    def sum(self) -> Decimal:
        value = self.product()
        while self.next() in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> Decimal:
        value = self.factor()
        while self.skip(r"\cdot"):
            value *= self.factor()
        return value

    def factor(self) -> Decimal:
        if self.skip("-"):
            return -self.factor()
        value = self.power()
        return value / 100 if self.skip(r"\%") else value

    def power(self) -> Decimal:
        if self.skip("e"):
            self.expect("^")
            return self.group().exp()
        value = self.atom()
        return value ** self.group() if self.skip("^") else value

    def group(self) -> Decimal:
        """Return the value of what stands in braces, or of the single token that may do so."""
        return self.between("{", "}") if self.next() == "{" else self.atom()

    def between(self, left: str, right: str) -> Decimal:
        self.expect(left)
        return self.until(right)

    def until(self, end: str) -> Decimal:
        value = self.sum()
        self.expect(end)
        return value

    def atom(self) -> Decimal:
        if self.next() == "(":
            return self.between("(", ")")
        token = self.take()
        if token[:1].isdigit():
            return Decimal(token)
        if token == r"\frac":
            return self.between("{", "}") / self.between("{", "}")
        if token == r"\sqrt":
            return self.between("{", "}").sqrt()
        if token == r"\ln":
            return self.between("(", ")").ln()
        if token == r"\tanh":
            return _tanh(self.between("(", ")"))
        if token == r"\max":
            self.expect("(")
            return max(self.until(","), self.until(")"))
        raise ValueError(f"expected a number, got {token!r}")


def _tanh(z: Decimal) -> Decimal:
    if abs(z) < SMALL:
        return z  # 1 - e would lose its digits
    e = (-2 * abs(z)).exp()  # in (0, 1], so it never overflows
    return ((1 - e) / (1 + e)).copy_sign(z)
