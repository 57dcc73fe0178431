"""The race: who runs goes in, their curves come out."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from live import race as races
from live import racing
from live.race import USUAL, Entry, Race, RaceState
from live.studio import Studio
from nn_core import OPTIMIZERS
from nn_core.presets import COURSES, PRESETS, SEED
from ui import visitor
from ui.components import lane, register
from ui.components.training import LOSSES, OUTPUTS

OPENING = 900  # batches of all runners together that are taken before the page opens
MEASURED = 25  # batches from one measure to the next
COURSE = next(iter(COURSES))

_mount = register("race")


def race(studio: Studio, *, key: str) -> None:
    """Show the race with its controls, as the training's are shown: by the socket or by reruns."""
    if lane.opens(key, studio.token) or studio.race is None:
        studio.race = _linked(studio.race)
    found = studio.race
    lane.work(key, found, socket=studio.sockets > 0)
    look = lane.heard(key).look
    data: dict[str, Any] = {
        **lane.answer(key),
        "token": studio.token,
        "usual": {
            "rates": ",".join(f"{entry.rate:g}" for entry in USUAL),
            "optimizers": USUAL[0].optimizer,
            "course": COURSE,
            "seed": SEED,
        },
        "courses": [
            {"name": course.name, "says": f"{OUTPUTS[course.output]}, {LOSSES[course.loss]}"}
            for course in COURSES.values()
        ],
        "good": {
            course: {name: PRESETS["good"].rates[course, name] for name in OPTIMIZERS}
            for course in COURSES
        },
        "frame": racing.frame(found.state, lane.heard(key).have),
        "look": look and racing.seen(look, found.state),
    }
    _mount(key=key, data=data, on_asked_change=lane.asks(key, found, racing.command))


def _linked(found: Race | None) -> Race:
    """Return the race that the address says: this one, unless it is another."""
    now = found.state if found else None
    entries = now.entries if now else USUAL
    course = now.setup.course.name if now else COURSE
    seed = now.seed if now else SEED
    with suppress(ValueError):  # an edited link falls back to what is usual
        entries = _entries() or entries
    with suppress(ValueError):
        said = st.query_params.get("course", course)
        course = racing.command({"do": "course", "value": said}).value
    with suppress(ValueError):
        seed = _seed(st.query_params.get("seed", str(seed)))
    if found and now and (now.entries, now.setup.course.name, now.seed) == (entries, course, seed):
        return found
    state = _opening(entries, course, seed)
    return Race(replace(state, run=now.run + 1) if now else state)


def _seed(said: str) -> int:
    seed: int = racing.command({"do": "seed", "value": int(said)}).value
    return seed


def _entries() -> tuple[Entry, ...] | None:
    """Return the runners of a link, None where it says nothing. Raises ValueError for nonsense."""
    rates, optimizers = st.query_params.get("rates"), st.query_params.get("optimizers")
    if rates is None and optimizers is None:
        return None
    each = [float(rate) for rate in rates.split(",")] if rates else [one.rate for one in USUAL]
    names = (optimizers or USUAL[0].optimizer).split(",")
    if len(names) == 1:
        names *= len(each)
    pairs = zip(each, names, strict=True)
    return racing.entries([{"rate": rate, "optimizer": name} for rate, name in pairs])


@st.cache_resource(max_entries=8)  # each a few MB
def _opening(entries: tuple[Entry, ...], course: str, seed: int) -> RaceState:
    """Return a race that has begun, so that there is something to see: all visitors share it."""
    first = OPENING // len(entries) // MEASURED * MEASURED
    return races.raced(races.begun(visitor.digits(), entries, course, seed), first)
