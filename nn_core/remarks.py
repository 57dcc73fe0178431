"""What is going on? Plain rules look at the latest losses, say what they see, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import numpy as np

from nn_core.presets import BATCH_SIZE, LOWEST, PRESETS, Course
from nn_core.progress import EXAMPLES, Measure
from nn_core.training import Point, Settings, Training

# What is looked at: the latest only, so that a remark costs the same however long the run is.
POINTS = 50  # of the curve
MEASURES = 13
BACK = 400  # points of the curve in which another rate is looked for

# The bounds stand between what presets showed that jump and those that do not: over two epochs
# all rises of a good rate came to 0.027 of the loss of guessing at most, those of a jumpy one to
# 0.042 at least, or else a single batch leapt by 6 times that loss, with a good rate by 0.7.
RISES = 0.035
LEAP = 1.5
L2 = 0.001  # after 30 epochs the loss of unseen digits was 0.19 with it and 0.24 without

Value = float | int | str | None


@dataclass(frozen=True)
class Remedy:
    """What helps, in words, and as commands to the trainer: what to do, and with which value."""

    label: str
    commands: tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Remark:
    """What is going on: its name, what was seen, the reason, and what helps, if anything does."""

    name: str
    says: str
    why: str
    remedy: Remedy | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """What the rules look at: the latest points and measures since the rate was last turned."""

    course: Course
    settings: Settings
    training: Training
    points: Sequence[Point]
    measures: Sequence[Measure]
    story: Sequence[Measure]  # all measures since the start

    @property
    def rate(self) -> float:
        """Return the learning rate that is set."""
        return self.settings.learning_rate

    @property
    def good(self) -> float:
        """Return the rate that was measured to be good for this course and optimizer."""
        return PRESETS["good"].rates[self.course.name, self.settings.optimizer]

    @property
    def hidden(self) -> str | None:
        """Return the name of the hidden neurons' activation; None where there are none."""
        first, *others = self.training.network
        return first.activation.name if others else None

    @property
    def too_large(self) -> bool:
        """Return whether the first weights were: they saturated many hidden neurons."""
        return bool(self.story) and self.story[0].batch == 0 and self.story[0].saturated >= 0.1

    @property
    def saturated(self) -> float:
        """Return the share of hidden neurons that are saturated, in [0, 1]."""
        return self.story[-1].saturated if self.story else 0.0

    @property
    def dead(self) -> float:
        """Return the share of hidden neurons with a ReLU that no digit turns on, in [0, 1]."""
        return self.story[-1].dead if self.story and self.hidden == "relu" else 0.0

    @property
    def batches(self) -> int:
        """Return from how many batches the measures are."""
        return self.measures[-1].batch - self.measures[0].batch if self.measures else 0

    @property
    def halves(self) -> tuple[Sequence[Measure], Sequence[Measure]]:
        """Return the older and the newer half of the measures."""
        middle = len(self.measures) // 2
        return self.measures[:middle], self.measures[middle:]


def remark(
    course: Course, settings: Settings, training: Training, measures: Sequence[Measure]
) -> Remark | None:
    """Return the most serious thing that can be said of a training; None as long as none can."""
    turned = 0
    for point in reversed(training.curve[-BACK:]):
        if point.learning_rate != settings.learning_rate:
            turned = point.batch
            break
    scene = Scene(
        course,
        settings,
        training,
        [point for point in training.curve[-POINTS:] if point.batch > turned],
        [measure for measure in measures[-MEASURES:] if measure.batch >= turned],
        measures,
    )
    found = (rule(scene) for rule in RULES)
    return next((said for said in found if said), None)


def _diverged(scene: Scene) -> Remark | None:
    if not scene.training.diverged:
        return None
    return Remark(
        "diverged",
        f"At batch {scene.training.batch:,} the loss became too large a number for the computer.",
        "Each step jumped over the valley and landed higher up, where it is steeper. So the next "
        "step was even longer.",
        _again(scene),
    )


def _diverging(scene: Scene) -> Remark | None:
    """Look for a loss far above that of guessing that rose at each of the last points."""
    last = scene.points[-6:]
    losses = [point.loss for point in last]
    if len(last) < 6 or losses[-1] < max(30 * scene.course.guess, 10 * losses[0]):
        return None
    if any(after <= before for before, after in pairwise(losses)):
        return None
    return Remark(
        "diverging",
        f"In {last[-1].batch - last[0].batch} batches the loss grew from {_loss(losses[0])} to "
        f"{_loss(losses[-1])}.",
        "Each step jumps over the valley and lands higher up, where it is steeper. So the next "
        "step is even longer.",
        _again(scene),
    )


