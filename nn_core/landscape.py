"""The loss over a plane through weight space, which has as many dimensions as there are weights."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nn_core.arrays import Array
from nn_core.losses import Loss
from nn_core.network import Layer, Network, forward
from nn_core.optimizers import Pairs


@dataclass(frozen=True, eq=False)
class Plane:
    """All networks at origin + a first + b second, for every two numbers (a, b).

    The directions have a (W, b) pair for each layer of the origin.
    """

    origin: Network
    first: Pairs
    second: Pairs

    @np.errstate(over="ignore", invalid="ignore")  # far out a weight may overflow
    def network(self, a: float, b: float) -> Network:
        """Return the network at the place (a, b), in the origin's dtype."""
        return tuple(
            replace(layer, W=_there(layer.W, W1, W2, a, b), b=_there(layer.b, b1, b2, a, b))
            for layer, (W1, b1), (W2, b2) in zip(self.origin, self.first, self.second, strict=True)
        )

    @np.errstate(over="ignore", invalid="ignore")
    def place(self, network: Network) -> tuple[float, float]:
        """Return the (a, b) of the place in the plane that is nearest to a network.

        That is its orthogonal projection, by least squares: the directions need not be at right
        angles. Where one of them is 0, so is its number. Both are nan for a network whose weights
        have left the finite numbers.
        """
        way = _towards(self.origin, network)
        a, b = self._inverse @ [_product(self.first, way), _product(self.second, way)]
        return float(a), float(b)

    @np.errstate(over="ignore", invalid="ignore")
    def share(self, network: Network) -> float:
        """Return how much of the way from the origin to a network lies in the plane, in [0, 1].

        The way has two parts, one in the plane and one at right angles to it; this is the length of
        the first by the length of the whole way. It is 1 at the origin, and nan for a network whose
        weights have left the finite numbers.
        """
        way, place = _towards(self.origin, network), np.array(self.place(network))
        length, seen = np.sqrt([_product(way, way), place @ self._products @ place])
        return float(np.minimum(seen / length, 1.0)) if length else 1.0

    @property
    def unit(self) -> float:
        """Return the length of the first direction: the distance from (0, 0) to (1, 0)."""
        return float(np.sqrt(_product(self.first, self.first)))

    @cached_property
    def _products(self) -> Array:
        two = self.first, self.second
        return np.array([[_product(one, other) for other in two] for one in two])

    @cached_property
    def _inverse(self) -> Array:
        return np.linalg.pinv(self._products, hermitian=True)


def seeded(origin: Network, seed: int) -> Plane:
    """Return a plane through a network along two random directions, the same for the same seed.

    Their numbers are drawn from a normal distribution, and scaled until a direction is as long in
    each layer as the layer's own weights are: one unit changes a layer by as much as it is. Li, Xu,
    Taylor, Studer, Goldstein 2018 scale each filter by itself, which in a dense layer is each
    neuron; here each layer is scaled as a whole. As theirs, the directions leave biases alone.
    """
    rng = np.random.default_rng(seed)
    return Plane(origin, _random(origin, rng), _random(origin, rng))


def through(start: Network, one: Network, other: Network) -> Plane:
    """Return the plane that three networks lie in: (0, 0) is `start`, and (1, 0) is `one`.

    The second direction is the part of the way to `other` at right angles to the first, made as
    long as that. Random directions hardly see the path of a training: in so many dimensions they
    are nearly at right angles to it (Li et al. 2018, section 7.1). Raises ValueError where the
    three lie on one line.
    """
    ahead, aside = _towards(start, one), _towards(start, other)
    length = _product(ahead, ahead)
    if length:
        aside = _plus(aside, ahead, -_product(aside, ahead) / length)
    left = _product(aside, aside)
    if not left > 1e-12 * length > 0:
        raise ValueError("expected three networks that do not lie on one line")
    return Plane(start, ahead, _plus(aside, aside, float(np.sqrt(length / left)) - 1))


@np.errstate(over="ignore", invalid="ignore")
def losses(
    plane: Plane, places: Iterable[tuple[float, float]], x: Array, y: Array, loss: Loss
) -> Array:
    """Return the loss on the examples at each place (a, b): (places,) float64, perhaps inf or nan.

    The first layer's weighted sums, of the most inputs by far, are linear in a and b, as its
    weights are: for all places they are put together from three that are computed once.
    """
    layer, *others = plane.origin
    parameters = (layer.W, layer.b), plane.first[0], plane.second[0]
    start, first, second = (x @ W.astype(x.dtype) + b.astype(x.dtype) for W, b in parameters)
    rest = Plane(tuple(others), plane.first[1:], plane.second[1:])

    def there(a: float, b: float) -> float:
        out = layer.activation(_there(start, first, second, a, b))
        return loss(forward(rest.network(a, b), out)[-1].a if others else out, y)

    return np.array([there(a, b) for a, b in places])


def _towards(start: Network, end: Network) -> Pairs:
    """Return the direction from one network to another, in float64."""
    return tuple(
        (there.W.astype(np.float64) - here.W, there.b.astype(np.float64) - here.b)
        for here, there in zip(start, end, strict=True)
    )


def _there(origin: Array, first: Array, second: Array, a: float, b: float) -> Array:
    return (origin + a * first + b * second).astype(origin.dtype, copy=False)


def _random(origin: Network, rng: np.random.Generator) -> Pairs:
    return tuple(_as_long(rng.normal(size=layer.W.shape), layer) for layer in origin)


def _as_long(drawn: Array, layer: Layer) -> tuple[Array, Array]:
    """Return a layer's part of a direction, as long as its weights are."""
    length = np.linalg.norm(layer.W.astype(np.float64))
    return drawn * (length / np.linalg.norm(drawn)), np.zeros(len(layer.b))


def _product(one: Pairs, other: Pairs) -> float:
    """Return the inner product of two directions: the sum of the products of their numbers."""
    pairs = zip(one, other, strict=True)
    return float(sum(np.vdot(W, V) + np.vdot(b, c) for (W, b), (V, c) in pairs))


def _plus(one: Pairs, other: Pairs, factor: float) -> Pairs:
    """Return one direction plus so many times another."""
    pairs = zip(one, other, strict=True)
    return tuple((W + factor * V, b + factor * c) for (W, b), (V, c) in pairs)
