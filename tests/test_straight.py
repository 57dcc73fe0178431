"""Without a bend many layers are one: layers multiplied out, and fits with a bend and without."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, Layer, forward, new_network
from nn_core.bent import BENDS, POINTS, SHAPES, STEPS, X, best_line, snapshots
from nn_core.collapse import collapsed
from nn_core.explain import reconciled
from nn_core.explain.merged import merged_bias, merged_sum, merged_weight, verdict
from ui.bending import Asked
from ui.components.bend import number

X0 = np.array([[1.0, 2.0]])
W1, B1 = np.array([[1.0, -1.0], [-1.0, 0.5]]), np.array([0.5, 1.0])
W2, B2 = np.array([[2.0, 1.0], [-1.0, 0.5]]), np.array([0.0, 1.0])


def two_layers(between, x=X0):
    first = Layer(W1, B1, ACTIVATIONS[between])
    return forward((first, Layer(W2, B2, ACTIVATIONS["identity"])), x)


@pytest.mark.parametrize("sizes", [(2, 2), (2, 2, 2), (5, 3, 8, 1), (4, 1, 9, 7, 3, 6)], ids=str)
def test_layers_without_a_bend_are_one(sizes):
    rng = np.random.default_rng(len(sizes))
    network = tuple(
        Layer(layer.W, rng.normal(size=layer.b.shape), layer.activation)
        for layer in new_network(sizes, "identity", "identity", rng=rng, dtype=np.float64)
    )
    x = rng.normal(size=(20, sizes[0]))
    one, through = collapsed(network), forward(network, x)[-1].a
    np.testing.assert_allclose(forward((one,), x)[-1].a, through, rtol=0, atol=1e-14)


def test_a_layer_that_bends_is_not_multiplied_out():
    network = new_network((2, 3, 2), "relu", "identity", rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="expected layers without a bend, got one of relu"):
        collapsed(network)


def test_the_product_is_what_one_gets_by_hand():
    trace = two_layers("identity")
    cells = [merged_weight(trace, i, k) for i in (0, 1) for k in (0, 1)]
    cells += [merged_bias(trace, k) for k in (0, 1)]
    assert [cell.value for cell in cells] == [3, 0.5, -2.5, -0.75, 0, 2]
    assert cells[0].numbers == r"1 \cdot 2 + (-1) \cdot (-1)"
    assert cells[3].numbers == r"(-1) \cdot 1 + 0.5 \cdot 0.5"
    assert cells[5].numbers == r"0.5 \cdot 1 + 1 \cdot 0.5 + 1"
    sums = [merged_sum(trace, k) for k in (0, 1)]
    assert [one.value for one in sums] == trace[-1].z[0].tolist() == [-2, 1]
    assert all(reconciled(one) for one in cells + sums)


def test_the_verdict_holds_both_ways_against_each_other():
    assert verdict(two_layers("identity")).startswith("Both ways give the same two numbers")
    bent = verdict(two_layers("relu"))
    assert "For output 0 halfway is 0.5000, but the two layers give 0.0000." in bent
    there, back, zero = (two_layers("relu", s * X0)[-1].a[0, 0] for s in (1, -1, 0))
    assert ((there + back) / 2, zero) == (0.5, 0)
    on = verdict(two_layers("relu", np.array([[0.0, 0.5]])))
    assert "ReLU changes nothing where both hidden sums are above 0" in on
    assert "one layer gives something else" in verdict(two_layers("tanh"))


@pytest.mark.parametrize("shape", SHAPES)
def test_only_what_bends_fits_a_shape_with_a_bend(shape):
    slope, height, line = best_line(shape)
    y = SHAPES[shape]
    for d_slope, d_height in [(1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3)]:  # it is the best
        other = (slope + d_slope) * X + height + d_height
        assert ((other - y) ** 2).mean() > line
    for bend in BENDS:
        first, *_, last = snapshots(shape, bend)
        assert (first.step, last.step) == (0, STEPS)
        if bend == "identity":
            assert last.loss == pytest.approx(line, rel=1e-6)
            assert np.ptp(np.diff(last.curve)) < 1e-12  # a straight line
        else:
            assert last.loss < line / 50
    assert len(y) == POINTS


@pytest.mark.parametrize("shape", SHAPES)
def test_the_loss_of_a_fit_is_the_mean_of_squares_that_are_printed(shape):
    asked, course = Asked(shape, "tanh"), snapshots(shape, "tanh")
    losses = {f"loss-{n}": course[n].loss for n in (0, 20, 40)} | {"line": best_line(shape)[2]}
    for code, value in losses.items():
        loss = number(asked, code)
        assert loss.value == pytest.approx(value, rel=1e-12)
        (total,) = loss.parts
        squares = total.parts[:POINTS]
        opened = [loss, total, *squares, *(one.parts[0] for one in squares)]
        assert all(reconciled(one) for one in opened)
    assert number(asked, "loss-41") is None
