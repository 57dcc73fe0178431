"""The picture in the lesson on functions, in a real browser: its pixels, one by one."""

import json

import numpy as np
from playwright.sync_api import expect
from test_draw import PHONE

from live.studio import Drawing
from nn_core import forward, load_network
from ui import networks, visitor

EXAMPLES = json.loads(visitor.EXAMPLES.read_text(encoding="utf-8"))
(OPENING,) = [one["strokes"] for one in EXAMPLES if one.get("digit") == visitor.OPENING]


def part(page, id):
    return page.get_by_test_id(f"pixels-{id}")


def ink(side):
    """Return the picture of the example with which a visit opens."""
    return Drawing(tuple(map(tuple, OPENING))).steps(side).picture


def expect_pixel(page, side, row, column):
    value = ink(side)[row, column]
    expect(page.get_by_test_id("pixels")).to_have_attribute("data-side", str(side))
    expect(page.get_by_test_id("pixels")).to_have_attribute("data-pixel", f"{row}-{column}")
    expect(part(page, "value")).to_have_attribute("data-value", f"{value:.6f}")
    expect(part(page, "value")).to_have_text(f"{value:.4f}")
    expect(part(page, "grid")).to_have_attribute(
        "aria-valuetext", f"row {row}, column {column}: {value:.4f}"
    )


def expect_outputs(page, side, name):
    network = load_network(networks.ASSETS / f"{name}.npz", dtype=np.float64)
    seen = forward(network, ink(side).reshape(1, -1).astype(np.float64))[-1].a[0]
    for k in range(10):
        shown = page.get_by_test_id(f"output-{k}")
        expect(shown).to_have_attribute("data-value", f"{seen[k]:.6f}")


def middle(page, side, row, column):
    """Return where a pixel is seen on the screen."""
    box = part(page, "grid").bounding_box()
    return (
        box["x"] + (column + 0.5) * box["width"] / side,
        box["y"] + (row + 0.5) * box["height"] / side,
    )


def test_a_pixel_is_looked_at_chosen_and_opened(visit, address):
    page = visit(f"{address}/function?grid=60&pixel=14-9")
    expect_pixel(page, 60, 14, 9)
    expect_outputs(page, 60, "picture60")
    part(page, "28").click()
    expect_pixel(page, 28, 6, 4)  # the same place of the ink
    expect_outputs(page, 28, "default")
    page.wait_for_url("**/function?pixel=6-4")
    part(page, "grid").scroll_into_view_if_needed()
    page.mouse.move(*middle(page, 28, 14, 12))
    expect_pixel(page, 28, 14, 12)
    expect(part(page, "lens").locator(".here")).to_have_text(f"{ink(28)[14, 12]:.2f}")
    page.mouse.move(5, 5)
    expect_pixel(page, 28, 6, 4)  # it was looked at and not chosen
    page.mouse.move(*middle(page, 28, 13, 9))
    page.mouse.down()
    page.mouse.move(*middle(page, 28, 14, 9), steps=3)
    page.mouse.up()
    page.mouse.move(5, 5)
    expect_pixel(page, 28, 14, 9)
    for key in ("ArrowUp", "ArrowRight", "Shift+ArrowRight", "ArrowDown", "ArrowLeft"):
        part(page, "grid").press(key)
    expect_pixel(page, 28, 14, 19)
    expect(part(page, "said")).to_contain_text("number 14 · 28 + 19 = 411 of 784")
    part(page, "grid").press("Enter")
    panel = page.get_by_test_id("explanation")
    expect(panel).to_have_attribute("data-reconciled", "true")
    expect(panel.locator("h2")).to_have_text("pixel in row 14, column 19")
    page.wait_for_url("**/function?pixel=14-19&open=pixels-pixel")
    part(page, "grid").press("Escape")
    expect(panel).to_be_hidden()


# How many pixels of the column have a colour.
FILLED = """
([canvas]) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
    .filter((v, i) => i % 4 === 3 && v).length
"""


def test_the_rows_become_a_column_and_a_finger_chooses(visit, address):
    page = visit(f"{address}/function?open=pixels-confidence-4", **PHONE)
    expect(page.get_by_test_id("explanation").locator("h2")).to_have_text("confidence of output 4")
    column = [page.locator(".pixels .column canvas").element_handle()]
    part(page, "unroll").scroll_into_view_if_needed()
    whole = page.evaluate(FILLED, column)
    part(page, "unroll").click()
    page.wait_for_function(f"(column) => ({FILLED})(column) < {whole}", arg=column)
    page.wait_for_function(f"(column) => ({FILLED})(column) === {whole}", arg=column)
    page.touchscreen.tap(*middle(page, 28, 20, 15))
    expect_pixel(page, 28, 20, 15)
    page.wait_for_url("**/function?open=pixels-confidence-4&pixel=20-15")
    x, y = middle(page, 28, 5, 14)
    touch, top = page.context.new_cdp_session(page), part(page, "grid").bounding_box()["y"]
    for kind, down in (("Start", 0), ("Move", 50), ("Move", 100)):
        places = [{"x": x, "y": y + down}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": places})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert part(page, "grid").bounding_box()["y"] > top  # the page scrolls under a finger
    expect_pixel(page, 28, 20, 15)
    box = part(page, "value").bounding_box()
    assert min(box["width"], box["height"]) >= 40
