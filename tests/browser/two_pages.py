"""Draw with a page beside it: what a lesson remembers when the reader comes back."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

ROOT = Path(__file__).parents[2]

if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, routes=[Mount("/assets", StaticFiles(directory=ROOT / "assets"))])
else:
    draw = st.Page(ROOT / "pages" / "draw.py", title="Draw a digit", default=True)
    other = st.Page(lambda: st.title("Another page"), title="Other", url_path="other")
    st.navigation([draw, other]).run()
