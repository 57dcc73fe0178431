"""The lesson Turn the knob, in a real browser on a fresh server."""

import re

import numpy as np
import pytest
from conftest import both_lanes, both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import PHONE, draw_over
from test_draw import opened as draw_opened

from nn_core.presets import COURSES, PRESETS


def opened(page):
    """Wait until the first frame is painted."""
    expect(status(page)).to_have_attribute("data-status", "idle")
    expect(chart(page)).to_have_attribute("data-axis", "linear")
    return page


def status(page):
    return page.get_by_test_id("train-status")


def chart(page):
    return page.get_by_test_id("loss-curve")


def press(page, what):
    page.get_by_test_id(f"train-{what}").click()


def now(page):
    return status(page).evaluate("found => ({...found.dataset})")


def wait(page, condition):
    """Wait until `condition`, of s (the status) and c (the chart), holds; return the status."""
    page.wait_for_function(
        f"""([status, chart]) => {{
            const [s, c] = [status.dataset, chart.dataset];
            return {condition};
        }}""",
        arg=[status(page).element_handle(), chart(page).element_handle()],
    )
    return now(page)


def paused(page):
    press(page, "pause")
    expect(status(page)).to_have_attribute("data-status", "paused")
    return wait(page, "s.fps === '0.0' && Number(c.last) === Number(s.step)")


def set_up(page):
    page.get_by_test_id("setup-open").click()
    expect(page.get_by_test_id("pace")).to_be_visible()


def type_rate(page, text):
    page.get_by_test_id("learning-rate").fill(text)
    page.keyboard.press("Enter")


def outputs(page):
    return np.array(
        [page.get_by_test_id(f"output-{k}").get_attribute("data-value") for k in range(10)], float
    )


@both_lanes
def test_it_opens_idle_and_runs_pauses_steps_and_starts_again(visit, address):
    page = opened(visit(f"{address}/training"))
    assert now(page)["step"] == "0"
    assert now(page)["loss"] == ""
    assert outputs(page).sum() == pytest.approx(1, abs=1e-5)
    press(page, "step")
    first = wait(page, "s.step === '1' && s.status === 'paused'")
    # The batch, and the unseen loss before it.
    expect(page.locator(".scatterlayer .points path")).to_have_count(2)
    press(page, "run")
    wait(page, "s.status === 'running' && s.step > 100 && c.points > 50 && s.fps > 0")
    before = paused(page)
    assert float(before["epoch"]) > 0
    assert len(before["loss"].split(".")[1]) == 6
    press(page, "step")
    after = wait(page, f"s.step === '{int(before['step']) + 1}' && s.status === 'paused'")
    assert after["loss"] != before["loss"]
    learnt = outputs(page)
    press(page, "reset")
    again = wait(page, "s.step === '0' && s.status === 'idle' && c.points === '0'")
    assert again["loss"] == ""
    assert not np.array_equal(outputs(page), learnt)
    press(page, "step")
    assert wait(page, "s.step === '1'")["loss"] == first["loss"]


def test_one_epoch_meets_every_digit_once(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "epoch")
    assert wait(page, "s.status === 'paused'")["epoch"] == "1"
    press(page, "step")
    wait(page, "s.epoch > 1")
    press(page, "epoch")
    wait(page, "s.epoch === '2' && s.status === 'paused'")


@both_lanes
def test_a_typed_rate_acts_on_the_running_training_and_stands_in_the_link(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "run")
    wait(page, "s.step > 30")
    type_rate(page, "0,02")
    wait(page, "s.status === 'running' && s.rate === '0.02' && c.marks === '1'")
    expect(page.get_by_test_id("learning-rate")).to_have_value("0.02")
    page.wait_for_url("**/training?rate=0.02")
    slider = page.get_by_test_id("rate-slider")
    assert float(slider.input_value()) == pytest.approx(np.log10(0.02), abs=0.03)
    type_rate(page, "0.1")
    page.wait_for_url("**/training")  # what is usual is left out
    wait(page, "s.rate === '0.1'")


