"""Draw with a page beside it: what a lesson remembers when the reader comes back."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

from live.routes import ROUTES
from live.weights import ROUTE as WEIGHTS
from ui.components.visit import visit

ROOT = Path(__file__).parents[2]

if get_script_run_ctx(suppress_warning=True) is None:
    assets = Mount("/assets", StaticFiles(directory=ROOT / "assets"))
    app = st.App(__file__, routes=[*ROUTES, WEIGHTS, assets])
else:
    draw = st.Page(ROOT / "pages" / "draw.py", title="Draw a digit", default=True)
    linked = [
        st.Page(ROOT / "pages" / f"{name}.py", title=name.capitalize(), url_path=name)
        for name in ("function", "forward")
    ]
    other = st.Page(lambda: st.title("Another page"), title="Other", url_path="other")
    lesson = st.navigation([draw, *linked, other])
    visit()
    lesson.run()
