"""How far to step: too short a step gets nowhere, too long a step lands on the other side."""

from dataclasses import dataclass

import numpy as np

from nn_core.losses import LOSSES
from nn_core.network import Network, new_network

BATCH_SIZE = 32
SEED = 0

# Measured on the digits that ship, from 20 seeds. With 128 and 64 neurons these rates for "jumpy"
# fall between learning and collapse, and the seed decides; with 64 and 32 every seed learns. A
# linear output at a rate of 1 always blew up with tanh; with ReLU, 18 times of 20, some of the
# neurons died instead and the loss stayed finite.
SIZES = (784, 64, 32, 10)
HIDDEN = "tanh"


@dataclass(frozen=True)
class Course:
    """An output and a loss to train with: names from ACTIVATIONS and LOSSES."""

    name: str  # as it stands in a link
    output: str
    loss: str

    def start(self, seed: int = SEED) -> Network:
        """Return the network before its first batch, the same for the same seed."""
        return new_network(SIZES, HIDDEN, self.output, rng=np.random.default_rng(seed))

    @property
    def guess(self) -> float:
        """Return the loss of the best answer that is the same to every picture: 0.1 for each."""
        digits = np.eye(SIZES[-1])
        return LOSSES[self.loss](np.full_like(digits, 1 / len(digits)), digits)


@dataclass(frozen=True)
class Preset:
    """A learning rate for each course in which it does what it says, and how fast to go."""

    name: str
    rates: dict[str, float]  # by the name of a course
    says: str
    pace: float | None = None  # batches a second; None as fast as it goes


COURSES = {
    course.name: course
    for course in (
        Course("softmax-cross-entropy", "softmax", "cross_entropy"),
        Course("softmax-mse", "softmax", "mse"),
        Course("linear-mse", "identity", "mse"),
    )
}


def _rates(*rates: float) -> dict[str, float]:
    """Return the rates by course; where they run out, the last courses have none."""
    return dict(zip(COURSES, rates, strict=False))


# Measured over two epochs from 40 seeds; tests/test_presets.py has the claims. A linear output has
# no "too much": at 0.3 every seed learned, at 0.5 most blew up (37 of 40), at 1 all did.
PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "crawl",
            _rates(1e-5, 1e-4, 1e-5),
            "Each step is so short that even hundreds of them hardly lower the loss.",
        ),
        Preset(
            "good",
            _rates(0.1, 1.0, 0.05),
            "Each step is long enough to get somewhere and short enough not to overshoot, so the "
            "loss falls quickly.",
        ),
        Preset(
            "jumpy",
            _rates(1.0, 10.0, 0.3),
            "It learns, but some steps are too long and make the loss worse, so it jumps up and "
            "down on the way.",
        ),
        Preset(
            "too much",
            _rates(10.0, 100.0),
            "The first long steps throw it so far off that it does worse than guessing and does "
            "not find its way back.",
        ),
        Preset(
            "blow up",
            {"linear-mse": 1.0},
            "The steps overshoot farther and farther, until the loss is too large a number for the "
            "computer.",
            pace=5.0,
        ),
    )
}
