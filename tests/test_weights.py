"""A browser fetches a network's weights by a name that only its pages know."""

import numpy as np
from starlette.requests import Request

from live import weights
from nn_core import new_network

NETWORK = new_network([4, 3, 2], rng=np.random.default_rng(0))


def asked(name):
    return weights.weights(Request({"type": "http", "path_params": {"name": name}}))


def test_a_network_that_was_offered_comes_whole_and_may_be_kept_for_ever():
    reply = asked(weights.offer(NETWORK))
    every = [parameter.ravel() for layer in NETWORK for parameter in (layer.W, layer.b)]
    np.testing.assert_array_equal(np.frombuffer(reply.body, "<f4"), np.concatenate(every))
    assert "immutable" in reply.headers["Cache-Control"]


def test_the_name_is_that_of_the_weights():
    again = new_network([4, 3, 2], rng=np.random.default_rng(0))
    other = new_network([4, 3, 2], rng=np.random.default_rng(1))
    assert weights.offer(again) == weights.offer(NETWORK) != weights.offer(other)


def test_what_was_not_offered_is_not_there():
    assert asked("0123").status_code == 404


def test_so_many_are_kept_and_no_more(monkeypatch):
    monkeypatch.setattr(weights, "MOST", 2)
    names = [
        weights.offer(new_network([2, 2], rng=np.random.default_rng(seed))) for seed in range(9)
    ]
    found = [asked(name).status_code for name in names]
    assert found[-1] == 200
    assert found[0] == 404
