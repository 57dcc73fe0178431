"""The page How was I wrong under Streamlit: its numbers are the core's, and they add up by hand."""

import re
from decimal import Decimal

import lesson_page
import numpy as np
import pytest
from lesson_page import explained
from some import some

from live.studio import Drawing
from nn_core import LOSSES, explain, forward
from nn_core.explain import ABSOLUTE, PLAIN, Case
from nn_core.explain.arithmetic import evaluate
from ui import networks

MEASURES = ["squared_error", "mse", "cross_entropy", "absolute", "plain"]
PRESETS = ["own", "textbook", "perfect", "wrong"]
SURE = [0, 0.9932, 0, 0, 0.0004, 0, 0, 0.0055, 0.0003, 0.0006]
TEXTBOOK = [0.0625, 0.2, 0.3, *[0.0625] * 7]


def opened(**link):
    return lesson_page.opened("loss", **link)


@pytest.fixture
def page():
    return opened()


@pytest.fixture(scope="module")
def usual():
    return data(opened())


def data(at, key="loss-terms"):
    return lesson_page.data(at, key)


def tell(at, key="loss-terms", **state):
    return lesson_page.tell(at, key, **state)


def ask(at, n=1, preset="own", outputs=None, measure="squared_error", **more):
    asked = {"n": n, "preset": preset, "outputs": outputs, "measure": measure, **more}
    return tell(at, asked=asked)


def says(shown):
    return [position["says"]["value"] for position in shown["positions"]]


def printed(shown, what):
    return [evaluate(position[what]["shown"]) for position in shown["positions"]]


def test_it_opens_on_the_readers_drawing_with_squared_error(page):
    ink = page.session_state["studio"].drawing.steps(28).picture
    network = networks.exact(networks.trained())
    a = forward(network, ink.reshape(1, -1).astype(np.float64))[-1].a
    y = np.eye(10)[a.argmax(axis=1)]
    shown = data(page)
    assert says(shown) == a[0].tolist()
    assert [p["term"]["value"] for p in shown["positions"]] == ((a - y) ** 2)[0].tolist()
    assert shown["whole"]["value"] == pytest.approx(((a - y) ** 2).sum(), rel=1e-15)
    assert shown["truth"] == 9
    assert shown["link"] == dict.fromkeys(["preset", "outputs", "measure", "open"])
    assert explained(page) == ["loss (squared error)"]


def test_the_textbook_is_what_one_gets_by_hand(page):
    shown = ask(page, preset="textbook")
    assert shown["truth"] == 1
    assert [str(value) for value in printed(shown, "says")[:3]] == ["0.0625", "0.2000", "0.3000"]
    assert [str(v) for v in printed(shown, "difference")[:3]] == ["0.0625", "-0.8000", "0.3000"]
    assert [str(v) for v in printed(shown, "term")[:4]] == ["0.0039", "0.6400", "0.0900", "0.0039"]
    assert [str(v) for v in printed(shown, "sum")[:3]] == ["0.0039", "0.6439", "0.7339"]
    assert (shown["rounding"], shown["whole"]["shown"]) == ("0.0001", "0.7613")
    assert shown["whole"]["value"] == pytest.approx(0.76125, rel=1e-15)
    assert shown["mean"]["value"] == pytest.approx(0.076125, rel=1e-15)
    assert [(card["shown"], card["most"]) for card in shown["cards"]] == [
        ("0.7613", "Most comes from output 1: 0.6400."),
        ("0.0761", "Most comes from output 1: 0.0640."),
        ("1.6094", "Only output 1 counts: −ln 0.2000."),
    ]


def test_a_perfect_answer_costs_nothing(page):
    for n, measure in enumerate(MEASURES):
        shown = ask(page, n, "perfect", measure=measure)
        assert shown["asked"]["measure"] == measure
        assert shown["whole"]["value"] == 0
        assert shown["walk"][-1].startswith("Every output says what it should: L = 0.0000.")


def test_cross_entropy_says_nothing_of_the_other_nine(page):
    shown = ask(page, 1, "textbook", [1.0] * 10, "cross_entropy")
    assert shown["walk"][-1] == (
        "Output 1 says 1, so L = 0.0000: cross-entropy finds nothing wrong, "
        "whatever the other nine say."
    )
    cards = [card["most"] for card in shown["cards"]]
    assert cards[0] == "Most comes from output 0: 1.0000."
    assert cards[2] == "Only output 1 counts, and it says 1."
    cards = ask(page, 2, "perfect")["cards"]
    assert {card["most"] for card in cards} == {"Nothing is wrong."}