def _stuck(scene: Scene) -> Remark | None:
    """Look for a loss that stays where guessing is, or above, although the steps are not short."""
    losses = [measure.loss for measure in scene.measures]
    if len(losses) < 5 or min(losses) < 0.95 * scene.course.guess:
        return None
    older, newer = ([measure.loss for measure in half] for half in scene.halves)
    if max(newer) < 0.99 * min(older) or (_short(scene) and scene.saturated < 0.5):
        return None
    why, remedy = _why_stuck(scene)
    return Remark(
        "stuck",
        f"For {scene.batches} batches the loss has not come below {_loss(min(losses))}. The same "
        f"answer to every digit, 0.1 for each, costs {_loss(scene.course.guess)}.",
        why,
        remedy,
    )


def _why_stuck(scene: Scene) -> tuple[str, Remedy | None]:
    first = scene.training.network[0].W
    if scene.hidden and first.shape[1] > 1 and (first == first[:, :1]).all():
        return (
            "All neurons of hidden 1 have the same weights, so they get the same gradient and "
            "stay the same for ever.",
            _usual_weights(),
        )
    if scene.saturated >= 0.5:
        flat = f"{_percent(scene.saturated)} of the hidden neurons are saturated: they lie where "
        flat += f"{scene.hidden} is flat, and let next to no gradient through."
        if scene.too_large:
            return f"{flat} The weights were too large from the start.", _usual_weights()
        return f"{flat} Long steps threw them there. Now no rate brings them back.", _again(scene)
    if scene.dead >= 0.5:
        return (
            f"{_percent(scene.dead)} of the hidden neurons are dead: no digit turns them on, so "
            "they get no gradient.",
            _again(scene) if scene.rate > scene.good else _leaky(),
        )
    if scene.rate > scene.good:
        return "The steps are so long that each lands somewhere else.", _again(scene)
    if scene.settings.l2 >= 0.1:
        return (
            "L2 pulls all weights towards 0, harder than the digits pull them away from it.",
            Remedy("Turn L2 off", (("l2", 0.0),)),
        )
    if scene.hidden == "sigmoid":
        return (
            "A sigmoid is never steeper than a quarter, so each column lets only a small part of "
            "the gradient through.",
            Remedy("Start again with tanh", (("activation", "tanh"), ("run", None))),
        )
    return "The steps are too short to find a way down from here.", _turned(scene)


def _dead(scene: Scene) -> Remark | None:
    if scene.dead < 0.25:
        return None
    return Remark(
        "dead",
        f"{_percent(scene.dead)} of the hidden neurons are dead: no digit turns them on.",
        "Where a ReLU is 0 its slope is 0 too. Such a neuron gets no gradient, and can't come "
        "back.",
        _again(scene) if scene.rate > scene.good else _leaky(),
    )


def _jumping(scene: Scene) -> Remark | None:
    """Look for a loss that rises again and again, by more than batches differ from each other."""
    small = scene.settings.batch_size is not None and scene.settings.batch_size < BATCH_SIZE / 2
    seen = _leap(scene) or _rises(scene)
    if seen is None or not (small or scene.rate > scene.good):
        return None
    if scene.rate > scene.good:
        why = "The steps are too long: some jump over the valley and land higher up than before."
        lost = scene.saturated >= 0.5
        return Remark("jumping", seen, why, _again(scene) if lost else _turned(scene))
    return Remark(
        "jumping",
        seen,
        f"A batch of {scene.settings.batch_size} says little about all the digits, so many steps "
        "go astray.",
        Remedy(
            f"Start again with batches of {BATCH_SIZE}",
            (("batch_size", BATCH_SIZE), ("run", None)),
        ),
    )


def _leap(scene: Scene) -> str | None:
    """Say by how much the loss of a batch leapt above that of one before it."""
    if not scene.points:
        return None
    losses = np.array([point.loss for point in scene.points])
    lowest = np.minimum.accumulate(losses)
    k = int((losses - lowest).argmax())
    if losses[k] - lowest[k] < LEAP * scene.course.guess:
        return None
    return (
        f"Within {scene.points[-1].batch - scene.points[0].batch + 1} batches the loss leapt from "
        f"{_loss(lowest[k])} to {_loss(losses[k])}."
    )


def _rises(scene: Scene) -> str | None:
    """Say how often the loss of the same digits rose."""
    changes = np.diff([measure.loss for measure in scene.measures])
    rose = changes[changes > 0]
    if len(rose) < 2 or rose.sum() < RISES * scene.course.guess:
        return None
    return (
        f"The loss of the same {EXAMPLES:,} digits went up in {len(rose)} of the last "
        f"{len(changes)} looks at it, by {_loss(rose.sum())} together."
    )


