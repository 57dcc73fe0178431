"""The Python side of the components whose browser side stands in assets/components/."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st

from nn_core.explain import Explanation
from ui import palette

ASSETS = Path(__file__).parents[2] / "assets"
# The browser side of the live chart is the one that Plotly's Python package brings along.
PLOTLY = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"


def register(name: str, *styles: str) -> Any:
    """Return the mount function of the component in assets/components/`name`/.

    `styles` are those of assets/lib/ that it needs besides what all components share. With every
    rerun go its HTML, its CSS and a stub; the browser fetches the module itself. Until that is
    there nothing can be pressed: it would not be heard.
    """
    folder = ASSETS / "components" / name
    module = f"assets/components/{name}/view.js"
    sheets = [ASSETS / "lib" / style for style in ("look.css", *styles)] + [folder / "view.css"]
    html = (folder / "view.html").read_text(encoding="utf-8")
    return st.components.v2.component(
        name,
        html=html.replace('class="inkling', 'inert class="inkling', 1),
        css=palette.css() + "".join(sheet.read_text(encoding="utf-8") for sheet in sheets),
        js=(
            f'const view = await import(new URL("{module}", document.baseURI).href);\n'
            "export default (component) => {\n"
            "  const end = view.default(component);\n"
            '  component.parentElement.querySelector(".inkling").inert = false;\n'
            "  return end;\n"
            "};"
        ),
    )


def heard(key: str, state: str, number: str = "n") -> int:
    """Return the number of the message that the component `key` sent last as this state, or 0.

    A message is a dictionary that has it under `number`.
    """
    message = st.session_state.get(key, {}).get(state)
    n = message.get(number) if isinstance(message, dict) else None
    return n if type(n) is int else 0


def hear_open(
    message: object, find: Callable[[str], object], on_open: Callable[[str | None], None]
) -> None:
    """Call `on_open` with the code of the number that a message asks for, or None to close it.

    That is {"open": code} or {"open": None}. What is no such message, or a code that `find` finds
    nothing for, changes nothing.
    """
    match message:
        case {"open": None}:
            on_open(None)
        case {"open": str(code)} if find(code):
            on_open(code)


def printed(explained: Explanation, code: str) -> dict[str, Any]:
    """Return a number as a browser gets it; it is asked for by its code."""
    return {
        "name": explained.name,
        "symbol": explained.symbol,
        "value": explained.value,
        "shown": explained.shown,
        "code": code,
    }
