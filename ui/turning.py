"""Which of all its numbers the reader turns, and whether fresh random ones stand in their place."""

import re
from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn_core import Network, Parameter, Trace, backward, explain, steepest
from nn_core.losses import CROSS_ENTROPY
from nn_core.parameters import numbered
from nn_core.progress import parameters as counted
from ui import networks, parameters

SEED = re.compile(r"\d{1,4}", re.ASCII)  # as it stands in a link
SEEDS = 10_000


@dataclass(frozen=True, eq=False)
class Turned:
    """What the reader's network makes of their ink, and the number `at` which they look.

    `drawn` is what fresh random numbers of the same form, from `seed`, make of it; None where the
    reader looks at the network's own.
    """

    own: Trace
    at: Parameter
    seed: int | None = None
    drawn: Trace | None = None

    @property
    def shown(self) -> Trace:
        """Return the trace of the numbers that are looked at."""
        return self.drawn or self.own


def network_of(trace: Trace) -> Network:
    """Return the network that left a trace."""
    return tuple(here.layer for here in trace)


def turned(own: Trace, *, trained: bool) -> Turned:
    """Return what is to be shown; only a `trained` network can be held against random numbers."""
    seed: int | None = st.session_state.get("knobs-seed") if trained else None
    at = _chosen(network_of(own)) or _telling(own)
    if seed is None:
        return Turned(own, at)
    return Turned(own, at, seed, explain.again(own, networks.drawn(network_of(own), seed)))


def _chosen(network: Network) -> Parameter | None:
    """Return the reader's choice, None where there is none, or the network has no such number."""
    chosen: Parameter | None = st.session_state.get("knobs-number")
    return chosen if chosen and chosen.exists(network) else None


def _telling(trace: Trace) -> Parameter:
    """Return a number that moves the answer: the steepest, were the answer the truth."""
    a = trace[-1].a
    return steepest(backward(trace, np.eye(a.shape[1])[a.argmax(axis=1)], CROSS_ENTROPY))


def choose(parameter: Parameter) -> None:
    """Look at this number from now on."""
    st.session_state["knobs-number"] = parameter


def choose_any(network: Network) -> None:
    """Look at any other number: the next of a series that is the same for every visit."""
    count = st.session_state["knobs-others"] = st.session_state.get("knobs-others", 0) + 1
    choose(numbered(network, int(np.random.default_rng(count).integers(counted(network)))))


def draw(seed: int | None) -> None:
    """Put random numbers from this seed in the place of the network's own; None: take them out."""
    st.session_state["knobs-seed"] = seed


def read_link() -> None:
    """Take it from the address, as in ?number=1-406-75&fresh=3. Nonsense says nothing."""
    if found := parameters.read(st.query_params.get("number", "")):
        choose(found)
    if SEED.fullmatch(seed := st.query_params.get("fresh", "")):
        draw(int(seed))


def link(shown: Turned) -> dict[str, str | None]:
    """Return what the address says of it; None where nothing was chosen that this network has."""
    chosen = _chosen(network_of(shown.own))
    return {
        "number": parameters.written(chosen) if chosen else None,
        "fresh": None if shown.seed is None else str(shown.seed),
    }
