"""The followed pictures, in a real browser."""

import pytest
from playwright.sync_api import expect

from ui import followed


def status(page, condition):
    """Wait until `condition`, of the data s of the status, holds; return them."""
    part = page.get_by_test_id("train-status")
    page.wait_for_function(
        f"(part) => {{ const s = part.dataset; return {condition}; }}", arg=part.element_handle()
    )
    return part.evaluate("found => ({...found.dataset})")


def cat(page, which):
    return float(page.get_by_test_id(f"followed-{which}").get_attribute("data-cat"))


def test_they_are_played_stepped_scrubbed_and_explained(visit, address):
    page = visit(f"{address}/two-classes?epoch=7&open=follow-cat-cat-211")
    paths = dict(zip(followed.WHICH, (one.path[:, 0] for one in followed.pictures()), strict=True))
    assert status(page, "s.step === '211'")["status"] == "paused"  # that of the open number
    expect(page.get_by_test_id("explanation")).to_contain_text(f"{paths['cat'][211]:.4f}")
    for which, path in paths.items():
        assert cat(page, which) == pytest.approx(path[211], abs=1e-5)
    page.get_by_test_id("train-step").click()
    assert status(page, "s.step === '212'")["epoch"] == "7.0667"
    page.get_by_test_id("train-epoch").click()
    status(page, "s.step === '240'")
    page.get_by_test_id("train-run").press("Enter")
    status(page, "s.status === 'running' && s.step > 260")
    expect(page.get_by_test_id("train-pause")).to_be_focused()
    page.keyboard.press("Enter")
    held = int(status(page, "s.status === 'paused'")["step"])
    expect(page.get_by_test_id("train-run")).to_be_focused()
    assert cat(page, "cat") == pytest.approx(paths["cat"][held], abs=1e-5)
    page.get_by_test_id("followed-cat-cat").click()
    expect(page.get_by_test_id("explanation")).to_contain_text(f"{paths['cat'][held]:.4f}")
    page.get_by_test_id("train-scrub").fill("29")
    page.get_by_test_id("train-run").press("Enter")
    assert status(page, "s.step === '900'")["status"] == "paused"
    expect(page.get_by_test_id("train-run")).to_be_focused()
    assert cat(page, "cat") > 0.94 > 0.1 > cat(page, "wrong")
    expect(page.get_by_test_id("explanation")).to_contain_text(f"{paths['cat'][-1]:.4f}")
    page.wait_for_url("**/two-classes?epoch=30&open=follow-cat-cat-900")
    page.reload()
    status(page, "s.step === '900'")
    expect(page.get_by_test_id("explanation")).to_contain_text(f"{paths['cat'][-1]:.4f}")
    page.get_by_test_id("train-reset").click()
    assert status(page, "s.step === '0'")["status"] == "idle"
