"""Every preset does what it says, from whatever weights and in whatever order of the batches.

The bounds stand well away from what forty other seeds showed.
"""

from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
import pytest

from nn_core import ACTIVATIONS, LOSSES, Settings, Training, advance, forward
from nn_core.datasets import digits
from nn_core.presets import BATCH_SIZE, COURSES, PRESETS, Setup
from nn_core.training import batch_rows

BATCHES = 560  # two epochs
EVERY = 5  # batches from one look at unseen pictures to the next
UNSEEN = 500  # of them

shipped = cache(digits)
seeds = pytest.mark.parametrize("seed", range(3))


def courses(preset):
    return pytest.mark.parametrize("course", [course for course, _ in PRESETS[preset].rates])


@dataclass(frozen=True, eq=False)
class Run:
    """What was seen along two epochs."""

    losses: np.ndarray  # of each batch, before its step
    changes: np.ndarray  # by what factor each step changed the loss of its own batch
    unseen: np.ndarray  # loss of unseen pictures, at the start and after every few batches
    accuracy: float  # on unseen pictures, in the end

    @property
    def roughness(self):
        """Return by how much the loss of unseen pictures changes, up or down, from look to look."""
        return np.abs(np.diff(np.log(self.unseen[10:]))).mean()  # past the plunge of the start


def begun(course, seed):
    return Training(Setup(COURSES[course]).start(seed))


@cache
def run(preset, course, seed):
    data, loss, training = shipped(), LOSSES[COURSES[course].loss], begun(course, seed)
    settings = Settings(PRESETS[preset].rates[course, "sgd"], BATCH_SIZE, seed=seed)

    def loss_now(rows, x, y):
        return loss(forward(training.network, x[rows])[-1].a, y[rows])

    changes, unseen = [], []
    for batch in range(BATCHES):
        if batch % EVERY == 0:
            unseen.append(loss_now(slice(UNSEEN), data.x_test, data.y_test))
        training = advance(training, data, loss, settings)
        rows = batch_rows(len(data.x), settings, batch)
        changes.append(loss_now(rows, data.x, data.y) / training.curve[-1].loss)
    answers = forward(training.network, data.x_test)[-1].a.argmax(axis=1)
    return Run(
        losses=np.array([point.loss for point in training.curve]),
        changes=np.array(changes),
        unseen=np.array(unseen),
        accuracy=np.mean(answers == data.y_test.argmax(axis=1)),
    )


@seeds
@courses("crawl")
def test_crawl_keeps_its_loss_for_two_epochs(course, seed):
    crawl = run("crawl", course, seed)
    assert 0.8 < crawl.unseen[-1] / crawl.unseen[0] < 1.0  # seen: 0.89 to 0.9997


@seeds
@courses("good")
def test_good_brings_the_loss_down_with_every_step_and_learns(course, seed):
    good = run("good", course, seed)
    assert (good.changes < 1.0).all()  # seen: 0.989 at most
    early, middle, late = (part.mean() for part in np.split(good.losses, [100, 300]))
    assert early > middle > late
    assert good.unseen[-1] < 0.3 * good.unseen[0]  # seen: 0.21 at most
    assert good.accuracy > 0.7  # seen: 0.77 at least


@seeds
@courses("jumpy")
def test_jumpy_learns_with_steps_that_make_it_worse_and_a_loss_that_jumps(course, seed):
    jumpy, good = run("jumpy", course, seed), run("good", course, seed)
    assert jumpy.accuracy > 0.7  # seen: 0.82 at least
    assert jumpy.changes.max() > 1.05  # seen: 1.09 at least
    assert jumpy.roughness > 2 * good.roughness  # seen: 2.9 times at least


@seeds
@courses("too much")
def test_too_much_ends_up_worse_than_guessing_and_stays_there(course, seed):
    too_much = run("too much", course, seed)
    assert np.isfinite(too_much.losses).all()
    assert (too_much.losses[20:] > 1.2 * COURSES[course].guess).all()  # seen: 1.38 times at least
    assert too_much.accuracy < 0.2  # seen: 0.124 at most, and 0.1 is chance


@seeds
def test_after_too_much_a_good_rate_no_longer_helps(seed):
    course = COURSES["softmax-cross-entropy"]
    data, loss = shipped(), LOSSES[course.loss]
    spoilt, turned = (Settings(rate, BATCH_SIZE, seed=seed) for rate in (10.0, 0.1))
    training = advance(begun(course.name, seed), data, loss, spoilt, 200)
    training = advance(training, data, loss, turned, 2_000)
    outputs = forward(training.network, data.x_test)[-1].a
    assert loss(outputs, data.y_test) > 0.95 * course.guess


@seeds
def test_blow_up_grows_without_end_and_slowly_enough_to_watch(seed):
    preset = PRESETS["blow up"]
    assert preset.rates == {("linear-mse", "sgd"): 1.0}
    training, settings = begun("linear-mse", seed), Settings(1.0, BATCH_SIZE, seed=seed)
    while not training.diverged and training.batch < BATCHES:
        training = advance(training, shipped(), LOSSES["mse"], settings)
    assert training.diverged
    assert preset.pace <= 8
    assert 1 < training.batch / preset.pace < 12  # seconds; seen: 29 to 33 batches in all
    *finite, last = [point.loss for point in training.curve]
    assert last == np.inf
    assert finite[-1] > 1e30 * finite[0]  # seen: 35.9 orders of magnitude at least
    assert (np.diff(finite[-15:]) > 0).all()  # seen: the last 19 at least


@pytest.mark.parametrize(
    ("course", "guess"),
    [
        ("softmax-cross-entropy", log(10)),
        ("softmax-mse", (0.9**2 + 9 * 0.1**2) / 10),
        ("linear-mse", (0.9**2 + 9 * 0.1**2) / 10),
    ],
)
def test_guessing_costs_what_pencil_and_paper_say(course, guess):
    assert COURSES[course].guess == pytest.approx(guess, rel=1e-12)


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_a_course_starts_from_the_same_weights_again(course):
    first, again, other = (Setup(course).start(seed) for seed in (1, 1, 2))
    assert first[-1].activation is ACTIVATIONS[course.output]
    assert (first[0].W == again[0].W).all()
    assert (first[0].W != other[0].W).any()


def test_the_names_that_stand_in_links_stay_what_they_are():
    assert list(COURSES) == [
        f"{output}-{loss}"
        for output in ("softmax", "sigmoid", "linear")
        for loss in ("cross-entropy", "mse", "squared-error")
        if (output, loss) != ("linear", "cross-entropy")
    ]
    assert list(PRESETS) == ["crawl", "good", "jumpy", "too much", "blow up"]


def test_every_rate_is_a_round_number_that_the_knob_can_reach():
    for preset in PRESETS.values():
        for rate in preset.rates.values():
            assert 1e-5 <= rate <= 100.0
            assert f"{rate:e}"[0] in "1235"
            assert float(f"{rate:.0e}") == rate
