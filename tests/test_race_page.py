"""The page Race under Streamlit: it opens as its link says, and lets in what makes sense."""

import numpy as np
import pytest
from lesson_page import data, opened, tell

from live import race
from nn_core import OPTIMIZERS
from nn_core.presets import COURSES
from ui.components import race as component


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Take few batches before the page opens."""
    monkeypatch.setattr(component, "OPENING", 75)
    component._opening.clear()
    yield
    component._opening.clear()


def who(shown):
    return [(one["rate"], one["optimizer"]) for one in shown["frame"]["runners"]]


def test_it_opens_on_a_race_that_has_begun_and_does_what_is_asked():
    page = opened("race")
    shown = data(page, "race")
    assert who(shown) == [(0.01, "sgd"), (0.1, "sgd"), (10.0, "sgd")]
    assert (shown["frame"]["status"], shown["frame"]["step"]) == ("paused", 25)
    assert [one["name"] for one in shown["courses"]] == list(COURSES)
    assert set(shown["good"]) == set(COURSES)
    assert all(list(rates) == list(OPTIMIZERS) for rates in shown["good"].values())
    assert data(page, "sweep")["rates"][::19] == [1e-5, 100.0]
    three = [{"rate": rate, "optimizer": "adam"} for rate in (0.1, 0.01, 0.001)]
    asked = {"n": 1, "have": [1, 25], "commands": [{"do": "runners", "value": three}]}
    shown = tell(page, "race", asked=asked)
    assert who(shown) == [(0.1, "adam"), (0.01, "adam"), (0.001, "adam")]
    assert (shown["n"], shown["refused"], shown["frame"]["since"]) == (1, None, 0)
    asked = {"n": 2, "have": [2, 0], "commands": [{"do": "runners", "value": three[:2]}]}
    shown = tell(page, "race", asked=asked)
    assert shown["refused"] == "expected a list of 3 to 8 runners, got 2"
    assert len(who(shown)) == 3
    shown = tell(page, "race", asked={"n": 3, "have": [2, 0], "commands": [{"do": "run"}]})
    assert shown["frame"]["status"] == "running"
    page.session_state["studio"].sockets = 1  # then the socket carries all
    before = tell(page, "race", asked={"n": 4, "have": [2, 0], "commands": []})["frame"]["step"]
    page.run()
    assert data(page, "race")["frame"]["step"] == before


def test_a_link_carries_who_races_and_what_makes_no_sense_is_left_out():
    shown = data(
        opened("race", rates="0.1,0.01,1e-3", optimizers="sgd,momentum,adam", seed="3"), "race"
    )
    assert who(shown) == [(0.1, "sgd"), (0.01, "momentum"), (0.001, "adam")]
    assert shown["frame"]["seed"] == 3
    assert np.isclose(shown["frame"]["guess"], np.log(10))
    shown = data(opened("race", rates="0.1,1", course="linear-mse", seed="x"), "race")
    assert who(shown) == [(one.rate, one.optimizer) for one in race.USUAL]
    assert (shown["frame"]["course"], shown["frame"]["seed"]) == ("linear-mse", 0)
