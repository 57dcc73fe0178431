"""Forward: how ink becomes ten numbers, one neuron at a time."""

import streamlit as st

from nn_core.activations import RELU
from nn_core.explain.places import column
from ui import controls, lesson, networks, neurons, visitor
from ui.components.glass import glass, number
from ui.components.network_view import DIGITS, network_view
from ui.components.question import Choice, question
from ui.explanation import explanation

place = lesson.opening(
    "Forward", "How does your ink become ten numbers? Look at one neuron after the other."
)
name = controls.ink_and_network(place)
if "glass" not in st.session_state:  # the page opens
    neurons.read_link()


@st.fragment
def follow() -> None:
    """Show the network and one of its neurons. Only this part runs again for another neuron."""
    trace, code = visitor.trace(), neurons.number.code
    at = neurons.looked_at(trace)
    if code and not number(trace, at, code):
        code = neurons.USUAL  # the neuron looked at before had such a number, or a link says so
    network_view(
        trace,
        at,
        labels=DIGITS,
        key="network-view",
        on_select=neurons.choose,
        on_close=neurons.number.close,
    )
    glass(
        trace,
        at,
        labels=DIGITS,
        key="glass",
        link=neurons.link(at, code),
        on_select=neurons.choose,
        on_open=neurons.number.open,
    )
    opened = number(trace, at, code) if code else None
    explanation(opened, calls=neurons.number.calls, on_close=neurons.number.close)


follow()

trace = visitor.trace()
inputs, units = trace[0].x.shape[1], trace[0].a.shape[1]
first = column(trace, 0)
answer = int(trace[-1].a.argmax())
speak = f"{int((trace[-1].x != 0).sum())} {'neurons' if len(trace) > 1 else 'pixels'} speak"
SEEN = {
    "random": "These weights are random numbers, so their pictures are noise.",
    networks.YOURS: "Where your training has gone far enough, strokes stand out from the noise "
    "that its weights began with.",
}
seen = SEEN.get(
    name,
    "Some pictures show a short edge, and there the strongest weights are mostly orange: ink takes "
    "away. Many are spread all over, and have no name.",
)
guess, story = st.columns(2, gap="large")
with guess:
    question(
        f"{first.capitalize()} has {units} neurons. What does each of them look for in your ink? "
        "Guess, then press “Show weights” and step through them with ▷.",
        [
            Choice(
                "One neat part of a digit: a loop, a stem, a hook",
                f"That is how one would build it by hand. {seen} And none has a part to itself: "
                f"press “output” and see how {speak} for the {answer} or against it.",
            ),
            Choice(
                "A whole digit, which it compares with yours",
                f"No digit is stored in them. {seen} A neuron only multiplies and adds: it gets "
                "the same sum from very different ink.",
            ),
            Choice(
                "Nothing that has a name: only all of them together tell",
                f"Yes. {seen} Press “output” to see how {speak} for the {answer} or against it. "
                "Each of them only adds its share.",
            ),
        ],
        key="forward-question",
        on_answer=lambda: None,
    )

BENDS = {
    "relu": "ReLU leaves a sum above 0 as it is and turns any other into 0.",
    "leaky_relu": "Leaky ReLU leaves a sum above 0 as it is, and a hundredth of any other.",
    "tanh": "Tanh presses any sum between −1 and 1.",
    "sigmoid": "Sigmoid presses any sum between 0 and 1.",
    "identity": "Here that is the identity, which leaves every sum as it is.",
}
hidden = "3. **No hidden column** stands in this network: these sums are already the outputs' own."
if len(trace) > 1:
    above = int((trace[0].z > 0).sum())
    others = "off" if trace[0].layer.activation is RELU else "below or at 0"
    hidden = f"""3. **It bends** the sum with an **activation function**.
   {BENDS[trace[0].layer.activation.name]} What comes out is the **activation** $a$. Of the {units}
   neurons of {first}, {above} have a sum above 0 for your ink. The others are {others}.
4. **The next column does the same** with these activations, and weights of its own."""
with story:
    st.subheader("What does a neuron do?", anchor=False)
    st.markdown(
        f"""
1. **It weighs.** It has a **weight** for each number that comes in: here {inputs:,}, one for each
   pixel. Ink times weight makes {inputs:,} products. Blank paper is 0, and 0 times anything is 0.
2. **It adds up** all these products and one more number of its own, the **bias** $b$. What comes
   out is its **weighted sum** $z$.
{hidden}
5. **Softmax** comes last. It raises $e$ to the power of each of the ten sums, so all are above 0,
   and gives each its share of their total: the **confidence**. So where one grows, the other nine
   shrink.

The weights stay the same whatever you draw. Only the ink is yours. A row under the glass says what
one neuron added to a sum **for this ink**. That does not make it the detector of anything.
"""
    )
    lesson.link("activations", "Next: why bend the sum? →")
