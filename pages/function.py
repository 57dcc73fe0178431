"""A network is a function: numbers go in, numbers come out, and other numbers decide how."""

import streamlit as st

from nn_core.presets import INPUTS
from nn_core.progress import parameters
from ui import controls, fitted, grid, lesson, turning, visitor
from ui.components import fit as fit_view
from ui.components import knobs as knobs_view
from ui.components.pixels import pixels
from ui.components.question import Choice, question
from ui.opened import Opened
from ui.part import Part

NUMBER = Opened[str]("function")
FIT, PIXELS, KNOBS = (Part(NUMBER, name) for name in ("fit", "pixels", "knobs"))

lesson.opening(
    "A network is a function",
    "What kind of thing is a neural network? Numbers go in, numbers come out, and other numbers "
    "decide how.",
)
if "fit" not in st.session_state:  # the page opens
    NUMBER.open(st.query_params.get("open"))


@st.fragment
def fit() -> None:
    """Show a function of one number, to be fitted by hand."""
    if "fit" not in st.session_state:  # the page opens
        fitted.read_link()
    now = fitted.now()
    opened = fit_view.number(now.fit, FIT.code) if FIT.code else None
    fit_view.fit(
        now,
        opened=FIT.code if opened else None,
        key="fit",
        link=fitted.link() | {"open": NUMBER.code if opened or not FIT.code else None},
        on_ask=fitted.ask,
        on_open=FIT.open,
    )
    numbers, neuron = st.columns(2, gap="large")
    numbers.markdown(
        "**Three numbers decide.** Change $a$ and the curve bends, $b$ tilts it, $c$ lifts it. "
        "Each point costs the area of its square. The mean of the seven is the loss $L$.\n\n"
        "**Gradient descent** asks for the slope of $L$ along $a$, $b$ and $c$, and moves all "
        "three at once, each against its slope."
    )
    neuron.markdown(
        "**This $f$ is one neuron:** it gets $x^2$ and $x$, its weights are $a$ and $b$, its bias "
        "is $c$."
    )
    neuron.latex(r"z = x^2 \cdot a + x \cdot b + c")
    FIT.panel(opened)


@st.fragment
def picture() -> None:
    """Show the reader's picture as the table of its numbers, and what the network makes of them."""
    if "pixels" not in st.session_state:  # the page opens
        grid.read_link()
    look = grid.looked()
    called, trace = grid.trace(look.side)
    opened = grid.number(trace, look.at(trace), PIXELS.code) if PIXELS.code else None
    pixels(
        trace,
        look,
        called=called,
        key="pixels",
        link=grid.link(look) | {"open": NUMBER.code if opened or not PIXELS.code else None},
        on_look=grid.look,
        on_open=PIXELS.open,
    )
    table, count = st.columns(2, gap="large")
    table.markdown(
        "**A picture is a table of numbers**, one for each pixel. The network sees nothing else. "
        "It has no idea which pixels are neighbours: any other order of the column would do as "
        "well, as long as it is always the same."
    )
    count.markdown(
        "**More pixels cost.** 60 × 60 has 4.6 times as many numbers to read as 28 × 28. There the "
        "first layer alone needs 3,600 × 64 = 230,400 weights: each of its 64 neurons has one for "
        "every pixel."
    )
    PIXELS.panel(opened)


@st.fragment
def knobs() -> None:
    """Show all the numbers that the network has, to turn one, and fresh ones beside them."""
    if "knobs" not in st.session_state:  # the page opens
        turning.read_link()
    trained = st.session_state["network"] != "random"
    shown = turning.turned(visitor.trace(), trained=trained)
    opened = knobs_view.number(shown, KNOBS.code) if KNOBS.code else None
    st.markdown(
        "$a x^2 + b x + c$ had three numbers to turn. The function that reads your digit has more: "
        "its **weights** and **biases**. The form is the same whatever they are. They alone decide "
        "what it says."
    )
    knobs_view.knobs(
        shown,
        fitted.now().fit.values,
        trained=trained,
        opened=KNOBS.code if opened else None,
        key="knobs",
        link=turning.link(shown) | {"open": NUMBER.code if opened or not KNOBS.code else None},
        on_open=KNOBS.open,
        on_follow=KNOBS.follow,
    )
    KNOBS.panel(opened)


fit()
between = st.container()  # filled once the network is chosen
st.subheader("A picture in, ten numbers out", anchor=False)
controls.ink_and_network(st.container())

network = visitor.studio().network
inputs, count, learnt = len(network[0].W), parameters(network), len(visitor.digits().x)
with between:
    guess, story = st.columns(2, gap="large")
with guess:
    question(
        "The parabola has three numbers to turn: a, b and c. How many has the function that reads "
        "your digit?",
        [
            Choice(
                f"{inputs:,}, one for each pixel of the picture",
                f"That is how many numbers go in. Each of these {inputs:,} is multiplied by "
                "weights, and those can be turned. Below they are counted, layer by layer: "
                f"{count:,}.",
            ),
            Choice(
                "Millions: it keeps the digits it has learnt from, and compares yours with them",
                f"No picture is in it. The {learnt:,} digits that come with this app are "
                f"{learnt * INPUTS:,} numbers already, and the network has {count:,} of its own. "
                "Training turns them a little with each digit, and keeps none.",
            ),
            Choice(
                f"{count:,}",
                "Yes, and you can turn each of them. Below they are counted, drawn as one dot "
                "each, and yours to turn, as you have turned a, b and c.",
            ),
        ],
        key="function-question",
        on_answer=lambda: None,
    )
with story:
    st.subheader("What is a function?", anchor=False)
    st.markdown(
        f"""
1. **A rule.** A number goes in, a number comes out. The same number in gives the same number out,
   every time.
2. **Parameters** are the numbers in the rule itself: $a$, $b$ and $c$. They stay as they are while
   $x$ goes through. Turn one of them, and it is another function.
3. **The loss** says how badly it fits: the squares of all errors, added up and divided by their
   number. At 0 the curve goes through every point.
4. **Learning** is looking for the parameters with a small loss. You did it by eye. Descent does it
   by slopes: for each parameter it asks which way the loss falls, and turns all three at once.
5. **A network** is the same thing with more of everything: {inputs:,} numbers in, ten out, and
   {count:,} parameters.
"""
    )

picture()
st.subheader("All its numbers", anchor=False)
knobs()
lesson.link("forward", "Next: how does your ink go through it? →")
