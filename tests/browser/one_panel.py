"""The explanation panel alone, with numbers of the example drawing to open."""

from pathlib import Path

import numpy as np
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

from live.routes import ROUTES
from nn_core import LOSSES, explain, forward
from ui import networks, visitor
from ui.components.visit import visit
from ui.explanation import explanation

ROOT = Path(__file__).parents[2]
INPUT, NEURON, TRUTH, RATE = 16 * 28 + 17, 75, 4, 0.1


def numbers():
    """Return numbers to open, each by its name on the button that opens it."""
    ink = 0.5 if st.session_state.get("pale") else 1.0
    x = ink * visitor.studio().drawing.picture.reshape(1, -1).astype(np.float64)
    trace = forward(networks.exact(networks.trained()), x)
    y, loss = np.eye(10)[[TRUTH]], LOSSES["cross_entropy"]
    return {
        "confidence": explain.confidence(trace, 9),
        "weighted sum": explain.weighted_sum(trace, 0, NEURON),
        "loss": explain.loss(trace, y, loss),
        "gradient": explain.gradient_W(trace, y, loss, 0, INPUT, NEURON),
        "updated weight": explain.updated_weight(trace, y, loss, 0, INPUT, NEURON, RATE),
    }


def choose(number):
    st.session_state["number"] = number


if get_script_run_ctx(suppress_warning=True) is None:
    assets = Mount("/assets", StaticFiles(directory=ROOT / "assets"))
    app = st.App(__file__, routes=[*ROUTES, assets])
else:
    st.set_page_config(page_title="Numbers", layout="wide")
    visit()
    st.title("Numbers", anchor=False)
    found = numbers()
    with st.container(horizontal=True):
        for name in found:
            st.button(name, on_click=choose, args=[name])
        st.toggle("pale", key="pale")
    explanation(found.get(st.session_state.get("number")), on_close=lambda: choose(None))
