"""What a remark is, and what the rules look at: a training, as far as it matters now."""

from collections.abc import Sequence
from dataclasses import dataclass

from nn_core.presets import PRESETS, Course
from nn_core.progress import Measure
from nn_core.training import Point, Settings, Training

# What is looked at: the latest, so that a remark costs much the same however long the run is.
POINTS = 50  # of the curve
MEASURES = 13
BACK = 400  # points of the curve in which another rate is looked for

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
    story: Sequence[Measure]  # all measures; ever fewer are added the longer a run gets

    @property
    def rate(self) -> float:
        """Return the learning rate that is set."""
        return self.settings.learning_rate

    @property
    def good(self) -> float:
        """Return the rate that was measured to be good for this course and optimizer."""
        return PRESETS["good"].rates[self.course.name, self.settings.optimizer]

    @property
    def short(self) -> bool:
        """Return whether the rate is far below a good one."""
        return self.rate <= self.good / 10

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
