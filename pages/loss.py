"""How was I wrong? The loss, position by position."""

import streamlit as st

from ui import controls, lesson, outputs
from ui.components.loss_terms import loss_terms, number
from ui.components.question import Choice, question
from ui.explanation import explanation
from ui.subject import Subject

place = lesson.opening(
    "How was I wrong?",
    lesson.with_questions("What does one number say about ten answers?", 0),
)
controls.ink_and_network(place)
if "loss-terms" not in st.session_state:  # the page opens
    outputs.read_link()
subject = controls.subject_to_look()
outputs.follow(subject)


@st.fragment
def follow(subject: Subject) -> None:
    """Show the outputs and what is wrong with them. Only this part runs again for others."""
    asked, code = outputs.asked(), outputs.number.code
    case = asked.case(subject)
    if code and not number(case, code):
        code = outputs.USUAL  # a link says so
    loss_terms(
        case,
        asked,
        called="One in doubt" if subject.source == "example" else "Your digit",
        opened=code,
        key="loss-terms",
        link=outputs.link(code),
        on_ask=outputs.ask,
        on_open=outputs.number.open,
    )
    opened = number(case, code) if code else None
    explanation(opened, calls=outputs.number.calls, on_close=outputs.number.close)


follow(subject)

guess, story = st.columns(2, gap="large")
with guess:
    question(
        "The network gives the truth 0.6 instead of 1, and another time 0.2. The difference "
        "doubles, from 0.4 to 0.8. What happens to its square?",
        [
            Choice(
                "It doubles too",
                "That is what the absolute value does. 0.4 · 0.4 = 0.16, but 0.8 · 0.8 = 0.64. "
                "Press “Textbook” and drag the bar of the 1 up to 0.6. From there drag it down to "
                "0.2: its square grows in width and in height.",
            ),
            Choice(
                "It becomes four times as large",
                "Yes: 0.16 becomes 0.64. Twice as wide and twice as high. One large mistake costs "
                "more than many small ones. Press “Textbook” and drag the bar of the 1 to see it.",
            ),
            Choice(
                "It becomes smaller: the square of a number below 1 is smaller",
                "Each square is smaller than its own difference, that is true: 0.16 is less than "
                "0.4, and 0.64 less than 0.8. But the larger difference still has the larger "
                "square, and four times so. Drag a bar to see it.",
            ),
        ],
        key="loss-question",
        on_answer=lambda: None,
    )

with story:
    st.subheader("What is a loss?", anchor=False)
    st.markdown(
        """
1. **The target.** The output of the truth should be 1, the other nine 0. No output is ever asked
   to be anything in between.
2. **The difference** $a - y$ is what an output says less what it should say. It is above 0 where it
   says too much, below 0 where it says too little.
3. **The square** makes every difference count as a mistake, whichever side it is on.
4. **The sum** of all ten is one number, the **loss** $L$. 0 means that nothing is wrong; the
   larger, the worse. Divided by ten it is the **mean squared error**, MSE.

**Squares are a choice, not a law.** Press “plain differences”: too much and too little cancel, and
whatever the network says, it looks perfect. So the signs have to go. Absolute values do that too.
Squares also make a large mistake count more, and have a slope that shrinks on the way to 0.
Cross-entropy does without differences altogether: it is what most networks that read digits are
trained with.

**A right answer can still have a loss.** The network answers with the digit that has most. The loss
asks for all of 1: a truth that wins with 60 % still has 40 % to gain.
"""
    )
    lesson.link("derivative", "Which way is down? →")
