"""The explanation panel, in a real browser, on a page with nothing else."""

import numpy as np
import pytest
from conftest import both_schemes, serving
from playwright.sync_api import expect

from nn_core import ACTIVATIONS, LOSSES, OPTIMIZERS, explain, forward, new_network

# Ways into the numbers of the page that show each kind of panel.
WAYS = {
    "confidence": [0, 0],
    "weighted sum": [0, 0],
    "loss": [4, 1],
    "gradient": [1, 0, 0],
    "updated weight": [2],
}
COUPLES = [
    ("softmax", "cross_entropy"),
    ("softmax", "mse"),
    ("sigmoid", "binary_cross_entropy"),
    ("identity", "squared_error"),
]

# The classes of what is animated.
WATCHED = """
window.flashed = [];
const animate = Element.prototype.animate;
Element.prototype.animate = function (...how) {
    window.flashed.push(this.className);
    return animate.apply(this, how);
};
"""

FITS = """(width) => window.innerWidth === width
    && document.querySelector("[data-testid=stMain]").scrollWidth <= width"""

# Formulas without attributes and spaces; a bar where they may wrap.
DRAWN = """async (written) => {
    const { formula } = await import("/assets/lib/formula.js");
    return written.map((latex) => [...formula(latex).children]
        .filter((term) => term.localName === "span")
        .map((term) => term.innerHTML.replaceAll(/ [a-z]+="[^"]*"/g, "")
            .replaceAll(/<mspace>.*?<.mspace>|<.?math>|<wbr>/g, ""))
        .join("|"));
}"""

# Those of some formulas that have something unknown.
UNKNOWN = """async (written) => {
    const { formula } = await import("/assets/lib/formula.js");
    return written.filter((latex) => formula(latex).querySelector("merror"));
}"""


@pytest.fixture(scope="module")
def address():
    with serving("tests/browser/one_panel.py") as url:
        yield url


