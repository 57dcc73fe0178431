"""The curves of the lesson Activations, and the same neuron under each, in a real browser."""

import re

import numpy as np
from playwright.sync_api import expect
from test_draw import PHONE

from nn_core import ACTIVATIONS


def part(page, id):
    return page.get_by_test_id(id)


def stands_on_the_curve(page, name):
    """Check that the point's numbers are the core's; return its z."""
    expect(part(page, "curves")).to_have_attribute("data-slope", re.compile(r"\d"))
    z, a, slope = (
        float(part(page, "curves").get_attribute(f"data-{n}")) for n in ("z", "a", "slope")
    )
    f, at = ACTIVATIONS[name], np.array([z])
    assert part(page, "curves").get_attribute("data-f") == name
    np.testing.assert_allclose([a, slope], [f(at)[0], f.derivative(at)[0]], atol=1e-6)
    return z


def test_the_point_is_dragged_with_its_slope_and_each_number_opens(visit, address):
    page = visit(f"{address}/activations?f=sigmoid&z=1.00&open=curves-slope")
    expect(part(page, "explanation")).to_have_attribute("data-reconciled", "true")
    assert stands_on_the_curve(page, "sigmoid") == 1
    for id in ("curves-point", "curves-z", "curves-from-a", "curves-f-identity"):
        expect(part(page, id)).to_be_in_viewport(ratio=1)
    part(page, "curves-f-tanh").click()
    expect(part(page, "curves")).to_have_attribute("data-f", "tanh")
    expect(part(page, "curves-slope")).to_have_text("0.4200")
    expect(part(page, "curves-from-a")).to_have_text("0.4200")
    point, box = part(page, "curves-point"), part(page, "curves-point").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 40, steps=4)
    z = stands_on_the_curve(page, "tanh")
    assert z > 2.5  # and the button is still held
    expect(page.locator(".remark")).to_contain_text("saturated")
    page.mouse.up()
    page.wait_for_url(f"**/activations?*z={z:.2f}*")
    point.press("ArrowLeft")
    point.press("Shift+ArrowLeft")
    assert abs(stands_on_the_curve(page, "tanh") - (z - 0.55)) < 1e-9
    lower = page.locator("svg.lower").bounding_box()
    page.mouse.click(lower["x"] + 60, lower["y"] + 80)
    assert stands_on_the_curve(page, "tanh") < -5
    expect(part(page, "curves-slope")).to_have_text(re.compile(r"\d\.\d{3}·10⁻[⁴⁵]"))
    part(page, "curves-from-a").press("Enter")
    page.wait_for_url("**/activations?*open=curves-from-a*")
    expect(part(page, "explanation")).to_have_attribute("data-reconciled", "true")
    expect(part(page, "explanation").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(part(page, "explanation")).to_have_count(0)
    expect(part(page, "curves-from-a")).to_be_focused()
    part(page, "landing-bias").press("Home")
    expect(part(page, "landing")).to_have_attribute("data-on", "0")
    expect(part(page, "landing-verdict")).to_contain_text("Dead: it is off for every digit.")
    page.wait_for_url("**/activations?*moved=-20*")


def test_the_same_neuron_is_shown_under_each_and_one_of_them_large_on_a_phone_too(visit, address):
    at_once = {"reduced_motion": "reduce"}  # the curves come into view: no tap meets them half-way
    page = visit(f"{address}/activations?neuron=1-17", **PHONE | at_once)
    cards = part(page, "neuron")
    expect(cards).to_have_attribute("data-neuron", "17")
    expect(page.get_by_text("this network’s own")).to_have_count(1)
    part(page, "neuron-off").tap()
    expect(cards).not_to_have_attribute("data-neuron", "17")
    expect(part(page, "neuron-relu-a")).to_have_text("0.0000")
    z = float(cards.get_attribute("data-z"))
    a = float(part(page, "neuron-tanh-a").get_attribute("data-value"))
    assert z <= 0
    assert abs(a - np.tanh(z)) < 1e-6
    part(page, "neuron-card-relu").tap()
    expect(part(page, "curves")).to_have_attribute("data-f", "relu")
    expect(part(page, "curves-point")).to_be_in_viewport()
    assert stands_on_the_curve(page, "relu") == z
    expect(page.locator(".remark")).to_contain_text("it is dead")
    plot = page.locator("svg.upper").bounding_box()
    page.touchscreen.tap(plot["x"] + 0.8 * plot["width"], plot["y"] + plot["height"] / 2)
    expect(part(page, "curves")).to_have_attribute("data-z", re.compile(r"^[3-6]\."))
    stands_on_the_curve(page, "relu")
    part(page, "neuron-sigmoid-slope").tap()
    expect(part(page, "explanation")).to_have_attribute("data-reconciled", "true")
    page.wait_for_url("**/activations?*open=cards-sigmoid-slope*")