def test_turning_the_knob_makes_no_steps_for_the_back_button(visit, address):
    page = draw_opened(visit(address))
    page.get_by_role("link", name="Turn the knob").click()
    opened(page)
    for rate in ("0.02", "0.3", "3"):
        type_rate(page, rate)
        page.wait_for_url(f"**/training?rate={rate}")
    page.reload()
    opened(page)
    expect(page.get_by_test_id("learning-rate")).to_have_value("3")
    page.go_back()
    expect(page.get_by_test_id("example-9")).to_be_visible()
    page.go_forward()
    opened(page)
    expect(page.get_by_test_id("learning-rate")).to_have_value("3")


def test_the_knob_turns_by_mouse_and_by_keyboard(visit, address):
    page = opened(visit(f"{address}/training?pace=60"))
    press(page, "run")
    slider = page.get_by_test_id("rate-slider")
    slider.focus()
    slider.press("ArrowRight")
    wait(page, "s.rate === '0.11'")
    expect(slider).to_have_attribute("aria-valuetext", "0.11")
    slider.press("PageDown")
    wait(page, "s.rate === '0.011'")
    slider.press("End")
    wait(page, "s.rate === '100'")
    slider.press("Home")
    wait(page, "Number(s.rate) === 0.00001")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 16, box["y"] + box["height"] / 2)
    page.mouse.down()
    for part in range(1, 20):
        x = box["x"] + 16 + (box["width"] - 32) * 5 / 7 * part / 19
        page.mouse.move(x, box["y"] + box["height"] / 2)
    expect(page.get_by_test_id("learning-rate")).to_have_value("1")
    wait(page, "s.rate === '1'")  # at once, the button is still down
    assert "rate=1&" not in page.url
    page.mouse.up()
    page.wait_for_url("**/training?*rate=1*")


def test_a_link_opens_with_its_settings(visit, address):
    page = opened(visit(f"{address}/training?rate=0.5&course=linear-mse&pace=8"))
    assert now(page)["rate"] == "0.5"
    expect(page.get_by_test_id("course")).to_have_value("linear-mse")
    expect(page.get_by_test_id("pace")).to_have_value("8")
    expect(page.get_by_text("a linear output may be any number")).to_be_visible()
    assert outputs(page).min() < 0
    set_up(page)
    page.get_by_test_id("pace").select_option("1")
    page.wait_for_url("**/training?*pace=1*")
    page.get_by_test_id("course").select_option("softmax-mse")
    page.wait_for_url("**/training?*course=softmax-mse*")
    press(page, "run")
    wait(page, "s.step > 1")
    assert 0 < float(now(page)["loss"]) < 0.2


@pytest.mark.parametrize("link", ["rate=x&course=<b>&pace=-3", "rate=1e9&course=gpt&pace=inf"])
def test_an_edited_link_falls_back_to_what_is_usual_and_is_put_right(visit, address, link):
    page = opened(visit(f"{address}/training?{link}"))
    assert now(page)["rate"] == "0.1"
    expect(page.get_by_test_id("course")).to_have_value("softmax-cross-entropy")
    expect(page.get_by_test_id("pace")).to_have_value("")
    page.wait_for_url("**/training")


def test_nonsense_is_refused_in_words_and_the_rate_stays(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "run")
    for nonsense in ("fast", "", "0", "-1", "101", "1e-9"):
        type_rate(page, nonsense)
        expect(page.get_by_role("alert")).to_contain_text("from 0.00001 to 100")
        expect(page.get_by_role("alert")).to_contain_text(f"“{nonsense}”")
        expect(page.get_by_test_id("learning-rate")).to_have_value("0.1")
    wait(page, "s.step > 5")
    assert now(page)["rate"] == "0.1"
    type_rate(page, "0.3")
    expect(page.locator(".choices .trouble")).to_be_empty()
    wait(page, "s.rate === '0.3'")
    paused(page)
    page.get_by_test_id("learning-rate").fill("0x10")
    press(page, "run")  # a click elsewhere does not take away what was wrong
    wait(page, "s.status === 'running' && s.rate === '0.3'")
    expect(page.get_by_role("alert")).to_contain_text("“0x10”")


