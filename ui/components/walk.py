"""One batch in six steps: its pictures, and the numbers that each step is about."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from live import answers
from live.batch import own
from live.trainer import State
from nn_core import Parameter
from ui import six, walked
from ui.components import hear_open, heard, register
from ui.walked import STEPS, Walk

NO_LINK = {"walk": None, "example": None, "open": None}

_mount = register("walk", "tiles.css")


def walk(
    now: Walk,
    at: Parameter,
    *,
    key: str,
    link: dict[str, str | None],
    on_open: Callable[[str | None], None],
) -> None:
    """Show one batch at the step that the reader is at, and what that does to the weight `at`.

    `link` is what the address says of the page. `on_open` hears the code of a number that is to be
    explained, or None for none any more.
    """

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if not isinstance(message, dict):
            return
        walked.go(message.get("walk"))
        walked.choose(message.get("example"))
        hear_open(message, partial(six.number, now, at), on_open)

    step, shown = walked.step(), slice(now.shown)
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "of": moment(now.state),
        "sorry": "",
        "step": STEPS.index(step),
        "example": walked.example(now),
        "batch": now.state.shown.batch + 1,
        "count": len(now.batch),
        "own": own(now.state),
        "wrong": int(now.wrong.sum()),
        "pictures": answers.pixels(now.batch.x[shown]),
        "labels": now.labels[shown].tolist(),
        "answers": now.said[shown].tolist(),
        **six.step(now, at, step),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def stuck(state: State, says: str, *, key: str) -> None:
    """Show why there is nothing to walk through. The walk begins once the training is elsewhere."""
    data = {"n": heard(key, "asked"), "link": NO_LINK, "of": moment(state), "sorry": says}
    _mount(key=key, data=data, on_asked_change=lambda: None)


def moment(state: State) -> list[Any]:
    """Return what tells this moment of the training from others, as a frame has it too."""
    settings = state.settings
    rate, optimizer, l2 = settings.learning_rate, settings.optimizer, settings.l2
    return [state.run, state.training.batch, state.at, rate, optimizer, l2]
