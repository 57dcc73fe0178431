"""The lesson How was I wrong, in a real browser."""

import re
from decimal import Decimal

import numpy as np
import pytest
from conftest import both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import PHONE

from nn_core import LOSSES

TEXTBOOK = [0.0625, 0.2, 0.3, *[0.0625] * 7]


def part(page, id):
    return page.get_by_test_id(f"loss-{id}")


def number(locator):
    """Return a printed number as it is printed."""
    return Decimal(locator.inner_text().replace("−", "-"))


def expect_loss(page, outputs, truth, loss="squared_error"):
    """Expect the whole loss of these outputs, and each of its terms."""
    a, y = np.array([outputs]), np.eye(10)[[truth]]
    expect(part(page, "value")).to_have_attribute("data-value", f"{LOSSES[loss](a, y):.6f}")
    for k, term in enumerate(LOSSES[loss].terms(a, y)[0]):
        expect(part(page, f"term-{k}")).to_have_attribute("data-value", f"{term + 0.0:.6f}")


def drag(page, k, start, end):
    """Drag the bar of output k with the mouse, in ten moves."""
    box = part(page, f"bar-{k}").bounding_box()
    x, bottom, height = box["x"] + box["width"] / 2, box["y"] + box["height"], box["height"]
    page.mouse.move(x, bottom - start * height)
    page.mouse.down()
    page.mouse.move(x, bottom - end * height, steps=10)
    page.mouse.up()


@pytest.fixture(scope="module")
def textbook(address):
    return f"{address}/loss?preset=textbook"


def test_a_deep_link_opens_and_bars_are_dragged(visit, textbook):
    page = visit(f"{textbook}&measure=mse")
    expect_loss(page, TEXTBOOK, 1, "mse")
    length = page.evaluate("history.length")
    part(page, "card-squared_error").click()
    expect_loss(page, TEXTBOOK, 1)
    before = part(page, "positions").bounding_box()
    assert before["y"] + before["height"] <= 768  # seen without scrolling
    part(page, "bar-5").click(button="right", position={"x": 9, "y": 9})
    assert part(page, "bar-5").get_attribute("aria-valuenow") == "0.0625"
    drag(page, 2, 0.3, 0.7)
    set_by_hand = float(part(page, "bar-2").get_attribute("aria-valuenow"))
    assert abs(set_by_hand - 0.7) <= 0.02
    outputs = [*TEXTBOOK[:2], set_by_hand, *TEXTBOOK[3:]]
    expect_loss(page, outputs, 1)
    expect(part(page, "total")).to_contain_text(f"These ten add up to {sum(outputs):.4f}.")
    printed = [number(part(page, f"term-{k}")) for k in range(10)]
    said, rest = re.findall(r"−?[\d.]+", part(page, "rounding").inner_text())
    assert sum(printed) == Decimal(said)
    assert Decimal(said) + Decimal(rest.replace("−", "-")) == number(part(page, "value"))
    assert part(page, "positions").bounding_box() == before
    page.reload()
    expect_loss(page, outputs, 1)
    assert page.evaluate("history.length") == length
    part(page, "preset-own").click()
    page.wait_for_url("**/loss")
    expect(part(page, "total")).to_have_text("")


def test_the_walk_goes_position_by_position(visit, textbook):
    page = visit(textbook)
    said = part(page, "said")
    part(page, "step").click()
    expect(said).to_have_text("Output 0: 0.0625 − 0 = 0.0625. Squared: 0.0039. Sum so far: 0.0039.")
    expect(part(page, "term-1")).to_be_hidden()
    part(page, "step").click()
    expect(part(page, "value")).to_have_text("0.6439")
    expect(part(page, "term-1")).to_be_visible()
    part(page, "back").click()
    expect(part(page, "value")).to_have_text("0.0039")
    expect(part(page, "back")).to_be_disabled()
    part(page, "play").click()
    expect(said).to_contain_text("Output 2:")
    part(page, "play").click()
    expect(part(page, "play")).to_have_accessible_name("Play")
    part(page, "all").click()
    expect(part(page, "value")).to_have_text("0.7613")
    for _ in range(10):
        part(page, "step").press("Enter")
    expect(said).to_contain_text("Output 9:")
    expect(part(page, "value")).to_have_accessible_name("sum of the first 10 terms: 0.7612")
    part(page, "play").click()  # what is left is the whole, and there it stops
    assert part(page, "play").get_attribute("aria-label") == "Play"
    expect(part(page, "value")).to_have_accessible_name("loss (squared error): 0.7613")
    part(page, "count-plain").click()
    expect(said).to_contain_text("The network looks perfect, however wrong it is.")
    page.wait_for_url("**/loss?preset=textbook&measure=plain")
    page.get_by_test_id("answer-0").click()
    expect(page.get_by_text("That is what the absolute value does.")).to_be_visible()


# A preset is chosen, and before its outputs are here a key is pressed on a bar.
HASTY = """
(root) => {
    const part = (id) => root.querySelector(`[data-testid="loss-${id}"]`);
    part("preset-textbook").click();
    part("bar-2").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" }));
}
"""