def _saturated(scene: Scene) -> Remark | None:
    if scene.saturated < 0.5:
        return None
    remedy = _again(scene) if scene.rate > scene.good else None
    return Remark(
        "saturated",
        f"{_percent(scene.saturated)} of the hidden neurons are saturated.",
        f"For nearly every digit they lie where {scene.hidden} is flat. Next to no gradient gets "
        "through, so they hardly learn any more.",
        _usual_weights() if scene.too_large else remedy,
    )


def _crawling(scene: Scene) -> Remark | None:
    """Look for short steps, a loss that is still high, and falls by less than 1 part in 20."""
    if len(scene.measures) < 5 or not _short(scene):
        return None
    first, last = scene.measures[0].loss, scene.measures[-1].loss
    if last < 0.5 * scene.course.guess or last < first * 0.95 ** (scene.batches / 100):
        return None
    return Remark(
        "crawling",
        f"In {scene.batches} batches the loss only went from {_loss(first)} to {_loss(last)}.",
        f"With a rate of {_rate(scene.rate)} the steps are too short to get anywhere.",
        _turned(scene),
    )


def _overfitting(scene: Scene) -> Remark | None:
    """Look for a loss that went on falling for the digits learnt from, and rose for unseen ones."""
    if len(scene.measures) < 5:
        return None
    best, last = min(scene.story, key=lambda measure: measure.unseen_loss), scene.measures[-1]
    now = fmean(measure.unseen_loss for measure in scene.measures[-5:])
    if now < 1.1 * best.unseen_loss or last.loss > 0.5 * best.loss:
        return None
    return Remark(
        "overfitting",
        f"The loss of unseen digits was lowest in epoch {best.epoch:.1f}: "
        f"{_loss(best.unseen_loss)}. It rose to {_loss(now)}, while that of the digits it learns "
        f"from fell from {_loss(best.loss)} to {_loss(last.loss)}.",
        "It learns by heart what only these digits have, and is ever surer of it, also where it "
        "is wrong.",
        Remedy("Add a little L2", (("l2", L2),)) if scene.settings.l2 < L2 else None,
    )


def _learnt(scene: Scene) -> Remark | None:
    """Look for unseen digits of which hardly more are right than after half the batches."""
    if len(scene.story) < MEASURES:
        return None
    last = scene.story[-1]
    best = max(measure.unseen_accuracy for measure in scene.story)
    early = [m.unseen_accuracy for m in scene.story if m.batch <= last.batch / 2]
    half = max(early, default=0.0)
    if half < 0.8 or best > half + 0.005:
        return None
    return Remark(
        "learnt",
        f"After half of its {last.batch:,} batches it had at best {_percent(half)} of the unseen "
        f"digits right, since then {_percent(best)}.",
        "What such a network can learn from these digits, it has learnt.",
    )


def _learning(scene: Scene) -> Remark | None:
    if len(scene.measures) < 3:
        return None
    older, newer = (fmean(measure.loss for measure in half) for half in scene.halves)
    if not newer < older:
        return None
    first, last = scene.measures[0].loss, scene.measures[-1].loss
    return Remark(
        "learning",
        f"In {scene.batches:,} batches the loss went from {_loss(first)} to {_loss(last)}.",
        "The steps go down into the valley: long enough to get on, short enough to stay in it.",
    )


# The most serious first.
RULES: tuple[Callable[[Scene], Remark | None], ...] = (
    _diverged,
    _diverging,
    _stuck,
    _dead,
    _jumping,
    _saturated,
    _crawling,
    _overfitting,
    _learnt,
    _learning,
)


def _short(scene: Scene) -> bool:
    """Return whether the rate is far below a good one."""
    return scene.rate <= scene.good / 10


def _gentler(scene: Scene) -> float:
    """Return a good rate; where that is set, or one below it, a tenth of what is set."""
    return scene.good if scene.rate > scene.good else max(scene.rate / 10, LOWEST)


def _again(scene: Scene) -> Remedy:
    rate = _gentler(scene)
    commands = (("rate", rate), ("reset", None), ("run", None))
    return Remedy(f"Start again with a rate of {_rate(rate)}", commands)


def _turned(scene: Scene) -> Remedy:
    return Remedy(f"Turn the rate to {_rate(scene.good)}", (("rate", scene.good),))


def _usual_weights() -> Remedy:
    return Remedy("Start again with weights of the usual size", (("scale", 1.0), ("run", None)))


def _leaky() -> Remedy:
    return Remedy("Start again with leaky ReLU", (("activation", "leaky_relu"), ("run", None)))


def _loss(value: float) -> str:
    return f"{value:,.4f}" if value < 1e6 else f"{value:.1e}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _rate(rate: float) -> str:
    return np.format_float_positional(rate, trim="-")
