"""What else there is to see of a running training: each view is worked out when it is looked at."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any

import numpy as np

from live.batch import batch
from live.trainer import State
from nn_core import LOSSES, Dataset
from nn_core.arrays import Array
from nn_core.losses import Loss
from nn_core.next_step import MOST
from nn_core.sizes import sizes
from nn_core.stride import says, stride

TOGETHER = 3  # neurons in one answer, two pictures each: more do not fit into 8 KB
SHADES = 127  # on either side of zero
DIGITS = 7  # of a number that is sent
OF_RACES = ("landscape",)  # views of a race
OF_PLANES = ("plane-network",)  # views of the plane


@dataclass(frozen=True)
class Look:
    """A view that a browser asks for, by its name, and the first thing of it to send."""

    view: str
    first: int = 0


def seen(look: Look, state: State) -> dict[str, Any]:
    """Return what a browser gets to see, with the run and the batch that it belongs to."""
    now = {"view": look.view, "first": look.first, "run": state.run, "step": state.shown.batch}
    return now | VIEWS[look.view](state, look.first)


@np.errstate(over="ignore", invalid="ignore")  # a training that diverges has huge weights
def _weights(state: State, first: int) -> dict[str, Any]:
    """Return the first layer's weights, W and W - W0, of some neurons from number `first` on.

    `blank` counts the pixels that are never inked, `moved` says whether their weights have changed
    all the same. `noise` says whether the weights began as any: they may have begun at 0.
    """
    W = state.shown.network[0].W
    change, blank = W - state.start[0].W, _blank(state.data)
    return {
        "name": _names(state)[0],
        "units": W.shape[1],
        "pixels": len(W),
        "blank": int(blank.sum()),
        "moved": bool((change[blank] != 0).any()),
        "noise": bool(state.start[0].W.any()),
        "l2": state.settings.l2,
        "neurons": [
            {"k": k, "weights": _shades(W[:, k]), "change": _shades(change[:, k])}
            for k in range(first, min(first + TOGETHER, W.shape[1]))
        ],
    }


def _slope(state: State, _: int) -> dict[str, Any]:
    """Return the loss along the next step, and what there is to say of its length."""
    settings = state.settings
    walked = stride(state.shown, state.data, _loss(state), settings)
    best, lowest = walked.lowest
    return {
        "rate": walked.rate,
        "loss": _number(walked.loss),
        "lands": _number(walked.lands),
        "slope": _number(walked.slope),
        "lowest": [best, _number(lowest)],
        "verdict": walked.verdict,
        "says": says(walked),
        "rates": [_number(rate) for rate in walked.rates],
        "losses": [_number(loss) for loss in walked.losses],
        "reach": walked.reach,
        "optimizer": settings.optimizer,
        "remembers": state.shown.optimizer == settings.optimizer,
        "l2": settings.l2,
        "examples": min(settings.batch_size or len(state.data.x), MOST),
        "of": settings.batch_size or len(state.data.x),
    }


def _sizes(state: State, _: int) -> dict[str, Any]:
    """Return how large each layer's gradients, next updates and weights are, and who is silent."""
    found = sizes(state.shown, state.data, _loss(state), state.settings)
    return {
        "layers": [
            {
                "name": name,
                "gradient": [_number(value) for value in size.gradient],
                "update": [_number(value) for value in size.update],
                "weights": [_number(value) for value in size.weights],
                "ratio": None if size.ratio is None else _number(size.ratio),
                "dead": size.dead,
                "saturated": size.saturated,
            }
            for name, size in zip(_names(state), found, strict=True)
        ],
        "activation": state.setup.activation,
        "optimizer": state.settings.optimizer,
        "l2": state.settings.l2,
    }


# Each takes a training's state and the first thing to send, and returns what a browser draws: at
# most 8 KB, so where there is more the browser asks for the rest with another first one.
VIEWS: dict[str, Callable[[State, int], dict[str, Any]]] = {
    "weights": _weights,
    "slope": _slope,
    "sizes": _sizes,
    "batch": batch,
}


def _loss(state: State) -> Loss:
    return LOSSES[state.setup.course.loss]


def _names(state: State) -> list[str]:
    """Return what the columns are called that the layers lead to."""
    return [*(f"hidden {l}" for l in range(1, len(state.start))), "output"]


@lru_cache(maxsize=16)  # a data set is another one when its reader's own digits change
def _blank(data: Dataset) -> Array:
    """Return which pixels have no ink in any digit to learn from, (pixels,)."""
    inked = [x for x in (data.x, data.own_x) if x is not None]
    return np.max([x.max(axis=0) for x in inked], axis=0) == 0


def _shades(values: Array) -> dict[str, Any]:
    """Return numbers as bytes with a sign, in base64, and the largest size of any, which is 127.

    That is None, and there are no bytes, where a number is not finite.
    """
    most = float(np.abs(values).max())
    if not isfinite(most):
        return {"most": None, "shades": ""}
    shades = np.round(values / (most or 1) * SHADES).astype(np.int8)
    return {"most": _number(most), "shades": b64encode(shades.tobytes()).decode()}


def _number(value: float) -> float | None:
    """Return a number as it is sent: seven digits, or None for one that is not finite."""
    return float(f"{value:.{DIGITS}g}") if isfinite(value) else None
