"""The slope you walk: the loss along the next step of a training, and where that step lands."""

from ui.components import register

_mount = register("stride")


def stride(*, key: str) -> None:
    """Show the loss of the next batch along the next step; the browser asks for it."""
    _mount(key=key, data={})
