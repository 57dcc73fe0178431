"""What it means for a neuron where its sums fall."""

from nn_core.activations import IDENTITY, LEAKY_RELU, RELU, Activation
from nn_core.explain.numbers import PERCENT, plain
from nn_core.landing import Landing
from nn_core.progress import MOSTLY


def fallen(activation: Activation, landing: Landing, count: int) -> str:
    """Return what there is to say of a neuron whose sums for `count` examples fall so."""
    if activation is IDENTITY:
        return "No bend: all of the gradient goes through, wherever the sums fall."
    if activation in (RELU, LEAKY_RELU):
        return _kinked(activation is LEAKY_RELU, landing, count)
    passes = plain(PERCENT.latex(landing.slope))
    if landing.flat >= MOSTLY * count:
        return (
            "Saturated: whatever the digit, its activation is nearly the same, and so little of "
            f"the gradient goes through ({passes}) that it hardly learns."
        )
    if landing.flat == 0:
        return "Every sum falls on the steep part: it can learn from each of these digits."
    return (
        "It learns most from the digits on the steep part. Those on the flat ends hardly count: "
        f"on average {passes} of the gradient goes through."
    )


def _kinked(leaky: bool, landing: Landing, count: int) -> str:
    if landing.on == 0 and leaky:
        return (
            "Off for every digit. But a hundredth of the gradient still goes through: slowly it "
            "can come back."
        )
    if landing.on == 0:
        return (
            "Dead: it is off for every digit. Exactly 0 goes through, so no step of training moves "
            "its weights, and it stays off."
        )
    if landing.on == count:
        return "On for every digit: it never bends, and all of the gradient goes through."
    learns = "only a hundredth" if leaky else "nothing"
    return (
        "On for some digits, off for others: this is where it bends. From a digit for which it is "
        f"off it learns {learns}."
    )
