"""The pad: strokes come out of it, and the network's answer is shown beside them."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from live import messages
from live.studio import Photo, Studio
from nn_core import ink
from nn_core.arrays import Array
from ui import photo
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

    `steps` lead from the drawing to its picture; `confidences` are the network's ten, `random`
    those of another network to compare with, or None. A message that is no drawing, and a file
    that is no picture, is refused, and the pad says why.
    """

    def changed() -> None:
        message = st.session_state[key].get("drawing")
        try:
            drawing, file = messages.drawing(message), messages.image(message)
            if file == "same":
                if not studio.drawing.photo:
                    raise ValueError("expected the picture again: the one sent before is gone")
                drawing = replace(drawing, photo=studio.drawing.photo)
            elif file is not None:
                drawing = replace(drawing, photo=photo.read(file))
            studio.drawing = drawing
            st.session_state.pop(f"{key}-refused", None)
        except ValueError as error:
            st.session_state[f"{key}-refused"] = str(error)

    sent = st.session_state.get(key, {}).get("drawing")
    seq = sent.get("seq") if isinstance(sent, dict) else None
    data: dict[str, Any] = {
        "seq": seq if type(seq) is int else 0,
        "new": sent is None,  # nothing was drawn on this server's pad yet
        "strokes": studio.drawing.strokes,
        "label": studio.drawing.label,
        "picture": _text(np.round(steps.picture * 255).astype(np.uint8).tobytes()),
        "side": len(steps.picture),
        "filled": ink.FILLED * len(steps.picture),
        "pen": 0 if studio.drawing.photo else ink.PEN * len(steps.picture),
        "box": steps.box.tolist(),
        "scale": steps.scale,
        "scaled": steps.scaled.tolist(),
        "centred": steps.centred.tolist(),
        "confidences": np.round(confidences.astype(np.float64), 6).tolist(),
        "random": None if random is None else np.round(random.astype(np.float64), 6).tolist(),
        "photo": _photo(studio.drawing.photo),
        "refused": st.session_state.get(f"{key}-refused"),
    }
    _mount(key=key, data=data, on_drawing_change=changed)


def _photo(seen: Photo | None) -> dict[str, Any] | None:
    """Return what the pad shows of a photo: the whole of it, and the ink that was found on it."""
    if not seen:
        return None
    return {
        "whole": _text(seen.shown),
        "ink": _text(photo.png(seen.ink)),
        "corner": seen.corner,
        "unit": seen.unit,
        "others": seen.others,
    }


def _text(file: bytes) -> str:
    return b64encode(file).decode()
