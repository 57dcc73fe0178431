"""Three closer looks at a running training: strokes, the slope you walk, the sizes of gradients."""

import pytest
from conftest import both_schemes
from playwright.sync_api import expect
from test_draw import PHONE
from test_knob import TOUCHED, opened, press, type_rate, wait

VIEWS = {"strokes": "strokes", "slope": "stride", "sizes": "sizes"}  # and their test ids


def look(page, name):
    """Open one of the closer looks; return it once it shows something."""
    page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    view = page.get_by_test_id(VIEWS[name])
    until(view, "s.step !== undefined")
    return view


def until(place, condition):
    """Wait until `condition`, of s (the data of this place), holds; return the data."""
    found = "place => ({...place.dataset})"
    place.page.wait_for_function(
        f"place => (s => {condition})(place.dataset)", arg=place.element_handle()
    )
    return place.evaluate(found)


def test_each_look_follows_the_training_while_it_runs_and_while_it_is_paused(visit, address):
    page = opened(visit(f"{address}/training"))
    strokes = look(page, "strokes")
    last = page.get_by_test_id("stroke-11")
    assert until(last, "s.change !== undefined")["change"] == "0"
    press(page, "run")
    before = until(last, "s.change > 0")["change"]
    until(last, f"s.change !== '{before}'")  # it is shown again and again
    page.get_by_test_id("strokes-next").press("Enter")
    until(page.get_by_test_id("stroke-23"), "s.change > 0")
    expect(page.get_by_test_id("strokes-which")).to_have_text("neurons 12 to 23 of 64")
    assert 50 < int(until(strokes, "s.first === '12'")["blank"]) < 200

    slope = look(page, "slope")
    step = until(slope, "s.verdict")["step"]
    until(slope, f"Number(s.step) > {step}")
    press(page, "pause")
    batch = wait(page, "s.status === 'paused'")["step"]
    for rate, verdict in (("0.00001", "too short"), ("100", "up the other side")):
        type_rate(page, rate)
        now = until(slope, f"Number(s.rate) === {rate} && s.step === '{batch}'")
        assert now["verdict"] == verdict
        assert (float(now["lands"]) > float(now["loss"])) == (rate == "100")
        expect(slope.locator("[aria-current=true]")).to_have_text(verdict)
    page.get_by_test_id("stride-log").press("Enter")
    until(slope, "s.axis === 'log' && s.verdict === 'up the other side'")

    type_rate(page, "0.5")
    sizes, first = look(page, "sizes"), page.get_by_test_id("size-0")
    until(sizes, f"s.step === '{batch}'")
    before = until(first, "Math.abs(s.update / s.gradient - 0.5) < 1e-5")
    assert (before["dead"], 0 <= float(before["saturated"]) <= 1) == ("0", True)
    press(page, "step")
    assert until(sizes, f"s.step > {batch}")
    assert until(first, "s.gradient")["gradient"] != before["gradient"]


@pytest.mark.parametrize("lane", ["reruns"])
def test_each_look_fits_a_phone_and_axe_finds_nothing(visit, address, axe):
    page = opened(visit(f"{address}/training", **PHONE))
    press(page, "step")
    wait(page, "s.step === '1'")
    for name, id in VIEWS.items():
        view = look(page, name)
        until(view, "s.step === '1'")
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            fits = "w => document.querySelector('[data-testid=stMain]').scrollWidth <= w"
            page.wait_for_function(fits, arg=width)
            box = view.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        touched = page.locator(f".{id} button").evaluate_all(TOUCHED)
        assert [found for found in touched if found[1] < 40] == []
        assert axe(page) == []
    *_, scheme = both_schemes(page)
    assert (scheme, axe(page)) == ("dark", [])


def test_a_view_that_has_left_the_page_keeps_its_colours(bare_page):
    assert bare_page.evaluate(
        """async () => {
            const { createColours } = await import("/assets/lib/colour.js");
            const element = document.body.appendChild(document.createElement("div"));
            element.style.setProperty("--amount", "rgb(1, 2, 3)");
            const colours = createColours(element);
            const before = [colours.changed(), colours.of("amount")];
            element.remove();
            return [...before, colours.changed(), colours.of("amount")];
        }"""
    ) == [True, "rgb(1, 2, 3)", False, "rgb(1, 2, 3)"]


def test_the_axis_of_the_slope_stays_as_long_as_the_valley_is_well_seen(bare_page):
    valleys = [[2, 0.8], [1, 0.44], [0.6, 0.2], [0.6, 0.27], [2, 0.8]]  # reach, lowest
    ends = bare_page.evaluate(
        """async (valleys) => {
            const { end } = await import("/assets/components/stride/chart.js");
            let before = 0;
            return valleys.map(([reach, at]) => before = end(before, { reach, lowest: [at, 1] }));
        }""",
        valleys,
    )
    assert ends == [2, 2, 0.6, 0.6, 2]
