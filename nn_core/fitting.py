"""A network from elsewhere, and the set-up with which the lessons train one of its shape."""

from dataclasses import replace

from nn_core.activations import Softmax
from nn_core.network import Network
from nn_core.presets import COURSES, INPUTS, MOST_HIDDEN, MOST_NEURONS, OUTPUTS, Setup


def fitted(network: Network, now: Setup) -> Setup:
    """Return the set-up of a network, and the one of `now` where the network leaves it open.

    Raises ValueError, with a sentence that says what was expected and what came, for one that the
    lessons can't train.
    """
    *hidden, output = network
    ends, sizes = (len(network[0].W), len(output.b)), tuple(len(layer.b) for layer in hidden)
    if ends != (INPUTS, OUTPUTS):
        raise ValueError(
            f"expected a network with {INPUTS} inputs and {OUTPUTS} outputs, "
            f"got one with {ends[0]} and {ends[1]}"
        )
    if len(sizes) > MOST_HIDDEN or max(sizes, default=0) > MOST_NEURONS:
        raise ValueError(
            f"expected at most {MOST_HIDDEN} hidden columns of at most {MOST_NEURONS} neurons, "
            f"got {len(sizes)} of at most {max(sizes)}"
        )
    bends = list(dict.fromkeys(layer.activation.name for layer in hidden))
    if len(bends) > 1 or any(isinstance(layer.activation, Softmax) for layer in hidden):
        raise ValueError(
            "expected the same activation in all hidden columns, and softmax in none, "
            f"got {', '.join(bends)}"
        )
    courses = [one for one in COURSES.values() if one.output == output.activation.name]
    if not courses:
        outputs = list(dict.fromkeys(course.output for course in COURSES.values()))
        raise ValueError(
            f"expected outputs out of {', '.join(outputs)}, got {output.activation.name}"
        )
    return replace(
        now,
        course=now.course if now.course in courses else courses[0],
        hidden=sizes,
        activation=bends[0] if bends else now.activation,
    )
