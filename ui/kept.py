"""What the reader keeps: a trained network, in a file or for every lesson, and own drawings."""

from io import BytesIO

import numpy as np
import streamlit as st

from live.studio import MOST_EXAMPLES
from live.trainer import State, Trainer
from live.worker import Command
from nn_core import Network, Training, load_network, save_network
from nn_core.activations import SOFTMAX
from nn_core.files import LARGEST
from nn_core.fitting import fitted
from nn_core.training import APART
from ui import lesson, networks, visitor
from ui.components.examples import examples
from ui.components.kept import kept

MEGABYTES = LARGEST // 2**20


def keep() -> None:
    """Show what can be kept of the training now."""
    trainer = visitor.trainer()
    hasty = trainer.state.status == "running" and not visitor.studio().sockets
    network, own = st.columns(2, gap="large")
    with network:
        kept(trainer.state, hasty=hasty, key="kept")
        _carry(trainer, hasty=hasty)
        _load(trainer)
    with own:
        _correct()


def name(network: Network) -> str:
    """Return what a file with this network is called: its columns stand in it."""
    columns = [len(network[0].W), *(len(layer.b) for layer in network)]
    return f"inkling-{'-'.join(map(str, columns))}.npz"


def file(network: Network) -> bytes:
    """Return what stands in its file."""
    written = BytesIO()
    save_network(written, network)
    return written.getvalue()


def read(data: bytes, state: State) -> Network:
    """Return the network in a file, which the training of `state` can go on with.

    Raises ValueError with a sentence that says what was expected and what came.
    """
    if len(data) >= LARGEST:
        raise ValueError(f"expected a file below {MEGABYTES} MB, got {len(data) / 2**20:.0f} MB")
    network = load_network(BytesIO(data))
    fitted(network, state.setup)
    return network


def whole(training: Training) -> bool:
    """Return whether all weights are numbers: a training that diverged has nothing to keep."""
    parameters = [p for layer in training.network for p in (layer.W, layer.b)]
    return not training.diverged and all(np.isfinite(p).all() for p in parameters)


def _carry(trainer: Trainer, *, hasty: bool) -> None:
    """Offer the network that is shown now as a file, and to all lessons.

    No file where reruns come hastily: each makes the button anew, faster than it can be pressed.
    """

    def use() -> None:
        visitor.studio().own = trainer.state.shown.network

    network, good = trainer.state.shown.network, whole(trainer.state.shown)
    shares, own = network[-1].activation is SOFTMAX, visitor.studio().own
    with st.container(horizontal=True):
        st.download_button(
            "Save to a file",
            lambda: file(trainer.state.shown.network),
            name(network),
            "application/octet-stream",
            disabled=hasty or not good,
            on_click="ignore",
            key="save",
        )
        st.button("Use it in every lesson", on_click=use, disabled=not (good and shares), key="use")
        if own:
            lesson.link("forward", "Look inside yours →", network=networks.YOURS)
    if not good:
        st.markdown("A network whose weights are no numbers any more can't be kept.")
    elif hasty:
        st.markdown("There is no live connection: pause it, then it can be saved.")
    elif not shares:
        st.markdown(
            "The other lessons speak of confidences, so they need softmax at the output. This "
            "network can be saved, but not used there."
        )
    elif own is network:
        st.markdown("Every lesson now offers it: choose “yours” as the network.")
    elif own:
        st.markdown("“Yours”, in every lesson, is the network of your last press.")
    else:
        st.markdown("What it has learnt is yours: take it into the other lessons.")


def _load(trainer: Trainer) -> None:
    """Let the training start from the network in a file."""

    def chosen() -> None:
        given = st.session_state["load"]
        st.session_state["load-refused"] = None
        if given is None:
            return
        try:
            network = read(given.getvalue(), trainer.state)
        except ValueError as error:
            st.session_state["load-refused"] = str(error)
            return
        trainer.ask(Command("load", network))
        st.session_state["loaded"] = given.name, network

    st.file_uploader(
        "Load a network from a file (.npz)",
        max_upload_size=MEGABYTES,
        on_change=chosen,
        key="load",
    )
    refused = st.session_state.get("load-refused")
    called, network = st.session_state.get("loaded", (None, None))
    if refused:
        st.error(f"This file can't be used: {refused}.")
    elif network is trainer.state.start:
        st.markdown(
            f"The training starts from `{called}`. “Start again” goes back to its weights, another "
            "set-up or seed to random ones."
        )


def _correct() -> None:
    """Let the training learn from the reader's own drawings, too."""
    drawing, own = visitor.studio().drawing, visitor.studio().examples
    st.markdown(
        "**Your own drawings can join the digits that it learns from**, each with the label that "
        f"you gave it. One is met once among every {APART} digits: met only once in an epoch, it "
        "would hardly count. The training goes on from the weights that it has."
    )
    if drawing.label is None:
        st.markdown("Say first what yours really is: press a digit beside its bar.")
        lesson.link("draw", "Draw a digit →")
    else:
        joined = visitor.studio().learns(drawing)
        st.button(
            f"Your training has this {drawing.label}" if joined else "Train on this drawing",
            on_click=visitor.learn,
            args=(drawing,),
            disabled=joined,
            key="learn",
        )
    says = f"{len(own)} of at most {MOST_EXAMPLES} drawings. Press one to take it out again."
    examples(own, says if own else "", key="examples", on_leave=visitor.unlearn)
