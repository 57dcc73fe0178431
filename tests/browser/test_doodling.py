"""The rounds, and the reader's own cats and dogs, in a real browser."""

from math import cos, pi, sin

import numpy as np
import pytest
from playwright.sync_api import expect

from nn_core import ink
from ui import doodled
from ui.components import rounds

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ROUND = [(0.5 + 0.3 * cos(k * pi / 8), 0.55 + 0.3 * sin(k * pi / 8)) for k in range(17)]
EARS = [[(0.25, 0.4), (0.25, 0.1), (0.45, 0.27)], [(0.55, 0.27), (0.75, 0.1), (0.75, 0.4)]]


def shown(page, id, condition):
    """Wait until `condition`, of the data s of this part, holds; return them."""
    part = page.get_by_test_id(id)
    page.wait_for_function(
        f"(part) => {{ const s = part.dataset; return {condition}; }}", arg=part.element_handle()
    )
    return part.evaluate("found => ({...found.dataset})")


def press(page, id):
    page.get_by_test_id(id).click()


def test_batches_pass_over_all_pictures_and_updates_are_counted(visit, address):
    page = visit(f"{address}/two-classes")
    opened = shown(page, "rounds", "s.met")
    assert [opened[name] for name in ("epoch", "batch", "taken", "met")] == ["3", "7", "67", "140"]
    expect(page.get_by_test_id("rounds-status")).to_have_text("batch 7 of 30 · epoch 3")
    press(page, "rounds-step")
    assert shown(page, "rounds", "s.batch === '8'")["met"] == "160"
    press(page, "rounds-play")
    shown(page, "rounds", "s.playing === 'true' && s.batch > 10")
    page.get_by_test_id("rounds-play").press("Enter")
    held = shown(page, "rounds", "s.playing === 'false'")["taken"]
    assert 70 < int(held) < 90
    page.emulate_media(reduced_motion="reduce")
    press(page, "rounds-play")  # to its end, without a way
    over = shown(page, "rounds", "s.playing === 'false' && s.batch === '30'")
    assert (over["epoch"], over["met"]) == ("3", "600")
    press(page, "rounds-step")
    assert shown(page, "rounds", "s.epoch === '4'")["met"] == "20"
    page.get_by_test_id("rounds-scrub").fill("10")
    data = rounds._data()
    expect(page.get_by_test_id("rounds-says")).to_have_text(data["ways"][0]["says"][10])
    press(page, "rounds-way-1")
    expect(page.get_by_test_id("rounds-says")).to_have_text(data["ways"][1]["says"][10])
    press(page, "rounds-reset")
    assert shown(page, "rounds", "s.taken === '0'")["met"] == "0"


def test_a_cat_is_answered_while_it_is_drawn_joins_and_stays(visit, address):
    page = visit(f"{address}/two-classes", **PHONE)
    press(page, "doodle-clear")
    shown(page, "doodle", "s.number === '1' && s.answered === 'true'")
    touch, box = page.context.new_cdp_session(page), None

    def send(kind, *points):
        places = [
            {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in points
        ]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    page.get_by_test_id("doodle-pad").scroll_into_view_if_needed()
    box = page.get_by_test_id("doodle-pad").bounding_box()
    for stroke in [ROUND, *EARS]:
        send("touchStart", stroke[0])
        for point in stroke[1:]:
            send("touchMove", point)
        if stroke is ROUND:  # the finger is still down
            shown(page, "doodle", "s.number > 10")
        send("touchEnd")
    drawn = shown(page, "doodle", "s.answered === 'true' && s.number > 20")
    assert page.get_by_test_id("doodle-pad").bounding_box() == box  # nothing scrolled or moved
    picture = ink.picture([np.array(one) for one in (ROUND, *EARS)], pen=ink.FINE)
    cat = doodled.story().outputs(picture)[-1][0]
    assert float(drawn["cat"]) == pytest.approx(cat, abs=0.05)  # a finger meets whole pixels
    other = "dog" if float(drawn["cat"]) > 0.5 else "cat"
    press(page, f"doodle-{other}")
    joined = shown(page, "doodle", "s.own === '1' && s.answered === 'true'")
    assert float(joined[other]) > float(drawn[other]) + 0.2
    expect(page.get_by_test_id("doodle-says")).to_contain_text(
        f"gets {float(joined['cat']):.4f} now"
    )
    page.get_by_test_id("doodle-scrub").fill("0")
    assert shown(page, "doodle", "s.epoch === '0'")["cat"] != joined["cat"]
    press(page, "doodle-open-cat")
    expect(page.get_by_test_id("explanation")).to_contain_text("softmax of output 0")
    page.reload()
    kept = shown(page, "doodle", "s.own === '1' && s.epoch === '30'")
    assert (kept["cat"], kept["number"]) == (joined["cat"], joined["number"])
    press(page, "doodle-own-0")
    assert shown(page, "doodle", "s.own === '0' && s.answered === 'true'")["cat"] == drawn["cat"]
    press(page, "doodle-start-1")
    shown(page, "doodle", f"s.number > {kept['number']} && s.answered === 'true'")
