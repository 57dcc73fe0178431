"""How it gets on: too slowly, well, as far as it can, or by learning by heart."""

from statistics import fmean

from nn_core.remarks.remedies import as_loss, as_percent, as_rate, turned
from nn_core.remarks.scene import MEASURES, Remark, Remedy, Scene

L2 = 0.001  # after 30 epochs the loss of unseen digits was 0.19 with it and 0.24 without


def crawling(scene: Scene) -> Remark | None:
    """Look for short steps, a loss that is still high, and falls by less than 1 part in 20."""
    if len(scene.measures) < 5 or not scene.short:
        return None
    first, last = scene.measures[0].loss, scene.measures[-1].loss
    if last < 0.5 * scene.course.guess or last < first * 0.95 ** (scene.batches / 100):
        return None
    return Remark(
        "crawling",
        f"In {scene.batches} batches the loss only went from {as_loss(first)} to {as_loss(last)}.",
        f"With a rate of {as_rate(scene.rate)} the steps are too short to get anywhere.",
        turned(scene),
    )


def overfitting(scene: Scene) -> Remark | None:
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
        f"{as_loss(best.unseen_loss)}. It rose to {as_loss(now)}, while that of the digits it "
        f"learns from fell from {as_loss(best.loss)} to {as_loss(last.loss)}.",
        "It learns by heart what only these digits have, and is ever surer of it, also where it "
        "is wrong.",
        Remedy("Add a little L2", (("l2", L2),)) if scene.settings.l2 < L2 else None,
    )


def learnt(scene: Scene) -> Remark | None:
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
        f"After half of its {last.batch:,} batches it had at best {as_percent(half)} of the unseen "
        f"digits right, since then {as_percent(best)}.",
        "What such a network can learn from these digits, it has learnt.",
    )


def learning(scene: Scene) -> Remark | None:
    """Look for a loss that falls."""
    if len(scene.measures) < 3:
        return None
    older, newer = (fmean(measure.loss for measure in half) for half in scene.halves)
    if not newer < older:
        return None
    first, last = scene.measures[0].loss, scene.measures[-1].loss
    return Remark(
        "learning",
        f"In {scene.batches:,} batches the loss went from {as_loss(first)} to {as_loss(last)}.",
        "The steps go down into the valley: long enough to get on, short enough to stay in it.",
    )