def test_each_preset_sets_its_rate_starts_again_and_runs(visit, address):
    page = opened(visit(f"{address}/training"))
    usual = next(iter(COURSES))
    for preset in PRESETS.values():
        if (usual, "sgd") not in preset.rates:
            continue
        button = page.get_by_test_id(f"preset-{preset.name.replace(' ', '-')}")
        button.click()
        rate = preset.rates[usual, "sgd"]
        wait(page, f"s.status === 'running' && Number(s.rate) === {rate} && s.step > 20")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".says")).to_have_text(preset.says)
        assert page.locator(".presets [aria-pressed=true]").count() == 1


def test_it_blows_up_says_where_and_why_and_starts_again(visit, address):
    page = opened(visit(f"{address}/training"))
    set_up(page)
    page.get_by_test_id("preset-blow-up").click()
    wait(page, "s.status === 'running' && s.step > 2 && c.axis === 'log'")
    page.get_by_test_id("pace").select_option("60")
    over = wait(page, "s.status === 'diverged'")
    assert over["loss"] == "inf"
    expect(page.get_by_test_id("blown")).to_contain_text(f"batch {over['step']}")
    expect(page.get_by_test_id("blown")).to_contain_text("smaller rate")
    expect(page.get_by_test_id("train-run")).to_be_disabled()
    press(page, "reset")
    wait(page, "s.status === 'idle' && s.step === '0'")
    expect(page.get_by_test_id("blown")).to_be_hidden()
    press(page, "run")
    wait(page, "s.status === 'diverged'")  # the same rate, the same end
    assert now(page)["step"] == over["step"]
    good = page.get_by_test_id("train-good")
    expect(good).to_have_text(page.get_by_test_id("remedy").inner_text())  # both say the same
    good.click()
    expect(page.get_by_test_id("pace")).to_have_value("")
    wait(page, f"Number(s.rate) === {PRESETS['good'].rates['linear-mse', 'sgd']} && s.step > 50")


@both_lanes
def test_nothing_is_trained_while_nobody_looks_and_coming_back_it_goes_on(visit, address):
    page = opened(visit(f"{address}/training"))
    type_rate(page, "0.05")
    press(page, "run")
    wait(page, "s.step > 100")
    quick = paused(page)
    set_up(page)
    page.get_by_test_id("pace").select_option("60")
    press(page, "run")
    left = int(wait(page, f"s.step > {quick['step']}")["step"])
    page.get_by_role("link", name="Draw a digit").click()
    expect(page.get_by_test_id("example-9")).to_be_visible()
    began = page.evaluate("performance.now()")
    draw_over(page, 7)
    page.get_by_role("button", name="It was really a 1").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "1")
    page.wait_for_function(f"performance.now() - {began} > 2000")
    page.get_by_role("link", name="Turn the knob").click()
    back = wait(page, "s.status === 'running' && c.last > 100")
    assert int(back["step"]) - left < 90  # two seconds would have been 120 more
    assert back["rate"] == "0.05"
    page.wait_for_url("**/training?*rate=0.05*")
    wait(page, f"s.step > {back['step']}")
    expect(page.get_by_text("It is a 1: you say so.")).to_be_visible()
    paused(page)
    assert int(chart(page).get_attribute("data-points")) > 50


@both_lanes
def test_a_reload_finds_the_training_again(visit, address):
    page = opened(visit(f"{address}/training"))
    type_rate(page, "0.02")
    press(page, "run")
    wait(page, "s.step > 60")
    before = paused(page)
    page.reload()
    after = wait(page, f"s.step === '{before['step']}' && c.last === s.step")
    assert (after["loss"], after["rate"], after["status"]) == (before["loss"], "0.02", "paused")


