"""The lesson Same start, different rates, in a real browser."""

import re

import pytest
from conftest import both_schemes, every_screen
from playwright.sync_api import expect


def status(page):
    return page.get_by_test_id("race-status")


def press(page, id):
    page.get_by_test_id(id).click()


def wait(page, condition, *ids):
    """Wait until `condition`, of the data s of these parts in turn, holds; return them."""
    parts = [page.get_by_test_id(id) for id in ("race-status", *ids)]
    page.wait_for_function(
        f"(parts) => {{ const s = parts.map((one) => one.dataset); return {condition}; }}",
        arg=[part.element_handle() for part in parts],
    )
    return [part.evaluate("found => ({...found.dataset})") for part in parts]


def rates(page):
    shown = page.locator("[data-testid^='runner-']:visible")
    return shown.evaluate_all("all => all.map((one) => Number(one.dataset.rate))")


def test_three_rates_race_and_a_sweep_finds_the_valley_between_them(visit, address):
    page = visit(f"{address}/race?rates=0.001,0.1,1&course=linear-mse")
    opened, drawn = wait(page, "s[0].status === 'paused' && s[1].last === '300'", "race-curves")
    assert (opened["step"], drawn["axis"]) == ("300", "log")
    first = wait(page, "true", "runner-2")[1]
    assert (first["status"], first["loss"]) == ("diverged", "inf")
    expect(page.get_by_test_id("runner-2")).to_contain_text(f"left at batch {first['step']}")
    expect(page.get_by_test_id("runner-2").locator(".unseen b")).to_have_text("–")
    press(page, "race-reset")
    wait(page, "s[0].status === 'idle' && s[0].step === '0'")
    press(page, "race-run")
    wait(page, "s[0].status === 'running' && s[0].step > 100")
    press(page, "race-pause")
    _, slow, good, lost = wait(page, "s[0].status === 'paused'", *(f"runner-{k}" for k in range(3)))
    assert float(good["loss"]) < float(slow["loss"])
    assert float(good["accuracy"]) > 0.7
    assert (lost["status"], lost["step"]) == ("diverged", first["step"])  # the same once more
    expect(page.get_by_test_id("race-says")).to_contain_text("0.1 is ahead")
    press(page, "sweep-run")
    wait(page, "s[1].status === 'running' && s[1].done > 2", "sweep")
    press(page, "sweep-stop")
    half = wait(page, "s[1].status === 'stopped'", "sweep")[1]
    assert 2 < int(half["done"]) < 20
    press(page, "sweep-run")
    wait(page, "s[1].status === 'finished' && s[1].done === '20'", "sweep")
    expect(page.get_by_test_id("sweep-says")).to_contain_text("The cliff: at 0.616")
    page.get_by_test_id("sweep-look").fill("12")
    expect(page.get_by_test_id("sweep-tells")).to_contain_text("0.264: loss 0.0")
    press(page, "sweep-race")
    wait(page, "s[0].status === 'running' && s[0].step > 50")
    assert rates(page)[1:] == [0.264, 0.616]
    page.wait_for_url("**/race?rates=2.34e-5,0.264,0.616&course=linear-mse")
    press(page, "race-pause")
    held = wait(page, "s[0].status === 'paused'")[0]["step"]
    page.reload()
    wait(page, f"s[0].step === '{held}' && s[1].last === '{held}'", "race-curves")


@pytest.mark.parametrize("lane", ["reruns"])
def test_by_the_keyboard_and_without_a_socket(visit, address):
    page = visit(f"{address}/race?rates=nonsense&seed=7")
    wait(page, "s[0].status === 'paused'")
    assert rates(page) == [0.01, 0.1, 10]
    page.get_by_test_id("race-run").press("Enter")
    expect(page.get_by_test_id("race-pause")).to_be_focused()
    wait(page, "s[0].status === 'running' && s[0].step > 320")
    page.keyboard.press("Enter")
    held = wait(page, "s[0].status === 'paused'")[0]["step"]
    expect(page.get_by_test_id("race-run")).to_be_focused()
    page.reload()
    wait(page, f"s[0].step === '{held}' && s[1].last === '{held}'", "race-curves")
    page.get_by_test_id("rate-2").fill("0x1")
    page.keyboard.press("Enter")
    expect(page.locator(".trouble")).to_contain_text("“0x1”")
    page.get_by_test_id("rate-2").fill("0,5")
    page.keyboard.press("Enter")
    wait(page, "s[0].status === 'idle' && s[0].step === '0'")
    page.get_by_test_id("optimizer-0").select_option("adam")
    page.wait_for_url("**/race?seed=7&rates=0.01,0.1,0.5&optimizers=adam,sgd,sgd")
    drawn = page.get_by_test_id("race-curves")
    expect(drawn).to_have_attribute("aria-label", re.compile("0.01 Adam: "))
    for count in range(4, 9):
        press(page, "race-add")
        expect(page.locator("[data-testid^='runner-']:visible")).to_have_count(count)
    expect(page.get_by_test_id("race-add")).to_be_disabled()
    press(page, "race-remove-1")
    expect(page.locator("[data-testid^='runner-']:visible")).to_have_count(7)
    assert rates(page)[:2] == [0.01, 0.5]
    page.get_by_test_id("sweep-run").press("Enter")
    wait(page, "s[1].status === 'running' && s[1].done > 0", "sweep")
    expect(page.get_by_test_id("sweep-stop")).to_be_focused()
    page.keyboard.press("Enter")
    wait(page, "s[1].status === 'stopped'", "sweep")


# Of every button, choice and input that is seen of the race, its name and height.
TOUCHED = """all => all.filter((one) => one.checkVisibility() && !one.disabled)
    .map((one) => [one.dataset.testid, one.getBoundingClientRect().height])"""


def test_it_can_be_read_and_touched_on_every_screen(visit, address, axe):
    page = visit(f"{address}/race")
    wait(page, "s[0].status === 'paused' && s[1].last === '300'", "race-curves")
    for id in ("race-run", "race-curves", "rate-2", "race-add", "race-eight-rates"):
        box = page.get_by_test_id(id).bounding_box()
        assert box["y"] + box["height"] <= 768
    press(page, "race-eight-rates")
    wait(page, "s[0].step > 50")
    press(page, "race-pause")
    page.get_by_test_id("rate-2").fill("x")
    page.keyboard.press("Enter")
    press(page, "answer-0")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    for width in every_screen(page):
        for id in ("race-run", "race-curves", "rate-7", "optimizer-7", "race-remove-7", "sweep"):
            box = page.get_by_test_id(id).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["width"] >= 40
        touched = page.locator(":is(.race, .sweeping) :is(button, input, select)")
        assert [found for found in touched.evaluate_all(TOUCHED) if found[1] < 40] == []
