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


LOWEST = 1e-5  # the knob reaches no smaller rate

# The courses whose rates were measured, in the order of the tables below.
MEASURED = (
    "softmax-cross-entropy",
    "softmax-mse",
    "sigmoid-cross-entropy",
    "sigmoid-mse",
    "linear-mse",
)
_Rates = tuple[float | None, float | None, float | None, float | None, float | None]
NONE: _Rates = (None, None, None, None, None)


@dataclass(frozen=True)
class Preset:
    """A learning rate for each course and optimizer in which it does what it says, and a pace."""

    name: str
    rates: dict[tuple[str, str], float]  # by the names of a course and of an optimizer
    says: str
    pace: float | None = None  # batches a second; None as fast as it goes


def _rates(
    sgd: _Rates = NONE, momentum: _Rates = NONE, adam: _Rates = NONE
) -> dict[tuple[str, str], float]:
    """Return the rates by course and optimizer: those measured, and those of the squared error.

    That loss is ten times the mean, and so are its gradients: a tenth of the rate walks the same
    steps. Adam divides by the size of the gradients, and needs the same rate.
    """
    rates = {}
    for optimizer, five in (("sgd", sgd), ("momentum", momentum), ("adam", adam)):
        for course, rate in zip(MEASURED, five, strict=True):
            if rate is None:
                continue
            rates[course, optimizer] = rate
            twin = rate if optimizer == "adam" else rate / OUTPUTS
            if course.endswith("-mse") and twin >= LOWEST:
                rates[course.replace("mse", "squared-error"), optimizer] = twin
    return rates


# Measured over two epochs from ten seeds or more; tests/test_presets.py has the claims. With a
# linear output and SGD nothing is "too much": at 0.3 every seed learned, at 0.5 most blew up (37
# of 40), at 1 all did. Adam does not crawl at any rate that the knob has: at 1e-5 it brings the
# loss down by an eighth or more.
PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "crawl",
            _rates(
                sgd=(1e-5, 1e-4, 1e-5, 1e-4, 1e-5),
                momentum=(1e-5, 1e-4, None, 1e-5, None),
            ),
            "Each step is so short that even hundreds of them hardly lower the loss.",
        ),
        Preset(
            "good",
            _rates(
                sgd=(0.1, 1.0, 0.1, 2.0, 0.05),
                momentum=(0.01, 0.1, 0.01, 0.2, 0.02),
                adam=(0.001, 0.001, 0.001, 0.001, 0.001),
            ),
            "Each step is long enough to get somewhere and short enough not to overshoot, so the "
            "loss falls quickly.",
        ),
        Preset(
            "jumpy",
            _rates(
                sgd=(1.0, 10.0, 0.5, 10.0, 0.3),
                momentum=(0.2, 2.0, 0.1, 2.0, 0.2),
                adam=(0.02, 0.02, 0.02, 0.02, 0.01),
            ),
            "It learns, but some steps are too long and make the loss worse, so it jumps up and "
            "down on the way.",
        ),
        Preset(
            "too much",
            _rates(
                sgd=(10.0, 100.0, 10.0, 100.0, None),
                momentum=(10.0, 100.0, 10.0, 100.0, 0.5),
                adam=(3.0, 1.0, 3.0, 1.0, 1.0),
            ),
            "The first long steps throw it so far off that it does worse than guessing and does "
            "not find its way back.",
        ),
        Preset(
            "blow up",
            _rates(sgd=(None, None, None, None, 1.0), momentum=(None, None, None, None, 1.0)),
            "The steps overshoot farther and farther, until the loss is too large a number for the "
            "computer.",
            pace=5.0,
        ),
    )
}
