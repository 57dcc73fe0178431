"""Turn the knob: a training whose learning rate is changed while it runs."""

from collections.abc import Callable

import streamlit as st

from nn_core.presets import BATCH_SIZE, Setup
from nn_core.progress import parameters
from ui import lesson, visitor, walked
from ui.components.batch import batch
from ui.components.network_view import DIGITS, network_view
from ui.components.question import Choice, question
from ui.components.sizes import sizes
from ui.components.stride import stride
from ui.components.strokes import strokes
from ui.components.training import training
from ui.components.walk import stuck
from ui.components.walk import walk as walk_view
from ui.explanation import explanation
from ui.kept import keep
from ui.six import number

place = lesson.opening(
    "Turn the knob",
    "How far should a network step? Let it run, and turn its **learning rate**.",
)
with place:
    lesson.link("draw", "Draw other ink")


def pictures() -> None:
    """Show the pictures of the next batch; one that is pressed is followed in the walk."""

    def follow(n: int) -> None:
        walked.choose(n)
        walked.go(walked.STEPS[0])
        st.session_state["more"] = "walk"

    batch(key="batch", on_choose=follow)


def walk() -> None:
    """Walk through the next batch in six steps, on the network view. The training waits for it."""
    trainer = visitor.trainer()
    if "walk" not in st.session_state:  # it opens
        walked.read_link()
        trainer.ask(walked.WAIT)
    state = trainer.state
    now = walked.of(state, visitor.studio().drawing)
    if now is None:
        stuck(state, walked.HUGE, key="walk")
        return
    at, code = walked.weight(now), walked.number.code
    opened = number(now, at, code) if code else None
    walk_view(
        now,
        at,
        key="walk",
        link=walked.link(now, code if opened else None),
        on_open=walked.number.open,
    )
    explanation(opened, key="walk-number", calls=walked.number.calls, on_close=walked.number.close)
    case, back = now.batch.case(walked.example(now)), walked.step() in walked.BACK
    network_view(
        case.trace,
        walked.looked_at(now, at),
        labels=DIGITS,
        key="walk-network",
        on_select=lambda place: walked.choose_in(now, place),
        on_close=walked.number.close,
        case=case if back else None,
        weight=at if back else None,
        picture="picture",
        step=walked.moment(now, at),
    )


# What else there is to see of a training, by its name in a link.
MORE: dict[str, tuple[str, Callable[[], None]]] = {
    "pictures": (
        "What is learnt is pairs: a picture, and in its corner what it is. Below stands what the "
        "network takes it for. Wrong ones are ringed.",
        pictures,
    ),
    "walk": (
        "One batch, slowly: the six steps that a training takes again and again. The training "
        "waits for you.",
        walk,
    ),
    "strokes": (
        "Each picture has the 784 weights that lead from the pixels to one neuron. **Blue**: ink "
        "there raises its sum. **Orange**: ink there lowers it. $W$ is what the weights are now, "
        "$W - W_0$ is what learning has added to them.",
        lambda: strokes(key="strokes"),
    ),
    "slope": (
        "The curve is the loss of the next batch after its step, were the step shorter or longer. "
        "The gradient knows only the tangent: it says **which way** is down, not **how far**.",
        lambda: stride(key="stride"),
    ),
    "sizes": (
        "The **root mean square** of each layer's numbers: how large one of them usually is. It "
        "does not grow with how many there are, so a large layer does not look strong for being "
        "large.",
        lambda: sizes(key="sizes"),
    ),
    "file": ("Save what was learnt, go on from a file, use it everywhere, correct it.", keep),
}


@st.fragment
def train() -> None:
    """Show the training, and what the reader opens below it.

    Only this part runs again when something is asked of it.
    """
    training(visitor.studio(), visitor.trainer(), key="training")
    opened = st.segmented_control(
        "Look closer", list(MORE), key="more", bind="query-params", label_visibility="collapsed"
    )
    if opened:
        says, show = MORE[opened]
        st.markdown(says)
        show()


train()


guess, story = st.columns(2, gap="large")
with guess:
    question(
        "The rate is 0.1. What will happen if you make it a hundred times larger?",
        [
            Choice(
                "It learns a hundred times faster",
                "No. The network only knows which way is better right where it stands. A step a "
                "hundred times as long leaves that place far behind, and lands somewhere worse. "
                "Press “too much” and look at the loss: it jumps above the dotted line, where ten "
                "equal answers would be, and stays there.",
            ),
            Choice(
                "It learns nothing, and is worse than guessing",
                "Yes. Each step jumps over the low place that it meant to reach, and lands high "
                "up on the other side. Press “too much”, then turn the knob back to 0.1 while it "
                "runs: the loss falls to the dotted line, no better than ten equal answers, and "
                "stays there. Only starting again helps.",
            ),
            Choice(
                "The same, only the curve is steeper",
                "A little more does make the curve steeper. But the rate only helps as long as the "
                "step stays where the direction is still right. Press “good”, then “jumpy”, "
                "then “too much”, and compare the three curves.",
            ),
        ],
        key="training-question",
        on_answer=lambda: None,
    )
    lesson.link("race", "Let several rates race →")

examples = len(visitor.digits().x)
begun = Setup().start()
biases = sum(layer.b.size for layer in begun)
weights = parameters(begun) - biases
with story:
    st.subheader("What is a step?", anchor=False)
    st.markdown(
        f"""
This network ({" → ".join(f"{count:,}" for count in Setup().sizes)}) starts with {weights:,} random
numbers, its **weights**, and {biases} **biases**, which are 0. It learns from {examples:,} digits
that other people wrote. With each press of “+1 batch” it

1. looks at {BATCH_SIZE} of them, a **batch**, and says what it takes them for;
2. compares that with the truth: the **loss** is one number that says how wrong it was;
3. works out for every weight which way the loss would grow. These slopes are the **gradient**;
4. moves every weight a little the other way. The **learning rate** $\\eta$ says how far:

$$w \\leftarrow w - \\eta \\, \\frac{{\\partial L}}{{\\partial w}}$$

Once it has met all {examples:,} digits, an **epoch** is over.

The gradient tells the direction, but not how far it is to the bottom. Too small a rate, and it
crawls. Too large, and it jumps over the valley to the other side, again and again.

Every batch holds other digits, some of them harder. So the loss **jumps from batch to batch**,
even while the training goes well. Look at the dashed line, the loss of digits that it never learns
from, and at the trend, not at one step.

Many texts name rates from 0.001 to 0.00001. They are for an optimizer called Adam, and for far
larger networks. Here they crawl: after two epochs plain steps at 0.001 get 51 to 61 % of the
unseen digits right, at 0.00001 hardly more than guessing. Adam at 0.001 gets 91 %: choose it in the
set-up.
"""
    )
