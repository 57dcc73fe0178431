"""The plane: what the reader asks of points and networks goes in, what they become comes out."""

from contextlib import suppress
from typing import Any

import streamlit as st

from live import planar
from live.plane import Made, Plane
from live.studio import Studio
from nn_core.datasets.planes import OF_MANY, PATTERNS
from nn_core.datasets.points import MOST, MOST_CLASSES, REACH
from ui.components import lane, register

# What a link carries, and what it leaves out: a plane that is new.
USUAL: dict[str, Any] = {
    "points": "moons",
    "count": 200,
    "noise": 0.2,
    "classes": 2,
    "unseen": 0.5,
    "points-seed": 0,
    "hidden": "3",
    "activation": "tanh",
    "beside": "none",
    "rate": 0.1,
    "batch": "10",
    "optimizer": "sgd",
    "l2": 0.0,
    "seed": 0,
}

_mount = register("boundary_view", "knob.css", "network/network.css")


def boundary_view(studio: Studio, *, key: str) -> None:
    """Show the plane with its controls, as the training's are shown: by the socket or by reruns."""
    if lane.opens(key, studio.token) or studio.plane is None:
        studio.plane = studio.plane or Plane()
        _read_link(studio.plane)
        while studio.plane.waiting:
            studio.plane.slice(0.0)
    plane = studio.plane
    lane.work(key, plane, socket=studio.sockets > 0)
    look = lane.heard(key).look
    data: dict[str, Any] = {
        **lane.answer(key),
        "token": studio.token,
        "usual": USUAL,
        "reach": REACH,
        "most": {
            "points": MOST,
            "classes": MOST_CLASSES,
            "layers": planar.MOST_LAYERS,
            "units": planar.MOST_UNITS,
            "weight": planar.FARTHEST,
        },
        "patterns": {name: MOST_CLASSES if name in OF_MANY else 2 for name in PATTERNS},
        "frame": planar.frame(plane.state, lane.heard(key).have),
        "look": look and planar.seen(look, plane.state),
    }
    _mount(key=key, data=data, on_asked_change=lane.asks(key, plane, planar.command))


def _read_link(plane: Plane) -> None:
    """Ask the plane for what the address says. The browser writes the address."""
    said = {name: st.query_params[name] for name in USUAL if name in st.query_params}
    if {"points", "count", "noise", "classes", "unseen", "points-seed"} & said.keys():
        with suppress(ValueError):  # an edited link falls back to what is usual
            if (made := _made(said)) != plane.state.made:
                plane.ask(planar.command({"do": "points", "value": vars(made)}))
    for name in ("hidden", "activation", "beside", "rate", "batch", "optimizer", "l2", "seed"):
        if name in said:
            with suppress(ValueError):
                plane.ask(planar.command(_meant(name, said[name])))


def _made(said: dict[str, str]) -> Made:
    now = USUAL | said
    return Made(
        now["points"],
        int(now["count"]),
        float(now["noise"]),
        int(now["classes"]),
        float(now["unseen"]),
        int(now["points-seed"]),
    )


def _meant(name: str, said: str) -> dict[str, Any]:
    """Return the message of a setting as it stands in a link. Raises ValueError for nonsense."""
    value: Any = said
    match name:
        case "hidden" | "beside":
            value = [] if said == "line" else [int(count) for count in said.split("-")]
            if said == "none":
                value = None
        case "batch":
            return {"do": "batch_size", "value": None if said == "full" else int(said)}
        case "seed":
            value = int(said)
        case "rate" | "l2":
            value = float(said)
    return {"do": name, "value": value}
