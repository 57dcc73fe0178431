"""The page Forward under Streamlit: what it tells the browser is the core's, what it lets in."""

from base64 import b64decode

import lesson_page
import numpy as np
import pytest
from lesson_page import explained
from some import some
from streamlit.testing.v1 import AppTest

from live.studio import Drawing
from nn_core import explain, forward
from nn_core.explain.arithmetic import evaluate
from ui import networks

STRONGEST = [1, 75]  # hidden 1's neuron with the largest activation for the opening example


OPENS = ["activation of neuron 75 in hidden 1"]


def opened(**link):
    return lesson_page.opened("forward", **link)


def data(at, key="glass"):
    return lesson_page.data(at, key)


def tell(at, key="glass", **state):
    lesson_page.tell(at, key, **state)
    return data(at)


@pytest.fixture
def page():
    return opened()


def select(at, column, neuron, n=1):
    return tell(at, asked={"n": n, "select": [column, neuron, n]})


def trace(name="default", drawing=None, side=28):
    ink = (drawing or opened().session_state["studio"].drawing).steps(side).picture
    network = networks.exact(networks.trained(name))
    return forward(network, ink.reshape(1, -1).astype(np.float64))


def test_it_opens_at_the_most_active_neuron_of_hidden_1(page):
    shown = data(page)
    assert shown["place"] == STRONGEST
    assert shown["link"] == {"neuron": None, "open": None}
    assert [column["name"] for column in shown["columns"]] == ["hidden 1", "hidden 2", "output"]
    assert data(page, "network-view")["selected"] == STRONGEST
    assert explained(page) == OPENS


def test_what_is_under_the_glass_is_the_cores(page):
    seen = trace(drawing=page.session_state["studio"].drawing)
    for l, k in ((0, 75), (0, 1), (1, 52), (2, 9)):
        shown = select(page, l + 1, k, n=l + k)
        here = seen[l]
        assert shown["z"]["value"] == here.z[0, k]
        assert shown["z"]["shown"] == explain.weighted_sum(seen, l, k).shown
        printed = sum(evaluate(part["shown"]) for part in shown["sum"])
        assert printed == evaluate(shown["z"]["shown"])
        if l == 0:
            ink = np.frombuffer(b64decode(shown["ink"]), "<f4")
            np.testing.assert_allclose(ink @ here.layer.W[:, k] + here.layer.b[k], here.z[0, k])
        else:
            terms = sum(term["value"] for term in shown["terms"])
            assert terms + here.layer.b[k] == pytest.approx(here.z[0, k], rel=1e-12)
            sizes = [abs(term["value"]) for term in shown["terms"] if term["from"] is not None]
            assert sizes == sorted(sizes, reverse=True)
        if l < 2:
            assert shown["bend"]["a"]["value"] == here.a[0, k]


def test_softmax_shows_every_power_and_share_and_they_add_up(page):
    shares = select(page, 3, 4)["shares"]
    seen = trace(drawing=page.session_state["studio"].drawing)
    assert [row["z"]["value"] for row in shares["rows"]] == seen[2].z[0].tolist()
    assert [row["e"]["value"] for row in shares["rows"]] == np.exp(seen[2].z[0]).tolist()
    assert [row["share"]["value"] for row in shares["rows"]] == seen[2].a[0].tolist()
    for what, total, rest in zip(
        ("e", "share"), (shares["total"], shares["whole"]), shares["rounding"], strict=True
    ):
        printed = sum(evaluate(row[what]["shown"]) for row in shares["rows"])
        assert printed + (evaluate(rest) if rest else 0) == evaluate(total["shown"])


def test_a_link_opens_its_neuron_and_its_number():
    at = opened(neuron="2-52", open="z")
    assert data(at)["place"] == [2, 52]
    assert data(at)["link"] == {"neuron": "2-52", "open": "z"}
    assert explained(at) == ["weighted sum of neuron 52 in hidden 2"]


def test_a_link_may_open_no_number():
    at = opened(open="none")
    assert data(at)["link"] == {"neuron": None, "open": "none"}
    assert explained(at) == []


@pytest.mark.parametrize(
    "link",
    [
        {"neuron": "1-128"},
        {"neuron": "0-0"},
        {"neuron": "4-1", "open": "z-99999"},
        {"neuron": "-1-3", "open": "term-784"},
        {"neuron": "1-99999999", "open": "sum-9"},
        {"neuron": "<b>", "open": "share"},
        {"neuron": "", "open": "whatever"},
    ],
    ids=str,
)
def test_an_edited_link_falls_back_to_what_is_usual(link):
    at = opened(**link)
    assert data(at)["place"] == STRONGEST
    assert data(at)["link"] == {"neuron": None, "open": None}
    assert explained(at) == OPENS


@pytest.mark.parametrize("name", networks.NAMES)
def test_every_network_opens_with_something_to_see(name):
    at = opened(network=name)
    shown = data(at)
    side = 60 if name == "picture60" else 28
    assert shown["shape"]["inputs"] == side * side == len(b64decode(shown["ink"])) // 4
    assert shown["z"]["value"] > 0
    last = len(shown["columns"])
    assert last == (2 if name == "picture60" else 3)
    shown = select(at, last, shown["columns"][-1]["strongest"])
    assert len(shown["shares"]["rows"]) == 10
    assert shown["terms"]


def test_a_neuron_that_another_network_lacks_is_let_go(page):
    select(page, 3, 9)
    page.selectbox(key="network").set_value("picture60").run()
    assert not page.exception
    assert data(page)["place"] == [1, data(page)["columns"][0]["strongest"]]
    page.selectbox(key="network").set_value("large").run()
    assert data(page)["place"] == [3, 9]


