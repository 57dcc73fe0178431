"""The plane, its points and its losses, in a real browser."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect
from test_draw import PHONE

from live.plane import begun
from nn_core import forward
from nn_core.datasets.points import REACH


def plane(page):
    return page.get_by_test_id("boundary-view")


def press(page, id):
    page.get_by_test_id(id).click()


def wait(page, condition):
    """Wait until `condition`, of the data s of the status and v of the plane, holds; return v."""
    parts = [page.get_by_test_id("train-status"), plane(page)]
    page.wait_for_function(
        f"(parts) => {{ const [s, v] = parts.map((one) => one.dataset); return {condition}; }}",
        arg=[part.element_handle() for part in parts],
    )
    return plane(page).evaluate("view => ({...view.dataset})")


def spot(page, x, y):
    """Return the pixels of a place on the plane."""
    box = plane(page).bounding_box()
    side = box["width"] / (2 * REACH)
    return box["x"] + (x + REACH) * side, box["y"] + (REACH - y) * side


def expect_points(page, seen):
    kinds = f"{seen} points to learn from and 20 unseen"
    expect(plane(page)).to_have_attribute("aria-label", re.compile(kinds))


def expect_said(page, sentence):
    expect(page.get_by_test_id("edited")).to_have_text(sentence)


def test_a_border_is_learnt_and_points_are_edited_by_mouse_and_key(visit, address):
    page = visit(f"{address}/boundary?rate=0.3&count=40&hidden=4")
    expect(page.get_by_test_id("learning-rate")).to_have_value("0.3")
    press(page, "train-reset")
    first = wait(page, "s.status === 'idle' && v.step === '0'")
    press(page, "train-run")
    expect(page.get_by_test_id("train-pause")).to_be_focused()
    wait(page, "s.status === 'running' && v.step > 200")
    page.keyboard.press("Enter")
    held = wait(page, "s.status === 'paused'")
    for loss in ("trainLoss", "testLoss"):
        assert float(held[loss]) < 0.8 * float(first[loss])

    page.mouse.click(*spot(page, -2, -2))
    expect_said(page, "A point of class A is added at −2.00, −2.00.")
    expect_points(page, 21)
    assert wait(page, f"v.trainLoss !== '{held['trainLoss']}'")["testLoss"] == held["testLoss"]
    page.mouse.move(*spot(page, -2, -2))
    page.mouse.down()
    page.mouse.move(*spot(page, 0, 2), steps=4)
    page.mouse.up()
    expect_said(page, "The point of class A is at 0.00, 2.00.")
    expect(page.get_by_test_id("here")).to_contain_text("here (0.00, 2.00)")
    press(page, "edit-erase")
    page.mouse.click(*spot(page, 0, 2))
    expect_points(page, 20)
    wait(page, f"v.trainLoss === '{held['trainLoss']}'")
    press(page, "edit-undo")
    expect_points(page, 21)

    press(page, "class-1")
    plane(page).press("Shift+ArrowRight")  # from where it was erased
    expect_said(page, re.compile(r"0\.25, 2\.00: [AB] with [\d.]+ %"))
    plane(page).press(" ")
    expect_points(page, 22)
    plane(page).press(" ")
    plane(page).press("ArrowDown")
    plane(page).press("Escape")
    expect_said(page, "The point of class B is put down at 0.25, 1.95.")
    plane(page).press("Delete")
    expect_points(page, 21)
    press(page, "edit-undo")
    expect_points(page, 22)
    moved = wait(page, "true")  # painted together with the count
    page.reload()
    expect_points(page, 22)
    wait(page, f"v.trainLoss === '{moved['trainLoss']}' && v.step === '{held['step']}'")


@pytest.mark.parametrize("lane", ["reruns"])
def test_a_point_is_added_and_dragged_by_touch_and_without_a_socket(visit, address):
    page = visit(f"{address}/boundary?count=40", **PHONE)
    press(page, "train-reset")
    wait(page, "v.step === '0'")
    plane(page).scroll_into_view_if_needed()
    page.touchscreen.tap(*spot(page, 2, 2))
    expect_points(page, 21)
    touch = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", 2.1), ("touchMove", 1.5), ("touchMove", 1)):
        px, py = spot(page, x, 2)
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect_said(page, "The point of class A is at 1.00, 2.00.")
    expect_points(page, 21)
    network = begun().training.network
    sure = forward(network, np.array([[1, 2]], np.float32))[-1].a[0]
    here = page.get_by_test_id("here")
    expect(here).to_have_attribute("data-confidence", f"{sure.max():.6f}")
    expect(here).to_have_text(
        f"here (1.00, 2.00): {'AB'[sure.argmax()]} with {sure.max():.1%}".replace("%", " %")
    )
    press(page, "train-step")
    wait(page, "s.status === 'paused' && v.step === '1'")
