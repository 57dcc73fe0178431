"""The sweep beside a race: twenty rates, and how each of them ended."""

from live.sweep import LENGTH, RATES
from ui.components import register

_mount = register("sweep")


def sweep(*, key: str) -> None:
    """Show the sweep of the race on the same page, whose frames it comes with."""
    _mount(key=key, data={"rates": RATES, "length": LENGTH})
