"""The plane: what the reader asks of points and networks goes in, what they become comes out."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import streamlit as st

from live import planar
from live.plane import Plane, PlaneState, begun, trained
from live.studio import Studio
from live.worker import Command
from nn_core.datasets.planes import OF_MANY, PATTERNS
from nn_core.datasets.points import MOST, MOST_CLASSES, REACH
from nn_core.experiments import EXPERIMENTS, USUAL
from ui.components import hear_open, lane, register
from ui.planed import Moment, number

OPENING = 100  # batches that are taken before the page opens: a line, which is about to bend

# What a link carries, and what it leaves out: a plane that is new.
POINTS: dict[str, Any] = {
    "points": USUAL.made.pattern,
    "count": USUAL.made.count,
    "noise": USUAL.made.noise,
    "classes": USUAL.made.classes,
    "unseen": USUAL.made.unseen,
    "points-seed": USUAL.made.seed,
}
NETWORK: dict[str, Any] = {
    "hidden": "-".join(map(str, USUAL.hidden)),
    "activation": USUAL.activation,
    "beside": "none",
    "rate": USUAL.settings.learning_rate,
    "batch": str(USUAL.settings.batch_size),
    "optimizer": USUAL.settings.optimizer,
    "l2": USUAL.settings.l2,
    "seed": USUAL.settings.seed,
    "pace": USUAL.pace,
}

_mount = register("boundary_view", "knob.css", "network/network.css")


def boundary_view(
    studio: Studio,
    *,
    key: str,
    opened: str | None,
    on_open: Callable[[str | None, Moment], None],
) -> PlaneState:
    """Show the plane with its controls, as the training's are shown: by the socket or by reruns.

    Returns what is shown. `opened` is what the address says of the number that is open. `on_open`
    hears the code of a number that is to be explained, and the moment it belongs to: the
    training pauses there. None for none any more.
    """
    if lane.opens(key, studio.token) or studio.plane is None:
        studio.plane = _linked(studio.plane)
    plane = studio.plane
    lane.work(key, plane, socket=studio.sockets > 0)
    look = lane.heard(key).look

    def opens() -> None:
        message = st.session_state[key].get("open")
        hear_open(message, lambda code: number(Moment.of(plane.state), code), open_number)

    def open_number(code: str | None) -> None:
        plane.ask(Command("pause"))
        plane.slice(0.0)  # until it has paused: the number is of the batch that is shown
        on_open(code, Moment.of(plane.state))

    data: dict[str, Any] = {
        **lane.answer(key),
        "token": studio.token,
        "usual": POINTS | NETWORK,
        "opened": opened,
        "reach": REACH,
        "most": {
            "points": MOST,
            "classes": MOST_CLASSES,
            "layers": planar.MOST_LAYERS,
            "units": planar.MOST_UNITS,
            "weight": planar.FARTHEST,
        },
        "patterns": {name: MOST_CLASSES if name in OF_MANY else 2 for name in PATTERNS},
        "presets": list(EXPERIMENTS),
        "frame": planar.frame(plane.state, lane.heard(key).have),
        "look": look and planar.seen(look, plane.state),
    }
    asked = lane.asks(key, plane, planar.command)
    _mount(key=key, data=data, on_asked_change=asked, on_open_change=opens)
    return plane.state


def _linked(found: Plane | None) -> Plane:
    """Return the plane that the address says: this one, with what the address has of its own.

    Where that starts a training anew, it opens a few batches on.
    """
    plane = found or Plane(_opening())
    before = plane.state
    for each in _said(before):
        plane.ask(each)
    while plane.waiting:
        plane.slice(0.0)
    if plane.state.run != before.run:
        return Plane(trained(plane.state, OPENING))
    return plane


@st.cache_resource(show_spinner=False)
def _opening() -> PlaneState:
    """Return a plane that has begun, so that there is something to see: all visitors share it."""
    return trained(begun(), OPENING)


def _said(state: PlaneState) -> Iterator[Command]:
    """Return the commands that make of a plane what the address says. The browser writes it."""
    said = {name: st.query_params[name] for name in POINTS | NETWORK if name in st.query_params}
    if said.keys() & POINTS.keys():
        with suppress(ValueError):  # an edited link falls back to what is usual
            made = planar.command({"do": "points", "value": _made(POINTS | said)})
            if made.value != state.made:
                yield made
    for name in said.keys() & NETWORK.keys():
        with suppress(ValueError):
            yield planar.command(_meant(name, said[name]))


def _made(said: dict[str, Any]) -> dict[str, Any]:
    """Return a pattern as it stands in a link. Raises ValueError for nonsense."""
    return {
        "pattern": said["points"],
        "count": int(said["count"]),
        "noise": float(said["noise"]),
        "classes": int(said["classes"]),
        "unseen": float(said["unseen"]),
        "seed": int(said["points-seed"]),
    }


def _meant(name: str, said: str) -> dict[str, Any]:
    """Return the message of a setting as it stands in a link. Raises ValueError for nonsense."""
    value: Any = said
    match name, said:
        case "beside", "none":
            value = None
        case "hidden" | "beside", _:
            value = [] if said == "line" else [int(count) for count in said.split("-")]
        case "batch", _:
            return {"do": "batch_size", "value": None if said == "full" else int(said)}
        case "seed", _:
            value = int(said)
        case "pace", "none":
            value = None
        case "rate" | "l2" | "pace", _:
            value = float(said)
    return {"do": name, "value": value}
