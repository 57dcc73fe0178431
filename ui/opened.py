"""Which number of a lesson is open: through a whole visit."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

Code = TypeVar("Code")


@dataclass(frozen=True)
class Opened(Generic[Code]):
    """The number that a lesson explains, by its code; the lesson opens with the usual one."""

    lesson: str
    usual: Code | None = None

    @property
    def code(self) -> Code | None:
        """Return the code of the number that is open, None where none is."""
        code: Code | None = st.session_state.get(f"{self.lesson}-open", self.usual)
        return code

    @property
    def calls(self) -> int:
        """Return how often a number was asked for."""
        count: int = st.session_state.get(f"{self.lesson}-calls", 0)
        return count

    def open(self, code: Code | None) -> None:
        """Open the number of this code; None closes it."""
        self.follow(code)
        st.session_state[f"{self.lesson}-calls"] = self.calls + 1

    def follow(self, code: Code | None) -> None:
        """Explain this number in the place of the one that is open: it takes no focus."""
        st.session_state[f"{self.lesson}-open"] = code

    def close(self) -> None:
        """Close the number that is open."""
        self.open(None)
