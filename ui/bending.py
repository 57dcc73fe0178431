"""Which shape is fitted with which activation, and which fits the reader has seen to their end."""

from dataclasses import dataclass, field

import streamlit as st

from nn_core.bent import BENDS, SHAPES


@dataclass(frozen=True)
class Asked:
    """A shape and an activation of the hidden layers, and the pairs of both that were tried."""

    shape: str = "v"
    f: str = "identity"
    tried: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def check(shape: object, f: object, tried: frozenset[tuple[str, str]]) -> Asked | None:
    """Return what a message or a link asks to see, None where it makes no sense."""
    known = isinstance(shape, str) and shape in SHAPES and isinstance(f, str) and f in BENDS
    return Asked(str(shape), str(f), tried) if known else None


def asked() -> Asked:
    """Return what the reader asks to see."""
    found: Asked = st.session_state.get("bending", Asked())
    return found


def ask(what: Asked) -> None:
    """Show this from now on."""
    st.session_state["bending"] = what


def read_link() -> None:
    """Take it from the address, as in ?fit=relu&shape=wave. What makes no sense says nothing."""
    link, usual = st.query_params, Asked()
    if {"fit", "shape"} & set(link):
        wanted = link.get("shape", usual.shape), link.get("fit", usual.f)
        ask(check(*wanted, asked().tried) or usual)


def link() -> dict[str, str | None]:
    """Return what the address says of it; None where it need not say anything."""
    now, usual = asked(), Asked()
    return {
        "fit": None if now.f == usual.f else now.f,
        "shape": None if now.shape == usual.shape else now.shape,
    }