def test_a_second_tab_has_a_training_of_its_own(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "run")
    wait(page, "s.step > 20")
    before = paused(page)
    with page.context.expect_page() as opens:
        page.evaluate("window.open(location.href)")
    other = opens.value
    expect(status(other)).to_have_attribute("data-step", before["step"])  # a copy
    press(other, "step")
    expect(status(other)).to_have_attribute("data-step", str(int(before["step"]) + 1))
    press(page, "reset")
    wait(page, "s.step === '0'")
    expect(status(other)).to_have_attribute("data-step", str(int(before["step"]) + 1))


# Five minutes are over at once; a test says whether anybody looks.
IMPATIENT = """
const later = window.setTimeout;
window.setTimeout = (act, wait, ...others) => later(act, wait === 300_000 ? 0 : wait, ...others);
window.look = (hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
};
"""


def test_a_tab_that_nobody_looks_at_does_not_train_for_ever(visit, address):
    page = opened(visit(f"{address}/training", IMPATIENT))
    press(page, "run")
    wait(page, "s.step > 20")
    page.evaluate("window.look(true)")
    left = wait(page, "s.fps === '0.0'")
    assert left["status"] == "running"
    page.evaluate("window.look(false)")
    wait(page, f"s.step > {left['step']}")


def test_the_drawing_is_the_readers(visit, address):
    page = visit(address)
    expect(page.get_by_test_id("example-9")).to_be_visible()
    draw_over(page, 4)
    page.get_by_role("link", name="Turn the knob").click()
    expect(page.get_by_text("It is a 4: so says the trained network.")).to_be_visible()
    expect(page.get_by_test_id("output-4")).to_have_class("row ringed")
    page.get_by_role("link", name="Draw other ink").click()
    page.get_by_role("button", name="It was really a 6").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    page.get_by_role("link", name="Turn the knob").click()
    expect(page.get_by_text("It is a 6: you say so.")).to_be_visible()


FIND = """
window.find = (id, node = document) => node.querySelector(`[data-testid="${id}"]`)
    ?? [...node.querySelectorAll("*")]
        .map((n) => n.shadowRoot && window.find(id, n.shadowRoot)).find(Boolean);
"""


def test_commands_that_were_under_way_when_the_socket_was_lost_are_not(visit, address):
    page = opened(visit(f"{address}/training?pace=60", FIND))
    press(page, "run")
    wait(page, "s.step > 20")
    page.evaluate(
        """() => {
            const send = WebSocket.prototype.send;
            WebSocket.prototype.send = function (message) { // to our own nothing arrives any more
                if (!this.url.endsWith("/live")) send.call(this, message);
            };
            const slider = window.find("rate-slider");
            slider.value = 0;
            slider.dispatchEvent(new Event("input"));
            window.find("train-pause").click();
        }"""
    )
    wait(page, "s.status === 'paused' && s.rate === '1'")  # in doubt, it goes by reruns


def test_a_socket_that_is_lost_loses_no_command(visit, address):
    page = opened(visit(f"{address}/training?pace=60"))
    press(page, "run")
    wait(page, "s.step > 20")
    page.evaluate(
        """async () => {
            const { live } = await import("/assets/lib/live.js");
            live.doubt();
            const find = (node, id) => node.querySelector(`[data-testid="${id}"]`)
                ?? [...node.querySelectorAll("*")]
                    .map((n) => n.shadowRoot && find(n.shadowRoot, id)).find(Boolean);
            const slider = find(document, "rate-slider");
            slider.value = 0;
            slider.dispatchEvent(new Event("input"));
            find(document, "train-pause").click();
            find(document, "train-step").click();
            window.was = live.state;
        }"""
    )
    assert page.evaluate("window.was") == "lost"
    held = int(wait(page, "s.status === 'paused' && s.rate === '1'")["step"])
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "open")
    press(page, "step")
    wait(page, f"s.step === '{held + 1}'")
    press(page, "run")
    wait(page, f"s.step > {held + 60} && c.last > {held + 60}")


