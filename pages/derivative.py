"""Which way is down? The loss along one weight."""

import streamlit as st

from nn_core import Parameter, explain, losses_along, steepest
from nn_core.explain import Explanation
from nn_core.explain.numbers import PERCENT, plain, significant
from nn_core.losses import CROSS_ENTROPY, TINY
from ui import controls, lesson, parameters
from ui.components.chooser import chooser
from ui.components.gradients import gradients
from ui.components.network_view import DIGITS, network_view
from ui.components.question import Choice, question
from ui.components.slope import number, slope
from ui.explanation import explanation
from ui.opened import Opened
from ui.subject import SURE

NUMBER = Opened[str]("slope")

place = lesson.opening(
    "Which way is down?",
    lesson.with_questions("If one weight changes a little, where does the loss go?", 1),
)
with place, st.container(horizontal=True, vertical_alignment="bottom"):
    lesson.link("draw", "Draw other ink")
    loss = controls.loss_to_measure()
    name = controls.network_to_look()
controls.look_with(name)
if "slope" not in st.session_state:  # the page opens
    parameters.read_link()
    NUMBER.open(st.query_params.get("open"))
subject = controls.subject_to_look()
case = subject.case(loss)
cut = loss is CROSS_ENTROPY and subject.confidence < TINY
CUT = (
    f"The {subject.truth} gets less than 10⁻¹², and there the loss is cut: ln 0 would be infinite. "
    "So the curve is flat. Backpropagation says how the uncut loss would change."
)


def show(parameter: Parameter) -> None:
    """Look at this one, which was chosen below the slope: that comes into view."""
    parameters.choose(parameter)
    st.session_state["slope-looks"] = st.session_state.get("slope-looks", 0) + 1


def choices(at: Parameter, gradient: Explanation) -> list[Choice]:
    """Return what may happen when a weight is raised a little, each with what really does."""
    little = 0.001
    now, then = losses_along(case.trace, case.y, case.loss, at, [0.0, little])
    change, value = then - now, 0.0 if cut else gradient.value
    turns = f"the loss changes by {plain(significant(change).latex(change))}"
    if change == 0:
        turns = "the loss changes, but in none of the 16 digits that a computer keeps"
    fact = CUT if cut else f"The gradient is exactly 0, and the loss stays as it is. {gradient.why}"
    if value:
        side, way, push = ("above", "up", "down") if value > 0 else ("below", "down", "up")
        fact = (
            f"The gradient is {plain(gradient.shown)}, {side} 0: raise this one, and the loss goes "
            f"{way}. So we push it {push}, against its gradient."
        )
    return [
        Choice(
            "Up. So we push it down",
            f"Yes. {fact}"
            if value > 0
            else f"Not this one. {fact} What is larger is not always more wrong.",
        ),
        Choice(
            "Down. So we push it up",
            f"Yes. {fact}" if value < 0 else f"Not this one. {fact} Each has a sign of its own.",
        ),
        Choice(
            "It stays. One weight is too little to matter",
            f"It does change. Raise this one by {little}, and {turns}. {fact}"
            if value
            else f"It stays, but for another reason. {fact}",
        ),
    ]


def note(gradient: Explanation) -> str:
    """Return what there is to say of this slope before it is read."""
    if cut:
        return CUT
    if gradient.value == 0:
        return f"Flat: this gradient is exactly 0. {gradient.why}"
    if subject.confidence >= SURE:
        largest = explain.gradient(case, steepest(case.gradients))
        return (
            f"The network is sure of the {subject.truth} already, with "
            f"{plain(PERCENT.latex(subject.confidence))}: little is left to gain, and every slope "
            f"is nearly flat. The largest gradient is {plain(largest.shown)}."
        )
    return (
        "Move the slider: it nudges this one number alone. The thin line is the tangent, as steep "
        "as the curve is here; the dashed line is a chord."
    )


@st.fragment
def follow() -> None:
    """Show one weight of the network. Only this part runs again for another one."""
    at, code = parameters.looked_at(case), NUMBER.code
    gradient = explain.gradient(case, at)
    opened = number(case, at, code) if code else None
    chooser(case, at, key="chooser", on_choose=parameters.choose)
    slope(
        case,
        at,
        note(gradient),
        key="slope",
        looks=st.session_state.get("slope-looks", 0),
        link=parameters.link(case) | {"open": code if opened else None},
        on_open=NUMBER.open,
    )
    explanation(opened, calls=NUMBER.calls, on_close=NUMBER.close)
    guess, story = st.columns(2, gap="large")
    with guess:
        question(
            f"Take the {gradient.name.removeprefix('gradient of the ')}. If you raise it a little, "
            "does the loss go up or down? So which way do we push it?",
            choices(at, gradient),
            key="derivative-question",
            on_answer=lambda: None,
        )
        lesson.link("backpropagation", "Next: whose fault is it? →")
    with story:
        st.subheader("What is a derivative?", anchor=False)
        st.markdown(STORY)
    st.subheader("Every weight has a slope of its own", anchor=False)
    st.markdown(
        "Press a neuron to take the steepest weight that leads into it, or press any weight in the "
        "pictures below."
    )
    network_view(
        case.trace,
        parameters.place(at),
        labels=DIGITS,
        key="network-view",
        on_select=lambda place: show(steepest(case.gradients, place[0] - 1, place[1])),
        on_close=NUMBER.close,
        weight=at,
    )
    gradients(case, at, key="gradients", link={}, on_choose=show)


numbers = sum(layer.layer.W.size + layer.layer.b.size for layer in case.trace)
STORY = f"""
How much the loss changes for a tiny change of one weight, per unit of that change.

1. **Nudge.** Raise one weight by a small step $h$. All other numbers of the network stay. The loss
   becomes a little larger or smaller.
2. **Divide** the change of the loss by the step: rise over run. That is the slope of the straight
   line through two points of the curve, its **chord**.
3. **Shrink the step.** The chord turns into the **tangent**, the line that only touches the curve.
   Its slope is the **derivative**, $dL/dw$, which we call the weight's **gradient**.
4. **Not too far.** A computer keeps 16 digits of a number. For a very small $h$ the two losses
   share nearly all of them, and what is left of their difference is rounding.
5. **Backpropagation** needs no step. It multiplies what came in through the weight with what came
   back from the loss, for all {numbers:,} weights and biases in one go. To measure them would take
   {numbers + 1:,} runs of the network.

The gradient says **which way** is down, and **how steep** it is here. It does not say **how far**
to go: nudge the weight farther, and the curve leaves its tangent.
"""
follow()
