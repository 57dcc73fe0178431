"""The networks of the lessons, loaded once and shared by all visitors."""

from pathlib import Path

import numpy as np
import streamlit as st

from nn_core import Network, load_network, new_network

ASSETS = Path(__file__).parents[1] / "assets" / "networks"
# Of the seeds 0 to 7 the one whose favourites show most clearly; none of them knows a digit.
SEED = 4


@st.cache_resource
def trained() -> Network:
    """Return the trained network, 784-128-64-10."""
    return load_network(ASSETS / "default.npz")


@st.cache_resource
def untrained() -> Network:
    """Return a network of the same sizes whose weights are still random numbers."""
    return new_network([784, 128, 64, 10], "relu", "softmax", rng=np.random.default_rng(SEED))
