"""The lane of reruns: how a component's browser side asks a worker where there is no socket."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from live import looks, messages
from live.looks import Look
from live.worker import Worker

SLICE = 0.04  # seconds of work in a rerun
MOST_COMMANDS = 64  # in one message


@dataclass(frozen=True)
class Heard:
    """What a browser said last: its number, the run and batch it has, what it would like to see."""

    n: int = 0
    have: tuple[int, int] = (0, 0)
    look: Look | None = None


def opens(key: str, token: str) -> bool:
    """Return whether the page with the component `key` opens just now, for this studio."""
    if key in st.session_state and st.session_state.get(f"{key}-token") == token:
        return False
    st.session_state[f"{key}-token"] = token
    return True


def asks(
    key: str, worker: Worker[Any], command: Callable[[dict[str, Any]], Any]
) -> Callable[[], None]:
    """Return what hears the state `asked` of a component: {"n", "have", "look", "commands"}.

    `command` checks each of the commands; all of them are put in line, or none.
    """

    def asked() -> None:
        message, before = st.session_state[key].get("asked"), heard(key)
        try:
            now = _heard(message)
            if now.n <= before.n:
                return  # it was sent again because the answer took long
            st.session_state[f"{key}-heard"] = now  # a refusal is an answer too
            for each in _commands(message, command):
                worker.ask(each)
            st.session_state[f"{key}-refused"] = None
        except ValueError as error:
            st.session_state[f"{key}-refused"] = str(error)
        st.session_state[f"{key}-due"] = True

    return asked


def work(key: str, worker: Worker[Any], *, socket: bool) -> None:
    """Give the worker its slice where the browser has asked for one, and no socket gives any."""
    due = st.session_state.pop(f"{key}-due", False)
    if not socket:
        worker.slice(SLICE if due else 0.0)


def heard(key: str) -> Heard:
    """Return what the browser side of a component said last."""
    said: Heard = st.session_state.get(f"{key}-heard", Heard())
    return said


def answer(key: str) -> dict[str, Any]:
    """Return what the component is told of what it asked: the number, and why it was refused."""
    return {"n": heard(key).n, "refused": st.session_state.get(f"{key}-refused")}


def sight(key: str, state: Any) -> dict[str, Any] | None:
    """Return the view of a training that the browser would like to see, if it would."""
    look = heard(key).look
    return looks.seen(look, state) if look else None


def _heard(message: Any) -> Heard:
    """Return what a message says. Raises ValueError, with a sentence, where it says nothing."""
    n = messages.number(message, "n")
    have = message.get("have")
    if not isinstance(have, list) or len(have) != 2:
        raise ValueError("expected a run and a batch of its curve, got something else")
    run, batch = (messages.number({"have": number}, "have") for number in have)
    look = message.get("look")
    return Heard(n, (run, batch), messages.look(look) if isinstance(look, dict) else None)


def _commands(message: dict[str, Any], command: Callable[[dict[str, Any]], Any]) -> list[Any]:
    """Return the commands of such a message: all of them, or ValueError as above."""
    commands = message.get("commands")
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise ValueError(f"expected a list of at most {MOST_COMMANDS} commands, got something else")
    if not all(isinstance(each, dict) for each in commands):
        raise ValueError("expected commands, got something else")
    return [command(each) for each in commands]
