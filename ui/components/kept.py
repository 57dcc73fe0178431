"""Which network could be kept just now: it follows the training beside it."""

from live.trainer import State
from ui.components import register

_mount = register("kept")


def kept(state: State, *, key: str) -> None:
    """Show it; what stands around it runs again once another run begins, or this one diverges."""
    lost = state.status == "diverged" and state.at is None
    _mount(key=key, data={"facts": [state.run, lost]}, on_facts_change=lambda: None)
