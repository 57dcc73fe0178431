"""A story remembers each epoch of the very training that it tells."""

from dataclasses import replace

import numpy as np
import pytest

from nn_core import Training, advance, forward
from nn_core.datasets import doodles
from nn_core.progress import measure
from nn_core.story import LOSS, PRESET, START, nearest, path, started, told


def test_it_is_told_as_the_training_goes():
    data = doodles(60, 20)
    story = told(data, started(), PRESET, 3)
    assert len(story.networks) == len(story.measures) == 4
    training, picture = Training(started()), data.x_test[:1]
    for batch, loss in enumerate(story.losses, 1):
        training = advance(training, data, LOSS, PRESET)
        assert training.curve[-1].loss == loss
        if batch % 3 == 0:
            assert story.measures[batch // 3] == measure(training, data, LOSS)
            said = forward(training.network, picture)[-1].a[0]
            np.testing.assert_array_equal(story.outputs(picture)[batch // 3], said)
    own = replace(data, own_x=picture, own_y=data.y_test[:1])
    assert (told(own, started(), PRESET, 3).outputs(picture) != story.outputs(picture)).any()


def test_pictures_are_followed_from_batch_to_batch_and_chosen_by_their_first_answer():
    data, few = doodles(60, 20), np.array([3, 5, 8])
    story = told(data, started(), PRESET, 2)
    way = path(data, started(), PRESET, 2, data.x_test)
    assert way.shape == (7, 20, 2)
    for n in few:
        np.testing.assert_allclose(way[::3, n], story.outputs(data.x_test[n]), rtol=1e-5)
    chosen = nearest(started(), data.x_test, few)
    assert chosen in few
    assert np.abs(way[0, few, 0] - 0.75).min() == np.abs(way[0, chosen, 0] - 0.75)


def test_enough_is_when_the_unseen_accuracy_stays_near_its_best():
    story = told(doodles(60, 20), started(), PRESET, 1)
    seen = [0.5, 0.99, 0.9, 0.982, 0.99, 0.981]
    measures = tuple(replace(story.measures[0], unseen_accuracy=one) for one in seen)
    assert replace(story, measures=measures).enough == 3
    assert replace(story, measures=measures[:1]).enough == 0


@pytest.mark.long
@pytest.mark.parametrize("seed", [0, 1, 2, START])
def test_it_becomes_good_and_the_cat_nearest_to_three_quarters_becomes_sure(seed):
    data = doodles(seed=seed % START)  # the lesson's network learns from the first sample
    story = told(data, started(seed), replace(PRESET, seed=seed % START))
    assert story.measures[0].unseen_accuracy < 0.9
    assert story.measures[-1].unseen_accuracy > 0.95
    cats = data.x_test[data.y_test[:, 0] == 1]
    first = forward(started(seed), cats)[-1].a[:, 0]
    followed = story.outputs(cats[np.abs(first - 0.75).argmin()])[:, 0]
    assert followed[0] == pytest.approx(0.75, abs=0.01)
    assert followed[1] < 0.94 < followed[-1]


def test_the_lessons_network_knows_nothing_at_first():
    data = doodles()
    said = forward(started(), data.x_test)[-1].a[:, 0] > 0.5
    for kind in (0, 1):
        assert 0.4 < said[data.y_test[:, kind] == 1].mean() < 0.6
