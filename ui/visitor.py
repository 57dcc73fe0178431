"""Who is looking: the studio of this browser tab, and how it is found again."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import streamlit as st

from live import messages
from live.studio import STUDIOS, Drawing, Example, Studio
from live.trainer import Trainer
from live.worker import Command
from nn_core import Dataset, Network, Trace, datasets, explain, forward
from ui import networks, photo

EXAMPLES = Path(__file__).parents[1] / "assets" / "drawings" / "examples.json"
OPENING = 9  # the example that is there when the first page opens: read right, with a doubt


def studio() -> Studio:
    """Return this visitor's studio; a new one holds an example drawing."""
    if "studio" not in st.session_state:
        st.session_state["studio"] = Studio(networks.trained(), _examples()[OPENING])
    found: Studio = st.session_state["studio"]
    STUDIOS.keep(found)
    return found


def trainer() -> Trainer:
    """Return the training in this visitor's studio; a new one has not begun."""
    found = studio()
    if found.trainer is None:
        found.trainer = Trainer(_examples_of(found))
    return found.trainer


def network(name: str) -> Network:
    """Return a trained network, or the one that this visitor has trained, by its name."""
    own = studio().own
    return own if own and name == networks.YOURS else networks.trained(name)


def trace(drawing: Drawing | None = None, network: Network | None = None) -> Trace:
    """Return what this visitor's network makes of their drawing, or another of another one.

    It is in float64, so it can be explained. Raises ValueError for a network that does not look at
    a picture.
    """
    found = studio()
    network = network or found.network
    side = explain.side(len(network[0].W))
    if side is None:
        raise ValueError(f"expected a network for pictures, got {len(network[0].W)} inputs")
    steps = (drawing or found.drawing).steps(side)
    seen = forward(networks.exact(network), steps.picture.reshape(1, -1).astype(np.float64))
    return seen if steps.distance is None else explain.inked(seen, steps.distance)


def learn(drawing: Drawing) -> None:
    """Let this visitor's training meet a drawing, which has a label, from now on."""
    studio().join(drawing)
    _tell_trainer()


def unlearn(example: Example) -> None:
    """Let it meet this one no more."""
    studio().leave(example.picture)
    _tell_trainer()


def _tell_trainer() -> None:
    found = studio()
    if found.trainer:
        found.trainer.ask(Command("examples", _examples_of(found)))


def _examples_of(studio: Studio) -> Dataset:
    """Return what a visitor's training learns from: the digits, and drawings of their own."""
    own = studio.examples
    if not own:
        return digits()
    y = np.eye(10, dtype=np.float32)[[one.label for one in own]]
    x = np.stack([one.picture.ravel() for one in own])
    return replace(digits(), own_x=x, own_y=y)


@st.cache_resource
def digits() -> Dataset:
    """Return the shipped digits, which all visitors' trainings share."""
    return datasets.digits()


def claim(message: object) -> None:
    """Give a browser tab its studio again, from {"token", "copy", "work"}.

    After a reload its old studio is found by the token; a duplicated tab asks for a `copy`. `work`
    is the drawing that the tab has kept, for a studio that has an older one or, because the server
    was started again, none. In a copy it is taken in any case: the original may have gone on
    since. What is no claim changes nothing.
    """
    if not isinstance(message, dict):
        return
    work = message.get("work")
    if old := STUDIOS.find(message.get("token")):
        st.session_state["studio"] = old.copy() if message.get("copy") else old
        if message.get("copy") and work:
            studio().drawing = replace(studio().drawing, number=0)
    if work and take(studio(), work):  # the picture was refused; the strokes behind it are not lost
        take(studio(), {**work, "image": None} if isinstance(work, dict) else None)


def take(studio: Studio, message: object) -> str | None:
    """Put the drawing of a message into the studio, unless that has a newer one.

    Returns None, or the sentence with which it is refused.
    """
    try:
        drawing, file = messages.drawing(message), messages.image(message)
        if drawing.number <= studio.drawing.number:
            return None
        if file == "same":
            if not studio.drawing.photo:
                raise ValueError("expected the picture again: the one sent before is gone")
            drawing = replace(drawing, photo=studio.drawing.photo)
        elif file is not None:
            drawing = replace(drawing, photo=photo.read(file))
    except ValueError as error:
        return str(error)
    studio.take(drawing)
    return None


def name(message: object) -> None:
    """Put what the reader says their drawing shows into the studio, from {"seq", "label"}.

    The drawing counts as a newer one. What is no such message changes nothing.
    """
    with suppress(ValueError):
        found, number = studio(), messages.number(message, "seq")
        found.take(replace(found.drawing, label=messages.label(message), number=number))


@st.cache_resource
def _examples() -> dict[int, Drawing]:
    """Return the shipped drawings by digit. Their labels are the reader's to give."""
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {
        example["digit"]: Drawing(tuple(tuple(stroke) for stroke in example["strokes"]))
        for example in examples
        if "digit" in example
    }
