"""What is said of a training, and what helps; tests/test_presets.py has the trainings to it."""

from dataclasses import replace

import numpy as np
import pytest
from some import some

from live import messages
from nn_core import LOSSES, Settings, Training, advance
from nn_core.datasets import digits
from nn_core.presets import COURSES, Setup
from nn_core.progress import Measure, measure
from nn_core.remarks import MEASURES, remark
from nn_core.training import Point

SOFTMAX, LINEAR = COURSES["softmax-cross-entropy"], COURSES["linear-mse"]
USUAL, RELU, SIGMOID = (Setup(activation=name) for name in ("tanh", "relu", "sigmoid"))
ZEROS = Setup(scale=0.0)
QUICK = Settings(learning_rate=1.0, seed=0)
EVERY = 25  # batches from one measure to the next


def measured(losses, unseen=None, right=None, **shares):
    """Return measures with these losses; `unseen` and `right` are of the unseen digits."""
    at = {"dead": 0.0, "saturated": 0.0} | shares
    unseen, right = unseen or losses, right or [0.5] * len(losses)
    return [
        Measure(EVERY * k, EVERY * k / 250, loss, 0.5, unseen[k], right[k], **at)
        for k, loss in enumerate(losses)
    ]


def trained(losses, rates, setup=USUAL):
    """Return a training with these losses on its curve, a point for each batch."""
    pairs = enumerate(zip(losses, rates, strict=True), 1)
    curve = tuple(Point(batch, batch / 250, loss, rate) for batch, (loss, rate) in pairs)
    return Training(setup.start(0), batch=len(losses), curve=curve)


def said(settings=QUICK, course=SOFTMAX, losses=(), measures=(), setup=USUAL):
    training = trained(losses, [settings.learning_rate] * len(losses), setup)
    return remark(course, settings, training, measures)


def rate(value):
    return replace(QUICK, learning_rate=value)


HIGH = measured([2.4, 2.5, 2.31, 2.6, 2.4])
FALLING = [2.0 - 0.1 * k for k in range(13)]
RESTART = (("rate", 0.1), ("reset", None), ("run", None))
# What is given, the name of what is said, words of it, and the commands of the remedy.
SAYINGS = [
    (
        {"course": LINEAR, "losses": [0.3, 5.0, np.inf]},
        "diverged",
        "At batch 3 the loss became too large a number for the computer.",
        (("pace", None), ("rate", 0.05), ("reset", None), ("run", None)),
    ),
    (
        {"course": LINEAR, "losses": [0.3, 0.5, 2, 9, 40, 170], "settings": rate(0.02)},
        "diverging",
        "In 5 batches the loss grew from 0.3000 to 170.0000.",
        (("pace", None), ("rate", 0.002), ("reset", None), ("run", None)),
    ),
    (
        {"measures": measured([20, 24, 21, 23, 25], saturated=0.9)},
        "stuck",
        "For 100 batches the loss has not come below 20.0000. The same answer to every digit, 0.1 "
        "for each, costs 2.3026. 90.0 % of the hidden neurons are saturated: they lie where tanh "
        "is flat, and let next to no gradient through. The weights were too large from the start.",
        (("scale", 1.0), ("run", None)),
    ),
    (
        {"measures": [HIGH[0], *(replace(m, saturated=0.9) for m in HIGH[1:])]},
        "stuck",
        "Long steps threw them there. Now no rate brings them back.",
        RESTART,
    ),
    (
        {
            "measures": [HIGH[0], *(replace(m, saturated=0.9) for m in HIGH[1:])],
            "settings": rate(0.1),
        },
        "stuck",
        "Now no rate brings them back.",
        RESTART,
    ),
    ({"measures": HIGH}, "stuck", "The steps are so long that each lands somewhere else.", RESTART),
    (
        {"measures": HIGH, "setup": ZEROS},
        "stuck",
        "All neurons of hidden 1 have the same weights, so they get the same gradient",
        (("scale", 1.0), ("run", None)),
    ),
    (
        {"measures": HIGH, "settings": rate(0.1), "setup": SIGMOID},
        "stuck",
        "A sigmoid is never steeper than a quarter",
        (("activation", "tanh"), ("run", None)),
    ),
    (
        {"measures": HIGH, "settings": replace(rate(0.1), l2=0.5)},
        "stuck",
        "L2 pulls all weights towards 0, harder than the digits pull them away from it.",
        (("l2", 0.0),),
    ),
    (
        {"measures": measured([2.4] * 5, dead=0.8), "settings": rate(0.1), "setup": RELU},
        "stuck",
        "80.0 % of the hidden neurons are dead",
        (("activation", "leaky_relu"), ("run", None)),
    ),
    (
        {"measures": measured(FALLING, dead=0.3), "setup": RELU},
        "dead",
        "30.0 % of the hidden neurons are dead: no digit turns them on. Where a ReLU is 0 its "
        "slope is 0 too. Such a neuron gets no gradient, and can't come back.",
        RESTART,
    ),
    (
        {"measures": measured([2.4, 1.2, 0.8, 0.5, 0.9, 0.6, 0.7])},
        "jumping",
        "The loss of the same 1,000 digits went up in 2 of the last 6 looks at it, by 0.5000 "
        "together. The steps are too long: some jump over the valley and land higher up than "
        "before.",
        (("rate", 0.1),),
    ),
    (
        {"losses": [2.4, 1.5, 0.5, 4.5, 2.0], "settings": replace(rate(0.1), batch_size=2)},
        "jumping",
        "Within 5 batches the loss leapt from 0.5000 to 4.5000. A batch of 2 says little about all "
        "the digits, so many steps go astray.",
        (("batch_size", 32), ("run", None)),
    ),
    (
        {"measures": measured(FALLING, saturated=0.6)},
        "saturated",
        "60.0 % of the hidden neurons are saturated. For nearly every digit they lie where tanh is "
        "flat. Next to no gradient gets through",
        (("scale", 1.0), ("run", None)),
    ),
    (
        {"measures": measured([2.41, 2.40, 2.39, 2.38, 2.37]), "settings": rate(1e-5)},
        "crawling",
        "In 100 batches the loss only went from 2.4100 to 2.3700. With a rate of 0.00001 the steps "
        "are too short to get anywhere.",
        (("rate", 0.1),),
    ),
    (
        {
            "measures": measured(
                [1 / 2**k for k in range(8)], [1, 0.5, 0.3, 0.4, 0.5, 0.5, 0.5, 0.6]
            ),
        },
        "overfitting",
        "The loss of unseen digits was lowest in epoch 0.2: 0.3000. It rose to 0.5000, while that "
        "of the digits it learns from fell from 0.2500 to 0.0078.",
        (("l2", 0.001),),
    ),
    (
        {"measures": measured(FALLING, right=[0.1, 0.5, 0.8, 0.9, *[0.904] * 9])},
        "learnt",
        "After half of its 300 batches it had at best 90.4 % of the unseen digits right, since "
        "then 90.4 %.",
        None,
    ),
    (
        {"measures": measured(FALLING)},
        "learning",
        "In 300 batches the loss went from 2.0000 to 0.8000.",
        None,
    ),
]


