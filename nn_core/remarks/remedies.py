"""What helps, and numbers as remarks print them."""

import numpy as np

from nn_core.presets import LOWEST
from nn_core.remarks.scene import Remedy, Scene


def again(rate: float) -> Remedy:
    """Start again, with this rate."""
    commands = (("rate", rate), ("reset", None), ("run", None))
    return Remedy(f"Start again with a rate of {as_rate(rate)}", commands)


def gentler(scene: Scene) -> float:
    """Return a good rate; where that is set, or one below it, a tenth of what is set."""
    return scene.good if scene.rate > scene.good else max(scene.rate / 10, LOWEST)


def turned(scene: Scene) -> Remedy:
    """Turn the knob to the good rate, and go on."""
    return Remedy(f"Turn the rate to {as_rate(scene.good)}", (("rate", scene.good),))


def usual_weights() -> Remedy:
    """Start again with weights that are neither all the same nor too large."""
    return Remedy("Start again with weights of the usual size", (("scale", 1.0), ("run", None)))


def leaky() -> Remedy:
    """Start again with an activation that lets some gradient through below 0."""
    return Remedy("Start again with leaky ReLU", (("activation", "leaky_relu"), ("run", None)))


def as_loss(value: float) -> str:
    """Print a loss, which may have grown beyond all bounds."""
    return f"{value:,.4f}" if value < 1e6 else f"{value:.1e}"


def as_percent(share: float) -> str:
    """Print a share, in [0, 1]."""
    return f"{100 * share:.1f} %"


def as_rate(rate: float) -> str:
    """Print a learning rate in full: 0.00001."""
    return np.format_float_positional(rate, trim="-")
