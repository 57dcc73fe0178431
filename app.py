"""Inkling. Imported by the server this is the ASGI app; run by Streamlit it frames the lessons."""

import os

# Before NumPy is imported: one thread a product. On a busy machine several threads wait for
# each other, and a training step of our sizes takes forty times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

ASSETS = Path(__file__).parent / "assets"
# What a browser may ask for. Weights and training digits are for the server alone.
SERVED = ("components", "lib", "drawings")

if get_script_run_ctx(suppress_warning=True) is None:
    # Else a deep link on a fresh server would run the file in pages/ without this one.
    PagesManager.uses_pages_directory = False
    app = st.App(
        __file__,
        routes=[Mount(f"/assets/{name}", StaticFiles(directory=ASSETS / name)) for name in SERVED],
    )
    if __name__ == "__main__":
        app.run()
else:
    lesson = st.navigation([st.Page("pages/draw.py", title="Draw a digit", default=True)])
    st.set_page_config(
        page_title=f"{lesson.title} · Inkling", page_icon=str(ASSETS / "icon.svg"), layout="wide"
    )
    lesson.run()