def test_the_other_nine_matter_only_where_the_ten_share_out_1(page):
    share, told = "because the ten share out 1.", []
    for n, outputs in enumerate([TEXTBOOK, [0.1] * 10, [0.5] * 10, [0.0] * 10]):
        shown = ask(page, n, "textbook", outputs, "cross_entropy")
        told.append(shown["walk"][-1])
        assert told[-1].endswith(share) == (not shown["total"])
    assert [words.endswith(share) for words in told] == [True, True, False, False]
    assert told[-1] == (
        "Only output 1, the truth, counts: L = −ln 10⁻¹² = 27.6310. "
        "What is below 10⁻¹² is taken as 10⁻¹², because ln 0 would be infinite."
    )


def test_a_loss_too_small_for_four_decimals_has_four_digits(page):
    tell(page, "truth", label={"seq": 10**15, "label": 1})
    shown = ask(page, 2, outputs=SURE)
    assert shown["whole"]["shown"] == r"7.710 \cdot 10^{-5}"
    assert shown["positions"][1]["term"]["shown"] == r"4.624 \cdot 10^{-5}"
    assert shown["positions"][9]["difference"]["shown"] == r"6.000 \cdot 10^{-4}"
    assert shown["walk"][1] == (
        "Output 1: 0.993200 − 1 = −0.006800. Squared: 4.624·10⁻⁵. Sum so far: 4.624·10⁻⁵."
    )
    ask(page, 3, outputs=SURE, open="difference-1")
    assert data(page, "explanation")["reconciled"]
    assert shown["walk"][7].startswith("Output 7: 5.500·10⁻³ − 0 = 5.500·10⁻³. Squared: 3.025·10⁻⁵")


def test_sure_and_wrong_says_another_digit_and_adds_up_to_1(page):
    shown = ask(page, preset="wrong", measure="cross_entropy")
    assert int(np.argmax(says(shown))) == 4  # what the network mixes this 9 up with
    assert sum(printed(shown, "says")) == 1
    assert shown["whole"]["value"] == pytest.approx(-np.log(0.01), rel=1e-15)


def by_hand():
    rng = np.random.default_rng(6)
    return [None, SURE, *rng.random((4, 10)).tolist(), *rng.dirichlet(np.full(10, 0.2), 4).tolist()]


@pytest.mark.parametrize("measure", some(MEASURES, quick=1))
def test_what_is_printed_adds_up_to_what_is_printed(page, measure):
    n = 0
    for preset in PRESETS:
        for outputs in by_hand():
            n += 1
            shown = ask(page, n, preset, outputs, measure)
            assert shown["n"] == n
            sums, terms = printed(shown, "sum"), printed(shown, "term")
            assert sums == [sum(terms[: k + 1], Decimal(0)) for k in range(10)]
            rest = evaluate(shown["rounding"]) if shown["rounding"] else 0
            assert sums[-1] + rest == evaluate(shown["whole"]["shown"])
            if outputs:
                np.testing.assert_allclose(says(shown), outputs, atol=0.5001e-4)
                y = np.eye(10)[shown["truth"]]
                for position, a, target in zip(shown["positions"], says(shown), y, strict=True):
                    assert position["difference"]["value"] == a - target


def test_every_number_opens_and_is_reconciled(page):
    codes = ["loss", "mean", "says-1", "difference-1", "term-1", "term-2", "sum-0", "sum-9"]
    n = 0
    for preset in ("own", "textbook"):
        for measure in MEASURES:
            for code in codes:
                n += 1
                shown = ask(page, n, preset, None, measure, open=code)
                assert shown["opened"] == code
                assert data(page, "explanation")["reconciled"]
    what, _, k = "sum-9".partition("-")
    number = shown["positions"][int(k)][what]
    assert data(page, "explanation")["steps"][0]["shown"] == number["shown"]


def test_the_readers_own_output_opens_down_to_the_ink_and_one_set_by_hand_does_not(page):
    ask(page, 1, open="says-9")
    assert data(page, "explanation")["parts"]
    ask(page, 2, outputs=TEXTBOOK)
    panel = data(page, "explanation")
    assert explained(page) == ["output 9"]
    assert not panel["parts"]
    assert "set by hand" in panel["why"]


