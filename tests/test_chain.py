"""The chain of one weight: each factor is a derivative, and what is printed comes to dL/dw."""

from dataclasses import replace
from itertools import product
from math import prod

import numpy as np
import pytest
from recomputed import recomputed, unit
from some import some
from test_explain import CASES, MIXED, check, check_down, random_trace

from nn_core import LOSSES, Parameter, backward, explain, forward
from nn_core.explain import Case

SIZES = [3, 4, 3, 2]
HIDDEN = ["identity", "sigmoid", "tanh", "relu", "leaky_relu"]
PLACES = [
    Parameter(l, i, k) for l, (i, k) in enumerate([(1, 2), (3, 0), (0, 1)]) for i in (i, None)
]


def example(hidden, output, loss, seed=5):
    rng = np.random.default_rng(seed)
    trace = random_trace(SIZES, hidden, output, rng)
    return Case(trace, np.eye(2)[rng.integers(0, 2, 1)], LOSSES[loss])


def slope(f, x, h=1e-6):
    """Return the central difference of f."""
    return (f(x + h) - f(x - h)) / (2 * h)


def layers(case):
    return [here.layer for here in case.trace]


def outputs_from(case, l, a):
    """Return the network's outputs where layer l has these activations."""
    after = layers(case)[l + 1 :]
    return forward(after, a)[-1].a if after else a


def measured(case, of):
    """Return what each factor of the chain should be, as finite differences of the core."""
    l, k = of.l, of.k
    here, f = case.trace[l], case.trace[l].layer.activation

    def loss_at(which, value):
        changed = (here.z if which == "z" else here.a).copy()
        changed[0, k] = value
        a = f(changed) if which == "z" else changed
        return case.loss(outputs_from(case, l, a), case.y)

    factors = {} if of.i is None else {"x": here.x[0, of.i]}
    factors["f'"] = slope(lambda z: f(z), here.z[0, k]) if f.name != "softmax" else None
    factors["a"] = slope(lambda a: loss_at("a", a), here.a[0, k])
    factors["z"] = slope(lambda z: loss_at("z", z), here.z[0, k])
    return factors


@pytest.mark.parametrize(("output", "loss"), some(MIXED, quick=6))
@pytest.mark.parametrize("hidden", HIDDEN)
def test_each_printed_factor_is_a_derivative_and_their_product_the_gradient(hidden, output, loss):
    case = example(hidden, output, loss)
    rng = np.random.default_rng(0)
    for of in PLACES:
        found = explain.chain(case, of)
        assert found.value == of.gradient(backward(case.trace, case.y, case.loss))
        check_down(found, rng)
        factors = [part for part in found.parts if part.name != "rounding"]
        assert prod(part.value for part in factors) == pytest.approx(found.value, rel=1e-9)
        expected = measured(case, of)
        names = ["x"] * (of.i is not None)
        names += ["z"] if len(factors) == len(names) + 1 else ["f'", "a"]
        assert names[-1] == "a" or of.l == case.last
        for name, part in zip(names, factors, strict=True):
            assert part.value == pytest.approx(expected[name], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("output", "loss"), CASES[::3])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_strongest_path_is_the_strongest_of_all_and_they_add_up(hidden, output, loss):
    case = example(hidden, output, loss, seed=8)
    for of in PLACES:
        through = 1.0 if of.i is None else case.trace[of.l].x[0, of.i]
        carried = {}
        for after in product(*(range(len(layer.b)) for layer in layers(case)[of.l + 1 :])):
            neurons = (of.k, *after)
            value = through * case.gradients[-1].z[0, neurons[-1]]
            for l, (k, j) in enumerate(zip(neurons, after, strict=False), of.l):
                f = case.trace[l].layer.activation
                value *= f.derivative(case.trace[l].z)[0, k] * case.trace[l + 1].layer.W[k, j]
            carried[neurons] = value
        assert explain.paths(case, of) == len(carried)
        assert sum(carried.values()) == pytest.approx(of.gradient(case.gradients), rel=1e-9)
        found = explain.strongest_path(case, of)
        assert found.gradient.value == pytest.approx(carried[found.neurons], rel=1e-12)
        assert abs(found.gradient.value) == pytest.approx(
            max(map(abs, carried.values())), rel=1e-12
        )
        check_down(found.gradient, np.random.default_rng(0))


def test_what_comes_back_is_listed_by_its_size_and_adds_up():
    case = example("tanh", "softmax", "cross_entropy")
    back = explain.backflow(case, 0, 2)
    sizes = [abs(part.value) for j, part in back if j is not None]
    assert sizes == sorted(sizes, reverse=True)
    printed = sum(recomputed(part.shown) for _, part in back)
    whole = explain.gradient_a(case.trace, case.y, case.loss, 0, 2).shown
    assert abs(printed - recomputed(whole)) <= unit(whole) / 2
    back = [(j, part) for j, part in back if j is not None]
    assert sum(part.value for _, part in back) == pytest.approx(case.gradients[0].a[0, 2])
    for j, part in back:
        assert part.value == case.trace[1].layer.W[2, j] * case.gradients[1].z[0, j]
        check(part)


def test_the_way_back_begins_at_every_output():
    case = example("tanh", "softmax", "mse")
    for k, part in enumerate(explain.blame(case)):
        assert part.value == case.gradients[-1].z[0, k]
        check(part)


def test_a_gradient_of_zero_says_why():
    trace = random_trace([784, 20, 10], "relu", "softmax", np.random.default_rng(3))
    case = Case(trace, np.eye(10)[[4]], LOSSES["cross_entropy"])
    blank, dead = int((trace[0].x[0] == 0).argmax()), int((trace[0].z[0] <= 0).argmax())
    inked = int((trace[0].x[0] > 0).argmax())
    of_blank = explain.chain(case, Parameter(0, blank, int((trace[0].z[0] > 0).argmax())))
    of_dead = explain.chain(case, Parameter(0, inked, dead))
    assert "is blank: nothing goes through this weight" in of_blank.why
    assert "is off for this drawing" in of_dead.why
    for found in (of_blank, of_dead):
        assert found.value == 0
        check(found)


def test_a_hidden_softmax_has_no_paths_of_single_neurons():
    case = example("softmax", "sigmoid", "mse")
    with pytest.raises(ValueError, match="bend each neuron alone, got softmax"):
        explain.strongest_path(case, PLACES[0])
    check(explain.chain(case, PLACES[0]))


def test_a_change_of_the_loss_is_printed_with_the_digits_that_show_it():
    before = example("tanh", "softmax", "cross_entropy")
    for change in (1e-9, 1e-3, -4.0, 0.0):
        network = Parameter(0, 1, 2).moved(tuple(layers(before)), change)
        after = replace(before, trace=explain.again(before.trace, network))
        found = explain.change(before, after)
        assert found.value == after.loss(after.trace[-1].a, after.y) - before.loss(
            before.trace[-1].a, before.y
        )
        check(found)
