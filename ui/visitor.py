"""Who is looking: the studio of this visit."""

import json
from pathlib import Path

import streamlit as st

from live.studio import Drawing, Studio

EXAMPLES = Path(__file__).parents[1] / "assets" / "drawings" / "examples.json"
OPENING = 9  # the example that is there when the first page opens: read right, with a doubt


def studio() -> Studio:
    """Return this visitor's studio; a new one holds an example drawing."""
    if "studio" not in st.session_state:
        st.session_state["studio"] = Studio(drawing=_examples()[OPENING])
    found: Studio = st.session_state["studio"]
    return found


@st.cache_resource
def _examples() -> dict[int, Drawing]:
    """Return the shipped drawings by digit. Their labels are the reader's to give."""
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {
        example["digit"]: Drawing(tuple(tuple(stroke) for stroke in example["strokes"]))
        for example in examples
        if "digit" in example
    }
