"""The network beside the plane: its tiles, its numbers and its columns, in a real browser."""

import re

import numpy as np
from playwright.sync_api import expect
from test_boundary import plane, press, wait

from live.plane import begun, trained
from nn_core import forward
from ui.components.boundary_view import OPENING


def field(page, id):
    return page.get_by_test_id("neuron-card").get_by_test_id(id)


# The screen and the weights are late: what the server says of the network comes before the first
# frame is painted, and its weights come after that.
LATE = """
const soon = window.requestAnimationFrame, fetched = window.fetch;
const until = performance.now() + 4000;
window.requestAnimationFrame = (act) => (
    performance.now() < until ? setTimeout(() => soon(act), until - performance.now()) : soon(act));
window.fetch = async (what, ...how) => {
    if (String(what).includes("/weights/")) await new Promise((done) => setTimeout(done, 800));
    return fetched(what, ...how);
};
"""


def test_a_weight_is_typed_and_a_number_explains_itself(visit, address):
    page = visit(f"{address}/boundary", LATE)
    network = trained(begun(), OPENING).training.network
    page.get_by_test_id("neuron-1-0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field(page, "bias")).to_be_focused()
    expect(field(page, "weight-1")).to_have_attribute(
        "data-value", re.compile(re.escape(f"{network[0].W[1, 1]:.5f}"[:6]))
    )
    before = wait(page, "s.status === 'paused'")
    field(page, "weight-1").fill("many")
    field(page, "weight-1").press("Enter")
    expect(page.get_by_test_id("neuron-card").get_by_role("alert")).to_contain_text("expected")
    assert wait(page, "true")["trainLoss"] == before["trainLoss"]
    field(page, "weight-1").fill("4,5")
    field(page, "weight-1").press("Enter")
    wait(page, f"v.trainLoss !== '{before['trainLoss']}'")
    z = forward(network, np.array([[0.5, 0.5]], np.float32))[0].z[0, 1]
    z += 0.5 * (4.5 - network[0].W[1, 1])
    printed = f"{z:.4f}".replace("-", "−")
    expect(field(page, "open-z")).to_have_text(f"z = {printed}")
    press(page, "open-z")
    panel = page.get_by_test_id("explanation")
    expect(panel).to_contain_text("weighted sum of neuron 1 in hidden 1")
    expect(page).to_have_url(re.compile(r"open=plane-z-0-1"))
    field(page, "bias").press("Escape")
    expect(page.get_by_test_id("neuron-card")).to_be_hidden()
    expect(page.get_by_test_id("neuron-1-1")).to_be_focused()
    press(page, "column-more")
    expect(page.get_by_test_id("neuron-2-0")).to_be_visible()
    assert wait(page, "s.status === 'idle'")["step"] == "0"
    assert plane(page).is_visible()
