"""A second reading of printed formulas, for tests: LaTeX to Python's own syntax, in fractions."""

import ast
import math
import operator
import re
from fractions import Fraction

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}


def _exp(x):
    return Fraction(math.exp(x)) if x < 709.7 else Fraction(10) ** 320


FUNCTIONS = {
    "exp": _exp,
    "sqrt": lambda x: Fraction(math.sqrt(x)),
    "ln": lambda x: Fraction(math.log(x)),
    "tanh": lambda x: Fraction(math.tanh(x)),
    "max": max,
}


def recomputed(latex):
    """Return what a printed expression comes to, as a Fraction."""
    text = latex.replace(r"\,", "").replace(r"\cdot", "*").replace(r"\%", "/100").strip()
    text = re.sub(r"10\^\{(-?\d+)\}", r"1e\1", text)
    text = re.sub(r"(?<!e)\^\{(\d+)\}", r"^\1", text)
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text)
    text = re.sub(r"e\^\{([^{}]*)\}", r"exp(\1)", text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
    text = text.replace("^", "**").replace("\\", "")

    def value(node):
        match node:
            case ast.Constant():
                return Fraction(text[node.col_offset : node.end_col_offset])
            case ast.BinOp(left, op, right):
                return OPERATORS[type(op)](value(left), value(right))
            case ast.UnaryOp(op, operand):
                return OPERATORS[type(op)](value(operand))
            case ast.Call(ast.Name(name), arguments):
                return FUNCTIONS[name](*map(value, arguments))
        raise ValueError(f"expected arithmetic, got {text}")

    return value(ast.parse(text, mode="eval").body)


def unit(shown):
    """Return what the last digit of a printed number counts."""
    _, decimals, power, percent = re.fullmatch(
        r"-?(\d+)(?:\.(\d+))?(?: \\cdot 10\^\{(-?\d+)\})?(\\,\\%)?", shown
    ).groups()
    return Fraction(10) ** (int(power or 0) - len(decimals or "") - 2 * bool(percent))
