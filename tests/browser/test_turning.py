"""All the numbers of a network, in a real browser: chosen, turned, and drawn anew."""

import re

import numpy as np
from playwright.sync_api import expect
from test_draw import PHONE

from ui import networks

BIAS = "1-b-20"


def part(page, id):
    return page.get_by_test_id(f"knobs-{id}")


def opened(page, number):
    expect(page.get_by_test_id("knobs")).to_have_attribute("data-number", number)
    expect(page.get_by_test_id("knobs")).to_have_attribute("data-weights", re.compile("."))
    return page


def says(page, k):
    return float(part(page, f"output-{k}").get_attribute("data-value"))


def test_a_number_is_chosen_and_turned_and_all_are_drawn_anew(visit, address):
    page = opened(visit(f"{address}/function?number=1-406-75&open=knobs-total"), "1-406-75")
    panel = page.get_by_test_id("explanation")
    expect(panel).to_have_attribute("data-reconciled", "true")
    expect(panel).to_contain_text("weights and biases of the whole network", ignore_case=True)
    expect(part(page, "total")).to_have_text("109,386")
    expect(part(page, "layer-1")).to_have_text("100,480")

    dots = part(page, "map")
    dots.press("ArrowRight")
    opened(page, "1-407-75")
    dot = dots.bounding_box()["width"] / (16 * 30 - 2)
    dots.click(position={"x": 20.5 * dot, "y": 22 + 242.5 * dot})
    opened(page, BIAS)
    expect(part(page, "name")).to_have_text("Bias of neuron 20 in hidden 1")
    page.wait_for_url(f"**/function?*number={BIAS}*")

    before, turn = [says(page, k) for k in range(10)], part(page, "turn")
    turn.press("End")
    then = [says(page, k) for k in range(10)]
    assert then != before
    assert abs(sum(then) - 1) < 1e-5
    part(page, "output-9").click()
    expect(panel).to_contain_text("softmax of output 9", ignore_case=True)
    page.wait_for_url("**/function?*open=knobs-output-9-60*")
    explained = panel.get_attribute("data-value")
    turn.press("ArrowLeft")
    expect(panel).not_to_have_attribute("data-value", explained)
    expect(turn).to_be_focused()
    part(page, "back").click()
    assert [says(page, k) for k in range(10)] == before
    page.wait_for_url("**/function?*open=knobs-output-9-30*")

    expect(part(page, "again")).to_be_disabled()
    part(page, "fresh").click()
    expect(part(page, "trained-9")).to_have_attribute("data-value", f"{before[9]:.6f}")
    expect(part(page, "number")).to_have_text("0.0000")  # a bias begins at 0
    part(page, "again").click()
    page.wait_for_url("**/function?*fresh=2*")
    part(page, "trained").click()
    expect(part(page, "trained-9")).to_have_count(0)
    assert [says(page, k) for k in range(10)] == before


def test_on_a_phone_any_other_number_is_tapped_and_random_ones_are_linked(visit, address):
    page = opened(visit(f"{address}/function?fresh=3&number=3-b-4", **PHONE), "3-b-4")
    network = networks.drawn(networks.exact(networks.trained()), 3)
    expect(part(page, "number")).to_have_text("0.0000")
    ten = np.array([says(page, k) for k in range(10)])
    part(page, "turn").press("End")
    moved = ten * np.exp(3.0 * np.eye(10)[4])  # softmax with z + 3 for the 4
    np.testing.assert_allclose([says(page, k) for k in range(10)], moved / moved.sum(), atol=2e-6)
    part(page, "map").tap(position={"x": 100, "y": 100})
    expect(page.get_by_test_id("knobs")).not_to_have_attribute("data-number", "3-b-4")
    c, i, k = page.get_by_test_id("knobs").get_attribute("data-number").split("-")
    assert c == "1"
    value = float(part(page, "number").inner_text().replace("−", "-"))
    assert abs(network[0].W[int(i), int(k)] - value) <= 0.5001e-4
    part(page, "other").tap()
    expect(page.get_by_test_id("knobs")).not_to_have_attribute("data-number", f"{c}-{i}-{k}")
