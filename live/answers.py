"""What a browser is told: the answer to a drawing, and the frames of a running training."""

from base64 import b64encode
from bisect import bisect_right
from math import isqrt
from typing import Any

import numpy as np

from live import weights
from live.studio import Drawing
from live.trainer import State
from nn_core import Network, Point, Trace, Training, forward, ink
from nn_core.arrays import Array

MOST_POINTS = 300  # of a curve in one frame; those that are left follow in the next
DECIMALS = 6


def answer(drawing: Drawing, network: Network, random: Network | None = None) -> dict[str, Any]:
    """Return what a network makes of a drawing: its picture, the steps to it, what comes out.

    `random` is another network to compare with. `by` names both: an answer that comes after they
    were changed can be told from the others.
    """
    side = isqrt(len(network[0].W))
    steps = drawing.steps(side)
    trace = _seen(network, steps.picture)
    beside = None
    if random:
        beside = rounded(_seen(random, drawing.picture)[-1].a[0])
    return {
        "label": drawing.label,
        "by": " ".join(weights.offer(one) for one in (network, random) if one),
        "side": side,
        "filled": ink.FILLED * side,
        "pen": 0 if drawing.photo else ink.PEN * side,
        "box": steps.box.tolist(),
        "scale": steps.scale,
        "scaled": steps.scaled.tolist(),
        "centred": steps.centred.tolist(),
        **flow(trace, picture=True),
        "confidences": rounded(trace[-1].a[0]),
        "random": beside,
    }


def flow(trace: Trace, *, picture: bool) -> dict[str, Any]:
    """Return every value of one example on its way through a network, in base64.

    A picture is a byte for each pixel, everything else float32: `x` where the input is no picture,
    the weighted sums and the activations of each layer.
    """
    x = trace[0].x[0]
    return {
        **({"picture": pixels(x)} if picture else {"x": floats(x)}),
        "sums": [floats(layer.z[0]) for layer in trace],
        "activations": [floats(layer.a[0]) for layer in trace],
    }


def pixels(picture: Array) -> str:
    """Return ink in [0, 1] as a byte for each pixel, in base64."""
    return text(np.round(picture * 255).astype(np.uint8).tobytes())


def frame(state: State, drawing: Drawing, have: tuple[int, int]) -> dict[str, Any]:
    """Return a training at one moment, and the part of its curve that a browser has not got.

    The browser has the curve of the run `have[0]` up to the batch `have[1]`. Points are float32
    triples of batch, loss and learning rate, in base64; at most MOST_POINTS, the oldest first.
    """
    training = state.training
    since = have[1] if have[0] == state.run else 0
    points = _later(training.curve, since)[:MOST_POINTS]
    with np.errstate(over="ignore", invalid="ignore"):  # a training that diverged has huge weights
        outputs = _seen(training.network, drawing.picture)[-1].a[0]
    return {
        "run": state.run,
        "status": state.status,
        "course": state.course.name,
        "guess": state.course.guess,
        "rate": state.settings.learning_rate,
        "pace": state.pace,
        "step": training.batch,
        "epoch": round(training.epoch, 4),
        "loss": _loss(training),
        "since": since,
        "until": points[-1].batch if points else training.batch,
        "points": text(np.array([_three(point) for point in points], "<f4").tobytes()),
        "outputs": rounded(outputs),
        "label": drawing.label,
    }


def rounded(values: Array) -> list[float | None]:
    """Return numbers as they are sent: six decimals, and None for what is not finite."""
    exact = values.astype(np.float64)
    return [round(float(v), DECIMALS) if np.isfinite(v) else None for v in exact]


def text(data: bytes) -> str:
    """Return bytes as base64."""
    return b64encode(data).decode()


def floats(values: Array) -> str:
    """Return numbers as float32 of little-endian order, in base64."""
    return text(values.astype("<f4").tobytes())


def _seen(network: Network, picture: Array) -> Trace:
    return forward(network, picture.reshape(1, -1))


def _loss(training: Training) -> str:
    if training.diverged:
        return "inf"
    return f"{training.curve[-1].loss:.{DECIMALS}f}" if training.curve else ""


def _later(curve: tuple[Point, ...], batch: int) -> tuple[Point, ...]:
    return curve[bisect_right(curve, batch, key=lambda point: point.batch) :]


def _three(point: Point) -> tuple[float, float, float]:
    return point.batch, point.loss, point.learning_rate
