"""A lesson's question: predict, then see."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

import streamlit as st

from ui.components import register

_mount = register("question")


@dataclass(frozen=True)
class Choice:
    """One answer to choose, and what is told to those who choose it."""

    text: str
    reason: str


def question(asked: str, choices: list[Choice], *, key: str, on_answer: Callable[[], None]) -> None:
    """Ask, with one button for each choice. Blocks nothing; `on_answer` runs at every answer."""

    def answered() -> None:
        st.session_state[f"{key}-kept"] = st.session_state[key].get("answer")
        on_answer()

    data = {
        "asked": asked,
        "choices": [asdict(choice) for choice in choices],
        "answer": st.session_state.get(f"{key}-kept"),  # a component forgets between pages
    }
    _mount(key=key, data=data, on_answer_change=answered)
