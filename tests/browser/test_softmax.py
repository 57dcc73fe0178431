"""Softmax in the lesson Activation functions, in a real browser: raise one sum, all others fall."""

import numpy as np
from playwright.sync_api import expect

from nn_core.activations import SOFTMAX
from ui.sums import CLOSE


def part(page, id):
    return page.get_by_test_id(f"shares-{id}")


def expect_shares(page, z):
    for k, share in enumerate(SOFTMAX(np.array(z))):
        expect(part(page, f"share-{k}")).to_have_attribute("data-value", f"{share:.6f}")


def test_one_sum_is_raised_and_a_thousand_added_to_all(visit, address):
    page = visit(f"{address}/activations?softmax=close")
    expect_shares(page, CLOSE)
    bar = part(page, "bar-5")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    x, foot = box["x"] + box["width"] / 2, box["y"] + box["height"]
    page.mouse.move(x, foot - (CLOSE[5] + 10) / 20 * box["height"])
    page.mouse.down()
    page.mouse.move(x, box["y"] + 0.25 * box["height"], steps=8)
    page.mouse.up()
    raised = float(bar.get_attribute("aria-valuenow"))
    assert 4 < raised < 6
    sums = [*CLOSE[:5], raised, *CLOSE[6:]]
    expect_shares(page, sums)
    said = part(page, "said")
    expect(said).to_contain_text(f"The sum of output 5 is {raised - CLOSE[5]:.4g} higher")
    expect(said).to_contain_text("The other 9 have all fallen")
    part(page, "add-1000").click()
    expect(said).to_contain_text("no share changed")
    expect(part(page, "power-5")).to_have_text("too large")
    expect(part(page, "lowered-5")).to_have_text("1.0000")
    expect_shares(page, sums)
    page.wait_for_url("**added=1000*")
    page.reload()
    expect_shares(page, sums)
    bar.press("ArrowDown")
    bar.press("PageDown")
    expect_shares(page, [*CLOSE[:5], round(raised - 2.2, 6), *CLOSE[6:]])
    part(page, "share-5").click()
    panel = page.get_by_test_id("explanation")
    expect(panel).to_have_attribute("data-reconciled", "true")
    expect(panel).to_contain_text("softmax of output 5", ignore_case=True)
    part(page, "own").click()
    expect(part(page, "own")).to_have_attribute("aria-pressed", "true")
    page.wait_for_url("**/activations?open=shares-share-5")
