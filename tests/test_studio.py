"""A studio is found by its token, kept as long as it is used, and copied for another tab."""

import numpy as np
import pytest

from live.studio import STUDIOS, Drawing, Photo, Studio, Studios
from live.trainer import Trainer
from live.worker import Command
from nn_core import Dataset, new_network

NETWORK = new_network([784, 10], rng=np.random.default_rng(0))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def kept(studios):
    studio = Studio(NETWORK)
    studios.keep(studio)
    return studio


def test_a_studio_is_found_by_its_token_and_by_nothing_else():
    studios = Studios()
    one, other = kept(studios), kept(studios)
    assert studios.find(one.token) is one
    assert studios.find(other.token) is other
    for strange in ("", one.token[:-1], one.token + "=", None, 7, ["a"]):
        assert studios.find(strange) is None


def test_a_token_cannot_be_guessed():
    tokens = {Studio(NETWORK).token for _ in range(1_000)}
    assert len(tokens) == 1_000
    assert all(len(token) == 32 for token in tokens)  # 24 random bytes
    # It has to pass as the name of a subprotocol (RFC 6455, 4.1).
    assert all(
        set(token) <= set("-_") or token.replace("-", "").replace("_", "").isalnum()
        for token in tokens
    )


def test_the_studio_left_alone_longest_goes_first(clock):
    studios = Studios(most=3, clock=clock)
    first, second, third = (kept(studios) for _ in range(3))
    studios.keep(first)
    fourth = kept(studios)
    assert len(studios) == 3
    assert studios.find(second.token) is None
    assert [studios.find(s.token) for s in (first, third, fourth)] == [first, third, fourth]


def test_a_studio_expires_when_it_is_left_alone(clock):
    studios = Studios(idle=100, clock=clock)
    left, used = kept(studios), kept(studios)
    clock.now = 90
    studios.keep(used)
    clock.now = 101
    kept(studios)
    assert studios.find(left.token) is None
    assert studios.find(used.token) is used


def test_a_studio_with_an_open_socket_stays(clock):
    studios = Studios(most=2, idle=100, clock=clock)
    watched = kept(studios)
    watched.sockets = 1
    clock.now = 1_000
    others = [kept(studios) for _ in range(3)]
    assert studios.find(watched.token) is watched
    assert studios.find(others[0].token) is None
    assert studios.find(others[2].token) is others[2]


def test_an_older_drawing_does_not_overwrite_a_newer_one():
    studio = Studio(NETWORK)
    studio.take(Drawing(((1, 2),), number=5))
    studio.take(Drawing(((3, 4),), number=4))
    studio.take(Drawing(((5, 6),), number=5))
    assert (studio.drawing, studio.drawing.number) == (Drawing(((1, 2),)), 5)


def test_a_copy_has_the_same_work_and_a_life_of_its_own():
    data = Dataset(*(np.zeros((8, n), np.float32) for n in (784, 10, 784, 10)))
    trainer = Trainer(data)
    trainer.ask(Command("step"))
    trainer.slice(0)
    photo = Photo(b"jpeg", np.ones((2, 2)), (0, 0), 1.0, 0)
    studio = Studio(NETWORK, Drawing(((1, 2),), 7, photo, 5), NETWORK, trainer)
    copy = studio.copy()
    assert copy.token != studio.token
    assert (copy.drawing, copy.drawing.number, copy.random) == (studio.drawing, 5, NETWORK)
    assert copy.trainer.state is trainer.state
    copy.trainer.ask(Command("step"))
    copy.trainer.slice(0)
    copy.take(Drawing(number=6))
    assert (trainer.state.training.batch, copy.trainer.state.training.batch) == (1, 2)
    assert (studio.drawing.number, studio.drawing.label) == (5, 7)


def test_the_apps_own_studios_are_bounded():
    assert STUDIOS._most <= 1_000
    assert STUDIOS._idle <= 24 * 3600
