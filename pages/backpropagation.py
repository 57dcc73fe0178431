"""Which part of me caused it? How should it change? Backpropagation."""

import streamlit as st

from nn_core import explain, steepest
from nn_core.explain import Case
from ui import blame, controls, example, lesson, parameters, steps
from ui.components import by_hand as hand_view
from ui.components import chain as chain_view
from ui.components import step as step_view
from ui.components.chooser import chooser
from ui.components.gradients import gradients
from ui.components.network_view import DIGITS, network_view
from ui.components.question import Choice, question
from ui.explanation import explanation

PARTS = ("Your digit", "2-2-2 by hand")
MUCH = 0.02  # of a confidence: so much would be seen

place = lesson.opening(
    "Whose fault is it?",
    lesson.with_questions("Which weights caused the mistake, and how should they change?", 1, 2),
)
with place, st.container(horizontal=True, vertical_alignment="center"):
    part = st.segmented_control(
        "Which network",
        PARTS,
        default=PARTS[0],
        required=True,
        key="part",
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )
    lesson.link("draw", "Draw other ink")


def whole() -> None:
    """Follow the blame from the loss to one weight of the network that saw the reader's digit."""
    with place:
        measure, select = st.columns(2, vertical_alignment="bottom")
        with measure:
            loss = controls.loss_to_measure()
        with select:
            name = controls.network_to_look()
    controls.look_with(name)
    if "chain" not in st.session_state:  # the page opens
        parameters.read_link()
        blame.read_link()
    start = controls.subject_to_look().case(loss)
    follow(start)
    guess_and_story(start)


@st.fragment
def follow(start: Case) -> None:
    """Show one weight, its chain and its next step. Only this part runs again for another one."""
    taken = steps.current(start)
    case, rate, code = taken.case, blame.rate(), blame.number.code
    at = parameters.looked_at(case)
    opened = code and (chain_view.number(case, at, code) or step_view.number(case, at, rate, code))
    network_view(
        case.trace,
        parameters.place(at),
        labels=DIGITS,
        key="network-view",
        on_select=lambda place: parameters.choose_in(case, place),
        on_close=blame.number.close,
        case=case,
        weight=at,
    )
    chooser(case, at, key="chooser", on_choose=parameters.choose)
    chain_view.chain(
        case,
        at,
        key="chain",
        link=parameters.link(case) | blame.link(code if opened else None) | example.NO_LINK,
        on_choose=parameters.choose,
        on_open=blame.number.open,
    )
    explanation(opened or None, calls=blame.number.calls, on_close=blame.number.close)
    st.subheader("How should it change? Try the step, then take it", anchor=False)
    step_view.step(
        taken,
        at,
        rate,
        said=blame.said(taken),
        opened=bool(opened),
        key="step",
        on_rate=blame.turn,
        on_deed=lambda deed: blame.do(deed, taken, at),
        on_open=blame.number.open,
    )
    st.subheader("Every weight moves from one backward pass", anchor=False)
    gradients(
        case,
        at,
        key="gradients",
        link={},
        on_choose=parameters.choose,
        learning_rate=rate,
    )


def guess_and_story(start: Case) -> None:
    """Ask what one weight alone can do, and tell how blame is shared out."""
    one = steps.Step(steepest(start.gradients), steps.USUAL).after(start)
    every = steps.Step(None, steps.USUAL).after(start)
    truth = int(start.y.argmax())
    was, alone, together = (float(case.trace[-1].a[0, truth]) for case in (start, one, every))
    seen = (
        f"At a learning rate of {steps.USUAL} its confidence of the {truth} goes from "
        f"{was:.1%} to {alone:.1%}. All weights at once take it to {together:.1%}."
    )
    guess, story = st.columns(2, gap="large")
    with guess:
        question(
            "You change only the one weight that matters most, by one step. How much will that "
            "change what the network says?",
            [
                Choice(
                    "Much: it will be surer of the right digit",
                    ("Here it is." if alone - was >= MUCH else "One weight is one of very many.")
                    + f" {seen}",
                ),
                Choice(
                    "Hardly at all",
                    f"{'Yes.' if abs(alone - was) < MUCH else 'Here it is more.'} {seen}",
                ),
                Choice(
                    "For the worse: the others no longer fit",
                    "A short step against the gradient lowers the loss. One step of this weight "
                    f"{does(start, one)}, one of all weights {does(start, every)}. {seen}",
                ),
            ],
            key="backpropagation-question",
            on_answer=lambda: None,
        )
    with story:
        st.subheader("Which part of me caused it?", anchor=False)
        st.markdown(
            """
1. The blame begins at the ten outputs: each is blamed for what it says too much or too little.
2. It goes back along the same connections on which the numbers came. A large weight passes on much
   of it, a weight of 0 nothing.
3. A neuron that is off stops it. So does a blank pixel: nothing went through, nothing is to blame.
4. What arrives at one weight is a product: what went in, times the slope, times what came back.

That is all of backpropagation. It only **measures**: it changes nothing.
"""
        )
        st.subheader("How should it change?", anchor=False)
        st.markdown(
            r"""
Against its gradient. The update is one subtraction, $w - \eta \cdot \frac{\partial L}{\partial w}$,
and it is the same for every weight. They are not tuned one after another: one way back measures
them all, and then all of them move. The **learning rate** $\eta$ says how far.

Ten steps on one digit make the network sure of that one. What they do to all other digits is not
asked here: training takes many digits in turn.

The steps are yours alone. “Draw a digit” and the other lessons keep the network as it was.
"""
        )


def does(start: Case, after: Case) -> str:
    """Return what a step does to the loss, in words."""
    change = explain.change(start, after).value
    if abs(change) < steps.TOO_SMALL:
        return "leaves it as it is"
    return "lowers it" if change < 0 else "goes too far and raises it"


def by_hand() -> None:
    """Go back through a network small enough to do it with a pencil."""
    if "by-hand" not in st.session_state:  # it opens
        example.read_link()
    work()
    st.subheader("There, back, and one step", anchor=False)
    st.markdown(
        r"""
1. **To the right** the answer is worked out: multiply, add up, bend, and the same once more.
2. **The loss** says how wrong it is, in one number.
3. **To the left** goes the blame. The letter after dL/d says whose: dL/da of an activation, dL/dz
   of a weighted sum, dL/dw of a weight. It says how fast the loss would grow with that number.
4. **The update** comes after it: each weight moves a little against its gradient. Only now has the
   network learned something. Backpropagation itself changes nothing, it measures.

Change any number above and see what it does. Press a line to see what it is made of.
"""
    )


@st.fragment
def work() -> None:
    """Show the small network with every number. Only this part runs again for another number."""
    one, at = example.current(), example.line.code
    opened = hand_view.number(one, at) if at else None
    hand_view.by_hand(
        one,
        key="by-hand",
        link=example.link(),
        opened=opened is not None,
        on_change=example.change,
        on_open=example.line.open,
    )
    with lesson.sheet(opened=opened is not None):
        explanation(
            opened, key="by-hand-explanation", calls=example.line.calls, on_close=example.line.close
        )


if part == PARTS[0]:
    whole()
else:
    by_hand()
