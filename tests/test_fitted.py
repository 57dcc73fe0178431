"""The parabola of A network is a function under Streamlit: what is shown, asked for, and forged."""

import lesson_page
import pytest
from lesson_page import explained

from nn_core.explain import parabola as explain
from nn_core.parabola import POINTS, Fit
from ui import fitted
from ui.components import fit as view

BESIDE = ";".join(f"{x:g},{y:g}" for x, y in ((0.5, -1.0), *POINTS[1:]))


def ask(at, n, by_hand=(1, -0.5, 0.25), points=None, steps=0, **more):
    points = [list(place) for place in points or fitted.Fitted().points]
    asked = {"n": n, "by_hand": list(by_hand), "points": points, "steps": steps, **more}
    return lesson_page.tell(at, "fit", asked=asked)


def test_a_link_opens_what_it_says_and_every_answer_is_the_cores():
    at = lesson_page.opened("function", f="1,-0.5,0.25", points=BESIDE, open="fit-loss")
    shown, fit = lesson_page.data(at, "fit"), Fit(1.0, -0.5, 0.25, ((0.5, -1.0), *POINTS[1:]))
    assert shown["now"] == view.frame(fit) | {"values": [*fit.values]} | listed(fit)
    assert shown["link"] == {"f": "1,-0.5,0.25", "points": BESIDE, "open": "fit-loss"}
    assert explained(at) == ["loss (mean squared error)"]

    shown = ask(at, 1, steps=3, plays=True, open="gradient-b")
    path = Fit(1.0, -0.5, 0.25).stepped(3 + view.BATCH)
    assert shown["now"]["values"] == list(path[3].values)
    assert [frame["values"] for frame in shown["path"]] == [list(one.values) for one in path[4:]]
    assert shown["path"][-1]["numbers"]["loss"][1] == explain.loss(path[-1]).shown
    assert shown["link"]["points"] is None
    assert explained(at) == ["gradient of b"]

    before = {name: part for name, part in ask(at, 2).items() if name != "n"}
    for forged in FORGED:
        after = lesson_page.tell(at, "fit", asked=forged)
        assert {name: part for name, part in after.items() if name != "n"} == before, forged


def listed(fit):
    return {"next": [*fit.next.values], "bow": [*fit.bow(-view.REACH, view.REACH)]}


PLACES = [list(place) for place in POINTS]
FORGED = [
    17,
    {"n": 3, "by_hand": [1, 2, 3]},
    {"n": 3, "by_hand": [1, 2], "points": PLACES, "steps": 0},
    {"n": 3, "by_hand": [1, 2, float("inf")], "points": PLACES, "steps": 0},
    {"n": 3, "by_hand": [1, 2, 3], "points": PLACES, "steps": fitted.STEPS + 1},
]


@pytest.mark.parametrize(
    ("by_hand", "points", "steps"),
    [
        ([1, 2, True], PLACES, 0),
        ([1, 2, float("nan")], PLACES, 0),
        ([1, 2, 100.1], PLACES, 0),
        (["1", 2, 3], PLACES, 0),
        ("123", PLACES, 0),
        ([1, 2, 3], PLACES[:6], 0),
        ([1, 2, 3], [[1.01, 0], *PLACES[1:]], 0),
        ([1, 2, 3], [[0], *PLACES[1:]], 0),
        ([1, 2, 3], PLACES, -1),
        ([1, 2, 3], PLACES, 1.0),
        ([1, 2, 3], PLACES, True),
        (None, None, None),
    ],
)
def test_nonsense_is_nothing(by_hand, points, steps):
    assert fitted.check(by_hand, points, steps) is None


def test_points_lie_on_hundredths_and_may_share_an_x():
    made = fitted.check([1, 2, 3], [[0.123, -0.001], *[[0.5, 0.5]] * 6], 2)
    assert made.points == ((0.12, 0.0), *((0.5, 0.5),) * 6)
    assert made.fit == made.start.stepped(2)[-1]


def test_every_number_on_screen_opens_and_random_beginnings_are_the_same_twice():
    fit = Fit(-0.5, 0.5, 0.3)
    for code, (value, shown) in view.frame(fit)["numbers"].items():
        number = view.number(fit, code)
        assert (round(number.value, 6), number.shown) == (value, shown)
    assert view.number(fit, "value-7") is view.number(fit, "__class__") is None
    assert view.fresh()[0] == [-0.69, 1.95, -0.73]
