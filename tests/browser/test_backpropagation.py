"""The lesson Whose fault is it?, in a real browser: from a drawn digit to a changed prediction."""

import re

from conftest import both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import PHONE, draw
from test_draw import opened as draw_opened

DEEP = "backpropagation?ink=doubt&weight=1-406-75&rate=0.01&open=factor-2"
# What the network view is asked to show.
LIT = """async () => {
    window.lit = {};
    const lib = await import(new URL("assets/lib/spotlight.js", document.baseURI).href);
    lib.spotlight.on((what) => { window.lit = what; });
}"""


def chain(page, id):
    return page.get_by_test_id(f"chain-{id}")


def step(page, id):
    return page.get_by_test_id(f"step-{id}")


def at(page, weight):
    """Wait until all that is shown of this weight is there."""
    expect(page.get_by_test_id("chain")).to_have_attribute("data-at", weight)
    return page


def panel(page):
    return page.get_by_test_id("explanation")


def expect_open(page, name):
    expect(panel(page).get_by_role("heading", name=re.compile(name, re.IGNORECASE))).to_be_visible()
    expect(panel(page)).to_have_attribute("data-reconciled", "true")


def confidence(page, digit):
    return float(step(page, f"bar-{digit}").get_attribute("data-value"))


def updated(page, count):
    expect(page.locator("section.step")).to_have_attribute("data-updates", str(count))


def test_a_drawn_digit_is_followed_from_its_confidences_to_another_prediction(visit, address):
    page = draw_opened(visit(address))
    page.get_by_test_id("pad-clear").click()
    draw(page, 4)
    expect(page.get_by_test_id("prediction")).to_have_text("4")
    page.get_by_role("link", name="How wrong?").click()
    page.get_by_test_id("truth-9").click()  # it was really a 9, says its writer
    page.get_by_role("link", name="Which way?").click()
    expect(page.get_by_test_id("truth-9")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Whose fault?").click()
    expect(page.get_by_test_id("truth-9")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("group", name="Column").get_by_role("button", name="hidden 1").click()
    at(page, re.compile("1-"))

    while True:  # one weight after the other, along what comes back the most
        for k in range(chain(page, "product").locator("li:visible").count()):
            factor = chain(page, f"factor-{k}")
            factor.click()
            expect_open(page, re.escape(factor.get_attribute("title")))
        column = int(page.get_by_test_id("chain").get_attribute("data-at")[0])
        if column == 3:
            break
        chain(page, "row-0").get_by_role("button").first.click()
        at(page, re.compile(f"{column + 1}-"))

    for _ in range(3):
        page.get_by_test_id("walk-step").click()
    before = confidence(page, 9)
    predicted = step(page, "all-confidence").get_attribute("data-value")
    step(page, "all").click()
    updated(page, 1)
    assert f"{confidence(page, 9):.4f}" == f"{float(predicted):.4f}"
    expect(step(page, "said")).to_have_text(re.compile(r"Predicted L = (\S+), got L = \1\."))
    for count in (11, 21):
        step(page, "ten").click()
        updated(page, count)
    expect(page.locator(".answer li.best")).to_have_attribute("data-testid", "step-bar-9")
    assert confidence(page, 9) > 0.5 > before
    for count in (11, 1, 0):
        step(page, "undo").click()
        updated(page, count)
    assert confidence(page, 9) == before
    expect(page.get_by_test_id("network-view")).to_have_attribute("data-step", "2")


def test_a_deep_link_opens_and_all_is_done_by_the_keyboard(visit, address):
    page = at(visit(f"{address}/{DEEP}"), "1-406-75")
    expect_open(page, "gradient of the activation of neuron 75")
    expect(page.get_by_test_id("learning-rate")).to_have_value("0.01")
    chain(page, "factor-0").focus()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    page.wait_for_url(lambda url: "open=" not in url)
    page.keyboard.press("Enter")
    expect_open(page, "pixel in row 14, column 14")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    step(page, "one-L").focus()
    told = step(page, "one-change").inner_text()
    slider = page.get_by_test_id("rate-slider")
    slider.press("PageUp")
    page.wait_for_url(re.compile(r"rate=0\.1"))
    expect(step(page, "one-change")).not_to_have_text(told)
    assert re.fullmatch(r"−\d\.\d{3}·10⁻[¹²³⁴-⁹]", step(page, "one-change").inner_text())
    step(page, "one").press("Enter")
    updated(page, 1)
    step(page, "undo").press("Enter")
    updated(page, 0)
    expect(step(page, "undo")).to_be_disabled()
    expect(step(page, "undo")).to_be_focused()
    row = chain(page, "row-0").get_by_role("button").first
    row.focus()
    page.evaluate(LIT)
    page.keyboard.press("Enter")
    at(page, re.compile("2-75-"))
    page.wait_for_function("lit.column === 3")  # the row is another one's, and so is its light
    page.reload()
    at(page, re.compile("2-75-"))


def test_on_a_phone_it_fits_and_a_finger_has_room(visit, address):
    page = at(visit(f"{address}/{DEEP}", **PHONE), "1-406-75")
    chain(page, "row-0").get_by_role("button").first.tap()
    at(page, re.compile("2-75-"))  # of two words: hidden 2
    for found in page.locator(".chain button:visible, .step button:visible").all():
        assert found.bounding_box()["height"] >= 40
    step(page, "ten").tap()
    updated(page, 10)
    hand = page.get_by_role("radio", name="2-2-2 by hand")
    for width in every_screen(page):
        for found in (chain(page, "factor-2"), step(page, "all-change"), step(page, "bar-7"), hand):
            box = found.bounding_box()
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    page.set_viewport_size({"width": 1366, "height": 768})
    box = chain(page, "whole").bounding_box()
    assert box["y"] + box["height"] <= 768


def test_axe_finds_nothing(visit, address, axe):
    page = at(visit(f"{address}/{DEEP}"), "1-406-75")
    expect(panel(page)).to_be_visible()
    for _ in both_schemes(page):
        assert axe(page) == []
