"""How far to step: too short a step gets nowhere, too long a step lands on the other side."""

from dataclasses import dataclass

import numpy as np

from nn_core.losses import LOSSES
from nn_core.network import Network, new_network

BATCH_SIZE = 32
SEED = 0
INPUTS, OUTPUTS = 784, 10
MOST_HIDDEN = 3  # columns
MOST_NEURONS = 100  # in each; a visitor's training stays below 20 MB

# Measured on the digits that ship, from 20 seeds. With 128 and 64 neurons the rates for "jumpy"
# fall between learning and collapse, and the seed decides; with 64 and 32 every seed learns. A
# linear output at a rate of 1 always blew up with tanh; with ReLU, 18 times of 20, some of the
# neurons died instead and the loss stayed finite.
HIDDEN = (64, 32)
ACTIVATION = "tanh"


@dataclass(frozen=True)
class Course:
    """An output and a loss to train with: names from ACTIVATIONS and LOSSES."""

    name: str  # as it stands in a link
    output: str
    loss: str

    @property
    def guess(self) -> float:
        """Return the loss of the answer 0.1 to each output, whatever the picture."""
        digits = np.eye(OUTPUTS)
        return LOSSES[self.loss](np.full_like(digits, 1 / OUTPUTS), digits)


# A linear output has no cross-entropy: it may be negative, and then has no logarithm.
COURSES = {
    course.name: course
    for course in (
        Course("softmax-cross-entropy", "softmax", "cross_entropy"),
        Course("softmax-mse", "softmax", "mse"),
        Course("softmax-squared-error", "softmax", "squared_error"),
        Course("sigmoid-cross-entropy", "sigmoid", "binary_cross_entropy"),
        Course("sigmoid-mse", "sigmoid", "mse"),
        Course("sigmoid-squared-error", "sigmoid", "squared_error"),
        Course("linear-mse", "identity", "mse"),
        Course("linear-squared-error", "identity", "squared_error"),
    )
}


@dataclass(frozen=True)
class Setup:
    """What fixes a network before its first batch, but for the seed: another one starts again.

    `hidden` counts the neurons of each hidden column, which all have the same `activation`;
    `scale` multiplies the usual size of the weights.
    """

    course: Course = COURSES["softmax-cross-entropy"]
    hidden: tuple[int, ...] = HIDDEN
    activation: str = ACTIVATION
    scale: float = 1.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return how many neurons each column has, input first."""
        return (INPUTS, *self.hidden, OUTPUTS)

    def start(self, seed: int = SEED) -> Network:
        """Return the network before its first batch, the same for the same seed."""
        rng = np.random.default_rng(seed)
        output = self.course.output
        return new_network(self.sizes, self.activation, output, rng=rng, scale=self.scale)


@dataclass(frozen=True)
class Preset:
    """A learning rate for each course and optimizer in which it does what it says, and a pace."""

    name: str
    rates: dict[tuple[str, str], float]  # by the names of a course and of an optimizer
    says: str
    pace: float | None = None  # batches a second; None as fast as it goes


def _rates(*rates: float) -> dict[tuple[str, str], float]:
    """Return the rates by course; where they run out, the last courses have none."""
    courses = ("softmax-cross-entropy", "softmax-mse", "linear-mse")
    return {(name, "sgd"): rate for name, rate in zip(courses, rates, strict=False)}


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
            {("linear-mse", "sgd"): 1.0},
            "The steps overshoot farther and farther, until the loss is too large a number for the "
            "computer.",
            pace=5.0,
        ),
    )
}
