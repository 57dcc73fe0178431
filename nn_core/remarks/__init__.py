"""What is going on? Plain rules look at the latest losses, say what they see, and why."""

from collections.abc import Callable, Sequence

from nn_core.presets import Course
from nn_core.progress import Measure
from nn_core.remarks import pace, trouble
from nn_core.remarks.scene import BACK, MEASURES, POINTS, Remark, Remedy, Scene
from nn_core.training import Settings, Training

__all__ = ["MEASURES", "Remark", "Remedy", "remark"]

# The most serious first.
RULES: tuple[Callable[[Scene], Remark | None], ...] = (
    trouble.diverged,
    trouble.diverging,
    trouble.stuck,
    trouble.dead,
    trouble.jumping,
    trouble.saturated,
    pace.crawling,
    pace.overfitting,
    pace.learnt,
    pace.learning,
)


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
