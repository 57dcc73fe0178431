"""The next batch of a training in a real browser: its pictures, and the walk through it."""

import pytest
from conftest import both_schemes
from playwright.sync_api import expect
from test_draw import PHONE
from test_knob import TOUCHED, now, opened, press, wait

from ui.walked import STEPS


def part(page, name):
    return page.get_by_test_id(f"six-{name}")


def at(page, step, batch):
    """Wait until the walk is at this step of this batch."""
    walk = page.get_by_test_id("walk")
    expect(walk).to_have_attribute("data-step", step)
    expect(walk).to_have_attribute("data-batch", str(batch))


def test_one_batch_is_walked_in_six_steps_by_keyboard_and_the_training_takes_it(visit, address):
    page = opened(visit(f"{address}/training?more=walk&walk=compare&example=3"))
    at(page, "compare", 1)
    expect(page.get_by_test_id("tile-3")).to_have_attribute("aria-pressed", "true")
    part(page, "back").press("Enter")
    at(page, "predict", 1)
    wrong = int(part(page, "pictures").inner_text().split()[2])
    assert wrong == page.locator(".st-key-walk .tile.wrong").count() > 20
    page.get_by_test_id("tile-3").press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**example=4")
    expect(page.get_by_test_id("tile-4")).to_be_focused()

    panel = page.get_by_test_id("explanation")
    opens = {"measure": "batch", "blame": "mean", "adjust": "update"}
    for step in STEPS[1:]:
        part(page, "step").press("Enter")
        at(page, step, 1)
        if code := opens.get(step):
            part(page, code).press("Enter")
            expect(panel).to_have_attribute("data-reconciled", "true")
            expect(panel).to_have_attribute("data-value", value(part(page, code)))
            page.wait_for_url(f"**open={code}*")
            part(page, code).press("Escape")
            expect(panel).to_have_count(0)
    expect(page.get_by_test_id("network-view")).to_have_attribute("data-step", "end")
    before, after = (
        float(part(page, code).get_attribute("data-value")) for code in ("batch", "after")
    )
    assert after < before

    expect(part(page, "step")).to_have_text("Take the step ▷")
    part(page, "step").press("Enter")
    at(page, "predict", 2)
    assert (now(page)["step"], float(now(page)["loss"])) == ("1", pytest.approx(before, abs=1e-5))


def value(button):
    """Return the number of a button as the panel has it."""
    return f"{float(button.get_attribute('data-value')):.10g}"


@pytest.mark.parametrize("lane", ["reruns"])
def test_a_picture_of_a_running_training_is_walked_with_on_a_phone(visit, address, axe):
    page = opened(visit(f"{address}/training?more=pictures", **PHONE))
    press(page, "run")
    wait(page, "s.step > 50")
    batch = page.get_by_test_id("batch")
    page.wait_for_function("found => found.dataset.batch > 50", arg=batch.element_handle())
    page.get_by_test_id("tile-20").click()
    step = wait(page, "s.status === 'paused'")["step"]
    at(page, "predict", int(step) + 1)
    expect(page.get_by_test_id("tile-20")).to_be_in_viewport()
    press(page, "run")
    expect(part(page, "step")).to_have_text("❚❚ Pause")
    part(page, "step").click()
    step = wait(page, f"s.status === 'paused' && s.step > {step}")["step"]
    at(page, "predict", int(step) + 1)
    part(page, "adjust").click()
    at(page, "adjust", int(step) + 1)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        fits = "w => document.querySelector('[data-testid=stMain]').scrollWidth <= w"
        page.wait_for_function(fits, arg=width)
    touched = page.locator(".st-key-walk button").evaluate_all(TOUCHED)
    assert [found for found in touched if found[1] < 40] == []
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
