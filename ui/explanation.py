"""The explanation panel: a number, its formula, its parts, and the way that led to it."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from nn_core.explain import Explanation, reconciled
from nn_core.explain.explanation import added
from ui.components import heard, register

_mount = register("explanation")


def explanation(
    root: Explanation | None,
    *,
    key: str = "explanation",
    calls: int = 0,
    since: int | None = None,
    on_close: Callable[[], None],
) -> None:
    """Show a number with its parts, which the reader opens in turn; show nothing for None.

    What is open stays open while the page shows the same number, though its value may change.
    `calls` counts how often the reader has asked for a number: with each the panel comes into
    view, as it does when it opens. `since` is how many of these a panel that is not there yet takes
    as seen: all of them, if nothing is said. `on_close` runs when the reader closes the panel.
    """
    of = f"{root.symbol} {root.name}" if root else None

    def asked() -> None:
        message = st.session_state[key].get("asked")
        if not root or not isinstance(message, dict) or message.get("of") != of:
            return  # it was said of a number that is gone
        path = message.get("path")
        if path is None:
            on_close()
        elif isinstance(path, list) and all(type(k) is int for k in path):
            st.session_state[f"{key}-path"] = of, path

    before, path = st.session_state.get(f"{key}-path", (None, []))
    steps = _walk(root, path if before == of else []) if root else []
    path = path[: len(steps) - 1] if root else []
    st.session_state[f"{key}-path"] = of, path

    data: dict[str, Any] = {
        "n": heard(key, "asked"),
        "calls": calls,
        "since": calls if since is None else since,
        "of": of,
        "path": path,
        "steps": [_step(step) for step in steps],
        **(_opened(steps[-1]) if steps else {}),
    }
    _mount(key=key, data=data, on_asked_change=asked)


def _walk(root: Explanation, path: Iterable[int]) -> list[Explanation]:
    """Return the number, its part on the path, that one's part, and so on while there are any."""
    steps = [root]
    for k in path:
        parts = steps[-1].parts
        if not 0 <= k < len(parts):
            break
        steps.append(parts[k])
    return steps


def _step(step: Explanation) -> dict[str, str]:
    return {"name": step.name, "symbol": step.symbol, "shown": step.shown}


def _opened(now: Explanation) -> dict[str, Any]:
    """Return what is shown of the number that the reader is at."""
    return {
        "value": format(now.value, ".10g"),
        "reconciled": reconciled(now),
        "formula": now.formula,
        "numbers": now.numbers,
        "why": now.why,
        "sum": _is_sum(now),
        "parts": [_part(part) for part in now.parts],
    }


def _part(part: Explanation) -> dict[str, Any]:
    return {
        **_step(part),
        "numbers": "" if _is_sum(part) else part.numbers,
        "value": part.value,
        "opens": bool(part.parts or part.why),
    }


def _is_sum(number: Explanation) -> bool:
    """Return whether the number is nothing but its parts added up."""
    return len(number.parts) > 1 and number.numbers == added(number.parts).numbers