@pytest.mark.parametrize(("given", "name", "words", "commands"), SAYINGS)
def test_what_is_said_and_what_helps(given, name, words, commands):
    found = said(**given)
    assert found.name == name
    assert words in f"{found.says} {found.why}"
    assert (found.remedy.commands if found.remedy else None) == commands


def test_every_remedy_is_something_that_a_trainer_does():
    for given, *_ in SAYINGS:
        remedy = said(**given).remedy
        for do, value in remedy.commands if remedy else ():
            messages.command({"do": do, "value": value})


def test_after_a_divergence_the_remedy_stays_when_the_knob_is_turned():
    training = trained([0.3, np.inf], [1.0, 1.0])
    labels = {remark(LINEAR, rate(now), training, ()).remedy.label for now in (1.0, 0.05, 1e-5)}
    assert labels == {"Start again with a rate of 0.05"}


def test_before_there_is_something_to_see_nothing_is_said():
    assert said() is None
    assert said(losses=[2.4, 2.3], measures=measured([2.4])) is None


def test_after_another_rate_only_what_came_since_counts():
    jumpy = [2.0, 0.1, 5.0, 0.2, 6.0]
    assert said(losses=jumpy).name == "jumping"
    turned = trained([*jumpy, 0.4, 0.3], rates=[1.0] * 5 + [0.2] * 2)
    assert remark(SOFTMAX, rate(0.2), turned, measured([2.4])) is None


def test_a_good_rate_is_not_blamed_for_what_batches_differ_by():
    uneven = [0.8, 0.1, 1.2, 0.3, 0.9, 0.2] * 8
    assert said(settings=rate(0.3), losses=uneven) is None


def test_l2_is_offered_once():
    measures = measured([0.5 / 2**k for k in range(6)], [0.5, 0.3, 0.4, 0.5, 0.6, 0.6])
    assert said(settings=replace(QUICK, l2=0.001), measures=measures).remedy is None


def test_a_remark_looks_at_no_more_of_a_long_run_than_of_a_short_one():
    losses = [3.0 - 0.001 * k for k in range(2_000)]
    short = losses[-400:]
    late = [replace(m, batch=m.batch + 1_600) for m in measured(FALLING[:MEASURES])]
    assert said(losses=losses, measures=late) == said(losses=short, measures=late)


@pytest.mark.parametrize(
    ("setup", "settings", "batches", "name"),
    [
        (Setup(activation="relu"), Settings(1.0), 25, "dead"),
        (Setup(scale=10.0), Settings(0.1), 100, "saturated"),
        (Setup(scale=0.0), Settings(0.1), 100, "stuck"),
        (Setup(hidden=(100, 100, 100), activation="sigmoid"), Settings(0.1), 100, "stuck"),
        (Setup(), Settings(0.1, batch_size=1), 100, "jumping"),
        (Setup(), Settings(1e-5, optimizer="adam"), 100, "crawling"),
    ],
    ids=["dead", "saturated", "alike", "sigmoids", "batches of one", "Adam at 0.00001"],
)
@pytest.mark.parametrize("seed", some(range(3), quick=1))
def test_real_trainings_are_called_what_they_are(setup, settings, batches, name, seed):
    data, loss, settings = digits(), LOSSES[setup.course.loss], replace(settings, seed=seed)
    training = Training(setup.start(seed))
    measures = [measure(training, data, loss)]
    while training.batch < batches:
        for _ in range(EVERY):
            training = advance(training, data, loss, settings)
        measures.append(measure(training, data, loss))
    assert remark(setup.course, settings, training, measures).name == name
