"""A lesson of several parts: each has numbers that open below it, one of them all at a time."""

from dataclasses import dataclass

import streamlit as st

from nn_core.explain import Explanation
from ui.explanation import explanation
from ui.opened import Opened


@dataclass(frozen=True)
class Part:
    """A part of a lesson by its name; in the lesson's own codes that stands first: fit-loss.

    Each part is a fragment, which shows its panel last.
    """

    number: Opened[str]
    name: str

    @property
    def code(self) -> str | None:
        """Return the code of the number that is open, None where it is none of this part."""
        part, _, code = (self.number.code or "").partition("-")
        return code if part == self.name and code else None

    def open(self, code: str | None) -> None:
        """Open the number of this code, which the reader asks for; None closes whichever is open.

        What a page opens with is opened by `number` alone, and takes no focus.
        """
        self.number.open(code and f"{self.name}-{code}")
        st.session_state[f"{self.number.lesson}-by-reader"] = self.number.calls

    def follow(self, code: str) -> None:
        """Explain this number in the place of the one that is open: it takes no focus."""
        self.number.follow(f"{self.name}-{code}")

    def panel(self, explained: Explanation | None) -> None:
        """Show the number that is open, None where it is none of this part.

        There is one panel in a lesson: where it stands below another part, the whole lesson is run
        again.
        """
        key = f"{self.number.lesson}-panel"  # the part that has the panel below it
        has, asked = st.session_state.get(key), self.name if explained else None
        if asked and has not in (None, asked):
            st.session_state[key] = asked
            st.rerun()
        if asked or has == self.name:
            st.session_state[key] = asked
        if explained:
            calls = self.number.calls
            by_reader = st.session_state.get(f"{self.number.lesson}-by-reader") == calls
            explanation(explained, calls=calls, since=calls - by_reader, on_close=self.number.close)
