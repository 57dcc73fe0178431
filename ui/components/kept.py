"""Which network could be kept just now: it follows the training beside it."""

from live.trainer import State
from ui.components import register

_mount = register("kept")


def kept(state: State, *, hasty: bool, key: str) -> None:
    """Show it.

    What stands around it runs again once another run begins, this one diverges, or it is no more
    as `hasty` says: whether the training runs by reruns.
    """
    lost = state.status == "diverged" and state.at is None
    _mount(key=key, data={"facts": [state.run, lost, hasty]}, on_facts_change=lambda: None)
