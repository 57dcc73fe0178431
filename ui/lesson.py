"""The frame that every lesson shares."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import palette

PAGES = Path(__file__).parents[1] / "pages"

# The hero of a page stands above the fold at 1366 x 768: Streamlit leaves 6rem free on top, and
# gives the list of lessons more height than it needs. What is said of the connection stands in that
# header, where it covers nothing that is read.
STYLE = """
<style>
[data-testid="stHeader"], [data-testid="stToolbar"] { height: 2.5rem; min-height: 2.5rem; }
[data-testid="stMainBlockContainer"] { padding-top: 2.75rem; max-width: 100rem; margin: 0 auto; }
[data-testid="stMainBlockContainer"] h1 { font-size: 2rem; padding: 0; }
[data-testid="stMainBlockContainer"] h3 { font-size: 1.25rem; }
[data-testid="stMarkdownContainer"] :is(p, li) { max-width: 68ch; }
.st-key-visit { position: fixed; top: 0.3rem; right: 1rem; width: auto; z-index: 1000000; }
</style>
"""

# A panel over the lesson that has no room of its own for it: beside what it explains and below the
# lesson's controls, on a phone at the bottom.
SHEET = f"""
<style>
.st-key-sheet {{
  position: fixed; top: 7.5rem; right: 1rem; z-index: 1000; overflow: auto;
  width: min(27rem, 42vw); max-height: calc(100vh - 8.5rem); border-radius: 0.75rem;
  background: light-dark({palette.ROLES["zero"][0]}, {palette.ROLES["zero"][1]});
  box-shadow: 0 0.5rem 2.5rem rgb(0 0 0 / 25%);
}}
@media (max-width: 860px) {{
  .st-key-sheet {{ top: auto; right: 0; bottom: 0; width: 100%; max-height: 60vh;
    border-radius: 0.75rem 0.75rem 0 0; }}
}}
</style>
"""


# What the three lessons about mistakes ask, one after the other.
QUESTIONS = ("How was I wrong?", "Which part of me caused it?", "How should it change?")


def with_questions(asked: str, *now: int) -> str:
    """Return what a lesson asks, with the three questions below it; those of `now` stand out."""
    words = [f"**{each}**" if k in now else f":gray[{each}]" for k, each in enumerate(QUESTIONS)]
    return f"{asked}  \n{' → '.join(words)}"


def sheet(*, opened: bool) -> DeltaGenerator:
    """Return a place over the right side of the lesson; it can be seen while `opened`."""
    if opened:
        st.html(SHEET)
    return st.container(key="sheet")


def link(page: str, label: str, **query: str) -> None:
    """Show a link to the lesson in pages/`page`.py, at the right, opened as `query` says."""
    with st.container(horizontal_alignment="right"):
        st.page_link(
            str(PAGES / f"{page}.py"), label=label, width="content", query_params=query or None
        )


def opening(title: str, asked: str) -> DeltaGenerator:
    """Show the lesson's title and the one question that it answers (Markdown).

    Returns the place beside them, for what the whole lesson is about: its network, say.
    """
    st.html(STYLE)
    words, beside = st.columns([3, 2], vertical_alignment="bottom")
    with words:
        st.title(title, anchor=False)
        st.markdown(asked)
    return beside
