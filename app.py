"""Inkling. Imported by the server this is the ASGI app; run by Streamlit it frames the lessons."""

import os

# Before NumPy is imported: one thread a product. On a busy machine several threads wait for
# each other, and a training step of our sizes takes forty times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pathlib import Path

import streamlit as st
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from live.download import ROUTE as DOWNLOAD
from live.planar import ROUTE as POINTS
from live.routes import ROUTES
from live.weights import ROUTE as WEIGHTS
from ui.components import PLOTLY
from ui.components.visit import visit

ASSETS = Path(__file__).parent / "assets"
# What a browser may ask for. Weights and training digits are for the server alone.
SERVED = ("components", "lib", "drawings")


class Assets(StaticFiles):
    """Files that a browser asks about before each use, so that none outlives an update."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file, or 304 where the browser's copy is still the same."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


class OneFile(Assets):
    """A single file of a folder, whatever is asked for."""

    def __init__(self, file: Path) -> None:
        """Take the file."""
        super().__init__(directory=file.parent)
        self.name = file.name

    def get_path(self, scope: Scope) -> str:  # noqa: ARG002
        """Return its name."""
        return self.name


if get_script_run_ctx(suppress_warning=True) is None:
    # Else a deep link on a fresh server would run the file in pages/ without this one.
    PagesManager.uses_pages_directory = False
    app = st.App(
        __file__,
        routes=[
            *ROUTES,
            WEIGHTS,
            POINTS,
            DOWNLOAD,
            *(Mount(f"/assets/{name}", Assets(directory=ASSETS / name)) for name in SERVED),
            Route("/assets/plotly.min.js", OneFile(PLOTLY)),
        ],
    )
    if __name__ == "__main__":
        app.run()
else:
    lesson = st.navigation(
        [
            st.Page("pages/draw.py", title="Draw a digit", default=True),
            st.Page("pages/function.py", title="A function", url_path="function"),
            st.Page("pages/forward.py", title="Forward", url_path="forward"),
            st.Page("pages/activations.py", title="Activations", url_path="activations"),
            st.Page("pages/loss.py", title="How wrong?", url_path="loss"),
            st.Page("pages/derivative.py", title="Which way?", url_path="derivative"),
            st.Page("pages/backpropagation.py", title="Whose fault?", url_path="backpropagation"),
            st.Page("pages/training.py", title="Turn the knob", url_path="training"),
            st.Page("pages/race.py", title="Race", url_path="race"),
            st.Page("pages/two_classes.py", title="Cat or dog?", url_path="two-classes"),
            st.Page("pages/boundary.py", title="Boundary", url_path="boundary"),
        ],
        position="top",
    )
    st.set_page_config(
        page_title=f"{lesson.title} · Inkling", page_icon=str(ASSETS / "icon.svg"), layout="wide"
    )
    visit()
    lesson.run()
