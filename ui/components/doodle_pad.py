"""The pad for a cat or a dog: what the networks of all epochs say, that met it or did not."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from live import answers, messages
from live.studio import Studio
from ui import doodled
from ui.components import hear_open, heard, register

_mount = register("doodle_pad")


def doodle_pad(
    studio: Studio,
    *,
    key: str,
    link: str | None,
    on_open: Callable[[str | None], None],
    on_follow: Callable[[str], None],
) -> None:
    """Show the pad with the studio's cat or dog, and put each newer one there.

    `link` is the open number that the address says, `on_open` hears the code of one that is to be,
    `on_follow` that of the same number after another epoch.
    A message that makes no sense is refused, and the pad says why.
    """

    def asked() -> None:
        message = st.session_state[key].get("asked")
        st.session_state[f"{key}-refused"] = _obeyed(studio, message)
        hear_open(message, lambda code: doodled.number(studio, code), on_open)
        match message:
            case {"follow": str(code)} if doodled.number(studio, code):
                on_follow(code)

    if key not in st.session_state:  # the page opens: what was refused is long over
        st.session_state.pop(f"{key}-refused", None)
    drawing, own = doodled.drawing(studio), studio.doodles
    before = doodled.story().outputs(drawing.picture)
    after = doodled.story(own).outputs(drawing.picture) if own else None
    now = before if after is None else after
    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "token": studio.token,
        "number": drawing.number,
        "strokes": drawing.strokes,
        "picture": answers.pixels(drawing.picture),
        "before": [answers.rounded(one) for one in before],
        "after": None if after is None else [answers.rounded(one) for one in after],
        "doubt": doodled.doubt(drawing.picture, now[-1]),
        "says": doodled.says(studio),
        "own": [{"label": one.label, "picture": answers.pixels(one.picture)} for one in own],
        "link": {"open": link},
        "refused": st.session_state.get(f"{key}-refused"),
        "epochs": doodled.EPOCHS,
        "most": doodled.MOST,
        "starts": [{"name": name, "strokes": one.strokes} for name, one in doodled.examples()],
    }
    _mount(key=key, data=data, on_asked_change=asked)


def _obeyed(studio: Studio, message: object) -> str | None:
    """Do what a message asks for; return the sentence with which it is refused, or None."""
    if not isinstance(message, dict):
        return None
    try:
        if "drawing" in message:
            doodled.take(studio, message["drawing"])
        match message.get("act"):
            case {"add": label}:
                doodled.learn(studio, messages.whole(label, 0, 1, "a label (0 cat, 1 dog)"))
            case {"leave": k}:
                last = len(studio.doodles) - 1
                doodled.leave(studio, messages.whole(k, 0, last, "the number of a drawing"))
    except ValueError as error:
        return str(error)
    return None
