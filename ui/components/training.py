"""The training: what the reader asks of it goes in, its curve and its answers come out."""

from contextlib import suppress
from typing import Any

import streamlit as st

from live import answers, messages
from live.studio import Drawing, Studio
from live.trainer import Command, Trainer
from nn_core import forward
from nn_core.presets import COURSES, PRESETS
from ui import networks
from ui.components import register

SLICE = 0.04  # seconds of training in a rerun
MOST_COMMANDS = 64  # in one message
# What a link carries, and what it leaves out: the settings of a training that is new.
USUAL: dict[str, Any] = {"rate": 0.1, "course": next(iter(COURSES)), "pace": None}
WORDS = {"softmax": "softmax", "identity": "linear"}
LOSSES = {"cross_entropy": "cross-entropy", "mse": "squared error (MSE)"}

_mount = register("training", "knob.css")


def training(studio: Studio, trainer: Trainer, *, key: str) -> None:
    """Show the training with its controls.

    Where the socket is open it carries commands and frames. Else both come this way: the browser
    asks again and again, and each time the training gets a slice. So it pauses by itself when
    nobody looks any more.
    """

    def asked() -> None:
        message, before = st.session_state[key].get("asked"), st.session_state.get(f"{key}-heard")
        try:
            n, have = _place(message)
            if before and n <= before[0]:
                return  # it was sent again because the answer took long
            st.session_state[f"{key}-heard"] = n, have  # a refusal is an answer too
            for command in _commands(message):
                trainer.ask(command)
            st.session_state[f"{key}-refused"] = None
        except ValueError as error:
            st.session_state[f"{key}-refused"] = str(error)
        st.session_state[f"{key}-due"] = True

    if key not in st.session_state or st.session_state.get(f"{key}-token") != studio.token:
        st.session_state[f"{key}-token"] = studio.token  # the page opens
        _read_link(trainer)
    due = st.session_state.pop(f"{key}-due", False)
    if not studio.sockets:
        trainer.slice(SLICE if due else 0.0)
    drawing, (heard, have) = studio.drawing, st.session_state.get(f"{key}-heard", (0, (0, 0)))
    data: dict[str, Any] = {
        "n": heard,
        "refused": st.session_state.get(f"{key}-refused"),
        "token": studio.token,
        "picture": answers.pixels(drawing.picture),
        "said": _said(drawing),
        "usual": USUAL,
        "courses": [
            {"name": course.name, "says": f"{WORDS[course.output]}, {LOSSES[course.loss]}"}
            for course in COURSES.values()
        ],
        "presets": [
            {"name": p.name, "rates": dict(p.rates), "pace": p.pace, "says": p.says}
            for p in PRESETS.values()
        ],
        "frame": answers.frame(trainer.state, drawing, have),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def _place(message: Any) -> tuple[int, tuple[int, int]]:
    """Return the number and the part of the curve that is there of {"n", "have", "commands"}.

    Raises ValueError with a sentence that names what was expected.
    """
    n = messages.number(message, "n")
    have = message.get("have")
    if not isinstance(have, list) or len(have) != 2:
        raise ValueError("expected a run and a batch of its curve, got something else")
    run, batch = (messages.number({"have": number}, "have") for number in have)
    return n, (run, batch)


def _commands(message: dict[str, Any]) -> list[Command]:
    """Return the commands of such a message: all of them, or ValueError as above."""
    commands = message.get("commands")
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise ValueError(f"expected a list of at most {MOST_COMMANDS} commands, got something else")
    if not all(isinstance(command, dict) for command in commands):
        raise ValueError("expected commands, got something else")
    return [messages.command(command) for command in commands]


def _said(drawing: Drawing) -> int:
    """Return what the trained network takes the drawing to be."""
    return int(forward(networks.trained(), drawing.picture.reshape(1, -1))[-1].a.argmax())


def _read_link(trainer: Trainer) -> None:
    """Ask the trainer for what the address says. The browser writes the address."""
    state = trainer.state
    has = state.settings.learning_rate, state.course.name, state.pace
    for (name, usual), now in zip(USUAL.items(), has, strict=True):
        said = st.query_params.get(name)
        with suppress(ValueError):  # an edited link falls back to what is usual
            if said is not None:
                value = said if isinstance(usual, str) else float(said)
                command = messages.command({"do": name, "value": value})
                if command.value != now:
                    trainer.ask(command)
    while trainer.waiting:
        trainer.slice(0.0)
