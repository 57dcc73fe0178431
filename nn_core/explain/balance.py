"""A weighted sum by its two sides: what adds to it, and what takes away from it."""

from dataclasses import replace

from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.explanation import Explanation
from nn_core.explain.forward import terms, weighted_sum
from nn_core.explain.leaves import bias
from nn_core.network import Trace


def balance(trace: Trace, l: int, k: int) -> Explanation:
    """Return z of neuron k of layer l with these parts: what adds, what takes away, what is
    nothing (where there is any), the bias, and the rounding (where there is one)."""
    sums = terms(trace, l, k)

    def side(chosen: Array, verbs: tuple[str, str]) -> Explanation:
        count = int(chosen.sum())
        return sums.some(chosen, f"{count} {places.sources(trace, l, count)} {verbs[count != 1]}")

    adds = side(sums.values > 0, ("adds", "add"))
    takes = side(sums.values < 0, ("takes away", "take away"))
    return replace(
        weighted_sum(trace, l, k),
        formula="",
        work=lambda _: sums.added(adds, takes, *sums.zeros(), bias(trace, l, k)),
    )


def contributions(trace: Trace, l: int, k: int) -> list[tuple[int | None, Explanation]]:
    """Return what each input of layer l contributes to z of its neuron k, the largest first.

    Each comes with its number. The last may be many small ones in one, with None.
    """
    places.check(trace, l, k)
    return terms(trace, l, k).ranked()
