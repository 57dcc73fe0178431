"""The pad: strokes come out of it, and the network's answer is shown beside them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from live import answers
from live.studio import Photo, Studio
from ui import photo, visitor
from ui.components import heard, register
from ui.components.network_view import DIGITS, Place, place, shape

_mount = register("digit_pad", "network/network.css")


def digit_pad(
    studio: Studio,
    opened: Place | None,
    *,
    key: str,
    on_open: Callable[[Place], None],
    on_close: Callable[[], None],
) -> None:
    """Show the pad with the answer to the studio's drawing, and put each newer one there.

    `opened` is the neuron whose number is explained; `on_open` hears which one is to be, `on_close`
    that none is.

    While the pen moves the socket brings the answers; this is the way for the end of a stroke,
    for pictures, and for everything where the socket can't be opened. A message that is no
    drawing, and a file that is no picture, is refused, and the pad says why.
    """

    def changed() -> None:
        refused = visitor.take(studio, st.session_state[key].get("drawing"))
        st.session_state[f"{key}-refused"] = refused

    def pressed() -> None:
        if found := place(st.session_state[key].get("neuron"), studio.network):
            on_open(found)

    def learning() -> None:
        visitor.learn(studio.drawing)

    if key not in st.session_state:  # the page opens: what was refused is long over
        st.session_state.pop(f"{key}-refused", None)
    drawing = studio.drawing
    data: dict[str, Any] = {
        "seq": heard(key, "drawing", "seq"),
        "number": drawing.number,
        "strokes": drawing.strokes,
        "photo": _photo(drawing.photo),
        "refused": st.session_state.get(f"{key}-refused"),
        "shape": shape(studio.network, DIGITS),
        "opened": opened,
        "joined": studio.learns(drawing),
        **answers.answer(drawing, studio.network, studio.random),
    }
    _mount(
        key=key,
        data=data,
        on_drawing_change=changed,
        on_neuron_change=pressed,
        on_closed_change=on_close,
        on_learn_change=learning,
    )


def _photo(seen: Photo | None) -> dict[str, Any] | None:
    """Return what the pad shows of a photo: the whole of it, and the ink that was found on it."""
    if not seen:
        return None
    return {
        "whole": answers.text(seen.shown),
        "ink": answers.text(photo.png(seen.ink)),
        "corner": seen.corner,
        "unit": seen.unit,
        "others": seen.others,
    }
