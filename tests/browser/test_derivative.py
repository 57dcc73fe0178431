"""The lesson Which way is down?, in a real browser."""

import re

from conftest import both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import PHONE


def part(page, id):
    return page.get_by_test_id(id)


def opened(page, weight="3-52-9"):
    """Wait until all that is shown of this weight is there."""
    expect(part(page, "chooser")).to_have_attribute("data-at", weight)
    expect(part(page, "gradients")).to_have_attribute("data-column", weight[0])
    return page


def loss(page):
    return float(part(page, "slope-loss").get_attribute("data-value"))


def panel(page):
    return page.get_by_test_id("explanation")


def test_a_nudge_moves_along_the_loss_and_the_slopes_agree(visit, address):
    page = opened(visit(f"{address}/derivative"))
    for id in ("slope-nudge", "slope-curve", "slope-chord", "slope-best", "slope-gradient"):
        expect(part(page, id)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    before, nudge = loss(page), part(page, "slope-nudge")
    expect(part(page, "slope-change")).to_have_text("0")
    box = nudge.bounding_box()
    nudge.click(position={"x": 0.75 * box["width"], "y": box["height"] / 2})
    assert loss(page) < before  # the gradient is below 0: up with the weight, down with the loss
    change = part(page, "slope-change").inner_text()
    assert re.fullmatch(r"−\d\.\d{3}·10⁻[¹²³]", change)
    part(page, "slope-row-9").click()
    digits = part(page, "slope-chord").locator(".same")
    assert len(digits.inner_text()) > 8
    assert part(page, "slope-gradient").inner_text().startswith(digits.inner_text()[:-1])
    assert digits.evaluate("node => getComputedStyle(node).textDecorationLine") == "underline"
    expect(part(page, "slope-says")).to_contain_text("is the best of these")
    part(page, "slope-row-12").click()
    expect(part(page, "slope-says")).to_contain_text("of their 16 digits")
    part(page, "slope-back").click()
    assert loss(page) == before
    part(page, "answer-1").click()
    expect(page.get_by_text("Yes. The gradient is −1.580, below 0")).to_be_visible()


def test_weights_are_chosen_in_the_pictures_by_number_and_in_the_network(visit, address):
    page = opened(visit(f"{address}/derivative?weight=1-406-75&open=gradient"), "1-406-75")
    expect(panel(page)).to_have_attribute("data-reconciled", "true")
    length = page.evaluate("history.length")
    unit = page.locator(".back canvas").bounding_box()["width"] / (16 * 28)
    tile = (75 % 16 * 28 + 15.5, 75 // 16 * 28 + 12.5)  # row 12, column 15
    page.locator(".back canvas").hover(position={"x": tile[0] * unit, "y": tile[1] * unit})
    expect(part(page, "gradients-told")).to_contain_text(
        re.compile(r"From row 12, column 15 to neuron 75: weight .* came in; gradient ")
    )
    page.locator(".back canvas").click(position={"x": tile[0] * unit, "y": tile[1] * unit})
    opened(page, "1-351-75")
    expect(part(page, "slope-nudge")).to_be_in_viewport()
    page.wait_for_url("**/derivative?*weight=1-351-75*")
    part(page, "choose-row").fill("0")
    part(page, "choose-row").press("Enter")
    opened(page, "1-15-75")
    expect(part(page, "slope-note")).to_contain_text("Pixel in row 0, column 15 is blank")
    for line in ("tangent", "chord"):  # whatever the note says
        expect(page.locator(".legend").get_by_text(line)).to_be_visible()
    part(page, "choose-row").fill("28")  # there is none
    part(page, "choose-row").press("Enter")
    expect(part(page, "choose-row")).to_have_value("0")
    for _ in range(3):
        part(page, "choose-next").click()  # faster than the answers come
    opened(page, "1-15-78")
    part(page, "choose-bias").click()
    opened(page, "1-b-78")
    part(page, "neuron-2-17").click()
    expect(part(page, "chooser")).to_have_attribute("data-at", re.compile(r"2-\d+-17"))
    part(page, "choose-largest").click()
    opened(page)
    page.wait_for_url("**/derivative?*weight=3-52-9*")
    assert page.evaluate("history.length") == length
    page.reload()
    opened(page)
    expect(panel(page)).to_have_attribute("data-reconciled", "true")


def test_the_lesson_is_done_with_the_keyboard_alone(visit, address):
    page = opened(visit(f"{address}/derivative?weight=2-75-52"), "2-75-52")
    before = loss(page)
    nudge = part(page, "slope-nudge")
    nudge.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        nudge.press(key)
    assert loss(page) != before
    assert nudge.get_attribute("aria-valuetext").startswith("w = ")
    part(page, "slope-row-0").get_by_role("button").press("Enter")
    expect(part(page, "slope-says")).to_contain_text("With h = 1,")
    expect(part(page, "slope-wide")).to_have_attribute("aria-pressed", "true")
    part(page, "slope-gradient").press("Enter")
    expect(panel(page)).to_have_attribute("data-reconciled", "true")
    part(page, "slope-now").press("Enter")
    expect(panel(page)).to_contain_text("loss (cross-entropy)", ignore_case=True)
    expect(panel(page)).to_have_attribute("data-reconciled", "true")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    pictures = part(page, "gradients-pictures")
    pictures.focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "ArrowLeft"):
        pictures.press(key)
    expect(part(page, "gradients-told")).to_contain_text("From neuron 82 of hidden 1 to neuron 53")
    pictures.press("Enter")
    opened(page, "2-82-53")


def test_it_fits_a_phone_and_every_other_screen(visit, address):
    page = opened(visit(f"{address}/derivative?open=loss", **PHONE))
    nudge = part(page, "slope-nudge")
    nudge.scroll_into_view_if_needed()
    box = nudge.bounding_box()
    assert box["height"] >= 40
    before = loss(page)
    page.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    assert loss(page) < before
    small = page.locator(".slope, .chooser, .gradients").locator("button:visible, input:visible")
    sizes = [found.bounding_box() for found in small.all()]
    assert all(size["height"] >= 40 and size["width"] >= 40 for size in sizes)
    for _ in every_screen(page):
        expect(part(page, "slope-curve")).to_be_visible()


def test_axe_finds_nothing(visit, address, axe):
    few = "network=textbook&weight=1-406-5"  # neurons, each of which is looked at
    page = opened(visit(f"{address}/derivative?{few}&open=gradient"), "1-406-5")
    expect(panel(page)).to_have_attribute("data-reconciled", "true")
    for _ in both_schemes(page):
        assert axe(page) == []
