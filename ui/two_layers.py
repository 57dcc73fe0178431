"""Two layers of two neurons, whose numbers the reader sets, and what bends between them."""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn_core import ACTIVATIONS, Layer, Trace, forward
from nn_core.by_hand import NAMES as WITH_TARGETS

NAMES = WITH_TARGETS[:-2]  # x0, x1, then the weights and biases of both layers
BETWEEN = {"none": "identity", "relu": "relu", "tanh": "tanh"}
MOST, MOST_X = 9.0, 4.0  # size of a weight or bias, and of what goes in
# A number has one decimal. So what both ways come to has three, and is printed without rounding.
DECIMALS = 1


@dataclass(frozen=True)
class Asked:
    """The numbers of NAMES, and what is between the two layers: a name from BETWEEN."""

    numbers: tuple[float, ...] = (
        *(1.0, 2.0),
        *(1.0, -1.0, -1.0, 0.5, 0.5, 1.0),
        *(2.0, 1.0, -1.0, 0.5, 0.0, 1.0),
    )
    between: str = "none"

    @property
    def trace(self) -> Trace:
        """Return the way through both layers."""
        n = np.array(self.numbers)
        bends = (ACTIVATIONS[BETWEEN[self.between]], ACTIVATIONS["identity"])
        network = tuple(
            Layer(n[at : at + 4].reshape(2, 2), n[at + 4 : at + 6], bend)
            for at, bend in zip((2, 8), bends, strict=True)
        )
        return forward(network, n[None, :2])


def check(numbers: object, between: object) -> Asked | None:
    """Return what a message or a link asks to see, None where it makes no sense."""
    if not isinstance(between, str) or between not in BETWEEN:
        return None
    match numbers:
        case list() if len(numbers) == len(NAMES) and all(map(_fits, numbers, NAMES)):
            return Asked(tuple(round(float(one), DECIMALS) + 0.0 for one in numbers), between)
    return None


def _fits(number: object, name: str) -> bool:
    most = MOST_X if name.startswith("x") else MOST
    return type(number) in (int, float) and abs(number) <= most  # type: ignore[arg-type]


def asked() -> Asked:
    """Return what the reader asks to see."""
    found: Asked = st.session_state.get("two-layers", Asked())
    return found


def ask(what: Asked) -> None:
    """Show this from now on."""
    st.session_state["two-layers"] = what


def read_link() -> None:
    """Take all that from the address, as in ?between=relu&product=1,2,…: the numbers of NAMES.

    What makes no sense says nothing; where the address says nothing, what the reader saw stays.
    """
    link, numbers = st.query_params, list(Asked().numbers)
    if not {"product", "between"} & set(link):
        return
    with suppress(ValueError):
        numbers = (
            [float(one) for one in link["product"].split(",")] if "product" in link else numbers
        )
    ask(check(numbers, link.get("between", Asked().between)) or Asked())


def link() -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    now, usual = asked(), Asked()
    return {
        "product": None
        if now.numbers == usual.numbers
        else ",".join(f"{one:g}" for one in now.numbers),
        "between": None if now.between == usual.between else now.between,
    }
