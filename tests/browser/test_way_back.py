"""The way back through a network, in a real browser: the network view's, and 2-2-2 by hand."""

import re
from urllib.parse import quote

import numpy as np
import pytest
from any_network import blamed, trace
from conftest import both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import PHONE
from test_network_view import AFTER, LINES, canvas

from nn_core.by_hand import MAZUR, NAMES

SIZES = "784-128-64-10"
PART = f"part={quote('2-2-2 by hand')}"
LIGHT = """
async (what) => (await import(new URL("assets/lib/spotlight.js", document.baseURI).href))
    .spotlight.light(what)
"""


def hand(page, id):
    return page.get_by_test_id(f"by-hand-{id}")


def opened(visit, address, more="", **options):
    """Open the lesson at the network that is worked by hand, and wait until all of it is there."""
    page = visit(f"{address}/backpropagation?{PART}{more}", **options)
    expect(hand(page, "line-12-7")).to_be_visible()
    expect(page.get_by_test_id("neuron-2-1")).to_have_attribute("data-value", re.compile(r"\d"))
    return page


def numbers(page, column):
    """Return what is written on the neurons of a column, as numbers."""
    texts = page.locator(f"[data-testid^=neuron-{column}-] > span").all_inner_texts()
    plain = [text.replace("\u200b", "").replace("\n", "").replace("−", "-") for text in texts]
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    return [
        float(digits) * 10.0 ** float(power.translate(raised) or 0)
        for digits, _, power in (text.partition("·10") for text in plain)
    ]


def test_the_network_walks_back_from_the_loss_and_is_lit_from_beside_it(visit, anything, axe):
    page = visit(f"{anything}/?sizes={SIZES}&hidden=relu&back=1")
    page.emulate_media(reduced_motion="reduce")
    seen = trace([int(size) for size in SIZES.split("-")], "relu")
    case = blamed(seen)
    view, says = page.get_by_test_id("network-view"), page.get_by_test_id("walk-says")
    expect(page.get_by_test_id("neuron-3-1")).to_have_class(re.compile("truth"))
    page.get_by_test_id("neuron-1-1").hover()
    expect(page.locator(".bias.own")).to_be_visible()  # the weights are here
    page.get_by_test_id("walk-play").hover()
    rest = canvas(page).evaluate(AFTER, 2)
    assert seen[0].x[0, 3] * seen[0].layer.W[3, 1] < 0
    assert canvas(page).evaluate(LINES, True)[1] > 0  # the line that is marked takes away
    expected = [
        "how would the loss change",
        "simply a − y",
        "what came through it",
        "Hidden 2, dL/da",
    ]
    off = int((seen[1].a == 0).sum())
    expected += [
        f"{off} of 64 are off here: nothing gets through",
        "Hidden 2, dL/dW",
        "Hidden 1, dL/da",
    ]
    expected += ["Hidden 1, dL/dz", "Hidden 1, dL/dW", "Input, dL/dx", "one line after it"]
    outputs = [case.gradients[2].a[0]] + 10 * [case.gradients[2].z[0]]
    for number, (sentence, gradients) in enumerate(zip(expected, outputs, strict=True)):
        page.get_by_test_id("walk-step").click()
        expect(view).to_have_attribute("data-step", str(number))
        expect(says).to_contain_text(f"Step {number + 1} of 11.")
        expect(says).to_contain_text(sentence)
        most = np.abs(gradients).max()
        np.testing.assert_allclose(numbers(page, 3), gradients, atol=1e-3 * most)
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    page.get_by_test_id("walk-step").click()
    expect(view).to_have_attribute("data-step", "end")
    page.evaluate(LIGHT, {"column": 3, "kind": "gradient_x", "i": 5})
    lit = canvas(page).evaluate(AFTER, 2)
    assert lit != rest
    page.evaluate(LIGHT, {"column": 2, "kind": "gradient_a", "k": 5})  # the same by another name
    assert canvas(page).evaluate(AFTER, 2) == lit
    page.evaluate(LIGHT, {"column": 3, "kind": "gradient_W", "k": 1, "i": 5})
    assert canvas(page).evaluate(AFTER, 2) not in (lit, rest)
    page.evaluate(LIGHT, None)
    expect(page.get_by_test_id("neuron-3-1").locator("span")).to_have_text(re.compile(" %$"))


