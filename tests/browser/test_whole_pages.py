"""Lessons of several parts, each as a whole, in a browser."""

import pytest
from conftest import both_schemes, every_screen
from playwright.sync_api import expect

PARTS = {
    "function": ["fit", "pixels", "knobs"],
    "activations": ["curves", "neuron", "landing", "product", "bend", "shares"],
    "two-classes": ["followed", "rounds", "doodle"],
    "boundary": ["boundary", "points"],
}
# What is pressed to open a number, and what the link calls it.
PRESSED = {
    "function": ["knobs-total"],
    "activations": ["shares-share-9"],
    "two-classes": ["followed-cat-cat"],
    "boundary": ["neuron-1-0", "open-z"],
}
OPEN = {
    "function": "knobs-total",
    "activations": "shares-share-9",
    "two-classes": "follow-cat-cat-0",
    "boundary": "plane-z-0-0",
}


@pytest.mark.parametrize("lesson", PARTS)
def test_every_part_fits_every_screen_and_axe_finds_nothing(visit, address, axe, lesson):
    page = visit(f"{address}/{lesson}")
    for part in PARTS[lesson]:
        expect(page.get_by_test_id(part)).to_be_visible()
    page.get_by_test_id("answer-2").click()
    for each in PRESSED[lesson]:
        page.get_by_test_id(each).click()
    panel = page.get_by_test_id("explanation")
    expect(panel).to_have_attribute("data-reconciled", "true")
    page.wait_for_url(f"**open={OPEN[lesson]}*")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    for _ in every_screen(page):
        expect(panel).to_be_visible()
    page.reload()
    expect(panel).to_have_attribute("data-reconciled", "true")
