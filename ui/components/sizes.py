"""How large gradients, updates and weights are, layer by layer, and who has fallen silent."""

from ui.components import register

_mount = register("sizes")


def sizes(*, key: str) -> None:
    """Show the sizes of each layer for the next step; the browser asks for them."""
    _mount(key=key, data={})
