"""What a change of its sums does to a softmax: one share grows, and all others shrink alike."""

import numpy as np

from nn_core.activations import SOFTMAX
from nn_core.arrays import Array
from nn_core.explain.numbers import PERCENT, ordinary, plain, short

SAME = 1e-9  # sums that changed so nearly alike have all changed by the same number
SEEN = 1e-4  # a sum that changed by less has the same four decimals, but for rounding
HARDLY = 0.0005  # of a share is less than is printed of it


def shared(before: Array, now: Array) -> str:
    """Return what a change of the sums z, both (outputs,), has done to their shares.

    There is something to say where one sum has changed, or all by the same number; else it is "".
    """
    changes = now - before
    moved = np.flatnonzero(np.abs(changes) >= SEEN)
    if not len(moved):
        return ""
    if np.ptp(changes) < SAME:
        return _alike(float(changes[0]), len(now))
    return _one(int(moved[0]), before, now) if len(moved) == 1 else ""


def too_large(z: Array) -> str:
    """Return what becomes of powers of e that are too large to be kept; "" where all can be.

    e^709.78 is 1.8 · 10^308, the largest float64 (IEEE 754, 2019).
    """
    with np.errstate(over="ignore"):
        if np.isfinite(np.exp(z)).all():
            return ""
    return (
        f"e to the power of {z.max():,.4g} is too large for a computer: above 1.8·10³⁰⁸ it keeps "
        "no number, and “too large” divided by “too large” is none. With the largest sum m taken "
        "away first no power is above 1, and the shares are the same."
    )


def _alike(change: float, count: int) -> str:
    number = f"{abs(change):,.4g}"
    way = "added to" if change > 0 else "taken from"
    return (
        f"{number} was {way} all {count} sums, and no share changed: each power of e is "
        f"{'multiplied' if change > 0 else 'divided'} by the same number, and so is their total."
    )


def _one(k: int, before: Array, now: Array) -> str:
    rose = now[k] > before[k]
    change = plain(short(abs(now[k] - before[k])).latex(abs(now[k] - before[k])))
    old, new = (plain(ordinary(a).latex(a)) for a in (SOFTMAX(before)[k], SOFTMAX(now)[k]))
    left = float(np.exp(_height(before) - _height(now)))  # of each of the other shares
    others = f"The other {len(now) - 1} have all {'fallen' if rose else 'risen'}"
    if abs(left - 1) < HARDLY:
        others += ", but by less than is printed."
    elif left > 10:
        others += f", each to {left:,.0f} times what it was."
    else:
        others += f", each to {plain(PERCENT.latex(left))} of what it was."
    way = "higher" if rose else "lower"
    return f"The sum of output {k} is {change} {way}: its share went from {old} to {new}. {others}"


def _height(z: Array) -> float:
    """Return the logarithm of the sum of all powers of e."""
    return float(z.max() + np.log(np.exp(z - z.max()).sum()))