def test_the_keyboard_alone_will_do(visit, textbook):
    page = visit(textbook)
    bar, panel = part(page, "bar-2"), page.get_by_test_id("explanation")
    bar.focus()
    for key in ("PageUp", "PageUp", "ArrowUp", "ArrowLeft", "ArrowDown"):
        bar.press(key)
    expect(bar).to_have_attribute("aria-valuetext", "0.4900; it should be 0")
    expect_loss(page, [*TEXTBOOK[:2], 0.49, *TEXTBOOK[3:]], 1)
    bar.press("Home")
    expect_loss(page, [*TEXTBOOK[:2], 0.0, *TEXTBOOK[3:]], 1)
    for k, key in enumerate(["term-1", "difference-1", "says-1", "sum-4", "mean", "value"]):
        part(page, key).press("Enter")
        expect(panel).to_have_attribute("data-reconciled", "true")
        shown = re.compile(re.escape(part(page, key).inner_text()))
        expect(panel.locator(".result")).to_have_text(shown, use_inner_text=False)
        assert k == 5 or f"open={key}" in page.url
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    part(page, "preset-perfect").press("Enter")
    expect_loss(page, np.eye(10)[9], 9)
    part(page, "step").press("Enter")
    expect(part(page, "said")).to_contain_text("Output 0: 0.0000 − 0 = 0.0000.")
    part(page, "all").press("Enter")
    page.locator(".loss").evaluate(HASTY)
    expect_loss(page, TEXTBOOK, 1)
    bar.press("ArrowUp")
    expect_loss(page, [*TEXTBOOK[:2], 0.31, *TEXTBOOK[3:]], 1)


def test_the_truth_is_the_readers_and_goes_on_to_the_next_lesson(visit, address):
    page = visit(f"{address}/loss")
    expect(part(page, "term-4")).to_have_attribute("data-value", re.compile(r"^0\.02"))
    page.get_by_test_id("truth-4").click()
    expect(part(page, "term-4")).to_have_attribute("data-value", re.compile(r"^0\.7"))
    expect(page.get_by_role("group", name="Output 4, the truth")).to_be_visible()
    page.get_by_role("link", name="Which way is down? →").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "4")


# What is too small for a finger.
SMALL = """
(loss) => [...loss.querySelectorAll("button, [role=slider]")]
    .filter((found) => found.checkVisibility({ visibilityProperty: true }))
    .filter((found) => {
        const { width, height } = found.getBoundingClientRect();
        return Math.min(width, height) < 40;
    })
    .map((found) => found.dataset.testid)
"""
SCROLLED = "([bar, y]) => bar.getBoundingClientRect().y < y"


def swipe(page, x, y, right, up):
    """Move a finger by so many px."""
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", {"x": x, "y": y})
    for way in np.linspace(0, 1, 10)[1:]:
        send("touchMove", {"x": x + way * right, "y": y - way * up})
    send("touchEnd")


def test_on_a_phone_a_bar_lies_down_and_a_finger_has_room(visit, textbook):
    page = visit(textbook, **PHONE)
    bar = part(page, "bar-2")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box["width"] > 3 * box["height"]
    middle = box["y"] + box["height"] / 2
    page.touchscreen.tap(box["x"] + 0.9 * box["width"], middle)
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^0\.(89|9|91)$"))
    swipe(page, box["x"] + 0.9 * box["width"], middle, -0.3 * box["width"], 10)
    expect(bar).to_have_attribute("aria-valuenow", re.compile(r"^0\.(59|6|61)$"))
    outputs = [*TEXTBOOK[:2], float(bar.get_attribute("aria-valuenow")), *TEXTBOOK[3:]]
    expect_loss(page, outputs, 1)
    swipe(page, box["x"] + 0.2 * box["width"], middle, 20, 300)
    page.wait_for_function(SCROLLED, arg=[bar.element_handle(), box["y"] - 100])
    assert float(bar.get_attribute("aria-valuenow")) == outputs[2]
    expect(bar).to_have_attribute("aria-orientation", "horizontal")
    assert page.locator(".loss").evaluate(SMALL) == []
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(bar).to_have_attribute("aria-orientation", "vertical")
    assert page.locator(".loss").evaluate(SMALL) == []


def test_nothing_is_cut_off_and_axe_finds_nothing(visit, textbook, axe):
    page = visit(f"{textbook}&open=term-1")
    expect(page.get_by_test_id("explanation")).to_have_attribute("data-reconciled", "true")
    for _ in both_schemes(page):
        assert axe(page) == []
    for width in every_screen(page):
        left, right = page.locator(".loss").evaluate(
            """(loss) => {
                const boxes = [...loss.querySelectorAll("*")].map((n) => n.getBoundingClientRect());
                return [Math.min(...boxes.map((b) => b.left)),
                    Math.max(...boxes.map((b) => b.right))];
            }"""
        )
        assert left >= 0
        assert right <= width
