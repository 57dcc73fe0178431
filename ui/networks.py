"""The networks of the lessons, loaded once and shared by all visitors."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import streamlit as st

from nn_core import Network, fresh, load_network, new_network

ASSETS = Path(__file__).parents[1] / "assets" / "networks"
NAMES: tuple[str, ...] = ("default", "large", "textbook", "picture60", "random")
YOURS = "yours"  # one more where the reader has trained one
# Of the seeds 0 to 7 the one whose favourites show most clearly; none of them knows a digit.
SEED = 4


@st.cache_resource
def trained(name: str = "default") -> Network:
    """Return the network of that name in NAMES, but not "random"."""
    return load_network(ASSETS / f"{name}.npz")


@st.cache_resource(max_entries=100)
def untrained(seed: int = SEED, scale: float = 1.0) -> Network:
    """Return a network of the default's sizes whose weights are still random numbers.

    `scale` multiplies their usual size.
    """
    rng = np.random.default_rng(seed)
    return new_network([784, 128, 64, 10], "relu", "softmax", rng=rng, scale=scale)


@lru_cache(maxsize=20)
def exact(network: Network) -> Network:
    """Return the same network in float64, in which numbers are explained."""
    return tuple(
        replace(layer, W=layer.W.astype(np.float64), b=layer.b.astype(np.float64))
        for layer in network
    )


@lru_cache(maxsize=20)
def drawn(network: Network, seed: int) -> Network:
    """Return a network of the same form whose numbers are random."""
    return fresh(network, rng=np.random.default_rng(seed))
