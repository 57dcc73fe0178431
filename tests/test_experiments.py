"""What an experiment says of itself is so, on other samples as well."""

from dataclasses import replace

import pytest

from live.plane import LOSS, begun, start, trained
from nn_core import Training, advance, forward
from nn_core.experiments import BRITZ, EXPERIMENTS, OVERFITTING, USUAL


def sampled(experiment, seed):
    """Return the experiment with other points and other weights."""
    made, settings = experiment.made, experiment.settings
    return replace(experiment, made=replace(made, seed=seed), settings=replace(settings, seed=seed))


def moved(experiment, batches):
    return trained(begun(experiment), batches)


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_fifty_neurons_learn_by_heart_what_three_do_not(seed):
    state = moved(sampled(OVERFITTING, seed), 600)
    fifty, three = state.sight.measure.own, state.sight.measure.beside
    assert (len(state.data.x), len(state.data.x_test), state.settings.l2) == (40, 40, 0.0)
    assert fifty.seen < three.seen
    assert fifty.unseen >= 2 * three.unseen
    assert state.turn is not None
    assert state.turn.batch < 300
    assert fifty.unseen > 2 * state.turn.own.unseen
    assert OVERFITTING.settings.seed == OVERFITTING.made.seed == 3  # the preset is one of these


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 6, 8])
def test_three_neurons_end_where_britz_found_them(seed):
    one = sampled(BRITZ, seed)
    data, settings = one.made.points.dataset, one.settings
    assert (len(data.x), settings.batch_size, settings.learning_rate) == (200, None, 0.01 * 200)
    assert settings.l2 == pytest.approx(0.01 / 200)
    begun = Training(start((3,), "tanh", 2, seed))
    network = advance(begun, data, LOSS, settings, 20_000).network
    penalty = settings.l2 / 2 * sum(float((layer.W**2).sum()) for layer in network)
    assert 0.02 < LOSS(forward(network, data.x)[-1].a, data.y) + penalty < 0.10


@pytest.mark.long
def test_a_line_does_for_heaps_and_a_curve_for_moons_rings_and_arms():
    right = {
        name: moved(EXPERIMENTS[name], 3_000).sight
        for name in ("a line will do", USUAL.name, "inside and outside", "three kinds")
    }
    assert right["a line will do"].accuracy.unseen > 0.97
    assert right[USUAL.name].accuracy.unseen > 0.9
    assert right["inside and outside"].accuracy.unseen > 0.95
    assert right["inside and outside"].measure.beside.unseen > 0.65  # ln 2: no line can do it
    assert right["three kinds"].accuracy.unseen > 0.95


def test_each_is_known_again_by_what_it_is():
    for name, experiment in EXPERIMENTS.items():
        assert begun(experiment).experiment.name == name
    larger = begun(replace(BRITZ, hidden=(50,)))
    assert larger.experiment is EXPERIMENTS[BRITZ.name]
    assert begun(replace(USUAL, hidden=(4,))).experiment is None
