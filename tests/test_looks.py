"""What else there is to see of a training: each view is small, and says what the core says."""

import json
from base64 import b64decode
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from live import looks
from live.looks import SHADES, TOGETHER, Look
from live.trainer import Trainer
from live.worker import Command
from nn_core import LOSSES, OPTIMIZERS, datasets
from nn_core.sizes import sizes
from nn_core.stride import says, stride

LOSS = LOSSES["cross_entropy"]


@cache
def digits():
    everything = datasets.digits()
    return replace(everything, x=everything.x[:300], y=everything.y[:300])


@cache
def trained(*commands, batches=12):
    """Return the state of a training that was set up with `commands`, (do, value) each."""
    learner = Trainer(digits())
    for do, value in commands:
        learner.ask(Command(do, value))
    for _ in range(batches):
        learner.ask(Command("step"))
    while learner.waiting:
        learner.slice(0.0)
    return learner.state


def seen(state, view, first=0):
    answer = looks.seen(Look(view, first), state)
    assert len(json.dumps({"kind": "look", **answer}, allow_nan=False)) <= 8_000
    return answer


def decoded(picture):
    shades = np.frombuffer(b64decode(picture["shades"]), np.int8)
    return shades / SHADES * picture["most"]


@pytest.mark.parametrize("hidden", [(64, 32), ()])
def test_the_first_layers_pictures_come_a_few_at_a_time(hidden):
    state = trained(("hidden", hidden))
    W, start = state.training.network[0].W, state.start[0].W
    units, first, got = W.shape[1], 0, []
    while first < units:
        answer = seen(state, "weights", first)
        assert (answer["units"], answer["step"], answer["first"]) == (units, 12, first)
        got += answer["neurons"]
        first += TOGETHER
    assert [neuron["k"] for neuron in got] == list(range(units))
    assert answer["name"] == ("hidden 1" if hidden else "output")
    for k, neuron in enumerate(got):
        for picture, values in ((neuron["weights"], W), (neuron["change"], W - start)):
            most = np.abs(values[:, k]).max()
            assert picture["most"] == pytest.approx(most, rel=1e-6)
            assert_allclose(decoded(picture), values[:, k], rtol=0, atol=0.51 * most / SHADES)
    assert seen(state, "weights", units)["neurons"] == []


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_pixels_without_ink_keep_their_noise_exactly(optimizer):
    state = trained(("hidden", (6,)), ("optimizer", optimizer))
    blank = ~digits().x.any(axis=0)
    answer = seen(state, "weights")
    assert (answer["blank"], answer["moved"]) == (blank.sum(), False)
    W, start = state.training.network[0].W, state.start[0].W
    assert_array_equal(W[blank], start[blank])
    assert (W[~blank] != start[~blank]).any(axis=1).mean() > 0.9
    assert not decoded(answer["neurons"][0]["change"])[blank].any()


def test_l2_lets_the_noise_fade_and_it_is_told():
    state = trained(("hidden", (6,)), ("l2", 0.01))
    answer = seen(state, "weights")
    assert (answer["moved"], answer["l2"]) == (True, 0.01)


def test_before_the_first_batch_nothing_has_changed():
    answer = seen(trained(batches=0), "weights")
    assert [neuron["change"]["most"] for neuron in answer["neurons"]] == [0.0] * TOGETHER
    assert answer["noise"] is True


def test_weights_that_began_at_zero_are_no_noise():
    answer = seen(trained(("hidden", ()), ("scale", 0.0)), "weights")
    assert (answer["noise"], answer["moved"]) == (False, False)
    assert all(neuron["weights"] == neuron["change"] for neuron in answer["neurons"])


def test_a_pixel_that_only_the_readers_own_digits_ink_is_not_blank():
    state = trained(("hidden", (6,)))
    own = np.ones((1, 784), np.float32)
    mine = replace(state, data=replace(state.data, own_x=own, own_y=state.data.y[:1]))
    assert seen(mine, "weights")["blank"] == 0


def test_the_slope_is_the_cores_at_the_rate_of_the_moment():
    state = trained()
    for rate in (0.1, 30.0):
        turned = replace(state, settings=replace(state.settings, learning_rate=rate))
        answer = seen(turned, "slope")
        walked = stride(state.training, state.data, LOSS, turned.settings)
        assert (answer["verdict"], answer["says"]) == (walked.verdict, says(walked))
        assert answer["rate"] == rate
        numbers = [answer["loss"], answer["lands"], answer["slope"], *answer["lowest"]]
        assert numbers == pytest.approx(
            [walked.loss, walked.lands, walked.slope, *walked.lowest], rel=1e-6
        )
        assert_allclose(answer["losses"], walked.losses, rtol=1e-6)
        assert_allclose(answer["rates"], walked.rates, rtol=1e-6)
        assert (answer["examples"], answer["of"]) == (32, 32)
    whole = replace(state, settings=replace(state.settings, batch_size=None))
    assert [seen(whole, "slope")[name] for name in ("examples", "of")] == [256, 300]


def test_it_is_told_where_an_optimizer_remembers_nothing():
    state = trained(("hidden", (6,)), ("optimizer", "momentum"))
    assert seen(state, "slope")["remembers"] is True
    assert seen(replace(state, at=0), "slope")["remembers"] is False
    other = replace(state, settings=replace(state.settings, optimizer="adam"))
    assert seen(other, "slope")["remembers"] is False


def test_the_sizes_are_the_cores_and_layers_have_their_names():
    state = trained()
    answer = seen(state, "sizes")
    assert [layer["name"] for layer in answer["layers"]] == ["hidden 1", "hidden 2", "output"]
    found = sizes(state.training, state.data, LOSS, state.settings)
    for layer, size in zip(answer["layers"], found, strict=True):
        for name in ("gradient", "update", "weights"):
            assert layer[name] == pytest.approx(list(getattr(size, name)), rel=1e-6)
        assert layer["ratio"] == pytest.approx(size.ratio, rel=1e-6)
        assert (layer["dead"], layer["saturated"]) == (size.dead, size.saturated)


@pytest.mark.parametrize("view", ["weights", "slope", "sizes"])
def test_a_snapshot_is_seen_as_it_was(view):
    state = trained()
    back = replace(state, at=0)
    assert seen(back, view) == seen(trained(batches=0), view) | {"run": state.run}
    assert seen(back, view) != seen(state, view)


@pytest.mark.parametrize("view", ["weights", "slope", "sizes"])
def test_a_training_that_blew_up_is_told_in_json(view):
    state = trained(("hidden", (6,)), ("course", "linear-mse"), ("rate", 100.0), batches=60)
    assert state.status == "diverged"
    seen(state, view)
    lost = tuple(replace(layer, W=layer.W * np.float32(np.inf)) for layer in state.start)
    answer = seen(replace(state, training=replace(state.training, network=lost)), view)
    match view:
        case "weights":
            assert answer["neurons"][0]["weights"] == {"most": None, "shades": ""}
        case "slope":
            assert (answer["verdict"], answer["loss"]) == (None, None)
        case "sizes":
            assert answer["layers"][0]["weights"][0] is None
