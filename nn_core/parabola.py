"""A function of one number with three numbers to set: a parabola, and how far it is from points."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nn_core.activations import IDENTITY
from nn_core.arrays import Array
from nn_core.backprop import Gradients, backward
from nn_core.losses import MSE
from nn_core.network import Layer, Network, Trace, forward
from nn_core.optimizers import SGD

NAMES = ("a", "b", "c")

# A step of descent is stable below 2 / (largest curvature of the loss) (LeCun, Bottou, Orr, Müller
# 1998). With x in [-1, 1] all three curvatures together, 2 (mean x^4 + mean x^2 + 1), are at most
# 6, so every rate below 2/6 is safe, wherever the points are.
RATE = 0.3

Point = tuple[float, float]

# A bend that no parabola meets exactly.
POINTS: tuple[Point, ...] = (
    *((-0.9, 0.8), (-0.6, 0.25), (-0.35, -0.4), (0.0, -0.45)),
    *((0.3, -0.65), (0.6, -0.2), (0.9, 0.1)),
)


def inputs(x: Array) -> Array:
    """Return what the neuron gets for each x, (examples, 2): its square, and x itself."""
    return np.stack([x**2, x], axis=1)


@dataclass(frozen=True)
class Fit:
    """f(x) = a x^2 + b x + c beside some points (x, y) with x and y in [-1, 1].

    It is a network of one neuron: x^2 and x go in, a and b are its weights, c is its bias.
    """

    a: float
    b: float
    c: float
    points: tuple[Point, ...] = POINTS

    @cached_property
    def network(self) -> Network:
        """Return the neuron, in float64."""
        return (Layer(np.array([[self.a], [self.b]]), np.array([self.c]), IDENTITY),)

    @property
    def x(self) -> Array:
        """Return where the points are, (points,)."""
        return np.array([x for x, _ in self.points])

    @cached_property
    def y(self) -> Array:
        """Return what f should be there, (points, 1)."""
        return np.array([[y] for _, y in self.points])

    @cached_property
    def trace(self) -> Trace:
        """Return what the neuron makes of all points."""
        return forward(self.network, inputs(self.x))

    @property
    def values(self) -> tuple[float, float, float]:
        """Return a, b and c."""
        return self.a, self.b, self.c

    @property
    def predictions(self) -> Array:
        """Return f at each point, (points,)."""
        return self.trace[-1].a[:, 0]

    @property
    def loss(self) -> float:
        """Return the mean over the points of (f(x) - y)^2."""
        return MSE(self.trace[-1].a, self.y)

    @cached_property
    def gradients(self) -> Gradients:
        """Return the gradients of that loss, by backpropagation."""
        return backward(self.trace, self.y, MSE)

    @property
    def gradient(self) -> tuple[float, float, float]:
        """Return dL/da, dL/db and dL/dc."""
        (neuron,) = self.gradients
        return float(neuron.W[0, 0]), float(neuron.W[1, 0]), float(neuron.b[0])

    @property
    def next(self) -> "Fit":
        """Return the fit after one step of gradient descent: all three numbers at once."""
        (neuron,), _ = SGD.step(self.network, self.gradients, None, RATE)
        return self._with(neuron.W[0, 0], neuron.W[1, 0], neuron.b[0])

    def stepped(self, steps: int) -> tuple["Fit", ...]:
        """Return the path of so many steps: this fit first, then the fit after each of them."""
        path = [self]
        for _ in range(steps):
            path.append(path[-1].next)
        return tuple(path)

    @property
    def best(self) -> "Fit":
        """Return the fit with the least loss that there is; of several, that of least numbers.

        By least squares (Legendre 1805).
        """
        design = np.column_stack([inputs(self.x), np.ones(len(self.points))])
        return self._with(*np.linalg.lstsq(design, self.y[:, 0])[0])

    def at(self, x: Array) -> Array:
        """Return f at each x, (places,)."""
        return forward(self.network, inputs(x))[-1].a[:, 0]

    def bow(self, low: float, high: float) -> tuple[float, float, float]:
        """Return the heights of the three points of a quadratic Bézier curve that is the parabola.

        The first and the last are on it, at `low` and `high`. The tangents in these two meet at the
        one in the middle (Archimedes, Quadrature of the Parabola; Bézier 1966).
        """
        middle = (low + high) / 2
        first, between, last = self.at(np.array([low, middle, high])).tolist()
        return first, 2 * between - (first + last) / 2, last

    def _with(self, *values: float) -> "Fit":
        a, b, c = map(float, values)
        return replace(self, a=a, b=b, c=c)