def test_a_neuron_of_hidden_2_does_not_become_an_output(page):
    select(page, 2, 3)
    page.selectbox(key="network").set_value("picture60").run()
    assert data(page)["place"] == [1, data(page)["columns"][0]["strongest"]]
    assert data(page)["link"]["neuron"] is None
    page.selectbox(key="network").set_value("large").run()
    assert data(page)["place"] == [2, 3]
    assert data(page)["link"]["neuron"] == "2-3"
    at = opened(network="picture60", neuron="2-3")
    assert data(at)["place"] == [2, 3]
    at.selectbox(key="network").set_value("default").run()
    assert data(at)["place"] == [1, data(at)["columns"][0]["strongest"]]


FORGED = [
    17,
    "1-17",
    {"n": 3},
    {"n": 3, "select": [1, 128, 3]},
    {"n": 3, "select": [0, 0, 3]},
    {"n": 3, "select": [1, "2", 3]},
    {"n": 3, "select": 5},
    {"n": 3, "open": ["z"]},
    {"n": 3, "open": "term-784"},
    {"n": 3, "open": "e-3"},
    {"n": 3, "open": "__class__"},
    {"n": "3", "open": "sum-7"},
]


@pytest.mark.parametrize("forged", some(FORGED, quick=3), ids=str)
def test_a_forged_message_changes_nothing(page, forged):
    shown = tell(page, asked=forged)
    assert shown["place"] == STRONGEST
    assert explained(page) == OPENS


def test_every_number_under_the_glass_opens_and_is_reconciled(page):
    n = 0
    for place in ((1, 75), (2, 3), (3, 9)):
        n += 1
        shown = select(page, *place, n=n)
        numbers = [shown["z"], *shown["sum"], *(shown["terms"] or [])]
        if shown["bend"]:
            numbers.append(shown["bend"]["a"])
        else:
            shares = shown["shares"]
            numbers += [shares["total"], shares["whole"], *shares["rows"][2].values()]
        for number in numbers:
            n += 1
            shown = tell(page, asked={"n": n, "open": number["code"]})
            panel = data(page, "explanation")
            assert explained(page) == [number["name"]]
            assert panel["steps"][0]["shown"] == number["shown"]
            assert panel["reconciled"]
            code = number["code"]
            assert shown["link"]["open"] == (None if code == "a" else code)
    tell(page, "explanation", asked={"n": 1, "of": panel["of"], "path": None})
    assert explained(page) == []
    assert data(page)["link"]["open"] == "none"


def test_the_open_number_goes_along_from_neuron_to_neuron(page):
    tell(page, asked={"n": 1, "open": "z"})
    select(page, 1, 76, n=2)
    assert explained(page) == ["weighted sum of neuron 76 in hidden 1"]


def test_a_number_that_the_next_neuron_has_not_gives_way_to_its_activation(page):
    select(page, 3, 9)
    tell(page, asked={"n": 2, "open": "total"})
    assert explained(page) == ["sum of the 10 exponentials"]
    select(page, 1, 76, n=3)
    assert explained(page) == ["activation of neuron 76 in hidden 1"]


def test_without_a_choice_the_neuron_follows_the_ink_and_with_one_it_stays(page):
    studio = page.session_state["studio"]
    studio.take(Drawing(((500, 100, 500, 900),), number=1))
    page.run()
    strongest = data(page)["columns"][0]["strongest"]
    assert data(page)["place"] == [1, strongest] != STRONGEST
    select(page, 2, 7)
    studio.take(Drawing(((500, 100, 700, 900),), number=2))
    page.run()
    assert data(page)["place"] == [2, 7]
    page.switch_page("pages/draw.py").run()
    page.switch_page("pages/forward.py").run()
    assert data(page)["place"] == [2, 7]
    assert data(page)["link"]["neuron"] == "2-7"


def test_the_numbers_in_the_text_are_the_cores(page):
    seen = trace(drawing=page.session_state["studio"].drawing)
    (story,) = [text.value for text in page.markdown if "**It weighs.**" in text.value]
    assert "here 784, one for each" in story
    assert f"{(seen[0].a > 0).sum()} have a sum above 0 for your ink" in " ".join(story.split())
    asked = data(page, "forward-question")
    assert "128 neurons" in asked["asked"]
    assert f"{(seen[1].a > 0).sum()} neurons speak for the 9" in asked["choices"][2]["reason"]


def few(hidden, place):
    import numpy as np  # the function is run as a script of its own

    from nn_core import forward, new_network
    from ui.components.glass import glass

    network = new_network([2, 3, 2], hidden, rng=np.random.default_rng(0), dtype=np.float64)
    glass(
        forward(network, np.array([[1.0, -2.0]])),
        tuple(place),
        key="glass",
        link={},
        on_select=print,
        on_open=print,
    )


@pytest.mark.parametrize("hidden", ["relu", "leaky_relu", "tanh", "sigmoid", "identity"])
def test_it_works_for_a_few_numbers_and_for_every_activation(hidden):
    for place in ([1, 0], [1, 2], [2, 1]):
        at = AppTest.from_function(few, kwargs={"hidden": hidden, "place": place}).run()
        assert not at.exception
        shown = data(at)
        assert shown["ink"] is None
        assert len(shown["terms"]) <= 3
        if place[0] == 1:
            points = np.array(shown["bend"]["points"])
            assert points[0, 0] == -points[-1, 0]
            assert abs(shown["z"]["value"]) < points[-1, 0]
            assert points[:, 1].min() - 1e-9 <= shown["bend"]["a"]["value"] <= points[:, 1].max()
