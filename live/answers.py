"""What a browser is told: the answer to a drawing, and the frames of a running training."""

from base64 import b64encode
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import astuple
from math import isqrt
from typing import Any, TypeVar

import numpy as np

from live import weights
from live.studio import Drawing
from live.trainer import State
from nn_core import Network, Point, Trace, Training, forward, ink
from nn_core.arrays import Array
from nn_core.progress import parameters
from nn_core.remarks import remark

MOST_POINTS = 150  # of a curve in one frame; those that are left follow in the next
MOST_ROWS = 30  # of what was measured, and of what was seen, likewise
DECIMALS = 6
T = TypeVar("T")


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
    """Return a training at one moment, and the part of its past that a browser has not got.

    The browser has that of the run `have[0]` up to the batch `have[1]`; it gets what comes after
    it, the oldest first and not all at once, up to the batch `until`. Rows are float32, in base64:
    `points` are (batch, loss, learning rate), `measured` has the fields of a Measure in their
    order, `seen` the batch and what the ten outputs made of the drawing. What the network says now,
    `outputs`, is that of the snapshot that the reader looks back at, if they do.
    """
    training, shown = state.training, state.shown
    since = have[1] if have[0] == state.run else 0
    opening = since == 0  # what was measured before the first batch belongs to the first part
    curve = _later(training.curve, since, lambda point: point.batch)
    measures = _later(state.measures, -1 if opening else since, lambda one: one.batch)
    seen = _later(state.seen, -1 if opening else since, lambda one: one[0])
    until = min(
        _until(curve, MOST_POINTS, training.batch, lambda point: point.batch),
        _until(measures, MOST_ROWS, training.batch, lambda one: one.batch),
        _until(seen, MOST_ROWS, training.batch, lambda one: one[0]),
    )
    with np.errstate(over="ignore", invalid="ignore"):  # a training that diverged has huge weights
        outputs = _seen(shown.network, drawing.picture)[-1].a[0]
    return {
        "run": state.run,
        "status": state.status,
        "course": state.setup.course.name,
        "guess": state.setup.course.guess,
        "rate": state.settings.learning_rate,
        "pace": state.pace,
        "setup": setup(state),
        "parameters": parameters(training.network),
        "milliseconds": round(state.milliseconds, 3),
        "snapshots": [snapshot.batch for snapshot in state.snapshots],
        "at": state.at,
        "step": training.batch,
        "epoch": round(training.epoch, 4),
        "loss": loss_text(training),
        "since": since,
        "until": until,
        "points": rows([_three(point) for point in curve if point.batch <= until]),
        "measured": rows([astuple(one) for one in measures if one.batch <= until]),
        "seen": rows([(batch, *outputs) for batch, outputs in seen if batch <= until]),
        "outputs": rounded(outputs),
        "label": drawing.label,
        "remark": said(state),
    }


def said(state: State) -> dict[str, Any] | None:
    """Return what there is to say of a training; nothing while the reader looks back."""
    if state.at is not None:
        return None
    found = remark(state.setup.course, state.settings, state.training, state.measures)
    if found is None:
        return None
    remedy = found.remedy and {
        "label": found.remedy.label,
        "commands": [{"do": do, "value": value} for do, value in found.remedy.commands],
    }
    return {"name": found.name, "says": found.says, "why": found.why, "remedy": remedy}


def setup(state: State) -> dict[str, Any]:
    """Return what a training was set up with, by the names of its commands."""
    settings = state.settings
    return {
        "course": state.setup.course.name,
        "hidden": state.setup.hidden,
        "activation": state.setup.activation,
        "scale": state.setup.scale,
        "batch_size": settings.batch_size,
        "seed": settings.seed,
        "optimizer": settings.optimizer,
        "l2": settings.l2,
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


def loss_text(training: Training) -> str:
    """Return the last loss with six decimals, "inf" where it has diverged, "" before the first."""
    if training.diverged:
        return "inf"
    return f"{training.curve[-1].loss:.{DECIMALS}f}" if training.curve else ""


def _later(past: Sequence[T], batch: int, number: Callable[[T], int]) -> Sequence[T]:
    """Return what comes after a batch, out of what is in the order of batches."""
    return past[bisect_right(past, batch, key=number) :]


def _until(past: Sequence[T], most: int, now: int, number: Callable[[T], int]) -> int:
    """Return the batch up to which so much of a past reaches that can be told at once."""
    return number(past[most - 1]) if len(past) > most else now


def rows(values: Sequence[Sequence[float]]) -> str:
    """Return rows of numbers as float32, in base64; what is too large for it becomes infinite."""
    with np.errstate(over="ignore"):
        return text(np.array(values, "<f4").tobytes())


def _three(point: Point) -> tuple[float, float, float]:
    return point.batch, point.loss, point.learning_rate
