"""The first layer's weights as pictures: noise that turns into strokes while a training runs."""

from ui.components import register

_mount = register("strokes")


def strokes(*, key: str) -> None:
    """Show W and W - W0 of the first layer, some neurons at a time; the browser asks for them."""
    _mount(key=key, data={})
