"""The landscape under a race: the map, the paths of its runs, and the parts that a browser gets."""

import json
from base64 import b64decode
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from live.landscape import MOST_PLACES, SIDE, begun
from live.mapping import part, says
from nn_core import LOSSES, Dataset, Settings, Training, advance, forward, new_network
from nn_core.progress import EXAMPLES

LOSS = LOSSES["mse"]
RATES = (0.05, 0.5, 1e6)  # the last one leaves the finite numbers at once


@cache
def race(batches=160, rates=RATES):
    rng = np.random.default_rng(0)
    x = rng.random((1_100, 6)).astype(np.float32)
    data = Dataset(x, np.eye(3, dtype=np.float32)[x[:, :3].argmax(axis=1)], x[:1], x[:1])
    start = new_network((6, 5, 3), "tanh", "identity", rng=np.random.default_rng(1))
    runs = []
    for rate in rates:
        settings = Settings(rate)
        training = Training(start)
        for _ in range(batches):
            training = advance(training, data, LOSS, settings)
        runs.append((settings, training))
    return start, LOSS, tuple(runs), data


def worked(job):
    while not job.finished:
        job = job.onward()
    return job


@cache
def whole(name):
    return worked(begun(*race(), name, number=3))


def test_the_map_holds_the_loss_at_its_places():
    ground = whole("paths")
    assert np.shape(ground.rows) == (SIDE, SIDE)
    x, y = race()[3].x[:EXAMPLES], race()[3].y[:EXAMPLES]
    for row, column in [(0, 0), (0, 30), (15, 15), (20, 7)]:
        a, b = (
            middle + ground.reach * (at / 15 - 1)
            for middle, at in zip(ground.middle, (column, row), strict=True)
        )
        there = forward(ground.plane.network(a, b), x)[-1].a
        assert ground.rows[row][column] == pytest.approx(LOSS(there, y), rel=1e-5)


def test_each_path_goes_from_the_start_to_where_its_run_is():
    ground = whole("paths")
    assert [run.left for run in ground.runs] == [False, False, True]
    for path, run, (_, training) in zip(ground.paths, ground.runs, race()[2], strict=True):
        assert path[0] == pytest.approx((0, 0))
        if not run.left:
            assert path[-1] == ground.plane.place(training.network)  # on the very same way
            assert len(path) == 1 + run.batches / 2 <= 1 + MOST_PLACES
    assert ground.runs[2].batches < 160
    assert not max(np.abs(ground.paths[2][-1])) < 1e6 * ground.reach


def test_the_plane_of_the_paths_holds_the_two_lowest_ends_and_its_view_shows_them():
    ground = whole("paths")
    ends = np.array([ground.paths[0][-1], ground.paths[1][-1]])
    assert ends[1] == pytest.approx((1, 0), abs=1e-6)  # the higher rate has come farther down
    low, high = np.array(ground.middle) - ground.reach, np.array(ground.middle) + ground.reach
    for place in [(0, 0), *ends]:
        assert (low < place).all()
        assert (place < high).all()
    for run, (_, training) in zip(ground.runs[:2], race()[2], strict=False):
        assert run.share == pytest.approx(1, abs=1e-6)
        assert run.below == pytest.approx(run.loss, rel=1e-4)  # they lie in the plane
        trace = forward(training.network, race()[3].x[:EXAMPLES])
        assert run.loss == LOSS(trace[-1].a, race()[3].y[:EXAMPLES])


def test_a_random_plane_lies_about_the_start_and_sees_little_of_the_way():
    ground = whole("random")
    assert (ground.middle, ground.reach) == ((0, 0), 1)
    assert ground.rows[15][15] == pytest.approx(loss_at_start(), rel=1e-6)
    assert all(run.share < 0.9 for run in ground.runs[:2])
    assert not np.isfinite(ground.runs[2].loss)


def loss_at_start():
    start, loss, _, data = race()
    return loss(forward(start, data.x[:EXAMPLES])[-1].a, data.y[:EXAMPLES])


@pytest.mark.parametrize(
    ("batches", "rates"), [(0, (0.1, 0.2)), (5, (0.1, 0.1)), (5, (0.1, 1e30))], ids=str
)
def test_where_no_two_runs_went_different_ways_the_plane_is_random(batches, rates):
    ground = begun(*race(batches, rates), "paths")
    assert ground.name == "random"
    assert len(worked(ground).paths) == 2


