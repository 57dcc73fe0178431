"""A page that shows the network its address asks for: ?sizes=2-2-2&hidden=tanh.

With &glass=1 it shows the neurons of that network one by one, with &back=1 the way back from its
loss, where output 1 is true.
"""

from pathlib import Path

import numpy as np
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

from live.routes import ROUTES
from live.weights import ROUTE as WEIGHTS
from nn_core import LOSSES, Layer, Parameter, forward, new_network
from nn_core.explain import Case
from ui import networks
from ui.components.glass import glass
from ui.components.network_view import network_view
from ui.components.visit import visit

ROOT = Path(__file__).parents[2]


def trace(sizes, hidden):
    """Return what a network with random weights and biases makes of a random input."""
    rng = np.random.default_rng(0)
    network = tuple(
        Layer(layer.W, rng.normal(size=layer.b.shape).astype(np.float32), layer.activation)
        for layer in new_network(sizes, hidden, rng=rng)
    )
    x = rng.uniform(size=(1, sizes[0])).round().astype(np.float32)
    return forward(network, x)


def exactly(trace):
    """Return the same in float64, in which numbers are explained."""
    network = networks.exact(tuple(layer.layer for layer in trace))
    return forward(network, trace[0].x.astype(np.float64))


def blamed(trace):
    """Return the case that output 1 of a trace is true, measured with cross-entropy."""
    trace = exactly(trace)
    return Case(trace, np.eye(trace[-1].a.shape[1])[[1]], LOSSES["cross_entropy"])


if get_script_run_ctx(suppress_warning=True) is None:
    assets = Mount("/assets", StaticFiles(directory=ROOT / "assets"))
    app = st.App(__file__, routes=[*ROUTES, WEIGHTS, assets])
else:
    st.set_page_config(layout="wide")
    visit()
    asked, state = st.query_params, st.session_state
    state.setdefault("closed", 0)
    seen = trace([int(size) for size in asked.get("sizes", "2-2-2").split("-")], asked["hidden"])
    if "glass" in asked:
        glass(
            exactly(seen),
            state.get("chosen", (1, 0)),
            key="glass",
            link={},
            on_select=lambda place: state.update(chosen=place),
            on_open=lambda code: state.update(opened=code),
        )
    else:
        network_view(
            seen,
            state.get("chosen"),
            key="network",
            on_select=lambda place: state.update(chosen=place),
            on_close=lambda: state.update(closed=state["closed"] + 1),
            case=blamed(seen) if "back" in asked else None,
            weight=Parameter(0, 3, 1) if "back" in asked else None,
        )
    st.text(f"chosen {state.get('chosen')}, closed {state['closed']}, opened {state.get('opened')}")
