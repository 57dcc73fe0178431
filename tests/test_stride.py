"""The slope you walk: how far the next step goes, and what it would come to if it were longer."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nn_core import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Dataset,
    Layer,
    Settings,
    Training,
    advance,
    datasets,
    forward,
    new_network,
)
from nn_core.next_step import MOST, next_step
from nn_core.presets import COURSES
from nn_core.stride import RATES, says, stride

SQUARED = LOSSES["squared_error"]


def parabola(rate, w=0.0):
    """Stand where one weight and one bias, both w, are to make 1 out of 1.

    The sum is 2w; each of them has the gradient 2 (2w - 1), so a step from 0 leads to a sum of
    4 rate: the loss is (4 rate - 1)^2, lowest at 1/4 and as high as before at 1/2.
    """
    one = np.ones((1, 1))
    network = (Layer(w * one, w * one[0], ACTIVATIONS["identity"]),)
    return stride(Training(network), Dataset(one, one, one, one), SQUARED, Settings(rate, None))


@cache
def digits():
    everything = datasets.digits()
    return replace(everything, x=everything.x[:600], y=everything.y[:600])


@cache
def trained(optimizer="sgd", l2=0.0, course="softmax-cross-entropy"):
    """Return a small network after ten batches, its loss, and the settings it had."""
    settings = Settings(0.01, 8, optimizer, l2=l2)
    output, loss = COURSES[course].output, LOSSES[COURSES[course].loss]
    network = new_network([784, 6, 5, 10], output=output, rng=np.random.default_rng(0))
    return advance(Training(network), digits(), loss, settings, 10), loss, settings


def test_on_a_parabola_it_is_what_is_worked_out_by_hand():
    walked = parabola(0.1)
    assert_allclose(walked.losses, (4 * walked.rates - 1) ** 2, rtol=0, atol=1e-10)
    assert (walked.rate, walked.loss, walked.slope) == (0.1, 1.0, -8.0)
    assert walked.lands == pytest.approx(0.36, abs=1e-15)
    assert walked.lowest == (0.25, 0.0)
    assert walked.reach == 0.6


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [  # a third of the way down lies at 0.0459, a third of it is lost again at 0.3943
        (1e-5, "too short"),
        (0.0458, "too short"),
        (0.0460, "right"),
        (0.25, "right"),
        (0.3943, "right"),
        (0.3944, "too long"),
        (0.4999, "too long"),
        (0.5001, "up the other side"),
        (100.0, "up the other side"),
    ],
)
def test_the_verdict_is_a_matter_of_thirds(rate, verdict):
    assert parabola(rate).verdict == verdict
    assert says(parabola(rate)).lower().startswith(verdict)


def test_what_it_says_has_the_numbers_in_it():
    assert [says(parabola(rate)) for rate in (0.01, 0.2, 0.45, 1.0)] == [
        "Too short. The loss falls from 1.0000 to 0.9216. It could fall to 0.0000, at a rate of "
        "0.25.",
        "Right. The loss falls from 1.0000 to 0.0400. The lowest place is 0.0000, at a rate of "
        "0.25.",
        "Too long. The loss falls from 1.0000 to 0.6400, but the step goes past the lowest place, "
        "0.0000, at a rate of 0.25.",
        "Up the other side. The loss rises from 1.0000 to 9.0000: the step jumps over the lowest "
        "place, 0.0000, at a rate of 0.25.",
    ]


def test_where_the_gradient_is_zero_it_is_flat():
    lowest = parabola(0.1, w=0.5)
    assert (lowest.flat, lowest.slope, lowest.verdict) == (True, 0.0, "too short")
    assert says(lowest) == (
        "Flat. The loss stays near 0.0000: no step this way lowers it, however long."
    )


def test_of_a_flat_floor_the_nearest_place_is_the_lowest_and_the_axis_ends_beyond_it():
    # One picture, two outputs, weights of 0: after a step of rate r the loss is log(1 + e^-2r), for
    # W and b each move both outputs by r / 2. It falls by less and less, for ever.
    x, y = np.ones((1, 1)), np.array([[1.0, 0.0]])
    network = (Layer(np.zeros((1, 2)), np.zeros(2), ACTIVATIONS["softmax"]),)
    loss, data = LOSSES["cross_entropy"], Dataset(x, y, x, y)
    walked = stride(Training(network), data, loss, Settings(0.1, None))
    assert_allclose(walked.losses, np.log1p(np.exp(-2 * walked.rates)), rtol=0, atol=1e-12)
    best, lowest = walked.lowest
    assert 6.5 < best < 8  # from 7.1 on, what it could still fall is a millionth of log(2) or less
    assert lowest < 2e-6
    assert walked.reach == 30.0  # the knob goes on to 100


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("l2", [0.0, 0.03])
def test_every_place_is_where_the_optimizers_own_step_leads(optimizer, l2):
    training, loss, settings = trained(optimizer, l2)
    walked = stride(training, digits(), loss, settings)
    x, y = (array.astype(float) for array in digits().batch(settings, training.batch))
    here = next_step(training, digits(), loss, settings)

    def loss_at(rate):
        step = OPTIMIZERS[optimizer].step
        network, _ = step(here.before, here.gradients, training.state, rate)
        squares = sum((layer.W**2).sum() for layer in network)
        return loss(forward(network, x)[-1].a, y) + l2 / 2 * squares

    expected = [loss_at(rate) for rate in walked.rates]
    assert_allclose(walked.losses, expected, rtol=1e-9)
    assert (walked.loss, walked.lands) == pytest.approx((loss_at(0.0), loss_at(0.01)), rel=1e-12)
    h = 1e-6
    assert walked.slope == pytest.approx((loss_at(h) - loss_at(-h)) / (2 * h), rel=1e-6)
    if optimizer == "sgd":
        steepness = sum((g.W**2).sum() + (g.b**2).sum() for g in here.gradients)
        assert walked.slope == pytest.approx(-steepness, rel=1e-6)


def test_it_lands_where_the_training_lands():
    training, loss, settings = trained("adam")
    after = advance(training, digits(), loss, settings).network
    x, y = digits().batch(settings, training.batch)
    lands = stride(training, digits(), loss, settings).lands
    assert lands == pytest.approx(loss(forward(after, x)[-1].a, y), rel=1e-6)


@pytest.mark.parametrize(
    ("course", "verdicts"),
    [
        ("softmax-cross-entropy", {1e-5: "too short", 0.1: "right", 100.0: "up the other side"}),
        ("linear-mse", {1e-5: "too short", 0.1: "right", 3.0: "up the other side"}),
    ],
)
def test_rates_that_crawl_learn_and_blow_up_do_so_on_real_digits(course, verdicts):
    training, loss, settings = trained(course=course)
    for rate, verdict in verdicts.items():
        walked = stride(training, digits(), loss, replace(settings, learning_rate=rate))
        assert walked.verdict == verdict
        assert 0 < walked.lowest[0] < walked.reach


def test_a_velocity_that_leads_uphill_is_told():
    training, loss, settings = trained()
    here = next_step(training, digits(), loss, settings)
    velocity = tuple((-100 * g.W, -100 * g.b) for g in here.gradients)
    rolling = replace(training, state=velocity, optimizer="momentum")
    walked = stride(rolling, digits(), loss, replace(settings, optimizer="momentum"))
    assert walked.slope > 0
    assert walked.verdict == "up the other side"


def test_a_training_that_blew_up_has_no_slope():
    training, loss, settings = trained(course="linear-mse")
    lost = tuple(replace(layer, W=1e200 * layer.W.astype(float)) for layer in training.network)
    walked = stride(replace(training, network=lost), digits(), loss, settings)
    assert walked.verdict is None
    assert "no finite number" in says(walked)


def test_a_large_batch_is_stood_for_by_its_first_examples():
    training, loss, settings = trained()
    step = next_step(training, digits(), loss, replace(settings, batch_size=None))
    assert len(step.y) == MOST
    assert_allclose(step.trace[0].x, digits().x[:MOST], rtol=0)


def test_the_rates_are_those_of_the_knob():
    assert (RATES[0], RATES[-1], len(RATES)) == (1e-5, 100.0, 36)
    assert {0.01, 0.1, 1.0, 10.0} < set(RATES)
    assert_allclose(np.diff(np.log10(RATES)), 0.2, atol=0.01)