def answered(page):
    """Return the panel, once the page has run."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    return page.get_by_test_id("explanation")


def heading(page):
    return page.get_by_test_id("explanation").get_by_role("heading")


def choose(page, number):
    page.get_by_role("button", name=number, exact=True).click()
    return answered(page)


def open_part(page, k):
    """Open the part; the panel has the focus, is announced, and adds up. Return its name."""
    before = heading(page).text_content()
    page.get_by_test_id(f"explanation-part-{k}").click()
    expect(heading(page)).not_to_have_text(before)
    expect(heading(page)).to_be_focused()
    expect(page.get_by_test_id("explanation")).to_have_attribute("data-reconciled", "true")
    name = heading(page).text_content()
    expect(page.get_by_role("status").filter(has_text=name)).to_have_count(1)
    return name


def test_a_confidence_opens_down_to_a_pixel_and_back(visit, address):
    page = visit(address)
    expect(page.get_by_role("button", name="loss")).to_be_visible()
    assert page.get_by_test_id("explanation").count() == 0
    panel = choose(page, "confidence")
    expect(page.get_by_test_id("explanation-back")).to_be_hidden()
    names = [heading(page).text_content()]
    while page.get_by_test_id("explanation-part-0").count():
        names.append(open_part(page, 0))
    assert len(names) == 12
    assert names[-1].startswith("pixel in row")
    for name in reversed(names[6:-1]):
        page.get_by_test_id("explanation-back").click()
        expect(heading(page)).to_have_text(name)
    panel.get_by_role("button", name=names[2]).click()
    expect(heading(page)).to_have_text(names[2])
    panel.get_by_role("button", name=names[0]).click()
    expect(heading(page)).to_have_text(names[0])
    expect(panel).to_have_attribute("data-value", "0.8403808769")


def test_every_part_of_a_sum_opens_and_comes_back_and_axe_finds_nothing(visit, address, axe):
    page = visit(address)
    choose(page, "weighted sum")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    buttons = page.locator("[data-testid^=explanation-part-]")
    for k in range(buttons.count()):
        open_part(page, k)
        page.get_by_test_id("explanation-back").click()
        expect(heading(page)).to_contain_text("weighted sum")
    open_part(page, 0)
    assert [found for _ in both_schemes(page) for found in axe(page)] == []


def test_it_is_read_with_the_keyboard(visit, address):
    page = visit(address)
    opener = page.get_by_role("button", name="weighted sum")
    opener.press("Enter")
    expect(heading(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("explanation-part-0")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("times its weight")
    expect(heading(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("explanation")).to_have_count(0)
    expect(opener).to_be_focused()
    answered(page)
    opener.press("Enter")  # what was open is forgotten
    expect(heading(page)).to_contain_text("weighted sum")


def test_a_new_value_keeps_the_place_and_flashes(visit, address):
    page = visit(address, WATCHED)
    panel = choose(page, "weighted sum")
    open_part(page, 0)
    page.get_by_test_id("explanation-part-1").focus()
    before = panel.get_attribute("data-value")
    page.evaluate("flashed.length = 0")
    pale = page.get_by_role("switch", name="pale")
    pale.evaluate("pale => pale.click()")
    expect(panel).not_to_have_attribute("data-value", before)
    expect(heading(page)).to_contain_text("times its weight")
    expect(page.get_by_test_id("explanation-part-1")).to_be_focused()
    assert page.evaluate("flashed") == ["value", "result"]  # of the pixel, not of its weight
    page.emulate_media(reduced_motion="reduce")
    pale.evaluate("pale => pale.click()")
    expect(panel).to_have_attribute("data-value", before)
    assert len(page.evaluate("flashed")) == 2


def test_nothing_is_wider_than_a_phone(visit, address):
    page = visit(address)

    def fits():
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 700})
            page.wait_for_function(FITS, arg=width)

    for number, way in WAYS.items():
        choose(page, number)
        fits()
        for k in way:
            open_part(page, k)
            fits()


def test_formulas_are_typeset(bare_page):
    assert bare_page.evaluate(
        DRAWN,
        [
            r"-2.5 - 3.142 \cdot 10^{-5}",
            r"\sum_i x_i\,w_{i,17} + b'",
            r"\left(\frac{1}{2}\right)^2",
            r"84.0\,\%",
            r"\operatorname{ReLU}(z_{k}) \le \text{two words}",
        ],
    ) == [
        "<mo>−</mo><mn>2.5</mn>|<mo>−</mo><mn>3.142</mn><mo>⋅</mo>"
        "<msup><mn>10</mn><mrow><mo>−</mo><mn>5</mn></mrow></msup>",
        "<munder><mo>∑</mo><mrow><mi>i</mi></mrow></munder>"
        "<msub><mi>x</mi><mrow><mi>i</mi></mrow></msub>"
        "<msub><mi>w</mi><mrow><mi>i</mi><mo>,</mo><mn>17</mn></mrow></msub>"
        "|<mo>+</mo><msup><mi>b</mi><mrow><mo>′</mo></mrow></msup>",
        "<msup><mrow><mo>(</mo><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"
        "<mo>)</mo></mrow><mrow><mn>2</mn></mrow></msup>",
        "<mn>84.0</mn><mo>%</mo>",
        "<mtext>ReLU</mtext><mo>(</mo><msub><mi>z</mi><mrow><mi>k</mi></mrow></msub><mo>)</mo>"
        "|<mo>≤</mo><mtext>two&nbsp;words</mtext>",
    ]


def test_every_formula_of_the_core_is_known(bare_page):
    written = formulas()
    assert len(written) > 1000
    assert bare_page.evaluate(UNKNOWN, [*written, r"\pm 1", "{", "}^_"]) == [r"\pm 1", "}^_"]


def formulas():
    """Return the formulas of the core, and those of numbers of many small networks."""
    found = {
        latex
        for named in (*ACTIVATIONS.values(), *LOSSES.values(), *OPTIMIZERS.values())
        for field, latex in vars(named).items()
        if field.startswith("latex")
    }
    for hidden in set(ACTIVATIONS) - {"softmax"}:
        for output, name in COUPLES:
            rng = np.random.default_rng(0)
            network = new_network([2, 2, 2], hidden, output, rng=rng, dtype=np.float64)
            y, loss = np.array([[0.0, 1.0]]), LOSSES[name]
            for x in ([0.5, -1.0], [4e5, -3e4], [0.0, 1e-3]):
                trace = forward(network, np.array([x]))
                for number in (
                    explain.confidence(trace, 0),
                    explain.balance(trace, 0, 0),
                    explain.loss(trace, y, loss),
                    explain.gradient_x(trace, y, loss, 0),
                    explain.updated_weight(trace, y, loss, 0, 0, 0, 0.1),
                    explain.updated_bias(trace, y, loss, 1, 0, 1e-5),
                ):
                    collect(number, found)
    network = new_network([64, 2], rng=np.random.default_rng(0), dtype=np.float64)
    trace = forward(network, np.zeros((1, 64)))
    collect(explain.pixel(explain.inked(trace, np.ones((8, 8))), 9), found)
    return sorted(found)


def collect(number, found):
    """Put what is printed of a number and of all its parts into a set."""
    printed = {number.symbol, number.formula, number.numbers, number.shown}
    if printed <= found:
        return  # it was there before, and its parts with it
    found |= printed
    for part in number.parts:
        collect(part, found)
