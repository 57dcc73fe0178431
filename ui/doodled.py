"""The reader's own cats and dogs: what a network says of them, before it met them and after."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import streamlit as st

from live import messages
from live.studio import GRID, Drawing, Example, Studio
from nn_core import Dataset, Trace, explain, forward, ink
from nn_core.arrays import Array
from nn_core.datasets import doodles, face
from nn_core.explain import Explanation
from nn_core.story import PRESET, Story, started, told
from ui import networks

NAMES = ("cat", "dog")
EPOCHS = 30
MOST = 20  # own drawings
MARGIN = 150  # grid units around an example
DOUBT = 0.8  # below this the larger of two shares is a doubt
EXAMPLES = (("cat", 3), ("dog", 1), ("cat", 7))  # what a seed draws


@st.cache_resource(show_spinner=False)
def examples() -> tuple[tuple[str, Drawing], ...]:
    """Return faces to start from, each with its name, on the grid of the pad."""
    return tuple((kind, _drawn(kind, seed)) for kind, seed in EXAMPLES)


def drawing(studio: Studio) -> Drawing:
    """Return what is on the pad; the first example until something was drawn."""
    return studio.doodle or examples()[0][1]


def take(studio: Studio, message: object) -> None:
    """Put the drawing of a message on the pad, unless a newer one is there.

    Raises ValueError as `messages.drawing` does.
    """
    newer = messages.drawing(message)
    if newer.number > drawing(studio).number:
        studio.doodle = replace(newer, pen=ink.FINE)


def learn(studio: Studio, label: int) -> None:
    """Learn from what is on the pad as a cat, 0, or a dog, 1, from now on.

    Where it is learnt from already, the newest label holds. Raises ValueError for blank paper, and
    where MOST drawings are learnt from.
    """
    picture = drawing(studio).picture
    if not picture.any():
        raise ValueError("expected a drawing to learn from, got blank paper")
    others = tuple(one for one in studio.doodles if not np.array_equal(one.picture, picture))
    if len(others) >= MOST:
        raise ValueError(f"expected at most {MOST} drawings, got one more")
    studio.doodles = (*others, Example(picture, label))


def leave(studio: Studio, k: int) -> None:
    """Learn from the k-th of the drawings no more."""
    studio.doodles = studio.doodles[:k] + studio.doodles[k + 1 :]


@st.cache_resource(show_spinner=False)
def data() -> Dataset:
    """Return the shipped pictures, which all visitors share."""
    return doodles()


@lru_cache(maxsize=10)  # 6 MB each
def story(own: tuple[Example, ...] = ()) -> Story:
    """Return the story of a training that meets these drawings of a reader, too."""
    if not own:
        return told(data(), started(), PRESET, EPOCHS)
    y = np.eye(2, dtype=np.float32)[[one.label for one in own]]
    x = np.stack([one.picture.ravel() for one in own])
    return told(replace(data(), own_x=x, own_y=y), started(), PRESET, EPOCHS)


def number(studio: Studio, code: str) -> Explanation | None:
    """Return the confidence with the code "cat-30", that of cat after epoch 30, None for none."""
    name, _, epoch = code.partition("-")
    now = story(studio.doodles)
    if name not in NAMES or epoch not in map(str, range(len(now.networks))):
        return None
    trace = _trace(drawing(studio), now, int(epoch))
    return explain.softmax_output(trace, NAMES.index(name))


def _trace(drawn: Drawing, now: Story, epoch: int) -> Trace:
    """Return what the network of an epoch makes of a drawing, in float64."""
    steps = drawn.steps()
    x = steps.picture.reshape(1, -1).astype(np.float64)
    seen = forward(networks.exact(now.networks[epoch]), x)
    return seen if steps.distance is None else explain.inked(seen, steps.distance, drawn.pen)


def doubt(picture: Array, shares: Array) -> str:
    """Return what is to be said of an answer, whose two shares are given."""
    if not picture.any():
        return (
            "This is its answer to blank paper. There is nothing to see, but it still has to share "
            "1 out between cat and dog."
        )
    unsure = "It is in doubt. " if shares.max() < DOUBT else ""
    return (
        f"{unsure}It can say nothing but cat or dog: even a house or a scribble gets 1, shared out "
        "between the two."
    )


def says(studio: Studio) -> str:
    """Return what the reader's drawings have changed, in words."""
    own, picture = studio.doodles, drawing(studio).picture
    if not own:
        return (
            "Say what it is, and the network learns once more from the start, with your drawing "
            f"among the {len(data().x)} others."
        )
    without, now = (one.outputs(picture)[-1] for one in (story(), story(own)))
    before, after = (one.measures[-1].unseen_accuracy for one in (story(), story(own)))
    called = "your drawing" if len(own) == 1 else f"your {len(own)} drawings"
    return (
        f"It has learnt once more, with {called} among the {len(data().x)} others. The one on the "
        f"pad got {without[0]:.4f} for cat without, and gets {now[0]:.4f} now. Of "
        f"{len(data().x_test)} unseen pictures it read {before:.1%} right without, and reads "
        f"{after:.1%} now."
    ).replace("%", " %")


def _drawn(kind: str, seed: int) -> Drawing:
    lines = face(kind, np.random.default_rng(seed))
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = (GRID - 2 * MARGIN) / (high - low).max()
    middle = (low + high) / 2
    placed = (np.round(scale * (line - middle) + GRID / 2).ravel().tolist() for line in lines)
    return Drawing(tuple(tuple(line) for line in placed), pen=ink.FINE)
