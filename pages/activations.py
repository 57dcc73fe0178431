"""Activation functions: how a neuron bends its sum, and why it must."""

import streamlit as st

from ui import bending, controls, curved, fall, lesson, neurons, sums, two_layers, visitor
from ui.components.bend import bend
from ui.components.bend import number as bend_number
from ui.components.curves import curves as curves_of
from ui.components.curves import number as curves_number
from ui.components.landing import landing as landing_of
from ui.components.neuron import neuron as neuron_of
from ui.components.neuron import number as neuron_number
from ui.components.product import number as merged_number
from ui.components.product import product
from ui.components.question import Choice, question
from ui.components.shares import number
from ui.components.shares import shares as softmax
from ui.opened import Opened
from ui.part import Part

NUMBER = Opened[str]("activations")
CURVES, CARDS, BEND, SHARES = (Part(NUMBER, name) for name in ("curves", "cards", "bend", "shares"))

lesson.opening("Activation functions", "Why does a neuron bend its sum?")
if "curves" not in st.session_state:  # the page opens
    NUMBER.open(st.query_params.get("open"))


@st.fragment
def curves() -> None:
    """Show the activation functions, each with its derivative and a point to drag."""
    if "curves" not in st.session_state:  # the page opens
        curved.read_link()
    opened = curves_number(curved.looked_at(), CURVES.code) if CURVES.code else None
    curves_of(
        opened=CURVES.code,
        key="curves",
        link=curved.link() | {"open": NUMBER.code},
        on_look=curved.look,
        on_open=CURVES.open,
    )
    CURVES.panel(opened)


@st.fragment
def neuron() -> None:
    """Show one neuron of the reader's digit under each of them."""
    if "cards" not in st.session_state:  # the page opens
        neurons.read_place()
    if st.session_state.pop("neuron-moved", False):  # the other parts follow
        st.rerun()
    trace = visitor.trace()
    if len(trace) == 1:
        st.markdown(
            "This network has no hidden neurons: what it adds up are its ten outputs' sums, and "
            "softmax bends those. Choose another network to see its neurons here."
        )
        return
    k = neurons.in_hidden_1(trace)

    def select(other: int) -> None:
        neurons.choose((1, other))
        st.session_state["neuron-moved"] = True

    def show(f: str) -> None:
        curved.show(f, float(trace[0].z[0, k]))
        st.session_state["neuron-moved"] = True

    neuron_of(
        trace,
        k,
        opened=CARDS.code,
        key="cards",
        link=neurons.link((1, k), None) | {"open": NUMBER.code},
        on_select=select,
        on_show=show,
        on_open=CARDS.open,
    )
    CARDS.panel(neuron_number(trace, k, CARDS.code) if CARDS.code else None)


@st.fragment
def landing() -> None:
    """Show where a neuron's sums fall for many digits: some on a flat part of its curve."""
    if "landing" not in st.session_state:  # the page opens
        fall.read_link()
    landing_of(*fall.neuron(), fall.asked(), key="landing", link=fall.link(), on_ask=fall.ask)


@st.fragment
def straight() -> None:
    """Show two layers without a bend multiplied out to one, and a fit that needs the bend."""
    if "product" not in st.session_state:  # the page opens
        two_layers.read_link()
    st.markdown(
        "A layer without a bend multiplies and adds, and nothing else. So two of them can be "
        "multiplied out to one. Step through it, then change $x$ or any weight: both ways give "
        "the same. Then put a bend in between."
    )
    layers = two_layers.asked()
    product(
        layers,
        key="product",
        link=two_layers.link() | {"open": NUMBER.code},
        on_ask=two_layers.ask,
        on_open=BEND.open,
    )
    below = st.container()
    st.markdown(
        "**A fit that needs the bend.** One number goes in, one comes out, and in between are two "
        "hidden layers of eight neurons. Choose their bend and train: each starts from the same "
        "seed and takes 320 steps."
    )
    if "bend" not in st.session_state:  # the page opens
        bending.read_link()
    bend(
        bending.asked(),
        key="bend",
        link=bending.link() | {"open": NUMBER.code},
        on_ask=bending.ask,
        on_open=BEND.open,
    )
    merged = merged_number(layers.trace, BEND.code) if BEND.code else None
    fitted = bend_number(bending.asked(), BEND.code) if BEND.code else None
    with st.container() if fitted else below:
        BEND.panel(merged or fitted)


