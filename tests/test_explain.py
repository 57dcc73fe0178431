"""What is printed of a number comes to what is shown of it, for every kind of number."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from recomputed import recomputed, unit
from some import some

from nn_core import (
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    Layer,
    backward,
    datasets,
    explain,
    forward,
    load_network,
    new_network,
)

SHARES = ["softmax", "sigmoid"]  # outputs in (0, 1), where logarithms make sense
CASES = [(output, loss) for output in ACTIVATIONS for loss in ["mse", "squared_error"]]
CASES += [(output, loss) for output in SHARES for loss in ["cross_entropy", "binary_cross_entropy"]]
MIXED = [case for first in range(3) for case in CASES[first::3]]  # others first, like ones last
# Large weights saturate some neurons and make others huge.
SCALES = [*((name, None) for name in ACTIVATIONS), ("tanh", 40.0), ("relu", 40.0)]
DEFAULT = Path(__file__).parents[1] / "assets" / "networks" / "default.npz"
RATE = 0.3


def check(explained):
    """Claim that one number is printed as it should be, by arithmetic of the tests' own."""
    assert explain.reconciled(explained)
    shown, half = recomputed(explained.shown), unit(explained.shown) / 2
    assert not re.match(r"-0(\.0*)?( |\\|$)", explained.shown), explained.shown
    slack = abs(shown) * Fraction(1, 10**12)  # of exp, ln and tanh in floating point
    assert abs(shown - Fraction(explained.value)) <= half + slack
    if explained.numbers:
        assert abs(recomputed(explained.numbers) - shown) <= half + slack, explained.numbers
    if is_sum(explained):
        values = [part.value for part in explained.parts if part.name != "rounding"]
        assert_allclose(sum(values), explained.value, rtol=0, atol=1e-12 * max(map(abs, values)))


def is_sum(explained):
    terms = [part.shown for part in explained.parts]
    return len(terms) > 1 and " + ".join(terms).replace("+ -", "- ") == explained.numbers


def check_down(explained, rng, steps=4):
    """Check a number, one of its parts, one of that one's parts, and so on."""
    check(explained)
    if steps and explained.parts:
        opening = [part for part in explained.parts if part.work] or explained.parts
        check_down(opening[rng.integers(len(opening))], rng, steps - 1)


def numbers(trace, y, loss, l, i, k, j):
    """Return every kind of number with the value that the core has for it.

    i is an input of layer l, k one of its neurons, j an output.
    """
    gradients = backward(trace, y, loss)
    here, gradient, output = trace[l], gradients[l], trace[-1]
    stepped, _ = OPTIMIZERS["sgd"].step([t.layer for t in trace], gradients, None, RATE)
    at = trace, y, loss, l
    yield explain.weighted_sum(trace, l, k), here.z[0, k]
    yield explain.activation(trace, l, k), here.a[0, k]
    yield explain.confidence(trace, j), output.a[0, j]
    yield explain.loss_term(trace, y, loss, j), loss.terms(output.a, y)[0, j]
    yield explain.loss(trace, y, loss), loss(output.a, y)
    yield explain.gradient_a(*at, k), gradient.a[0, k]
    yield explain.gradient_z(*at, k), gradient.z[0, k]
    yield explain.gradient_W(*at, i, k), gradient.W[i, k]
    yield explain.gradient_b(*at, k), gradient.b[k]
    yield explain.updated_weight(*at, i, k, RATE), stepped[l].W[i, k]
    yield explain.updated_bias(*at, k, RATE), stepped[l].b[k]
    if l == 0:
        yield explain.pixel(trace, i), here.x[0, i]
        yield explain.gradient_x(trace, y, loss, i), gradients[0].x[0, i]
    if output.layer.activation.name == "softmax":
        yield explain.softmax_output(trace, j), output.a[0, j]


def random_trace(sizes, hidden, output, rng, scale=None):
    network = new_network(sizes, hidden, output, rng=rng, dtype=np.float64, scale=scale)
    network = [replace(layer, b=rng.normal(0, 0.3, len(layer.b))) for layer in network]
    x = rng.normal(size=(1, sizes[0]))
    if sizes[0] == 784:
        x = rng.random((1, 784)) * (rng.random((1, 784)) < 0.2)
    return forward(tuple(network), x)


