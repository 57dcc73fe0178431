"""The ground that the runs of a race walk on: the loss over a plane, and their paths."""

from ui.components import register

_mount = register("landscape")


def landscape(*, key: str) -> None:
    """Show the landscape of the race on this page, which has its lane: ui/components/race.py."""
    _mount(key=key, data={})
