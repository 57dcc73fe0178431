"""What one of a network's many numbers does alone, and what all of them are, in words."""

import numpy as np

from nn_core import ink
from nn_core.arrays import Array
from nn_core.explain import places
from nn_core.explain.numbers import PERCENT, plain
from nn_core.network import Trace
from nn_core.parameters import Parameter
from nn_core.progress import parameters

STILL = 0.0005  # of an output: a change that is not printed


def turned(trace: Trace, at: Parameter, outputs: Array) -> str:
    """Return what comes of turning one number of the network that left this trace.

    `outputs` are those at each place that it is turned to, (places, outputs); at the one in the
    middle it is as it was.
    """
    said = int(outputs[len(outputs) // 2].argmax())
    least, most = outputs[:, said].min(), outputs[:, said].max()
    others = sorted({*outputs.argmax(axis=1).tolist()} - {said})
    if np.ptp(outputs, axis=0).max() < STILL:
        if at.i is not None and trace[at.l].x[0, at.i] == 0:
            return "Nothing comes of it: what comes in there is 0, and 0 times any weight is 0."
        return f"Nothing to be seen comes of it: the {said} keeps its {_percent(most)}."
    span = f"Along the slider the {said} gets from {_percent(least)} to {_percent(most)}."
    if others:
        instead = " or ".join(f"{k}" for k in others)
        return f"{span} This one number can turn the answer from {said} to {instead}."
    return f"{span} The answer stays {said}."


def idle(trace: Trace) -> str:
    """Return how many of the numbers do nothing for this ink."""
    first = trace[0]
    blank = int((first.x == 0).sum()) * first.z.shape[1]
    return (
        f"Most hardly matter on their own. For your ink, {blank:,} of the {_count(trace):,} are "
        "multiplied by a blank pixel."
    )


def no_picture(trace: Trace, examples: int) -> str:
    """Return what the numbers are, and that none of so many pictures to learn from is stored."""
    pixels, tiles = ink.SIDE**2, ""
    if side := places.side(trace[0].x.shape[1]):
        first = "the output" if len(trace) == 1 else places.column(trace, 0)
        tiles = (
            f"Each tile is one neuron of {first}, with {side} × {side} weights: ink on a blue "
            "pixel raises its sum, on an orange one it lowers it. "
        )
    return (
        f"{tiles}No digit is stored here, and your ink is compared with none: these "
        f"{_count(trace):,} numbers are all there is. The {examples:,} digits that you can train a "
        f"network on here would be {examples:,} · {pixels:,} = {examples * pixels:,} numbers."
    )


def _count(trace: Trace) -> int:
    return parameters(tuple(here.layer for here in trace))


def _percent(share: float) -> str:
    return plain(PERCENT.latex(share))
