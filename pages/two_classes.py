"""Cat or dog: one unseen picture is followed from a guess to an answer."""

import streamlit as st

from ui import doodled, followed, lesson, visitor
from ui.components.doodle_pad import doodle_pad
from ui.components.followed import paths
from ui.components.question import Choice, question
from ui.components.rounds import passing
from ui.opened import Opened
from ui.part import Part

NUMBER = Opened[str]("two-classes")
FOLLOW, DRAW = (Part(NUMBER, name) for name in ("follow", "draw"))

place = lesson.opening(
    "Cat or dog?",
    "How does a guess become an answer? Follow one picture, **epoch** by epoch.",
)
with place:
    lesson.link("draw", "Back to your digit")
if "followed" not in st.session_state:  # the page opens
    NUMBER.open(st.query_params.get("open"))


@st.fragment
def follow() -> None:
    """Show the followed pictures' paths over the epochs."""
    code = FOLLOW.code
    explained = followed.number(code) if code else None
    link = NUMBER.code if explained or not code else None
    paths(key="followed", link=link, on_open=FOLLOW.open, on_follow=FOLLOW.follow)
    FOLLOW.panel(explained)


@st.fragment
def compare() -> None:
    """Show an update for each batch beside one for each epoch."""
    st.markdown(
        "Both ways look at every picture once in an epoch, so an epoch takes them about the same "
        "time. What differs is how often they move the weights."
    )
    passing(key="rounds")
    st.markdown(
        "One update an epoch rests on all pictures at once, so it can afford a larger rate. Try "
        "**its own best rate**, of eight the one with the lowest mean loss over these epochs: does "
        "it catch up?"
    )


@st.fragment
def draw() -> None:
    """Let the reader draw a cat or a dog. Only this part runs again when a stroke is done."""
    studio, code = visitor.studio(), DRAW.code
    explained = doodled.number(studio, code) if code else None
    link = NUMBER.code if explained or not code else None
    doodle_pad(studio, key="doodle", link=link, on_open=DRAW.open, on_follow=DRAW.follow)
    DRAW.panel(explained)


follow()

guess, story = st.columns(2, gap="large")
with guess:
    question(
        "The cat that you follow is never learnt from: the network only answers it. Where will its "
        "answer be after 30 epochs?",
        [
            Choice(
                "Still near [0.75, 0.25]: what is not learnt from can't get better",
                "It does get better. The network has never learnt from this cat, but from hundreds "
                "of others, and what tells those from dogs tells this one too. That is the whole "
                "point of learning. Play it, and watch the dot move.",
            ),
            Choice(
                "Close to [1, 0], but never quite there",
                "Yes. What was learnt from other cats works for this one as well. And softmax "
                "gives shares of 1: for a 1 and a 0 one sum would have to be endlessly larger than "
                "the other. Play it, and look at the last digits.",
            ),
            Choice(
                "Exactly at [1, 0]: it is a cat, after all",
                "That is the target, but it stays out of reach: softmax always leaves the dog a "
                "small share. The nearer the answer comes, the smaller the loss, and the smaller "
                "the next step. Play it, and look at the last digits.",
            ),
        ],
        key="two-classes-question",
        on_answer=lambda: None,
    )
with story:
    st.subheader("What is an epoch?", anchor=False)
    st.markdown(
        """
1. **The target.** Two outputs, one for cat and one for dog. A cat should get $[1, 0]$, a dog
   $[0, 1]$. Nothing else is told to the network.
2. **The start.** All weights are random, so its first answers mean nothing. One cat happens to get
   about $[0.75, 0.25]$: luck, not knowledge. Another picture happens to start wrong.
3. **A batch.** The network looks at a few pictures at a time, compares, and moves all its weights a
   little.
4. **An epoch** is one round through all the pictures. Then the next round begins, in another order.
5. **Enough.** At some point more rounds change next to nothing for unseen pictures. That is when
   to stop.
"""
    )

st.subheader("One round through all pictures", anchor=False)
compare()
st.subheader("Your own cat, your own dog", anchor=False)
draw()
lesson.link("boundary", "Next: points on a plane →")
