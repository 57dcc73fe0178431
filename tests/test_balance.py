"""A weighted sum by its two sides: they come to the same z, and nothing is left out."""

import numpy as np
import pytest

from nn_core import datasets, explain, forward, load_network, new_network

DEFAULT = load_network("assets/networks/default.npz", dtype=np.float64)
TRACE = forward(DEFAULT, datasets.digits().x_test[:1].astype(np.float64))
EVERY = [(l, k) for l, layer in enumerate(TRACE) for k in range(layer.a.shape[1])]


@pytest.mark.parametrize(("l", "k"), EVERY[::7])
def test_what_adds_and_what_takes_away_come_to_the_weighted_sum(l, k):
    whole, terms = explain.balance(TRACE, l, k), TRACE[l].x[0] * TRACE[l].layer.W[:, k]
    adds, takes = whole.parts[:2]
    assert explain.reconciled(whole)
    assert whole.value == explain.weighted_sum(TRACE, l, k).value
    assert adds.value == pytest.approx(terms[terms > 0].sum(), rel=1e-12)
    assert takes.value == pytest.approx(terms[terms < 0].sum(), rel=1e-12)
    assert all(explain.reconciled(part) for part in (*whole.parts, *adds.parts, *takes.parts))


def test_every_input_is_counted_once():
    names = [part.name for part in explain.balance(TRACE, 0, 0).parts]
    assert [name.split(" ", 1)[1] for name in names[:3]] == [
        "pixels add",
        "pixels take away",
        "blank pixels",
    ]
    assert sum(int(name.split()[0]) for name in names[:3]) == 784


def test_blank_paper_leaves_the_bias():
    trace = forward(DEFAULT, np.zeros((1, 784)))
    assert explain.contributions(trace, 0, 5) == []
    whole = explain.balance(trace, 0, 5)
    assert [part.shown for part in whole.parts[:3]] == ["0.0000"] * 3
    assert whole.shown == whole.parts[3].shown
    assert explain.reconciled(whole)


def test_contributions_come_by_size_and_the_last_has_all_others():
    found = explain.contributions(TRACE, 2, 3)
    terms = TRACE[2].x[0] * TRACE[2].layer.W[:, 3]
    numbers = [i for i, _ in found]
    assert numbers[-1] is None
    assert numbers[:-1] == np.argsort(-np.abs(terms))[: len(numbers) - 1].tolist()
    for i, part in found[:-1]:
        assert part.value == terms[i]
    assert sum(part.value for _, part in found) == pytest.approx(terms.sum(), rel=1e-12)


def test_few_inputs_are_all_there():
    network = new_network([2, 2, 2], rng=np.random.default_rng(0), dtype=np.float64)
    trace = forward(network, np.array([[1.0, -2.0]]))
    assert sorted(i for i, _ in explain.contributions(trace, 1, 0)) == [0, 1]
    assert [part.name for part in explain.balance(trace, 0, 0).parts][:2] == [
        "1 input adds",
        "1 input takes away",
    ]


def test_the_confidences_come_to_a_hundred_per_cent_rounding_included():
    whole = explain.confidences(TRACE)
    assert whole.shown == r"100.0\,\%"
    assert explain.reconciled(whole)
    shown = [part.shown for part in whole.parts]
    assert shown[:10] == [explain.confidence(TRACE, k).shown for k in range(10)]
