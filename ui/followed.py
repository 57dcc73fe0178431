"""Two unseen pictures that are followed: a cat, and a dog that is taken for one at first."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn_core import Training, advance, explain, forward
from nn_core.arrays import Array
from nn_core.explain import Explanation
from nn_core.story import EPOCHS, LOSS, PRESET, nearest, path, started
from ui import doodled, networks

WHICH = ("cat", "wrong")  # as they stand in a link
NUMBERS = ("cat", "dog", "loss")


@dataclass(frozen=True, eq=False)
class Followed:
    """A picture, what it is, how it was chosen, and its way through the training."""

    picture: Array  # (784,)
    y: Array  # (2,)
    says: str
    path: Array  # (batches + 1, 3): the two outputs, and the loss


@st.cache_resource(show_spinner=False)
def pictures() -> tuple[Followed, ...]:
    """Return the two, in the order of WHICH."""
    data, fresh = doodled.data(), started()
    first = forward(fresh, data.x_test)[-1].a
    cats = np.flatnonzero(data.y_test[:, 0] == 1)
    fooled = np.flatnonzero((data.y_test[:, 1] == 1) & (first[:, 0] > first[:, 1]))
    rows = [nearest(fresh, data.x_test, among) for among in (cats, fooled)]
    ways = path(data, fresh, PRESET, EPOCHS, data.x_test[rows])
    begins = [f"[{first[row, 0]:.4f}, {first[row, 1]:.4f}]" for row in rows]
    says = (
        f"Of {len(cats)} unseen cats the fresh network gives this one the answer nearest to "
        f"[0.75, 0.25]: {begins[0]}.",
        f"The fresh network takes {len(fooled)} of {len(data.x_test) - len(cats)} unseen dogs for "
        f"a cat. Of those this one's answer is the nearest to [0.75, 0.25]: {begins[1]}.",
    )
    return tuple(
        Followed(data.x_test[row], data.y_test[row], why, _with_loss(ways[:, k], data.y_test[row]))
        for k, (row, why) in enumerate(zip(rows, says, strict=True))
    )


def number(code: str) -> Explanation | None:
    """Return the number with the code "wrong-dog-210": output dog after batch 210; None for none.

    Its third part is the number of batches, its second may be "loss", too.
    """
    match code.split("-"):
        case [which, name, batch] if which in WHICH and name in NUMBERS:
            pass
        case _:
            return None
    one = pictures()[WHICH.index(which)]
    if not batch.isdecimal() or len(batch) > 4 or int(batch) >= len(one.path):
        return None
    updates = (len(one.path) - 1) // EPOCHS
    epoch, more = divmod(int(batch), updates)
    before = Training(doodled.story().networks[epoch], batch=epoch * updates, epoch=epoch)
    now = advance(before, doodled.data(), LOSS, PRESET, more)
    trace = forward(networks.exact(now.network), one.picture.reshape(1, -1).astype(np.float64))
    if name == "loss":
        return explain.loss(trace, one.y.reshape(1, -1), LOSS)
    return explain.softmax_output(trace, NUMBERS.index(name))


def _with_loss(way: Array, y: Array) -> Array:
    losses = [LOSS(said.reshape(1, -1), y.reshape(1, -1)) for said in way]
    return np.column_stack([way, losses])
