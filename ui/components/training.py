"""The training: what the reader asks of it goes in, its curve and its answers come out."""

from contextlib import suppress
from typing import Any

import streamlit as st

from live import answers, messages
from live.studio import Drawing, Studio
from live.trainer import Trainer
from live.worker import Command
from nn_core import forward
from nn_core.presets import ACTIVATION, BATCH_SIZE, COURSES, HIDDEN, PRESETS, SEED
from ui import networks
from ui.components import lane, register

# What a link carries, and what it leaves out: the settings of a training that is new.
USUAL: dict[str, Any] = {
    "rate": 0.1,
    "pace": None,
    "course": next(iter(COURSES)),
    "hidden": "-".join(map(str, HIDDEN)),
    "activation": ACTIVATION,
    "scale": 1.0,
    "batch": str(BATCH_SIZE),
    "seed": SEED,
    "optimizer": "sgd",
    "l2": 0.0,
}
OUTPUTS = {"softmax": "softmax", "sigmoid": "sigmoid", "identity": "linear"}
LOSSES = {
    "cross_entropy": "cross-entropy",
    "binary_cross_entropy": "cross-entropy",
    "mse": "mean squared error",
    "squared_error": "squared error",
}

_mount = register("training", "knob.css")


def training(studio: Studio, trainer: Trainer, *, key: str) -> None:
    """Show the training with its controls.

    Where the socket is open it carries commands and frames. Else both come this way: the browser
    asks again and again, and each time the training gets a slice. So it pauses by itself when
    nobody looks any more.
    """
    drawing = studio.drawing
    if lane.opens(key, studio.token):
        _read_link(trainer)
        trainer.ask(Command("picture", drawing.picture))
        while trainer.waiting:
            trainer.slice(0.0)
    lane.work(key, trainer, socket=studio.sockets > 0)
    data: dict[str, Any] = {
        **lane.answer(key),
        "token": studio.token,
        "picture": answers.pixels(drawing.picture),
        "said": _said(drawing),
        "usual": USUAL,
        "courses": [
            {"name": course.name, "says": f"{OUTPUTS[course.output]}, {LOSSES[course.loss]}"}
            for course in COURSES.values()
        ],
        "presets": [
            {
                "name": preset.name,
                "rates": [[*pair, rate] for pair, rate in preset.rates.items()],
                "pace": preset.pace,
                "says": preset.says,
            }
            for preset in PRESETS.values()
        ],
        "frame": answers.frame(trainer.state, drawing, lane.heard(key).have),
        "look": lane.sight(key, trainer.state),
    }
    _mount(key=key, data=data, on_asked_change=lane.asks(key, trainer, messages.command))


def _said(drawing: Drawing) -> int:
    """Return what the trained network takes the drawing to be."""
    return int(forward(networks.trained(), drawing.picture.reshape(1, -1))[-1].a.argmax())


def _read_link(trainer: Trainer) -> None:
    """Ask the trainer for what the address says. The browser writes the address."""
    for name in USUAL:
        said = st.query_params.get(name)
        if said is None:
            continue
        with suppress(ValueError):  # an edited link falls back to what is usual
            command = messages.command(_meant(name, said))
            if command.value != _now(trainer)[command.do]:
                trainer.ask(command)


def _meant(name: str, said: str) -> dict[str, Any]:
    """Return the message of a setting as it stands in a link. Raises ValueError for nonsense."""
    value: Any = said
    match name:
        case "hidden":
            value = [int(count) for count in said.split("-")] if said != "none" else []
        case "batch":
            return {"do": "batch_size", "value": None if said == "full" else int(said)}
        case "seed":
            value = int(said)
        case "rate" | "pace" | "scale" | "l2":
            value = float(said)
    return {"do": name, "value": value}


def _now(trainer: Trainer) -> dict[str, Any]:
    """Return what a training is set to, by the names of its commands."""
    state = trainer.state
    live = {"rate": state.settings.learning_rate, "pace": state.pace}
    return live | answers.setup(state)