@pytest.mark.parametrize(("output", "loss"), some(MIXED, quick=6))
@pytest.mark.parametrize(("hidden", "scale"), SCALES)
def test_what_is_printed_comes_to_what_is_shown(hidden, scale, output, loss):
    rng = np.random.default_rng(1)
    trace = random_trace([2, 2, 2], hidden, output, rng, scale)
    y = np.eye(2)[rng.integers(0, 2, 1)]
    l, *place = rng.integers(0, 2, 4)
    for explained, value in numbers(trace, y, LOSSES[loss], l, *place):
        assert explained.value == value
        check_down(explained, rng)


@pytest.mark.parametrize(("output", "loss"), CASES[::4])
@pytest.mark.parametrize(("hidden", "scale"), SCALES)
def test_the_same_for_pictures(hidden, scale, output, loss):
    rng = np.random.default_rng(2)
    trace = random_trace([784, 20, 10], hidden, output, rng, scale)
    y = np.eye(10)[rng.integers(0, 10, 1)]
    l = rng.integers(2)
    i, k, j = rng.integers([trace[l].x.shape[1], 10, 10])
    for explained, value in numbers(trace, y, LOSSES[loss], l, i, k, j):
        assert explained.value == value
        check_down(explained, rng)


@pytest.fixture(scope="module")
def shipped():
    """Return the trace of a shipped 2 in the default network, and the target of a 3."""
    network = load_network(DEFAULT, dtype=np.float64)
    return forward(network, datasets.digits().x_test[:1].astype(float)), np.eye(10)[[3]]


@pytest.mark.parametrize("loss", LOSSES)
def test_the_same_for_a_shipped_digit(shipped, loss):
    trace, y = shipped
    rng = np.random.default_rng(0)
    for l in range(3):
        i, (k, j) = int(trace[l].x.argmax()), rng.integers(0, 10, 2)
        for explained, value in numbers(trace, y, LOSSES[loss], l, i, k, j):
            assert explained.value == value
            check_down(explained, rng, steps=9)


def test_a_long_sum_shows_the_largest_terms_and_folds_the_rest(shipped):
    trace, _ = shipped
    *terms, blank, rest, bias = explain.weighted_sum(trace, 0, 17).parts
    sizes = [abs(term.value) for term in terms]
    assert sizes == np.sort(np.abs(trace[0].x[0] * trace[0].layer.W[:, 17]))[::-1][:8].tolist()
    assert (blank.name, blank.value) == ("579 blank pixels", 0.0)
    assert (rest.name, bias.name) == ("197 more terms", "bias of neuron 17 in hidden 1")
    assert len(terms) + 579 + 197 == 784
    assert abs(rest.parts[0].value) <= sizes[-1]
    assert rest.parts[8].name == "189 more terms"


def test_a_term_opens_to_a_pixel_and_a_weight(shipped):
    term = explain.weighted_sum(shipped[0], 0, 17).parts[0]
    pixel, weight = term.parts
    assert term.symbol == r"x_{20,15}\,w^{(1)}_{(20,15),17}"
    assert pixel.name == "pixel in row 20, column 15"
    assert weight.name == "weight from pixel in row 20, column 15 to neuron 17 in hidden 1"
    assert pixel.parts == weight.parts == ()


def test_a_confidence_opens_to_the_ten_exponentials(shipped):
    trace, _ = shipped
    share = explain.confidence(trace, 2).parts[0]
    above, below = share.parts[:2]
    assert (above.symbol, above.numbers) == ("e^{z^{(3)}_{2}}", "e^{13.9295}")
    assert [part.symbol for part in below.parts] == [f"e^{{z^{{(3)}}_{{{k}}}}}" for k in range(10)]
    assert above.parts[0].name == "weighted sum of output 2"


@pytest.mark.parametrize("z", [800.0, -800.0, 30.0, -30.0])
def test_exponentials_that_nobody_could_write_down_are_taken_from_the_largest_z(z):
    trace = through("softmax", [z, z - 1.0, z - 90.0])
    share = explain.softmax_output(trace, 1)
    check_down(share, np.random.default_rng(0))
    assert share.formula.startswith(r"\frac{e^{z^{(1)}_{1} - z^{(1)}_{0}}}")
    assert "The largest weighted sum, that of output 0, is taken from all" in share.why
    assert share.parts[0].numbers == f"e^{{{z - 1:.4f} - {f'({z:.4f})' if z < 0 else f'{z:.4f}'}}}"
    assert [part.shown for part in share.parts[1].parts] == ["1.0000", "0.3679", "0.0000"]


