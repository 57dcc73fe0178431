"""What the lesson looks at, and what it really is: the reader has the last word."""

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from live import answers
from ui import visitor
from ui.components import register
from ui.subject import Subject

Looks = Literal["own", "doubt"]

_mount = register("truth")


def truth(
    own: Subject, doubt: Subject | None, looks: Looks, *, key: str, on_look: Callable[[Looks], None]
) -> None:
    """Show which drawing the lesson looks at, and ask what the reader's own one really is.

    `doubt` is another one to look at; without it there is nothing to choose. `on_look` hears which
    of them the reader chooses.
    """

    def named() -> None:
        visitor.name(st.session_state[key].get("label"))

    def chosen() -> None:
        match st.session_state[key].get("look"):
            case ["own" | "doubt" as name, _]:
                on_look(name)

    data = {
        "number": own.drawing.number,
        "looks": looks,
        "own": _seen(own),
        "doubt": doubt and _seen(doubt),
        "source": (doubt if doubt and looks == "doubt" else own).source,
    }
    _mount(key=key, data=data, on_label_change=named, on_look_change=chosen)


def _seen(subject: Subject) -> dict[str, Any]:
    return {
        "picture": answers.pixels(subject.drawing.picture),
        "truth": subject.truth,
        "prediction": subject.prediction,
        "confidence": subject.confidence,
    }