def test_more_commands_than_a_message_takes_go_out_one_message_after_another(bare_page):
    told = bare_page.evaluate(
        """async () => { // without a socket: all goes by reruns
            const { createLane } = await import("/assets/lib/lane.js");
            const told = [], frame = { status: "idle", step: 0 };
            const lane = createLane({
                of: "training", kind: "train",
                have: () => [1, 0], onFrame: () => true, onRefused() {},
            });
            lane.connect((_, message) => told.push(message));
            lane.ask({ do: "run" });
            for (let k = 0; k < 100; k += 1) lane.ask({ do: "rate", value: k }, { do: "step" });
            for (let k = 0; k < 100; k += 1) lane.ask({ do: "rate", value: k });
            const answer = () => new Promise((done) => {
                lane.receive({ n: told.at(-1).n, refused: null, frame });
                setTimeout(done, 100);
            });
            for (let k = 0; k < 5; k += 1) await answer();
            lane.stop();
            return told.map(({ commands }) => commands);
        }"""
    )
    assert [len(commands) for commands in told] == [1, 64, 64, 64, 9]
    steps = [{"do": "rate", "value": k // 2} if k % 2 == 0 else {"do": "step"} for k in range(200)]
    assert [*told[1], *told[2], *told[3], *told[4]] == [*steps, {"do": "rate", "value": 99}]


def test_a_linear_output_at_a_rate_of_one_diverges_and_the_focus_is_not_lost(visit, address):
    page = opened(visit(f"{address}/training?course=linear-mse", FIND))
    type_rate(page, "1")
    page.get_by_test_id("train-run").press("Enter")
    assert wait(page, "s.status === 'diverged'")["loss"] == "inf"
    focused = "window.find('train-run').getRootNode().activeElement.dataset.testid"
    assert page.evaluate(focused) == "train-good"
    page.get_by_test_id("train-good").press("Enter")
    wait(page, "s.status === 'running'")
    assert page.evaluate(focused) == "train-pause"


@pytest.mark.parametrize("lane", ["reruns"])
def test_a_link_that_does_not_leave_the_page_ends_no_training(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "run")
    wait(page, "s.step > 20")
    page.evaluate(
        """() => { // a new tab, say
            const link = Object.assign(document.createElement("a"), { href: "#" });
            link.onclick = (click) => click.preventDefault();
            document.body.append(link);
            link.click();
            link.remove();
        }"""
    )
    step = int(now(page)["step"])
    wait(page, f"s.step > {step + 500}")


def test_the_chart_tells_batch_loss_and_rate_and_its_zoom_survives_the_training(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "epoch")
    wait(page, "s.status === 'paused' && s.fps === '0.0'")
    box = chart(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    label = page.locator(".hoverlayer .hovertext").first
    for words in ("batch", "loss", "rate 0.1"):
        expect(label).to_contain_text(words)
    press(page, "run")
    wait(page, "s.step > 200")
    place = [(box["x"] + box["width"] * part, box["y"] + 100) for part in (0.3, 0.6)]
    page.mouse.move(*place[0])
    page.mouse.down()
    page.mouse.move(*place[1], steps=5)
    page.mouse.up()
    seen = "c => c.querySelector('.js-plotly-plot').layout.xaxis.range.map(Math.round)"
    page.wait_for_function(f"c => ({seen})(c)[0] > 10", arg=chart(page).element_handle())
    zoomed = chart(page).evaluate(seen)
    step = int(now(page)["step"])
    wait(page, f"s.step > {step + 200}")
    assert chart(page).evaluate(seen) == zoomed
    page.mouse.dblclick(*place[0])
    page.wait_for_function(f"c => ({seen})(c)[0] === 0", arg=chart(page).element_handle())


def test_run_and_pause_hand_on_the_focus_and_a_guess_is_answered_with_the_reason(visit, address):
    page = opened(visit(f"{address}/training"))
    page.get_by_test_id("train-run").press("Enter")
    expect(page.get_by_test_id("train-pause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("train-run")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("train-pause")).to_be_focused()
    page.get_by_test_id("answer-0").click()
    expect(page.get_by_text("only knows which way is better right where it stands")).to_be_visible()
    # The run of the page changed nothing.
    step = int(now(page)["step"])
    wait(page, f"s.status === 'running' && s.step > {step + 10}")


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_axe_finds_nothing(visit, address, axe, screen):
    options = PHONE if screen == "phone" else {}
    page = opened(visit(f"{address}/training", **options))
    page.get_by_test_id("answer-2").click()
    set_up(page)
    press(page, "step")
    wait(page, "s.step === '1'")
    type_rate(page, "x")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    page.get_by_test_id("preset-blow-up").click()
    page.get_by_test_id("pace").select_option("60")
    wait(page, "s.status === 'diverged'")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []


# Of every button and input that is seen of the training, its name and height.
TOUCHED = """all => all.filter((one) => one.checkVisibility())
    .map((one) => [one.dataset.testid, one.getBoundingClientRect().height])"""


def test_nothing_is_cut_off_or_squeezed_on_any_screen(visit, address):
    page = opened(visit(f"{address}/training?course=linear-mse&setup=open"))
    press(page, "step")
    wait(page, "s.step === '1'")
    parts = ["train-run", "train-reset", "train-epoch", "learning-rate", "rate-slider"]
    parts += ["preset-blow-up", "loss-curve", "output-9", "course", "pace", "log-axis", "question"]
    parts += ["timeline", "setup-open", "batch-size", "column-more", "remark", "past"]
    for width in every_screen(page):
        for id in parts:
            box = page.get_by_test_id(id).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["width"] >= 40
            assert box["height"] >= 24
        touched = page.locator(".training button, .training input").evaluate_all(TOUCHED)
        assert touched
        assert [found for found in touched if found[1] < 40] == []


def test_what_matters_is_seen_without_scrolling_and_the_chart_is_loaded_once(visit, address):
    page = opened(visit(f"{address}/training"))
    parts = ["learning-rate", "train-run", "loss-curve", "output-9", "train-status", "remark"]
    for id in [*parts, "timeline", "setup-open"]:
        box = page.get_by_test_id(id).bounding_box()
        assert box["y"] + box["height"] <= 768
    assert page.locator("script[src$='plotly.min.js']").count() == 1


def test_it_learns_to_read_unseen_digits_and_can_be_looked_back_at(visit, address):
    page = opened(visit(f"{address}/training"))
    press(page, "run")
    wait(page, "s.unseenAccuracy > 0.9 && c.unseen > 10")
    type_rate(page, "0.02")
    wait(page, "s.rate === '0.02'")
    learnt = paused(page)
    expect(page.get_by_test_id("remark")).to_have_attribute("data-name", re.compile("learn"))
    expect(status(page)).to_contain_text(f"unseen {float(learnt['unseenAccuracy']):.1%}"[:-1])
    answers = outputs(page)
    assert int(page.get_by_test_id("past").get_attribute("data-points")) > 10
    page.get_by_test_id("accuracy").click()
    wait(page, "c.shows === 'accuracy' && c.points > 10")
    page.get_by_test_id("timeline").press("Home")
    start = wait(page, "s.at === '0' && s.status === 'paused'")
    assert float(start["unseenAccuracy"]) < 0.3
    assert abs(outputs(page) - answers).max() > 0.1
    expect(status(page)).to_contain_text("Looking back at batch 0")
    page.get_by_test_id("timeline").press("ArrowRight")
    page.get_by_test_id("timeline").press("ArrowRight")
    then = int(wait(page, "s.at > 25")["at"])
    page.get_by_test_id("timeline-now").click()
    assert wait(page, "s.at === ''")["step"] == learnt["step"]
    np.testing.assert_array_equal(outputs(page), answers)
    page.get_by_test_id("timeline").press("Home")
    page.get_by_test_id("timeline").press("ArrowRight")
    page.get_by_test_id("timeline").press("ArrowRight")
    wait(page, f"Number(s.at) === {then}")
    page.get_by_test_id("timeline-resume").click()
    wait(page, f"Number(s.step) === {then} && s.at === '' && c.last === s.step")
    press(page, "step")
    wait(page, f"Number(s.step) === {then + 1}")


def test_a_remark_says_what_goes_wrong_and_its_remedy_is_one_click_away(visit, address):
    page = opened(visit(f"{address}/training?hidden=16&optimizer=momentum&batch=64&l2=0.001"))
    assert page.get_by_test_id("setup-open").get_attribute("aria-expanded") == "false"
    page.get_by_test_id("preset-crawl").click()
    remark = page.get_by_test_id("remark")
    expect(remark).to_have_attribute("data-name", "crawling")
    page.get_by_test_id("remedy").click()
    good = PRESETS["good"].rates[next(iter(COURSES)), "momentum"]
    wait(page, f"Number(s.rate) === {good} && s.status === 'running'")
    page.wait_for_url(f"**/training?*rate={good}*")
    expect(remark).to_have_attribute("data-name", re.compile("learn"))


def test_the_set_up_is_a_click_away_and_in_the_link_and_nonsense_changes_nothing(visit, address):
    link = "hidden=16&activation=relu&batch=full&optimizer=adam&l2=0.001&seed=3&scale=2&setup=open"
    page = opened(visit(f"{address}/training?{link}"))
    field = page.get_by_test_id
    expect(field("parameters")).to_have_text("12,730")  # 784*16 + 16 + 16*10 + 10
    for id, value in [("hidden-1", "16"), ("activation", "relu"), ("batch-size", "full")]:
        expect(field(id)).to_have_value(value)
    for id, value in [("optimizer", "adam"), ("l2", "0.001"), ("seed", "3"), ("scale", "2")]:
        expect(field(id)).to_have_value(value)
    press(page, "step")
    wait(page, "s.step === '1' && s.epoch === '1'")  # a full batch is an epoch
    expect(field("milliseconds")).to_contain_text("milliseconds a batch")
    field("l2").fill("0")  # acts at once
    page.keyboard.press("Enter")
    page.wait_for_function("!location.search.includes('l2')")
    assert now(page)["step"] == "1"
    field("column-more").click()
    expect(field("parameters")).to_have_text("13,002")  # and 16*16 + 16
    wait(page, "s.step === '0' && s.status === 'idle'")  # another network starts again
    page.wait_for_url("**/training?*hidden=16-16*")
    for id, nonsense in [("hidden-2", "101"), ("batch-size", "0"), ("seed", "1.5"), ("l2", "many")]:
        before = field(id).input_value()
        field(id).fill(nonsense)
        page.keyboard.press("Enter")
        expect(page.locator(".setup .trouble:not(:empty)")).to_contain_text(f"“{nonsense}”")
        expect(field(id)).to_have_value(before)
    for _ in range(2):
        field("column-less").click()
    expect(field("parameters")).to_have_text("7,850")
    page.wait_for_url("**/training?*hidden=none*")


def test_the_chart_comes_from_here_and_packed(bare_page, address):
    script = bare_page.request.get(f"{address}/assets/plotly.min.js")
    assert script.headers["cache-control"] == "no-cache"
    assert script.headers["content-encoding"] == "gzip"
    other = bare_page.request.get(f"{address}/assets/plotly.min.js/../widgetbundle.js")
    assert b"plotly.js" not in other.body()[:200]