def through(activation, z):
    """Return the trace of a network with these weighted sums and one input, 1."""
    layer = Layer(np.array([z]), np.zeros(len(z)), ACTIVATIONS[activation])
    return forward((layer,), np.ones((1, 1)))


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("z", [-800.0, -30.0, -5.0, 0.0, 5.0, 17.0, 30.0, 800.0])
def test_a_saturated_neuron_hides_nothing_in_its_rounding(name, z):
    trace = through(name, [z])
    goal = trace, np.array([[0.5]]), LOSSES["mse"], 0, 0
    for explained in (explain.activation(trace, 0, 0), explain.gradient_z(*goal)):
        check_down(explained, np.random.default_rng(0))
    slope = explain.gradient_z(*goal).parts[1]
    check(slope)
    roundings = [part.value for part in slope.parts if part.name == "rounding"]
    assert all(abs(rest) < 0.01 * slope.value for rest in roundings)


@pytest.mark.parametrize("z", [5.0, 9.0, 15.0, 25.0])
def test_a_sure_softmax_hides_nothing_in_its_rounding(z):
    trace = through("softmax", [z, 0.0])
    gradient = explain.gradient_z(trace, np.eye(2)[:1], LOSSES["cross_entropy"], 0, 0)
    share = gradient.parts[0]
    for explained in (gradient, share, *share.parts):
        check(explained)
    for explained in (gradient, share):
        roundings = [part.value for part in explained.parts if part.name == "rounding"]
        assert all(abs(rest) < 0.01 * abs(gradient.value) for rest in roundings)


def test_a_logarithm_is_cut_and_says_so():
    trace = through("softmax", [40.0, 0.0])
    term = explain.loss_term(trace, np.eye(2)[[1]], LOSSES["cross_entropy"], 1)
    assert (term.numbers, term.shown) == (r"-1 \cdot \ln(10^{-12})", "27.6310")
    assert "taken as 10⁻¹²" in term.why
    assert recomputed(term.parts[0].shown) == Fraction("4.248e-18")
    idle = explain.loss_term(trace, np.eye(2)[[0]], LOSSES["cross_entropy"], 1)
    assert (idle.numbers, idle.shown) == (r"-0 \cdot \ln(10^{-12})", "0.0000")
    assert "Its target is 0" in idle.why
    assert "taken as 10⁻¹²" in idle.why


class TestTextbook:
    """The truth is 1; 0.2 for the 1, 0.3 for the 2, and the other eight 0.0625 each."""

    a = np.array([0.0625, 0.2, 0.3, *[0.0625] * 7])
    trace = forward((Layer(np.eye(10), np.zeros(10), ACTIVATIONS["identity"]),), a[None])
    y = np.eye(10)[[1]]

    def test_squared_error(self):
        loss = explain.loss(self.trace, self.y, LOSSES["squared_error"])
        assert loss.value == pytest.approx(0.76125, rel=1e-15)
        assert loss.shown == "0.7613"
        small = " + ".join(["0.0039"] * 7)
        assert loss.numbers == f"0.0039 + 0.6400 + 0.0900 + {small} + 0.0001"
        assert loss.parts[1].numbers == "(0.2000 - 1)^2"
        assert [part.name for part in loss.parts] == [
            *(f"loss term of output {k}" for k in range(10)),
            "rounding",
        ]

    def test_mean_squared_error(self):
        loss = explain.loss(self.trace, self.y, LOSSES["mse"])
        assert loss.shown == "0.0761"
        assert loss.parts[1].numbers == r"\frac{1}{10} \cdot (0.2000 - 1)^2"

    def test_cross_entropy(self):
        loss = explain.loss(self.trace, self.y, LOSSES["cross_entropy"])
        assert loss.shown == "1.6094"
        assert loss.parts[1].numbers == r"-1 \cdot \ln(0.2000)"


def test_the_shortcut_opens_to_the_long_way(shipped):
    shortcut = explain.gradient_z(*shipped, LOSSES["cross_entropy"], 2, 3)
    a, y, long = shortcut.parts
    assert (shortcut.numbers, shortcut.shown) == ("0.0000 - 1", "-1.000")
    assert (a.value, y.value, long.value) == (shipped[0][2].a[0, 3], 1.0, shortcut.value)
    assert "the long way, through dL/da, comes down to this difference" in shortcut.why
    assert [part.name for part in long.parts] == [
        "softmax of output 3",
        "gradient of the activation of output 3",
        "mean of these gradients, weighted by the shares",
    ]


