"""The landscape under a race, in a real browser."""

import re

import pytest
from playwright.sync_api import expect
from test_draw import PHONE


def part(page, id):
    return page.get_by_test_id(f"landscape-{id}")


def opened(page):
    """Wait until the race is there, paused after some batches, then look at the ground."""
    expect(page.get_by_test_id("race-status")).to_have_attribute("data-status", "paused")
    expect(page.get_by_test_id("landscape")).to_have_attribute("data-status", "idle")
    assert shades(page) == 1  # nothing yet
    part(page, "map").scroll_into_view_if_needed()
    finished(page, "paths")
    return page


def finished(page, plane):
    ground = page.get_by_test_id("landscape")
    expect(ground).to_have_attribute("data-plane", plane)
    expect(ground).to_have_attribute("data-status", "finished")
    expect(ground).to_have_attribute("data-rows", "31")
    expect(ground).to_have_attribute("data-paths", "3")


def read(page):
    """Return the loss and the way from the start that the map's reading tells."""
    said = part(page, "reading").inner_text()
    found = re.fullmatch(r"L = ([\d.]+) here, ([\d.]+) away from the start", said)
    return tuple(map(float, found.groups()))


def shades(page):
    """Return how many colours the map has now."""
    return part(page, "map").evaluate(
        """(map) => {
            const { width, height } = map.firstElementChild;
            const pixels = map.firstElementChild.getContext("2d").getImageData(0, 0, width, height);
            return new Set(new Uint32Array(pixels.data.buffer)).size;
        }"""
    )


def test_it_maps_the_ground_with_the_paths_and_is_read_by_keyboard(visit, address, axe):
    page = opened(visit(f"{address}/race"))
    assert shades(page) > 100
    expect(part(page, "says")).to_contain_text("the start and the ends of 0.01 and 0.1,")
    part(page, "map").focus()
    page.keyboard.press("ArrowUp")
    at_start, way = read(page)
    assert way < 0.2
    for _ in range(12):
        page.keyboard.press("ArrowRight")  # towards the end of the lowest
    later, way = read(page)
    assert later < at_start / 2
    assert way > 1
    box = part(page, "map").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    assert read(page) != (later, way)
    part(page, "random").focus()
    page.keyboard.press("Enter")
    finished(page, "random")
    said = part(page, "says").inner_text()
    assert re.search(r"see only 0\.\d % to 1\d\.\d % of a run's way", said)
    part(page, "run").focus()
    page.keyboard.press("Enter")
    expect(part(page, "stop")).to_be_focused()
    expect(part(page, "run")).to_be_focused()  # it is done
    assert axe(page) == []


@pytest.mark.parametrize("lane", ["reruns"])
def test_it_can_be_stopped_and_begun_again_on_a_phone(visit, address):
    page = opened(visit(f"{address}/race", **PHONE))
    part(page, "run").tap()
    part(page, "stop").tap()
    ground = page.get_by_test_id("landscape")
    expect(ground).to_have_attribute("data-status", "stopped")
    assert float(ground.get_attribute("data-done")) < 1
    part(page, "random").tap()
    finished(page, "random")
