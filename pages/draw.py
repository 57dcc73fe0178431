"""Draw a digit, and see what a network makes of it."""

from math import isqrt

import streamlit as st

from nn_core import explain
from nn_core.explain import Explanation
from ui import controls, lesson, networks, neurons, visitor
from ui.components.digit_pad import digit_pad
from ui.components.network_view import Place, exists
from ui.components.question import Choice, question
from ui.explanation import explanation

with lesson.opening("Draw a digit", "What does a neural network make of your ink? Draw, and see."):
    name, compare = controls.networks_to_look()
with st.container():  # always here, so that the pad below it never moves and begins anew
    random = controls.random_network() if compare or name == "random" else None
network = random if name == "random" else visitor.network(name)
inputs = len(network[0].W)
studio = visitor.studio()
studio.network, studio.random = network, random if compare else None


def look_at(place: Place | None) -> None:
    """Explain the number of this neuron from now on, or of none."""
    st.session_state["explained"] = place
    if place:
        neurons.choose(place)  # the next lesson shows it too


def explained(place: Place) -> Explanation:
    """Return what the network says of a digit, or what a hidden neuron does, as a tree."""
    trace, (column, neuron) = visitor.trace(), place
    if column == len(trace):
        return explain.confidence(trace, neuron)
    return explain.activation(trace, column - 1, neuron)


@st.fragment
def draw() -> None:
    """Show pad and answer. Only this part runs again when a stroke is done."""

    def close() -> None:
        look_at(None)

    studio, place = visitor.studio(), st.session_state.get("explained")
    if place and not exists(place, studio.network):
        place = None  # it was another network's
    digit_pad(studio, place, key="pad", on_open=look_at, on_close=close)
    with lesson.sheet(opened=place is not None):
        explanation(place and explained(place), on_close=close)


draw()
lesson.link("forward", "How did it get there? Follow your ink →")


def show_random() -> None:
    """Switch the comparison on: a guess about it was made."""
    st.session_state["random"] = True


guess, story = st.columns(2, gap="large")
with guess:
    question(
        "Before it learns anything, a network's weights are random numbers. "
        "What will such a network say about your ink?",
        [
            Choice(
                "Exactly 10 % for every digit",
                "No. Its weights differ, so what they add up to differs too, by chance: one digit "
                "gets 4 %, another 18 %. Look at the right-hand bars. Only blank paper gives "
                "exactly 10 % to each, because there is no ink to multiply.",
            ),
            Choice(
                "An uneven mush, and much the same mush for any ink",
                "Yes. Its weights were drawn before it saw any ink. It is never sure, and nearly "
                "whatever you draw, it likes a 2, a 5 and a 6 better than an 8. "
                "Try other ink and watch the right-hand bars.",
            ),
            Choice(
                "The right digit, if I write clearly",
                "It can't know: nothing in it has been fitted to digits yet. Where it is right, "
                "that is luck. Try the other examples and watch the right-hand bars.",
            ),
        ],
        key="question",
        on_answer=show_random,
    )

parameters = sum(layer.W.size + layer.b.size for layer in network)
columns = " → ".join(f"{count:,}" for count in [inputs, *(len(layer.b) for layer in network)])
ORIGINS = {
    "random": "Here they are random numbers: nothing has been learnt yet.",
    networks.YOURS: "Here they are what your own training has made of random numbers.",
}
origin = ORIGINS.get(name, "They were found by training, on digits that other people wrote.")
with story:
    st.subheader("What happened?", anchor=False)
    st.markdown(
        f"""
1. **Your ink was moved and scaled**, so that it does not matter where on the pad you draw, or
   how large. What is left is a picture of {isqrt(inputs)} × {isqrt(inputs)} pixels: {inputs:,}
   numbers from 0 (paper) to 1 (ink).
2. **The network** ({columns}) turns these {inputs:,} numbers into ten. It multiplies and adds
   them with {parameters:,} numbers of its own: its **weights** and **biases**. {origin}
   No picture is stored in it.
3. The ten numbers are **confidences**. They always add up to 100 %, because the network has to
   share them out among ten digits. It can't say "none of these", not even to blank paper. So
   a confidence is not the chance of being right.

What your drawing really is, only you can say. Until you press a digit beside its bar, it is taken
to be what the network says.
"""
    )
    lesson.link("function", "What kind of thing is a network? →")
