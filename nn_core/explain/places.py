"""What the places of a network are called, in words and in symbols."""

from math import isqrt

from nn_core.network import Trace

SMALLEST_PICTURE = 64  # pixels


def side(inputs: int) -> int | None:
    """Return how many pixels wide a picture of so many inputs is, None for a few numbers."""
    root = isqrt(inputs)
    return root if root * root == inputs >= SMALLEST_PICTURE else None


def check(
    trace: Trace, l: int | None = None, k: int | None = None, *, i: int | None = None
) -> None:
    """Raise ValueError unless the trace is of one example and the place is one of its network.

    `l` is a layer, `k` one of its neurons, `i` one of its inputs.
    """
    x, W = trace[0].x, trace[0].layer.W
    if len(x) != 1:
        raise ValueError(f"expected a trace of one example, got {len(x)}")
    for dtype in (x.dtype, W.dtype):
        if dtype != "float64":
            raise ValueError(f"expected a trace of float64, got {dtype}")
    _check("layer", l, len(trace))
    here = trace[l or 0]
    _check("neuron", k, here.z.shape[1])
    _check("input", i, here.x.shape[1])


def _check(what: str, at: int | None, count: int) -> None:
    if at is not None and not 0 <= at < count:
        raise ValueError(f"expected one of {count} {what}s, counted from 0, got {at}")


def subject(trace: Trace) -> str:
    """Return what went in, in a word."""
    return "drawing" if side(trace[0].x.shape[1]) else "input"


def column(trace: Trace, l: int) -> str:
    """Return what the column of a layer's neurons is called."""
    return "output" if l == len(trace) - 1 else f"hidden {l + 1}"


def neuron(trace: Trace, l: int, k: int) -> str:
    """Return a neuron in words."""
    return f"output {k}" if l == len(trace) - 1 else f"neuron {k} in {column(trace, l)}"


def source(trace: Trace, l: int, i: int) -> str:
    """Return in words what a layer gets as its input number i."""
    if l > 0:
        return neuron(trace, l - 1, i)
    width = side(trace[0].x.shape[1])
    return f"pixel in row {i // width}, column {i % width}" if width else f"input {i}"


def sources(trace: Trace, l: int, count: int) -> str:
    """Return in a word what so many inputs of a layer are."""
    word = "neuron" if l else "pixel" if side(trace[0].x.shape[1]) else "input"
    return word if count == 1 else f"{word}s"


def opening(words: str) -> str:
    """Return words as they stand at the beginning of a sentence."""
    return words[0].upper() + words[1:]


def x(trace: Trace, l: int, i: int | None = None) -> str:
    """Return the symbol of a layer's input number i, or of any of them."""
    if l > 0:
        return a(l - 1, i)
    return f"x_{{{index(trace, i)}}}"


def w(trace: Trace, l: int, i: int | None, k: int | str) -> str:
    """Return the symbol of the weight from input i, or from any, to neuron k."""
    start = "i" if i is None else str(i)
    if l == 0 and i is not None and side(trace[0].x.shape[1]):
        start = f"({index(trace, i)})"
    return f"w^{{({l + 1})}}_{{{start},{k}}}"


def z(l: int, k: int | str) -> str:
    """Return the symbol of a weighted sum."""
    return f"z^{{({l + 1})}}_{{{k}}}"


def a(l: int, k: int | str | None) -> str:
    """Return the symbol of an activation."""
    return f"a^{{({l + 1})}}_{{{'i' if k is None else k}}}"


def b(l: int, k: int) -> str:
    """Return the symbol of a bias."""
    return f"b^{{({l + 1})}}_{{{k}}}"


def gradient(symbol: str) -> str:
    """Return the symbol of the loss's derivative by a symbol."""
    return rf"\frac{{\partial L}}{{\partial {symbol}}}"


def index(trace: Trace, i: int | None) -> str:
    """Return the index of an input, or of any of them: a pixel has a row and a column."""
    if i is None:
        return "i"
    width = side(trace[0].x.shape[1])
    return f"{i // width},{i % width}" if width else str(i)
