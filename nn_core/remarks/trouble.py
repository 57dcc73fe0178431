"""What goes wrong: a loss that grows, stays or jumps, and neurons that have stopped learning."""

from itertools import pairwise

import numpy as np

from nn_core.presets import BATCH_SIZE
from nn_core.progress import EXAMPLES
from nn_core.remarks.remedies import (
    again,
    as_loss,
    as_percent,
    gentler,
    leaky,
    turned,
    usual_weights,
)
from nn_core.remarks.scene import Remark, Remedy, Scene

# The bounds stand between what presets showed that jump and those that do not: over two epochs
# all rises of a good rate came to 0.027 of the loss of guessing at most, those of a jumpy one to
# 0.042 at least, or else a single batch leapt by 6 times that loss, with a good rate by 0.7.
RISES = 0.035
LEAP = 1.5


def diverged(scene: Scene) -> Remark | None:
    """Look for a loss that has left the finite numbers."""
    if not scene.training.diverged:
        return None
    return Remark(
        "diverged",
        f"At batch {scene.training.batch:,} the loss became too large a number for the computer.",
        "Each step jumped over the valley and landed higher up, where it is steeper. So the next "
        "step was even longer.",
        gentler(scene),
    )


def diverging(scene: Scene) -> Remark | None:
    """Look for a loss far above that of guessing that rose at each of the last points."""
    last = scene.points[-6:]
    losses = [point.loss for point in last]
    if len(last) < 6 or losses[-1] < max(30 * scene.course.guess, 10 * losses[0]):
        return None
    if any(after <= before for before, after in pairwise(losses)):
        return None
    return Remark(
        "diverging",
        f"In {last[-1].batch - last[0].batch} batches the loss grew from {as_loss(losses[0])} to "
        f"{as_loss(losses[-1])}.",
        "Each step jumps over the valley and lands higher up, where it is steeper. So the next "
        "step is even longer.",
        gentler(scene),
    )


def stuck(scene: Scene) -> Remark | None:
    """Look for a loss that stays where guessing is, or above, although the steps are not short."""
    losses = [measure.loss for measure in scene.measures]
    if len(losses) < 5 or min(losses) < 0.95 * scene.course.guess:
        return None
    older, newer = ([measure.loss for measure in half] for half in scene.halves)
    if max(newer) < 0.99 * min(older) or (scene.short and scene.saturated < 0.5):
        return None
    why, remedy = _why_stuck(scene)
    return Remark(
        "stuck",
        f"For {scene.batches} batches the loss has not come below {as_loss(min(losses))}. The same "
        f"answer to every digit, 0.1 for each, costs {as_loss(scene.course.guess)}.",
        why,
        remedy,
    )


def _why_stuck(scene: Scene) -> tuple[str, Remedy | None]:
    first = scene.training.network[0].W
    if scene.hidden and first.shape[1] > 1 and (first == first[:, :1]).all():
        return (
            "All neurons of hidden 1 have the same weights, so they get the same gradient and "
            "stay the same for ever.",
            usual_weights(),
        )
    if scene.saturated >= 0.5:
        flat = f"{as_percent(scene.saturated)} of the hidden neurons are saturated: they lie where "
        flat += f"{scene.hidden} is flat, and let next to no gradient through."
        if scene.too_large:
            return f"{flat} The weights were too large from the start.", usual_weights()
        return f"{flat} Long steps threw them there. Now no rate brings them back.", again(
            scene.good
        )
    if scene.dead >= 0.5:
        return (
            f"{as_percent(scene.dead)} of the hidden neurons are dead: no digit turns them on, so "
            "they get no gradient.",
            again(scene.good) if scene.rate > scene.good else leaky(),
        )
    if scene.rate > scene.good:
        return "The steps are so long that each lands somewhere else.", again(scene.good)
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
    return "The steps are too short to find a way down from here.", turned(scene)


def dead(scene: Scene) -> Remark | None:
    """Look for many hidden neurons that no digit turns on."""
    if scene.dead < 0.25:
        return None
    return Remark(
        "dead",
        f"{as_percent(scene.dead)} of the hidden neurons are dead: no digit turns them on.",
        "Where a ReLU is 0 its slope is 0 too. Such a neuron gets no gradient, and can't come "
        "back.",
        again(scene.good) if scene.rate > scene.good else leaky(),
    )


def jumping(scene: Scene) -> Remark | None:
    """Look for a loss that rises again and again, by more than batches differ from each other."""
    small = scene.settings.batch_size is not None and scene.settings.batch_size < BATCH_SIZE / 2
    seen = _leap(scene) or _rises(scene)
    if seen is None or not (small or scene.rate > scene.good):
        return None
    if scene.rate > scene.good:
        why = "The steps are too long: some jump over the valley and land higher up than before."
        lost = scene.saturated >= 0.5
        return Remark("jumping", seen, why, again(scene.good) if lost else turned(scene))
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
        f"{as_loss(lowest[k])} to {as_loss(losses[k])}."
    )


def _rises(scene: Scene) -> str | None:
    """Say how often the loss of the same digits rose."""
    changes = np.diff([measure.loss for measure in scene.measures])
    rose = changes[changes > 0]
    if len(rose) < 2 or rose.sum() < RISES * scene.course.guess:
        return None
    return (
        f"The loss of the same {EXAMPLES:,} digits went up in {len(rose)} of the last "
        f"{len(changes)} looks at it, by {as_loss(rose.sum())} together."
    )


def saturated(scene: Scene) -> Remark | None:
    """Look for hidden neurons most of which lie where their activation is flat."""
    if scene.saturated < 0.5:
        return None
    remedy = again(scene.good) if scene.rate > scene.good else None
    return Remark(
        "saturated",
        f"{as_percent(scene.saturated)} of the hidden neurons are saturated.",
        f"For nearly every digit they lie where {scene.hidden} is flat. Next to no gradient gets "
        "through, so they hardly learn any more.",
        usual_weights() if scene.too_large else remedy,
    )
