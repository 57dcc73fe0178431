"""Every preset does what it says, from whatever weights and in whatever order of the batches.

Remarks call it by its name. The bounds stand well away from what ten other seeds showed, or forty.
"""

from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
import pytest
from some import some

from nn_core import ACTIVATIONS, LOSSES, OPTIMIZERS, Settings, Training, advance, forward
from nn_core.datasets import digits
from nn_core.presets import BATCH_SIZE, COURSES, MEASURED, PRESETS, Setup
from nn_core.progress import measure, next_measure
from nn_core.remarks import remark
from nn_core.training import batch_rows

BATCHES = 560  # two epochs
EVERY = 5  # batches from one look at unseen pictures to the next
UNSEEN = 500  # of them
USUAL = [(course, "sgd") for course in ("softmax-cross-entropy", "softmax-mse", "linear-mse")]

shipped = cache(digits)


def cases(preset):
    """Give a test each course, optimizer and seed of a preset; `make quick` takes a few of them."""
    pairs = [pair for pair in PRESETS[preset].rates if pair[0] in MEASURED]
    usual = [(*pair, 0) for pair in pairs if pair in USUAL]
    others = [(*pair, seed) for pair in pairs for seed in range(3) if (*pair, seed) not in usual]
    chosen = some([*usual, *others], quick=len(usual))
    return pytest.mark.parametrize(("course", "optimizer", "seed"), chosen)


@dataclass(frozen=True, eq=False)
class Run:
    """What was seen along two epochs."""

    losses: np.ndarray  # of each batch, before its step
    changes: np.ndarray  # by what factor each step changed the loss of its own batch
    unseen: np.ndarray  # loss of unseen pictures, at the start and after every few batches
    accuracy: float  # on unseen pictures, in the end
    remarks: list[str]  # the names of what was said of it

    @property
    def roughness(self):
        """Return by how much the loss of unseen pictures changes, up or down, from look to look."""
        return np.abs(np.diff(np.log(self.unseen[10:]))).mean()  # past the plunge of the start


def begun(course, seed):
    return Training(Setup(COURSES[course]).start(seed))


def settings(preset, course, optimizer, seed):
    rate = PRESETS[preset].rates[course, optimizer]
    return Settings(rate, BATCH_SIZE, optimizer, seed)


@cache
def run(preset, course, optimizer, seed):
    data, loss, training = shipped(), LOSSES[COURSES[course].loss], begun(course, seed)
    chosen = settings(preset, course, optimizer, seed)

    def loss_now(rows, x, y):
        return loss(forward(training.network, x[rows])[-1].a, y[rows])

    changes, unseen, remarks, measures = [], [], [], [measure(training, data, loss)]
    for batch in range(BATCHES):
        if batch % EVERY == 0:
            unseen.append(loss_now(slice(UNSEEN), data.x_test, data.y_test))
        training = advance(training, data, loss, chosen)
        if training.batch == next_measure(measures[-1].batch):
            measures.append(measure(training, data, loss))
        said = remark(COURSES[course], chosen, training, measures)
        remarks.append(said.name if said else "")
        rows = batch_rows(len(data.x), chosen, batch)
        changes.append(loss_now(rows, data.x, data.y) / training.curve[-1].loss)
    answers = forward(training.network, data.x_test)[-1].a.argmax(axis=1)
    return Run(
        losses=np.array([point.loss for point in training.curve]),
        changes=np.array(changes),
        unseen=np.array(unseen),
        accuracy=np.mean(answers == data.y_test.argmax(axis=1)),
        remarks=remarks,
    )


@cases("crawl")
def test_crawl_keeps_its_loss_for_two_epochs(course, optimizer, seed):
    crawl = run("crawl", course, optimizer, seed)
    assert 0.8 < crawl.unseen[-1] / crawl.unseen[0] < 1.0  # seen: 0.89 to 0.9997
    assert set(crawl.remarks[100:]) == {"crawling"}


@cases("good")
def test_good_brings_the_loss_down_and_learns(course, optimizer, seed):
    good = run("good", course, optimizer, seed)
    if optimizer == "sgd":
        assert (good.changes < 1.0).all()  # seen: 0.989 at most
    else:  # they also follow what they remember of the batches before
        assert (good.changes < 1.15).all()  # seen: 1.07 at most
        assert (good.changes < 1.0).mean() > 0.95  # seen: 0.975 at least
    early, middle, late = (part.mean() for part in np.split(good.losses, [100, 300]))
    assert early > middle > late
    assert good.unseen[-1] < 0.3 * good.unseen[0]  # seen: 0.22 at most
    assert good.accuracy > 0.7  # seen: 0.77 at least
    assert set(good.remarks) == {"", "learning"}


@cases("jumpy")
def test_jumpy_learns_but_its_loss_jumps(course, optimizer, seed):
    jumpy, good = (run(preset, course, optimizer, seed) for preset in ("jumpy", "good"))
    assert jumpy.accuracy > 0.65  # seen: 0.708 at least
    assert jumpy.roughness > 2 * good.roughness  # seen: 2.2 times at least, with SGD 2.9
    assert "jumping" in jumpy.remarks
    if optimizer == "sgd":  # the others may make a loss worse that is not their own batch's
        assert jumpy.changes.max() > 1.05  # seen: 1.09 at least