def test_plain_differences_of_a_softmax_cancel(page):
    shown = ask(page, measure="plain")
    assert shown["whole"]["shown"] == "0.0000"
    assert "The network looks perfect, however wrong it is." in shown["walk"][-1]
    shown = ask(page, 2, outputs=[0.5] * 10, measure="plain")
    assert shown["whole"]["shown"] == "4.0000"
    assert shown["walk"][-1].endswith("cancel in part: 4.0000 is left.")
    assert "Too much, 4.5000, and too little, −0.5000," in shown["walk"][-1]
    assert shown["total"] == "These ten add up to 5.0000. A softmax would never say that."


def test_plain_differences_of_one_side_do_not_cancel(page):
    told = [
        ask(page, n, outputs=[a] * 10, measure="plain")["walk"][-1] for n, a in enumerate([1, 0])
    ]
    assert told == [
        "No output says too little, so nothing cancels: L = 9.0000.",
        "No output says too much, so nothing cancels: L = −1.0000.",
    ]


def test_the_truth_moves_with_what_the_reader_says_but_not_the_textbooks(page):
    tell(page, "truth", label={"seq": 10**15, "label": 4})
    shown = data(page)
    assert shown["truth"] == 4
    assert shown["positions"][9]["difference"]["value"] == says(shown)[9]
    assert ask(page, 2, "perfect")["positions"][4]["says"]["value"] == 1
    assert ask(page, 3, "textbook")["truth"] == 1
    assert ask(page, 4, "textbook", [0.1] * 10)["truth"] == 1
    assert ask(page, 5, "own", [0.1] * 10)["truth"] == 4


def test_another_drawing_lets_go_of_what_was_set_by_hand():
    at = opened(outputs=",".join(["0.1"] * 10), ink="doubt")
    assert says(data(at)) == [0.1] * 10  # a link holds
    tell(at, "truth", look=["own", 1])
    assert data(at)["asked"]["outputs"] is None
    assert data(at)["presets"][0] == "Your digit"


def test_a_link_opens_what_it_says():
    at = opened(
        preset="textbook", outputs=",".join(map(str, TEXTBOOK)), measure="mse", open="term-3"
    )
    shown = data(at)
    assert says(shown) == TEXTBOOK
    assert shown["whole"]["value"] == pytest.approx(0.076125, rel=1e-15)
    assert explained(at) == ["loss term of output 3"]
    assert shown["link"] == {
        "preset": "textbook",
        "outputs": "0.0625,0.2,0.3,0.0625,0.0625,0.0625,0.0625,0.0625,0.0625,0.0625",
        "measure": "mse",
        "open": "term-3",
    }


@pytest.mark.parametrize(
    "link",
    [
        {"outputs": "0.1,0.2"},
        {"outputs": ",".join(["1.1"] * 10)},
        {"outputs": ",".join(["nan"] * 10)},
        {"outputs": "<b>"},
        {"preset": "none"},
        {"measure": "binary_cross_entropy"},
        {"open": "term-10"},
    ],
    ids=str,
)
def test_an_edited_link_falls_back_to_what_is_usual(usual, link):
    assert data(opened(**link)) == usual


FORGED = [
    17,
    {"n": 3},
    {"n": 3, "preset": "own", "outputs": None},
    {"n": 3, "preset": ["own"], "outputs": None, "measure": "mse"},
    {"n": 3, "preset": "own", "outputs": [0.1] * 9, "measure": "mse"},
    {"n": 3, "preset": "own", "outputs": [True] * 10, "measure": "mse"},
    {"n": 3, "preset": "own", "outputs": [-0.1] * 10, "measure": "mse"},
    {"n": 3, "preset": "own", "outputs": [float("nan")] * 10, "measure": "mse"},
    {"n": 3, "preset": "own", "outputs": "0123456789", "measure": "mse"},
    {"n": 3, "preset": "own", "outputs": None, "measure": {}},
    {"n": 3, "preset": "own", "outputs": None, "measure": "squared_error", "open": "term-10"},
    {"n": 3, "preset": "own", "outputs": None, "measure": "squared_error", "open": "__class__"},
    {"n": 3, "preset": "own", "outputs": None, "measure": "squared_error", "open": ["loss"]},
]


def test_a_forged_message_changes_nothing(page):
    before = data(page)
    for forged in FORGED:
        assert tell(page, asked=forged) | {"n": 0} == before, forged
        assert explained(page) == ["loss (squared error)"]


def sharper():
    """Return outputs that miss their targets by less and less."""
    a = np.random.default_rng(6).dirichlet(np.full(10, 0.5))
    for power in 2.0 ** np.arange(8):
        shared = a**power / (a**power).sum()
        yield int(a.argmax()), shared.tolist()


