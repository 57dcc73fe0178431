"""Where the sums of one neuron fall for a thousand digits, while its bias is moved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from nn_core import Network, forward
from nn_core.activations import OF_ONE, Activation
from nn_core.arrays import Array
from nn_core.explain.fallen import fallen
from nn_core.explain.numbers import ordinary
from nn_core.landing import landings
from ui import networks, visitor
from ui.components import heard, register
from ui.components.curves import flat

REACH = 20.0  # of the bias's change, and of the axis of z
CHANGES = np.linspace(-REACH, REACH, 81)
BINS = np.linspace(-2 * REACH, 2 * REACH, 161)  # of z as it is, without a change
CURVE = np.linspace(-REACH, REACH, 161)

_mount = register("landing", "knob.css")


@dataclass(frozen=True)
class Asked:
    """The name of an activation, and the number of the place in CHANGES that a bias is moved to."""

    f: str
    at: int


def landing(
    network: Network,
    k: int,
    asked: Asked,
    *,
    key: str,
    link: dict[str, str | None],
    on_ask: Callable[[Asked], None],
) -> None:
    """Show where the sums of neuron `k` in hidden 1 fall, for the digits that no network learnt.

    `link` is what the address says of what is `asked`; `on_ask` hears what else is to be seen.
    """

    def told() -> None:
        if found := check(st.session_state[key].get("asked")):
            on_ask(found)

    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "link": link,
        "asked": {"f": asked.f, "at": asked.at},
        "neuron": f"neuron {k} of hidden 1"
        + ("" if network is visitor.studio().network else " in the default network"),
        "reach": REACH,
        "changes": CHANGES.tolist(),
        **_fallen(network, k),
    }
    _mount(key=key, data=data, on_asked_change=told)


def check(message: object) -> Asked | None:
    """Return what {"f": name, "at": place} asks for, None where it makes no sense."""
    match message:
        case {"f": str(name), "at": at} if name in OF_ONE and type(at) is int:
            return Asked(name, at) if 0 <= at < len(CHANGES) else None
    return None


@lru_cache(maxsize=50)
def _fallen(network: Network, k: int) -> dict[str, Any]:
    """Return how many digits fall where, and how they do at each change, under each activation."""
    z = _sums(network)[:, k]
    counts, _ = np.histogram(z, BINS)
    return {
        "count": len(z),
        "beyond": [int((np.abs(z + change) > REACH).sum()) for change in CHANGES],
        "wide": BINS[1] - BINS[0],
        "bins": [[float(z), int(n)] for z, n in zip(BINS, counts, strict=False) if n],
        "functions": {name: _under(f, z) for name, f in OF_ONE.items()},
    }


@lru_cache(maxsize=10)
def _sums(network: Network) -> Array:
    """Return the weighted sums z of hidden 1 for the unseen digits, (examples, units)."""
    x = visitor.digits().x_test.astype(np.float64)
    return forward(networks.exact(network)[:1], x)[0].z


def _under(f: Activation, z: Array) -> dict[str, Any]:
    """Return the curve of an activation, where it is steep, and how the sums fall on it."""
    places = landings(z, f, CHANGES)
    return {
        "curve": np.stack([CURVE, f(CURVE)], axis=1).tolist(),
        "flat": flat(f, REACH),
        "rows": [[at.on, at.flat, at.slope, ordinary(at.slope).latex(at.slope)] for at in places],
        "says": [fallen(f, at, len(z)) for at in places],
    }
