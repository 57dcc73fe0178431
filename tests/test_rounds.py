"""An epoch meets each picture once, and what its updates are worth is told in numbers."""

from base64 import b64decode
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from nn_core import LOSSES, Settings, Training, advance, forward
from nn_core.datasets import doodles
from nn_core.rounds import Rounds, fastest, needs, rounds, says
from nn_core.story import started
from ui import doodled
from ui.components import rounds as component

LOSS = LOSSES["cross_entropy"]
BATCHES = Settings(0.05, 20)
ONCE = replace(BATCHES, batch_size=None)


@cache
def few():
    return doodles(count=60, unseen=2)


def test_losses_are_those_over_all_pictures_after_each_epoch():
    told = rounds(few(), started(), LOSS, BATCHES, 4)
    assert told.updates == 3
    training = Training(started())
    for loss in told.losses:
        assert loss == LOSS(forward(training.network, few().x)[-1].a, few().y)
        training = advance(training, few(), LOSS, BATCHES, 3)
    once = rounds(few(), started(), LOSS, ONCE, 4)
    assert (once.updates, once.losses[0]) == (1, told.losses[0])
    assert told.losses[4] < once.losses[4] < once.losses[0]


def test_the_fastest_of_some_rates_has_the_lowest_loss_on_its_way_and_none_that_diverged():
    best = fastest(few(), started(), LOSS, ONCE, [0.001, 0.02, 1e30], 5)
    assert best.settings.learning_rate == 0.02
    assert (
        best.losses == rounds(few(), started(), LOSS, replace(ONCE, learning_rate=0.02), 5).losses
    )


def test_in_words_how_far_both_are():
    batches = Rounds(BATCHES, 30, (0.7, 0.5, 0.25))
    once = Rounds(ONCE, 1, (0.7, 0.6, 0.55, 0.4, 0.25, 0.2))
    assert says(batches, once, 0) == (
        "Before the first epoch both have the same weights: loss 0.7000."
    )
    assert says(batches, once, 1) == (
        "After 1 epoch: 30 updates, loss 0.5000, and 1 update, loss 0.6000."
    )
    assert says(batches, once, 2) == (
        "After 2 epochs: 60 updates, loss 0.2500, and 2 updates, loss 0.5500."
    )
    assert once.reached(0.25) == 4
    assert needs(batches, once, 2) == (
        "Loss 0.2500: updates after each batch are there in 2 epochs, one update an epoch in 4 "
        "epochs."
    )
    short = Rounds(ONCE, 1, (0.7, 0.6))
    assert short.reached(0.25) is None
    assert needs(batches, short, 2).endswith("one update an epoch in more than 1 epochs.")


@pytest.mark.long
def test_what_is_shown_meets_each_picture_once_an_epoch_in_the_order_of_the_training():
    shown, data = component._data(), doodled.data()
    order = np.frombuffer(b64decode(shown["order"]), "<u2").reshape(shown["epochs"], -1)
    np.testing.assert_array_equal(np.sort(order), np.tile(np.arange(len(data.x)), (30, 1)))
    assert len({row.tobytes() for row in order}) == shown["epochs"]
    updates, size = shown["each"]["updates"], shown["size"]
    seventh = order[2, 6 * size : 7 * size]  # batch 7 of epoch 3
    x, _ = data.batch(component.PRESET, 2 * updates + 6)
    np.testing.assert_array_equal(data.x[seventh], x)
    same, best = shown["ways"]
    assert same["rate"] == shown["each"]["rate"] < best["rate"]
    assert best["rate"] in component.RATES[1:-1]  # neither smaller nor larger is better
    assert best["losses"][-1] < same["losses"][-1]
    assert shown["each"]["losses"][3] < best["losses"][3]  # batches are ahead all the same
    assert "are there in 3 epochs, one update an epoch in " in same["needs"]
    assert len(b64decode(shown["ink"])) == 98 * len(data.x)
