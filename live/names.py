"""What learning rates, and the runners of a race, are called: as in assets/lib/names.js."""

from collections.abc import Sequence

from nn_core import Settings

OPTIMIZERS = {"sgd": "SGD", "momentum": "momentum", "adam": "Adam"}


def rate(value: float) -> str:
    """Return a learning rate as a browser writes it: 0.113, 2.98e-4."""
    if value >= 0.001:
        return f"{value:.6g}"
    digits, power = f"{value:.5e}".split("e")
    return f"{float(digits):g}e{int(power)}"


def runners(settings: Sequence[Settings]) -> list[str]:
    """Return runners by their rates, and by their optimizers where not all have the same."""
    rates = [rate(one.learning_rate) for one in settings]
    if len({one.optimizer for one in settings}) == 1:
        return rates
    each = zip(rates, settings, strict=True)
    return [f"{name} {OPTIMIZERS[one.optimizer]}" for name, one in each]
