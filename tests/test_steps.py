"""Steps on a reader's own network: a trial is the step that is taken, and an undo is exact."""

from dataclasses import replace

import numpy as np
import pytest

from nn_core import LOSSES, Parameter, backward, explain, forward, new_network
from nn_core.explain import Case
from ui import steps
from ui.steps import FEW, MOST, Step, Steps

NETWORK = new_network([4, 5, 3], "tanh", rng=np.random.default_rng(2), dtype=np.float64)
X, Y = np.array([[0.0, 0.5, 1.0, 0.2]]), np.array([[0.0, 1.0, 0.0]])
START = Case(forward(NETWORK, X), Y, LOSSES["cross_entropy"])
NOTHING = Steps(START, (), START)
PLACES = [Parameter(0, 2, 3), Parameter(0, None, 1), Parameter(1, 4, 0), Parameter(1, None, 2)]


def arrays(case):
    return [array for here in case.trace for array in (here.layer.W, here.layer.b)]


def same(one, other):
    return all((a == b).all() for a, b in zip(arrays(one), arrays(other), strict=True))


@pytest.mark.parametrize("step", [Step(None, 0.3), Step(None, 0.3, 10), Step(PLACES[0], 2.0)])
def test_what_is_tried_is_what_is_taken_to_the_last_digit(step):
    tried, taken = step.after(START), NOTHING.take(step).case
    assert same(tried, taken)
    assert not same(START, taken)
    assert tried.loss(tried.trace[-1].a, Y) == taken.loss(taken.trace[-1].a, Y)


@pytest.mark.parametrize("at", PLACES, ids=str)
def test_one_weight_moves_alone_and_as_it_is_explained(at):
    moved = Step(at, 0.3).after(START)
    place = (START.trace, Y, START.loss, at.l)
    explained = (
        explain.updated_bias(*place, at.k, 0.3)
        if at.i is None
        else explain.updated_weight(*place, at.i, at.k, 0.3)
    )
    assert at.value([here.layer for here in moved.trace]) == explained.value
    changed = sum((a != b).sum() for a, b in zip(arrays(START), arrays(moved), strict=True))
    assert changed == 1


def test_all_at_once_each_goes_as_far_as_it_would_alone():
    moved = Step(None, 0.3).after(START)
    gradients = backward(START.trace, Y, START.loss)
    for here, now, gradient in zip(START.trace, moved.trace, gradients, strict=True):
        assert (now.layer.W == here.layer.W - 0.3 * gradient.W).all()
        assert (now.layer.b == here.layer.b - 0.3 * gradient.b).all()


def test_ten_times_is_ten_times_one():
    case = START
    for _ in range(10):
        case = Step(None, 0.1).after(case)
    assert same(case, Step(None, 0.1, 10).after(START))


def test_an_undo_is_exact_and_takes_back_what_was_pressed_last():
    first = NOTHING.take(Step(PLACES[0], 0.7))
    back = first.take(Step(None, 0.1, 10)).undo()
    assert same(back.case, first.case)
    assert back.taken == first.taken
    assert same(back.undo().case, START)
    assert back.undo().undo().taken == ()


def test_the_last_few_starts_are_remembered_with_their_steps(monkeypatch):
    monkeypatch.setattr("streamlit.session_state", {})
    starts = [replace(START, trace=forward(NETWORK, X + k)) for k in range(FEW + 1)]
    for start in starts:
        steps.keep(steps.current(start).take(Step(None, 0.1)))
    again = replace(START, trace=forward(NETWORK, X + 1))  # the same numbers
    assert same(steps.current(again).case, Step(None, 0.1).after(again))
    assert steps.current(starts[0]).taken == ()


def test_there_is_room_for_so_many_updates():
    full = Steps(START, (Step(None, 0.1, MOST - 3),), START)
    assert full.fits(Step(None, 0.1, 3))
    assert not full.fits(Step(None, 0.1, 10))
    with pytest.raises(ValueError, match="at most 200 updates"):
        full.take(Step(None, 0.1, 10))


@pytest.mark.parametrize("at", [None, PLACES[2]])
def test_a_network_that_is_no_longer_finite_is_refused(at):
    straight = new_network([4, 5, 3], "tanh", "identity", rng=np.random.default_rng(2))
    exact = [replace(layer, W=layer.W.astype(float), b=layer.b.astype(float)) for layer in straight]
    start = Case(forward(tuple(exact), X), Y, LOSSES["squared_error"])
    Step(at, 1e10).after(start)
    with pytest.raises(ValueError, match="finite numbers after the step"):
        Steps(start, (), start).take(Step(at, 1e300, 10))