@pytest.mark.parametrize("loss", ["cross_entropy", "mse"])
def test_a_printed_gradient_is_the_slope_that_is_measured(loss):
    rng = np.random.default_rng(5)
    trace = random_trace([3, 4, 3], "tanh", "softmax", rng)
    y, loss, h = np.eye(3)[[1]], LOSSES[loss], 1e-5
    network = [here.layer for here in trace]

    def loss_with(l, i, k, change):
        W = network[l].W.copy()
        W[i, k] += change
        changed = (*network[:l], replace(network[l], W=W), *network[l + 1 :])
        return loss(forward(changed, trace[0].x)[-1].a, y)

    for l, here in enumerate(network):
        for i, k in np.ndindex(here.W.shape):
            slope = (loss_with(l, i, k, h) - loss_with(l, i, k, -h)) / (2 * h)
            shown = explain.gradient_W(trace, y, loss, l, i, k).shown
            assert abs(recomputed(shown) - Fraction(slope)) < unit(shown) / 2 + Fraction("1e-9")


def test_a_changed_pixel_or_weight_changes_what_is_printed(shipped):
    trace, y = shipped
    x, (layer, *others) = trace[0].x, [here.layer for here in trace]
    for i in np.flatnonzero(x[0])[::20]:
        lighter, W = x.copy(), layer.W.copy()
        lighter[0, i] *= 0.5
        W[i, 17] += 0.01
        assert abs(layer.W[i, 17] * (lighter - x)[0, i]) > 1e-4
        other_x = forward((layer, *others), lighter)
        other_w = forward((replace(layer, W=W), *others), x)
        z, *changed = [explain.weighted_sum(t, 0, 17) for t in (trace, other_x, other_w)]
        assert len({number.shown for number in (z, *changed)}) == 3
        assert len({number.numbers for number in (z, *changed)}) == 3
        gradients = [
            explain.gradient_W(t, y, LOSSES["cross_entropy"], 0, i, 17) for t in (trace, other_x)
        ]
        assert gradients[0].numbers != gradients[1].numbers
        assert gradients[0].shown != gradients[1].shown


def test_bad_places_are_refused(shipped):
    trace, y = shipped
    loss = LOSSES["mse"]
    two = forward(tuple(here.layer for here in trace), np.zeros((2, 784)))
    single = tuple(Layer(t.layer.W.astype("f4"), t.layer.b, t.layer.activation) for t in trace)
    for message, call in {
        "expected a trace of one example, got 2": lambda: explain.weighted_sum(two, 0, 0),
        "expected a trace of float64, got float32": lambda: explain.pixel(
            forward(single, np.zeros((1, 784), "f4")), 0
        ),
        "expected one of 3 layers, counted from 0, got 3": lambda: explain.activation(trace, 3, 0),
        "expected one of 3 layers, counted from 0, got -1": lambda: explain.gradient_b(
            trace, y, loss, -1, 0
        ),
        "expected one of 128 neurons, counted from 0, got 128": lambda: explain.weighted_sum(
            trace, 0, 128
        ),
        "expected one of 784 inputs, counted from 0, got 784": lambda: explain.pixel(trace, 784),
        "expected one of 10 neurons, counted from 0, got 10": lambda: explain.confidence(trace, 10),
        "expected one of 64 inputs, counted from 0, got 64": lambda: explain.gradient_W(
            trace, y, loss, 2, 64, 0
        ),
        "expected y of shape (1, 10), got (1, 9)": lambda: explain.loss(trace, y[:, 1:], loss),
        "expected an output of softmax, got relu": lambda: explain.softmax_output(trace[:2], 0),
    }.items():
        with pytest.raises(ValueError, match=re.escape(message)):
            call()


def test_outputs_set_by_hand_have_nothing_behind_them():
    trace = explain.given(np.array([[0.2, 0.8]]))
    term = explain.loss_term(trace, np.array([[0.0, 1.0]]), LOSSES["squared_error"], 0)
    assert explain.reconciled(term)
    assert (term.numbers, term.shown) == ("(0.2000 - 0)^2", "0.0400")
    output, target = term.parts
    assert (output.shown, output.numbers, target.shown) == ("0.2000", "", "0")
    assert "set by hand" in output.why
