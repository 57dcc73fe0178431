"""Rounds: all pictures, the batches passing over them, and what an update after each is worth."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from live import answers
from live.batch import SIDE, small
from nn_core import LOSSES
from nn_core.rounds import Rounds, fastest, needs, rounds, says
from nn_core.story import PRESET, started
from nn_core.training import batch_rows
from ui import doodled
from ui.components import register

SHOWN = 30  # epochs
LONGEST = 200  # epochs that one update an epoch is given to catch up
CATCH = 3  # with where updates after each batch are after so many epochs
RATES = (0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1)  # among which it finds its own

_mount = register("rounds")


def passing(*, key: str) -> None:
    """Show them. Stepping, playing and looking back are the browser's."""
    _mount(key=key, data=_data())


@st.cache_resource(show_spinner="Both ways learn from 600 pictures …")
def _data() -> dict[str, Any]:
    """Return what all visitors see."""
    data, network, loss = doodled.data(), started(), LOSSES["cross_entropy"]
    batches = rounds(data, network, loss, PRESET, SHOWN)
    once = replace(PRESET, batch_size=None)
    best = fastest(data, network, loss, once, RATES, SHOWN).settings
    order = np.concatenate(
        [batch_rows(len(data.x), PRESET, k) for k in range(SHOWN * batches.updates)]
    )
    ways = [("same rate", once), ("its own best rate", best)]
    return {
        "pictures": len(data.x),
        "side": SIDE,
        "size": PRESET.batch_size,
        "ink": answers.text(small(data.x)),
        "order": answers.text(order.astype("<u2").tobytes()),
        "epochs": SHOWN,
        "each": _told(batches),
        "ways": [
            {"name": name, **_compared(batches, rounds(data, network, loss, way, LONGEST))}
            for name, way in ways
        ],
    }


def _told(one: Rounds) -> dict[str, Any]:
    losses = [round(loss, answers.DECIMALS) for loss in one.losses[: SHOWN + 1]]
    return {"rate": one.settings.learning_rate, "updates": one.updates, "losses": losses}


def _compared(batches: Rounds, once: Rounds) -> dict[str, Any]:
    return {
        **_told(once),
        "says": [says(batches, once, epoch) for epoch in range(SHOWN + 1)],
        "needs": needs(batches, once, CATCH),
    }