@st.fragment
def shares() -> None:
    """Show what softmax makes of ten sums that the reader changes."""
    if "shares" not in st.session_state:  # the page opens
        sums.read_link()
    st.markdown(
        "How sure is the network of each digit? Its ten outputs' sums can be any numbers. Softmax "
        "bends all ten together: it takes $e$ to the power of each, which is always above 0, and "
        "divides by what the ten come to. So they become shares of 1. Raise one bar and watch the "
        "other shares: a tick marks where each was. Then add the same number to all ten."
    )
    own = visitor.trace()
    shown = sums.asked().trace(own)
    opened = number(shown, SHARES.code) if SHARES.code else None
    softmax(
        own,
        opened=SHARES.code,
        key="shares",
        link=sums.link() | {"open": NUMBER.code},
        on_ask=sums.ask,
        on_open=SHARES.open,
    )
    SHARES.panel(opened)


curves()
guess, story = st.columns(2, gap="large")
with guess:
    question(
        "Take the bend away from a network: every neuron passes its sum on as it is. Keep ten "
        "hidden layers. What can it still draw through points that form a V?",
        [
            Choice(
                "The V. It only takes longer to learn",
                "However long it learns, it can't. Two layers without a bend are one layer, so ten "
                "are one as well, and one layer draws a straight line. Further down you can "
                "multiply two of them out, and watch the fit.",
            ),
            Choice(
                "A straight line, and nothing else",
                "Yes. Sums of sums are sums: all ten layers come to one. Further down two of them "
                "are multiplied out before your eyes, and a fit without a bend stops at the best "
                "straight line.",
            ),
            Choice(
                "Nothing: without an activation function no number comes out",
                "A number does come out: the sum itself. That is the identity, the last of the "
                "five above. But a network of such neurons only ever draws a straight line. "
                "Further down you can watch it.",
            ),
        ],
        key="activations-question",
        on_answer=lambda: None,
    )
with story:
    st.subheader("What does an activation function do?", anchor=False)
    st.markdown(
        """
1. **It bends.** A neuron adds up what comes in to one number, its **weighted sum** $z$. The
   activation function $f$ makes its **activation** of it: $a = f(z)$. Drag the point: $z$ moves
   evenly, $a$ does not.
2. **The bend is what many layers live on.** Without it they come to one, and one layer draws
   straight lines only.
3. **Its slope** $f'(z)$, the **derivative**, says how much $a$ changes for a small change of $z$.
   On the way back every gradient is multiplied by it: where the curve is flat, hardly any comes
   through.
4. **The slope comes for free.** The way forward has worked out $a$ already, and the slope can be
   had from $a$ alone: no power of $e$ is worked out a second time.
5. **None is best for all.** Tanh and sigmoid keep every activation between bounds, and go flat at
   both ends. ReLU never goes flat above 0 and is cheap, but it is off below. Leaky ReLU is never
   quite off.
"""
    )

st.subheader("The same neuron under each of them", anchor=False)
controls.ink_and_network(st.container())
neuron()
st.subheader("A neuron that can't learn", anchor=False)
st.markdown(
    "A weight learns from what comes back through the bend: the gradient times $f'(z)$. Here is "
    "the same neuron for a thousand digits that no network has learnt from. Where its sum falls on "
    "a flat part, next to nothing comes through. Move its bias, and watch it die."
)
landing()
st.subheader("Without a bend many layers are one", anchor=False)
straight()
st.subheader("Softmax: ten sums become ten shares", anchor=False)
shares()
lesson.link("loss", "Next: how wrong is it? →")
