"""The pad: strokes come out of it, and the network's answer is shown beside them."""

from base64 import b64encode
from typing import Any

import numpy as np
import streamlit as st

from live import messages
from live.studio import Studio
from nn_core import ink
from nn_core.arrays import Array
from ui.components import register

_mount = register("digit_pad")


def digit_pad(
    studio: Studio,
    *,
    steps: ink.Steps,
    confidences: Array,
    random: Array | None,
    key: str,
) -> None:
    """Show the pad with the answer to the studio's drawing, and put each newer one there.

    `steps` lead from the drawing to its picture, (28, 28); `confidences` are the trained
    network's ten, `random` those of another network to compare with, or None. A message that
    is no drawing is refused, and the pad says why.
    """

    def changed() -> None:
        message = st.session_state[key].get("drawing")
        try:
            studio.drawing = messages.drawing(message)
            st.session_state.pop(f"{key}-refused", None)
        except ValueError as error:
            st.session_state[f"{key}-refused"] = str(error)

    sent = st.session_state.get(key, {}).get("drawing")
    seq = sent.get("seq") if isinstance(sent, dict) else None
    data: dict[str, Any] = {
        "seq": seq if type(seq) is int else 0,
        "label": studio.drawing.label,
        "picture": b64encode(np.round(steps.picture * 255).astype(np.uint8).tobytes()).decode(),
        "side": len(steps.picture),
        "filled": ink.FILLED * len(steps.picture),
        "pen": ink.PEN * len(steps.picture),
        "box": steps.box.tolist(),
        "scale": steps.scale,
        "scaled": steps.scaled.tolist(),
        "centred": steps.centred.tolist(),
        "confidences": np.round(confidences.astype(np.float64), 6).tolist(),
        "random": None if random is None else np.round(random.astype(np.float64), 6).tolist(),
        "refused": st.session_state.get(f"{key}-refused"),
    }
    if sent is None:  # the browser's pad is new and does not know the drawing yet
        data["strokes"] = studio.drawing.strokes
    _mount(key=key, data=data, on_drawing_change=changed)