def test_by_hand_the_walk_and_its_numbers_go_together(visit, address):
    page = opened(visit, address, "&preset=off&weight=1-406-75&rate=0.01")
    view = page.get_by_test_id("network-view")
    expect(hand(page, "preset")).to_have_value("off")
    page.wait_for_url(lambda url: "weight" not in url)  # the other network's
    page.emulate_media(reduced_motion="reduce")  # the list of steps is where it goes at once
    assert min(canvas(page).evaluate(LINES, True)) > 0
    hand(page, "preset").select_option("mazur")
    expect(hand(page, "loss")).to_have_text("0.2984")
    page.wait_for_url(lambda url: "preset" not in url)
    current = page.locator(".step.now")
    for step in range(4):
        page.get_by_test_id("walk-step").click()
        expect(view).to_have_attribute("data-step", str(step))
        expect(current).to_have_count(1)
        expect(current.get_by_role("button").first).to_contain_text(f"{step + 1} ")
    hand(page, "step-9").click()
    expect(page.get_by_test_id("walk-says")).to_contain_text("Step 10 of 13. Hidden 1, dL/dz")
    np.testing.assert_allclose(numbers(page, 1), MAZUR.case.gradients[0].z[0], rtol=5e-4)
    box, list_box = current.bounding_box(), page.locator(".steps").bounding_box()
    assert box["y"] >= list_box["y"] - 1
    assert box["y"] < list_box["y"] + list_box["height"] / 2
    hand(page, "take").click()
    expect(hand(page, "loss")).to_have_text("0.2910")
    expect(hand(page, "taken")).to_have_text("1 step taken. Before the last one: 0.2984.")
    assert float(hand(page, "w200").get_attribute("data-value")) == pytest.approx(
        0.35891648, abs=5e-9
    )
    page.get_by_test_id("by-hand-rate").fill("0.25")
    page.keyboard.press("Enter")
    expect(hand(page, "taken")).to_have_text("The next steps begin here.")
    page.wait_for_url(re.compile("numbers="))
    page.reload()
    expect(hand(page, "loss")).to_have_text("0.2910")
    hand(page, "again").press("Enter")
    expect(hand(page, "loss")).to_have_text("0.2984")
    expect(hand(page, "take")).to_be_focused()


def test_by_hand_with_the_keyboard_alone(visit, address, axe):
    page = opened(visit, address)
    field, note = hand(page, "w100"), hand(page, "note")
    for wrong in ("", "1e400"):
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(wrong) if wrong else page.keyboard.press("Delete")
        page.keyboard.press("Enter")
        expect(note).to_contain_text("expected a number from −100 to 100, so 0.15 stays.")
        expect(field).to_have_value("0.15")
    page.keyboard.press("Control+A")
    page.keyboard.type("0,75")
    page.keyboard.press("Tab")
    page.keyboard.type("-3.2")  # the answer to the other number is still on its way
    expect(hand(page, "preset")).to_have_value("")
    expect(field).to_have_attribute("data-value", "0.75")
    expect(note).to_be_empty()
    expect(hand(page, "w101")).to_be_focused()
    expect(hand(page, "w101")).to_have_value("-3.2")
    page.keyboard.press("Enter")
    expect(hand(page, "w101")).to_have_attribute("data-value", "-3.2")
    expect(field).to_have_attribute("data-value", "0.75")
    assert NAMES[3] == "w101"
    page.get_by_test_id("walk-step").focus()
    for step in range(3):
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("network-view")).to_have_attribute("data-step", str(step))
    panel = page.get_by_test_id("explanation")
    for line in ("0-0", "4-2", "6-1", "7-0", "11-1", "12-3"):
        hand(page, f"line-{line}").press("Enter")
        value = float(hand(page, f"line-{line}").get_attribute("data-value"))
        expect(panel).to_have_attribute("data-value", format(value, ".10g"))
        expect(panel).to_have_attribute("data-reconciled", "true")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    hand(page, "take").press("Enter")
    expect(hand(page, "taken")).to_contain_text("1 step taken")


def test_by_hand_on_a_phone_and_on_every_screen(visit, address):
    page = opened(visit, address, "&preset=shares", **PHONE)
    page.get_by_test_id("walk-step").tap()
    expect(page.get_by_test_id("network-view")).to_have_attribute("data-step", "0")
    hand(page, "take").tap()
    expect(hand(page, "taken")).to_contain_text("1 step taken")
    for button in page.locator(".by-hand :is(button, select, input:not([type])):visible").all()[
        ::5
    ]:
        assert button.bounding_box()["height"] >= 39.5
    for width in every_screen(page):
        steps, view = page.locator(".steps").bounding_box(), page.locator(".by-hand").bounding_box()
        assert steps["x"] + steps["width"] <= view["x"] + view["width"] + 1, width
        assert page.locator(".numbers").bounding_box()["width"] <= view["width"] + 1, width