@cases("too much")
def test_too_much_ends_up_worse_than_guessing_and_stays_there(course, optimizer, seed):
    too_much = run("too much", course, optimizer, seed)
    guess = COURSES[course].guess
    assert np.isfinite(too_much.losses).all()
    assert (too_much.losses[20:] > 1.01 * guess).all()  # seen: 1.018 times at least
    assert too_much.losses[20:].mean() > 1.08 * guess  # seen: 1.11 times at least
    assert too_much.accuracy < 0.2  # seen: 0.159 at most, and 0.1 is chance
    assert too_much.remarks[-1] == "stuck"
    assert not {"learning", "learnt"} & set(too_much.remarks[100:])


@pytest.mark.parametrize("seed", some(range(3), quick=1))
def test_after_too_much_a_good_rate_no_longer_helps(seed):
    course = COURSES["softmax-cross-entropy"]
    data, loss = shipped(), LOSSES[course.loss]
    spoilt, turned = (Settings(rate, BATCH_SIZE, seed=seed) for rate in (10.0, 0.1))
    training = advance(begun(course.name, seed), data, loss, spoilt, 200)
    training = advance(training, data, loss, turned, 2_000)
    outputs = forward(training.network, data.x_test)[-1].a
    assert loss(outputs, data.y_test) > 0.95 * course.guess


@pytest.mark.parametrize("seed", some(range(3), quick=0))
def test_the_rates_that_many_texts_name_are_for_adam_and_get_nowhere_here_without_it(seed):
    data, loss = shipped(), LOSSES["cross_entropy"]
    shares = {}
    for optimizer, rate in [("sgd", 1e-3), ("sgd", 1e-4), ("sgd", 1e-5), ("adam", 1e-3)]:
        chosen = Settings(rate, BATCH_SIZE, optimizer, seed)
        training = advance(begun("softmax-cross-entropy", seed), data, loss, chosen, BATCHES)
        answers = forward(training.network, data.x_test)[-1].a.argmax(axis=1)
        shares[optimizer, rate] = np.mean(answers == data.y_test.argmax(axis=1))
    assert 0.45 < shares["sgd", 1e-3] < 0.65  # seen: 0.51 to 0.61
    assert shares["sgd", 1e-4] < 0.25  # seen: 0.14 to 0.19
    assert shares["sgd", 1e-5] < 0.17  # seen: 0.10 to 0.13, and 0.1 is chance
    assert shares["adam", 1e-3] > 0.88  # seen: 0.91


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
def test_blow_up_grows_without_end_and_slowly_enough_to_watch(optimizer, seed):
    training, remarks = begun("linear-mse", seed), []
    chosen = settings("blow up", "linear-mse", optimizer, seed)
    while not training.diverged and training.batch < BATCHES:
        training = advance(training, shipped(), LOSSES["mse"], chosen)
        remarks.append(remark(COURSES["linear-mse"], chosen, training, []))
    assert training.diverged
    pace = PRESETS["blow up"].pace
    assert pace <= 8
    assert 1 < training.batch / pace < 12  # seconds; seen: 29 to 33 batches in all
    *finite, last = [point.loss for point in training.curve]
    assert last == np.inf
    assert finite[-1] > 1e30 * finite[0]  # seen: 35.9 orders of magnitude at least
    assert (np.diff(finite[-15:]) > 0).all()  # seen: the last 19 at least
    assert [said.name for said in remarks[-10:]] == 9 * ["diverging"] + ["diverged"]


@pytest.mark.parametrize("pair", [pair for pair in PRESETS["good"].rates if "squared" in pair[0]])
def test_the_sum_of_squares_walks_the_same_way_as_their_mean_at_its_own_rate(pair):
    course, optimizer = pair
    answers = []
    for name in (course, course.replace("squared-error", "mse")):
        chosen, loss = settings("good", name, optimizer, 0), LOSSES[COURSES[name].loss]
        network = advance(begun(name, 0), shipped(), loss, chosen, 20).network
        answers.append(forward(network, shipped().x_test[:UNSEEN])[-1].a)
    # Adam adds 1e-8 to the size of a gradient: it counts where that is hardly larger.
    np.testing.assert_allclose(*answers, rtol=0, atol=5e-3 if optimizer == "adam" else 1e-5)


def test_presets_are_there_where_they_can_do_what_they_say():
    pairs = {(course, optimizer) for course in COURSES for optimizer in OPTIMIZERS}
    missing = {
        name: sorted(" ".join(pair) for pair in pairs - set(preset.rates))
        for name, preset in PRESETS.items()
    }
    assert missing["good"] == missing["jumpy"] == []
    assert missing["too much"] == ["linear-mse sgd", "linear-squared-error sgd"]
    assert {pair[0] for pair in PRESETS["blow up"].rates} == {"linear-mse", "linear-squared-error"}
    assert not any(optimizer == "adam" for _, optimizer in PRESETS["crawl"].rates)


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
