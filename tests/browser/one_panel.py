"""The explanation panel alone: it needs a network and an input, and no lesson."""

from pathlib import Path

import numpy as np
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

from live.routes import ROUTES
from nn_core import explain, forward
from ui import networks, visitor
from ui.components.visit import visit
from ui.explanation import explanation

ROOT = Path(__file__).parents[2]


def number():
    """Return the number that is opened, in the studio's network with its ink made paler."""
    x = visitor.studio().drawing.picture.reshape(1, -1) * st.session_state.get("ink", 1.0)
    trace = forward(networks.exact(networks.trained()), x.astype(np.float64))
    kinds = {
        "confidence": lambda: explain.confidence(trace, 9),
        "weighted sum": lambda: explain.weighted_sum(trace, 0, 75),
    }
    return kinds[st.session_state["number"]]() if st.session_state.get("number") else None


if get_script_run_ctx(suppress_warning=True) is None:
    assets = Mount("/assets", StaticFiles(directory=ROOT / "assets"))
    app = st.App(__file__, routes=[*ROUTES, assets])
else:
    visit()
    st.set_page_config(layout="wide")
    for kind in ["confidence", "weighted sum"]:
        st.button(kind, on_click=lambda kind=kind: st.session_state.update(number=kind))
    st.button("paler", on_click=lambda: st.session_state.update(ink=0.5))
    explanation(number(), on_close=lambda: st.session_state.update(number=None))