def test_what_is_squared_is_the_difference_that_is_printed():
    for truth, a in sharper():
        case = Case(explain.given(np.array([a])), np.eye(10)[[truth]], LOSSES["squared_error"])
        terms = explain.loss(case.trace, case.y, case.loss).parts
        for k in range(10):
            d, term = evaluate(explain.difference(case, k).shown), evaluate(terms[k].shown)
            unit = Decimal(1).scaleb(term.as_tuple().exponent)
            assert abs(d * d - term) <= 4 * unit, (a, k)  # each has four digits


GOLDEN = {
    "squared_error": "Output 1: 0.2000 − 1 = −0.8000. Squared: 0.6400. Sum so far: 0.6439.",
    "mse": "Output 1: 0.2000 − 1 = −0.8000. Squared and divided by 10: 0.0640. Sum so far: 0.0644.",
    "cross_entropy": "Output 1 should be 1: −ln 0.2000 = 1.6094. Sum so far: 1.6094.",
    "absolute": "Output 1: 0.2000 − 1 = −0.8000. Without its sign: 0.8000. Sum so far: 0.8625.",
    "plain": "Output 1: 0.2000 − 1 = −0.8000. Sum so far: −0.7375.",
}


def test_a_step_is_told_in_numbers(page):
    for n, (measure, told) in enumerate(GOLDEN.items()):
        assert ask(page, n, "textbook", measure=measure)["walk"][1] == told


STEP = re.compile(
    r"Output (\d): ([\d.]+) − ([01]) = (-?[\d.]+)\. "
    r"Squared: ([\d.]+)(?: \(rounding (-?[\d.]+) included\))?\. Sum so far: ([\d.]+)\."
)


def test_every_step_that_is_told_can_be_recomputed(page):
    walks = [data(opened(ink="doubt"))["walk"]]  # a square in it needs a rounding
    walks += [ask(page, n, outputs=outputs)["walk"] for n, outputs in enumerate(by_hand())]
    roundings = 0
    for walk in walks:
        total = Decimal(0)
        for k, told in enumerate(walk[:-1]):
            groups = STEP.fullmatch(re.sub(r"−(?=\d)", "-", told)).groups()
            output, a, y, d, square, rest, so_far = (Decimal(group or 0) for group in groups)
            assert output == k
            assert a - y == d
            assert abs(d * d + rest - square) <= Decimal("0.00005")
            total += square
            assert so_far == total
            roundings += rest != 0
    assert roundings


@pytest.mark.parametrize(
    ("a", "told"),
    [
        (0.001, "Output 0 should be 1: −ln (1.000·10⁻³) = 6.9078. Sum so far: 6.9078."),
        (
            0.0,
            "Output 0 should be 1: −ln 10⁻¹² = 27.6310. What is below 10⁻¹² is taken as 10⁻¹², "
            "because ln 0 would be infinite. Sum so far: 27.6310.",
        ),
    ],
)
def test_a_logarithm_of_next_to_nothing_is_told(a, told):
    case = Case(
        explain.given(np.array([[a, 1.0]])), np.array([[1.0, 0.0]]), LOSSES["cross_entropy"]
    )
    assert explain.walk(case)[0] == told


@pytest.mark.parametrize("loss", [ABSOLUTE, PLAIN], ids=lambda loss: loss.name)
def test_the_other_counts_have_their_slopes(loss):
    a, y, h = np.array([[0.3, 0.8]]), np.array([[0.0, 1.0]]), 1e-6
    measured = [(loss(a + step, y) - loss(a - step, y)) / (2 * h) for step in h * np.eye(2)]
    np.testing.assert_allclose(loss.backward(a, y)[0], measured, rtol=1e-9)


def test_what_was_set_by_hand_stays_through_another_lesson_and_goes_with_other_ink(page):
    ask(page, outputs=TEXTBOOK, measure="mse")
    page.switch_page("pages/forward.py").run()
    page.switch_page("pages/loss.py").run()
    assert data(page)["asked"] == {"preset": "own", "outputs": TEXTBOOK, "measure": "mse"}
    page.session_state["studio"].drawing = Drawing(((500, 100, 500, 900),), number=5)
    page.run()
    assert data(page)["asked"] == {"preset": "own", "outputs": None, "measure": "mse"}


def test_the_network_is_the_readers_choice():
    page = opened(network="textbook")
    ink = page.session_state["studio"].drawing.picture.reshape(1, -1).astype(np.float64)
    network = networks.exact(networks.trained("textbook"))
    assert says(data(page)) == forward(network, ink)[-1].a[0].tolist()
