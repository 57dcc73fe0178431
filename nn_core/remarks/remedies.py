"""What helps, and numbers as remarks print them."""

from dataclasses import replace

import numpy as np

from nn_core.presets import LOWEST
from nn_core.remarks.scene import Remedy, Scene


def again(rate: float) -> Remedy:
    """Start again, with this rate."""
    commands = (("rate", rate), ("reset", None), ("run", None))
    return Remedy(f"Start again with a rate of {as_rate(rate)}", commands)


def gentler(scene: Scene) -> Remedy:
    """Start again, at full pace, with a good rate, or with a tenth of one that was no larger."""
    led_here = scene.training.curve[-1].learning_rate  # the knob may have been turned since
    remedy = again(scene.good if led_here > scene.good else max(led_here / 10, LOWEST))
    return replace(remedy, commands=(("pace", None), *remedy.commands))


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
