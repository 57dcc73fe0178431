"""A page with one neuron of the network its address asks for: ?sizes=2-3-2&hidden=tanh."""

from pathlib import Path

import numpy as np
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

from live.routes import ROUTES
from live.weights import ROUTE as WEIGHTS
from nn_core import forward, new_network
from ui.components.glass import glass
from ui.components.visit import visit

ROOT = Path(__file__).parents[2]

if get_script_run_ctx(suppress_warning=True) is None:
    assets = Mount("/assets", StaticFiles(directory=ROOT / "assets"))
    app = st.App(__file__, routes=[*ROUTES, WEIGHTS, assets])
else:
    st.set_page_config(layout="wide")
    visit()
    sizes = [int(size) for size in st.query_params["sizes"].split("-")]
    rng = np.random.default_rng(0)
    network = new_network(sizes, st.query_params["hidden"], rng=rng, dtype=np.float64)
    glass(
        forward(network, np.linspace(-1, 1, sizes[0])[None]),
        st.session_state.get("place", (1, 0)),
        key="glass",
        link={},
        on_select=lambda place: st.session_state.update(place=place),
        on_open=lambda code: st.session_state.update(opened=code),
    )
    st.text(f"opened {st.session_state.get('opened')}")
