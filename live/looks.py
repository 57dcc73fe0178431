"""What else there is to see of a running training: each view is worked out when it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from live.trainer import State


@dataclass(frozen=True)
class Look:
    """A view that a browser asks for, by its name in VIEWS, and the first thing of it to send."""

    view: str
    first: int = 0


# Each takes a training's state and the first thing to send, and returns what a browser draws: at
# most 8 KB, so where there is more the browser asks for the rest with another first one.
VIEWS: dict[str, Callable[[State, int], dict[str, Any]]] = {}


def seen(look: Look, state: State) -> dict[str, Any]:
    """Return what a browser gets to see, with the run and the batch that it belongs to."""
    now = {"view": look.view, "first": look.first, "run": state.run, "step": state.shown.batch}
    return now | VIEWS[look.view](state, look.first)