def test_the_job_goes_on_by_bits_and_says_how_far_it_is():
    job, done = begun(*race(), "random"), [0.0]
    first = job.onward()
    assert (len(job.rows), len(first.rows)) == (0, 1)
    while not job.finished:
        job = job.onward()
        done.append(job.done)
    assert done == sorted(done)
    assert done[-1] == 1
    assert job.onward() is job.stopped() is job
    assert job.paths[:2] == whole("random").paths[:2]


def test_a_job_that_was_stopped_keeps_what_it_has():
    job = begun(*race(), "paths").onward().stopped()
    assert (job.finished, job.status, len(job.rows)) == (True, "stopped", 1)
    assert job.onward() is job
    assert part(job, 0)["status"] == "stopped"


def taken(job, have=0):
    """Take all parts as a browser does; return the map's rows and the places."""
    rows, places = [], []
    while True:
        sent = part(job, have)
        assert len(json.dumps(sent, allow_nan=False)) < 8_000
        assert sent["since"] == have
        rows.extend(np.frombuffer(b64decode(sent["rows"]), "<f4").reshape(-1, SIDE))
        places.extend(np.frombuffer(b64decode(sent["places"]), "<f4").reshape(-1, 3))
        if sent["until"] == have:
            return np.array(rows), np.array(places)
        have = sent["until"]


def test_the_parts_together_are_the_whole():
    ground = whole("paths")
    rows, places = taken(ground)
    np.testing.assert_array_equal(rows, np.array(ground.rows, "<f4"))
    expected = [(k, *place) for k, path in enumerate(ground.paths) for place in path]
    np.testing.assert_array_equal(places, np.array(expected, "<f4"))
    some, later = taken(ground, have=33)
    assert len(some) == 0
    np.testing.assert_array_equal(later, places[2:])


def test_eight_long_runs_still_fit_and_what_is_not_finite_is_json():
    ground = whole("paths")
    many = tuple((k / 7, -k / 7) for k in range(1 + MOST_PLACES))
    rows = (np.full(SIDE, np.inf), *ground.rows[1:])
    taken(replace(ground, runs=ground.runs[2:] * 8, paths=(many,) * 8, rows=rows))


def test_a_browser_that_knows_another_landscape_learns_so():
    assert part(None, 5) == {"number": 0, "status": "idle", "done": 0.0, "since": 0, "until": 0}
    ground = whole("paths")
    assert part(ground, 10**6)["since"] == SIDE + sum(map(len, ground.paths))
    assert part(ground, 0)["number"] == 3
    assert part(begun(*race(), "paths"), 12)["since"] == 0


def test_it_says_which_plane_it_is_and_what_cannot_be_seen_from_there():
    ground = whole("paths")
    assert says(ground) == (
        "This plane goes through the start and the ends of 0.05 and 0.5, which ended lowest. "
        "Off the map, out of the finite numbers: 1e+06."
    )
    beside = replace(ground.runs[0], share=0.0123, loss=24.5, below=1.25)
    assert says(replace(ground, runs=(beside, *ground.runs[1:2]))).endswith(
        "Only 1.2 % of the way of 0.05 lies in it: that run's own loss is 24.5000, while the "
        "ground below its end is at 1.2500."
    )
    adam = replace(ground.runs[1], settings=Settings(1e-5, optimizer="adam"))
    named = says(replace(ground, runs=(ground.runs[0], adam)))
    assert "the ends of 0.05 SGD and 1e-5 Adam, which" in named


def test_it_says_why_random_directions_see_no_paths():
    ground = whole("random")
    shares = [f"{100 * run.share:.1f} %" for run in ground.runs[:2]]
    said = says(ground)
    assert f"see only {min(shares)} to {max(shares)} of a run's way" in said
    assert "has 53 weights and biases" in said
    assert "No run has taken a step yet" in says(begun(*race(0), "paths"))


def test_it_says_where_no_plane_goes_through_the_paths():
    start, loss, runs, data = race()
    none = says(begun(start, loss, [runs[0]] * 3, data, "paths"))
    assert none.startswith("No two runs ended in different directions, so no plane goes through")
    assert not says(begun(start, loss, [runs[0]] * 3, data, "random")).startswith("No two")
