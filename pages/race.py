"""Same start, different rates: trainings that differ in one thing, side by side."""

import streamlit as st

from ui import lesson, visitor
from ui.components.landscape import landscape
from ui.components.question import Choice, question
from ui.components.race import race
from ui.components.sweep import sweep

place = lesson.opening(
    "Same start, different rates",
    "Is a bigger learning rate faster? Same weights, same batches, other **rates**.",
)
with place:
    lesson.link("training", "Turn one knob by hand")


@st.fragment
def run() -> None:
    """Show the race. Only this part runs again when something is asked of it."""
    race(visitor.studio(), key="race")


run()

st.subheader("From tiny to huge", anchor=False)
guess, shown = st.columns([2, 3], gap="large")
with guess:
    question(
        "The sweep tries 20 rates from 0.00001 to 100, each from the same weights for one epoch. "
        "From left to right, what will the loss at the end do?",
        [
            Choice(
                "Fall all the way: bigger is faster",
                "At first it does: while steps are short, longer ones get farther. But the "
                "gradient is true only near where it was measured. A step that is too long lands "
                "beyond the valley, perhaps higher than it began. Run the sweep: beyond the "
                "lowest point the loss rises.",
            ),
            Choice(
                "Fall, and then rise: there is a valley",
                "Yes. On the left the steps are too short to get anywhere in one epoch, on the "
                "right they jump over the place that they meant to reach. Run the sweep and see "
                "how wide the valley is, and how steep the cliff beyond it.",
            ),
            Choice(
                "Stay the same: in the end all arrive",
                "With time enough a small rate does arrive, so let it race on. But one epoch is "
                "not enough for it, and a rate that is far too large never arrives, however long "
                "it runs. Run the sweep and compare both ends with the middle.",
            ),
        ],
        key="race-question",
        on_answer=lambda: None,
    )
with shown:
    sweep(key="sweep")

st.subheader("What is fair here?", anchor=False)
st.markdown(
    """
All begin with the very same weights and meet the same pictures in the same order. Each takes one
batch, then waits for the others. So what differs at the end comes from the rate, or the optimizer,
alone.

A small rate is not wrong: it only needs more batches. A rate that is far too large does not need
more time. It needs another start.
"""
)

st.subheader("The ground they walk on", anchor=False)
st.markdown(
    "Every run starts downhill on the same ground: how high it is at a place is the loss of the "
    "network with the weights of that place. Where a step is too long, it lands higher. Nobody can "
    "see all of it: it has a dimension for each weight. But you can cut a **plane** through it and "
    "map that."
)
landscape(key="landscape")
lesson.link("two_classes", "Next: follow one picture through a training →")
