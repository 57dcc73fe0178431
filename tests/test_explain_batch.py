"""A batch explained: its loss, its gradient and its step, printed, are what training does."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from recomputed import recomputed
from test_explain import check, check_down

from nn_core import (
    LOSSES,
    Dataset,
    Layer,
    Parameter,
    Settings,
    Training,
    advance,
    explain,
    new_network,
    steepest,
)
from nn_core.presets import COURSES

SIZE = 20  # more than a sum lists one by one
RATE = 0.05


@cache
def data(size=SIZE):
    """Return pictures of 64 pixels, each with some ink, and labels."""
    rng = np.random.default_rng(4)
    x = rng.random((size, 64)) * (rng.random((size, 64)) < 0.3)
    y = np.eye(10)[rng.integers(0, 10, size)]
    return Dataset(x, y, x[:1], y[:1])


def network(output="softmax"):
    rng = np.random.default_rng(2)
    made = new_network([64, 7, 10], "tanh", output, rng=rng, dtype=np.float64)
    return tuple(Layer(l.W, rng.normal(0, 0.3, len(l.b)), l.activation) for l in made)


def batch(course="softmax-cross-entropy", size=SIZE):
    course = COURSES[course]
    here = data(size)
    return explain.Batch(network(course.output), here.x, here.y, LOSSES[course.loss])


def places(found):
    """Return the steepest weight, a bias, and a weight of the first column that some ink meets."""
    return steepest(found.gradients), Parameter(1, None, 3), Parameter(0, 5, 2)


@pytest.mark.parametrize("course", COURSES)
def test_the_loss_of_a_batch_is_the_mean_of_its_pictures(course):
    found = batch(course)
    whole, rng = explain.batch_loss(found), np.random.default_rng(0)
    assert whole.value == pytest.approx(found.loss(found.trace[-1].a, found.y), rel=1e-12)
    losses = [explain.picture_loss(found, n) for n in range(SIZE)]
    assert np.mean([loss.value for loss in losses]) == pytest.approx(whole.value, rel=1e-12)
    assert losses[2].name.startswith("loss of picture 3 (")
    (total,) = (part for part in whole.parts if part.name != "rounding")
    assert total.name == f"sum of the {SIZE} losses"
    for one in (*total.parts, *losses[:2]):
        check(one)
    check_down(whole, rng, steps=7)


@pytest.mark.parametrize("course", list(COURSES)[::3])
def test_the_gradient_of_a_batch_is_the_mean_of_its_pictures_chains(course):
    found, rng = batch(course), np.random.default_rng(1)
    for of in places(found):
        whole = explain.batch_gradient(found, of)
        assert whole.value == of.gradient(found.gradients)
        chains = [explain.picture_gradient(found, of, n) for n in range(SIZE)]
        for n, chain in enumerate(chains):
            alone = explain.chain(found.case(n), of)
            assert chain.value == alone.value == pytest.approx(found.slopes(of)[n], rel=1e-12)
            assert chain.numbers == alone.numbers
        assert np.mean([chain.value for chain in chains]) == pytest.approx(whole.value, rel=1e-11)
        check_down(whole, rng, steps=7)


def test_every_picture_stands_in_the_sum_or_is_said_to_give_nothing():
    found = batch()
    of = Parameter(0, 5, 2)
    blank = int((found.x[:, 5] == 0).sum())
    assert 0 < blank < SIZE
    sum = explain.batch_gradient(found, of).parts[0]
    (nothing,) = (part for part in sum.parts if "gradient of 0" in part.name)
    assert nothing.name == f"{blank} pictures with a gradient of 0"
    named = [part for part in sum.parts if ", for picture " in part.name]
    assert len({part.name for part in named}) == min(SIZE - blank, len(named)) > 0


STEPS = [("sgd", 0.0), ("sgd", 0.01), ("momentum", 0.0), ("adam", 0.0), ("adam", 0.01)]


@pytest.mark.parametrize(("optimizer", "l2"), STEPS)
def test_the_printed_step_is_the_one_that_training_takes(optimizer, l2):
    settings = Settings(RATE, None, optimizer, l2=l2)
    rng, training, loss = np.random.default_rng(3), Training(network()), LOSSES["cross_entropy"]
    for _ in range(3):
        found = explain.Batch(training.network, data().x, data().y, loss)
        after = advance(training, data(), loss, settings)
        for of in places(found):
            step = explain.batch_update(found, of, settings, training.state)
            expected = of.value(after.network)
            assert step.value == pytest.approx(expected, rel=0, abs=1e-12)
            assert step.parts[0].value == of.value(training.network)
            assert step.shown != step.parts[0].shown  # it has the digits that show the change
            check_down(step, rng, steps=6)
            for part in step.parts:
                check_down(part, rng, steps=5)
        training = after


def test_what_each_optimizer_steps_along_is_told():
    found, of = batch(), steepest(batch().gradients)

    def step(optimizer, l2=0.0):
        return explain.batch_update(found, of, Settings(RATE, None, optimizer, l2=l2))

    assert step("sgd").parts[2].name.endswith("for the batch")
    assert step("sgd", 0.01).parts[2].name.endswith("with the pull of L2")
    assert step("momentum").parts[2].parts[0].symbol == "v"
    direction = step("adam").parts[2]
    assert [part.symbol for part in direction.parts[:2]] == [r"\hat m", r"\hat v"]
    # The first step of Adam goes as far as the rate for every weight that has a gradient.
    assert abs(recomputed(direction.shown)) == pytest.approx(1, abs=1e-3)
    bias = Parameter(1, None, 3)
    pulled = explain.batch_update(found, bias, Settings(RATE, None, l2=0.01))
    assert "L2" not in pulled.parts[2].name  # a bias is left alone


def test_one_picture_is_a_batch_too():
    found = batch(size=1)
    assert explain.batch_loss(found).value == explain.picture_loss(found, 0).value
    check_down(explain.batch_loss(found), np.random.default_rng(0), steps=6)
    check_down(explain.batch_gradient(found, steepest(found.gradients)), np.random.default_rng(0))


def test_it_wants_float64():
    rough = tuple(replace(l, W=l.W.astype(np.float32)) for l in network())
    with pytest.raises(ValueError, match="expected a network of float64, got float32"):
        explain.Batch(rough, data().x, data().y, LOSSES["mse"])
