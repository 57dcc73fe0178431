"""The lesson Draw, in a real browser."""

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, both_lanes, both_schemes, every_screen, serving
from playwright.sync_api import expect

EXAMPLES = {
    example.get("digit", example.get("name")): example["strokes"]
    for example in json.loads(
        (ROOT / "assets" / "drawings" / "examples.json").read_text(encoding="utf-8")
    )
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(page):
    """Wait until the pad has answered its opening example."""
    expect(page.get_by_test_id("prediction")).to_have_text("9")
    expect(page.get_by_test_id("example-9")).to_be_visible()
    return page


def places(page, stroke, scale, shift):
    """Return where the points of a stroke lie on the screen."""
    box = page.get_by_test_id("digit-pad").bounding_box()
    points = np.array(stroke, float).reshape(-1, 2) * scale + shift
    return points / 1000 * [box["width"], box["height"]] + [box["x"], box["y"]]


def quick(stroke):
    """Return every fourth point of a stroke, and its last: a quick hand is seen no oftener."""
    points = np.array(stroke).reshape(-1, 2)
    return np.vstack([points[:-1:4], points[-1:]])


def draw(page, digit, scale=1.0, shift=(0, 0)):
    for stroke in EXAMPLES[digit]:
        first, *others = places(page, quick(stroke), scale, shift).tolist()
        page.mouse.move(*first)
        page.mouse.down()
        for point in others:
            page.mouse.move(*point)
        page.mouse.up()


def draw_over(page, digit):
    page.get_by_test_id("pad-clear").click()
    draw(page, digit)
    expect(page.get_by_test_id("prediction")).to_have_text(str(digit))


def draw_by_touch(page, digit):
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    for stroke in EXAMPLES[digit]:
        first, *others = places(page, stroke, 1.0, (0, 0)).tolist()
        send("touchStart", first)
        for point in others:
            send("touchMove", point)
        send("touchEnd")


def confidences(page):
    """Return the ten confidences, once the last ink is answered."""
    expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")
    values = page.locator("[data-testid^=confidence-]").evaluate_all(
        "all => all.map((bar) => bar.dataset.value)"
    )
    assert len(values) == 10
    assert all(len(value.split(".")[1]) == 6 for value in values)
    return np.array(values, float)


def random_confidence(page, digit):
    return page.get_by_test_id(f"random-confidence-{digit}")


DRAWN = [
    (2, 0.4, (550, 500)),
    (4, 1.2, (-100, -100)),
    (0, 1.0, (0, 0)),
    (5, 0.3, (650, 20)),
    (8, 0.6, (200, 300)),
]


@pytest.mark.parametrize(("lane", "drawn"), [("socket", DRAWN), ("reruns", DRAWN[:2])])
def test_digits_drawn_with_the_mouse_are_read_anywhere_and_while_the_pen_is_down(
    visit, address, drawn
):
    page = opened(visit(address))
    for digit, scale, shift in drawn:
        page.get_by_test_id("pad-clear").click()
        draw(page, digit, scale, shift)
        expect(page.get_by_test_id("prediction")).to_have_text(str(digit))
        assert confidences(page)[digit] > 0.9
        assert confidences(page).sum() == pytest.approx(1, abs=1e-5)
    page.get_by_test_id("pad-clear").click()
    first, *others = places(page, quick(EXAMPLES[3][0]), 1.0, (0, 0)).tolist()
    page.mouse.move(*first)
    page.mouse.down()
    for point in others:
        page.mouse.move(*point)
    expect(page.get_by_test_id("prediction")).to_have_text("3")  # no mouse.up yet
    page.mouse.up()


def test_digits_drawn_by_touch_are_read_the_page_does_not_scroll_and_axe_finds_nothing(
    visit, address, axe
):
    page = opened(visit(address + "/?random=true", **PHONE))
    for digit in (0, 4, 7):
        page.get_by_test_id("pad-clear").tap()
        page.get_by_test_id("digit-pad").scroll_into_view_if_needed()
        before = page.get_by_test_id("digit-pad").bounding_box()
        draw_by_touch(page, digit)
        expect(page.get_by_test_id("prediction")).to_have_text(str(digit))
        assert confidences(page)[digit] > 0.9
        assert page.get_by_test_id("digit-pad").bounding_box() == before
    page.get_by_test_id("answer-2").tap()
    expect(page.get_by_text("that is luck")).to_be_visible()
    expect(random_confidence(page, 7)).to_be_visible()
    assert [found for _ in both_schemes(page) for found in axe(page)] == []


def test_events_made_by_a_script_draw_too_until_there_are_too_many_strokes(visit, address):
    page = opened(visit(address))
    page.get_by_test_id("pad-clear").click()
    draws = """(pad, strokes) => {
        const box = pad.getBoundingClientRect();
        for (const heights of strokes) heights.forEach((y, k) => {
            const kind = k === 0 ? "down" : k === heights.length - 1 ? "up" : "move";
            pad.dispatchEvent(new PointerEvent(`pointer${kind}`, {
                clientX: box.left + box.width / 2, clientY: box.top + y * box.height,
            }));
        });
    }"""
    pad = page.get_by_test_id("digit-pad")
    pad.evaluate(draws, [[0.1, 0.4, 0.7, 0.9]])
    expect(page.get_by_test_id("prediction")).to_have_text("1")
    pad.evaluate(draws, [[0.5, 0.5]] * 199)
    assert confidences(page).sum() == pytest.approx(1, abs=1e-5)
    expect(page.locator(".refused")).to_be_empty()
    pad.evaluate(draws, [[0.5, 0.5]])
    expect(page.get_by_role("alert")).to_contain_text("at most 200 strokes")
    assert confidences(page).sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("ratio", [1, 1.5, 3])
def test_canvases_are_crisp_at_any_pixel_ratio(visit, address, ratio):
    page = opened(visit(address, device_scale_factor=ratio))
    for canvas in ("digit-pad", "sight", "example-9"):
        box, pixels = page.get_by_test_id(canvas).evaluate(
            """found => {
                const canvas = found.querySelector("canvas") ?? found;
                return [canvas.getBoundingClientRect().width, canvas.width];
            }"""
        )
        assert pixels == pytest.approx(ratio * box, abs=1)


def test_undo_and_clear_and_the_keyboard_draws_too(visit, address):
    page = opened(visit(address))
    page.get_by_test_id("pad-clear").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()
    expect(page.get_by_test_id("pad-undo")).to_be_disabled()
    blank = confidences(page)
    draw(page, 4)
    expect(page.get_by_test_id("prediction")).to_have_text("4")
    page.get_by_test_id("pad-undo").click()
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_test_id("confidence-4")).to_have_attribute("data-value", f"{blank[4]:.6f}")
    np.testing.assert_array_equal(confidences(page), blank)
    draw_by_keyboard(page)


def draw_by_keyboard(page):
    page.get_by_test_id("digit-pad").focus()
    for key in ["Delete", *["Shift+ArrowUp"] * 3, "Space", *["Shift+ArrowDown"] * 6, "Space"]:
        page.keyboard.press(key)
    expect(page.get_by_test_id("prediction")).to_have_text("1")
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Draw a digit here")).to_be_visible()
    for _ in range(4):
        page.keyboard.down("Space")  # held down, a key repeats: it lowers the pen once
    page.keyboard.up("Space")
    page.keyboard.press("Space")
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()


def test_the_truth_is_the_networks_until_the_reader_says_it_and_the_drawing_is_saved(
    visit, address
):
    page = opened(visit(address))
    label = page.get_by_test_id("label")
    expect(label).to_have_attribute("data-value", "9")
    expect(label).to_have_attribute("data-source", "prediction")
    assert confidences(page).sum() == pytest.approx(1, abs=1e-5)
    page.get_by_test_id("example-7").click()
    expect(label).to_have_attribute("data-value", "7")
    page.get_by_role("button", name="It was really a 1").click()
    expect(label).to_have_attribute("data-value", "1")
    expect(label).to_have_attribute("data-source", "reader")
    page.get_by_test_id("example-3").click()  # another drawing: the truth is open again
    expect(label).to_have_attribute("data-value", "3")
    expect(label).to_have_attribute("data-source", "prediction")
    with page.expect_download() as saved:
        page.get_by_test_id("pad-save").click()
    assert saved.value.suggested_filename == "digit.png"
    content = Path(saved.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG\r\n")
    assert len(content) > 3000


def test_the_stages_are_walked_through_and_can_be_chosen_and_less_motion_cuts_them(visit, address):
    page = opened(visit(address))
    pressed = page.locator(".stages [aria-pressed=true]")
    expect(pressed).to_have_text("Pixels")
    page.evaluate(
        """() => {
            const find = (node, css) => node.querySelector(css) ?? [...node.querySelectorAll("*")]
                .map((n) => n.shadowRoot && find(n.shadowRoot, css)).find(Boolean);
            const stages = find(document, ".stages");
            window.seen = [];
            new MutationObserver(() => {
                const now = stages.querySelector("[aria-pressed=true]")?.textContent;
                if (now && window.seen.at(-1) !== now) window.seen.push(now);
            }).observe(stages, { attributes: true, subtree: true });
        }"""
    )
    page.get_by_test_id("example-2").click()
    page.wait_for_function("window.seen.at(-1) === 'Pixels' && window.seen.length >= 4")
    assert page.evaluate("window.seen") == ["Drawn", "Scaled", "Centred", "Pixels"]
    page.get_by_role("button", name="Scaled").click()
    expect(page.locator(".caption")).to_contain_text("20 of 28 pixels")
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("window.seen = []")
    page.get_by_test_id("example-3").click()
    expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")
    page.get_by_role("button", name="Drawn").click()
    expect(pressed).to_have_text("Drawn")
    assert page.evaluate("window.seen") == ["Pixels", "Drawn"]


def test_the_ink_follows_the_theme(visit, address):
    page = visit(address)
    page.emulate_media(color_scheme="light")
    opened(page)
    brightest = """canvas => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return Math.max(...data.filter((v, k) => k % 4 === 0 && data[k + 3] === 255));
    }"""
    for canvas in ("digit-pad", "sight"):
        assert page.get_by_test_id(canvas).evaluate(brightest) < 60
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'"
    )
    for canvas in ("digit-pad", "sight"):
        page.wait_for_function(
            f"canvas => ({brightest})(canvas) > 200",
            arg=page.get_by_test_id(canvas).element_handle(),
        )


def test_random_weights_stand_beside_the_trained_ones_and_larger_ones_are_surer(visit, address):
    page = opened(visit(address))
    page.get_by_text("The same ink through random weights").click()
    expect(random_confidence(page, 9)).to_be_visible()
    assert float(random_confidence(page, 9).get_attribute("data-value")) < 0.5
    assert "random=true" in page.url
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    page.wait_for_function(
        "found => found.some((bar) => bar.dataset.value > 0.9)",
        arg=[random_confidence(page, k).element_handle() for k in range(10)],
    )
    assert "scale=10" in page.url


def test_another_network_looks_at_the_same_ink_and_a_link_says_so(visit, address):
    page = opened(visit(address))
    draw_over(page, 2)
    for name, numbers in (("large", 784), ("picture60", 3600)):
        before = page.get_by_test_id("confidence-2").get_attribute("data-value")
        page.get_by_role("combobox").click()
        page.get_by_role("option", name=name).click()
        expect(page.locator(".caption")).to_contain_text(f"{numbers:,} numbers")
        expect(page.get_by_test_id("confidence-2")).not_to_have_attribute("data-value", before)
        assert confidences(page).argmax() == 2
        assert f"network={name}" in page.url
    linked = visit(f"{address}/?network=picture60")
    expect(linked.locator(".caption")).to_contain_text("3,600 numbers")


def test_what_is_no_digit_gets_a_sure_answer_all_the_same(visit, address):
    page = opened(visit(address))
    for name in ("scribble", "zigzag", "heart", "B"):
        page.get_by_test_id(f"example-{name}").click()
        expect(page.get_by_test_id("pad-undo")).to_be_enabled()
        expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")
        assert confidences(page).max() > 0.95
    expect(page.get_by_text("It is not the chance of being right.")).to_be_visible()


def test_a_guess_shows_what_it_was_about_and_nothing_is_cut_off_on_any_screen(visit, address, axe):
    page = opened(visit(address))
    expect(page.get_by_test_id("question")).to_contain_text("random numbers")
    page.get_by_test_id("answer-0").click()
    expect(page.get_by_text("Only blank paper gives exactly 10 %")).to_be_visible()
    expect(random_confidence(page, 9)).to_be_visible()
    page.get_by_test_id("answer-2").click()
    expect(page.get_by_text("that is luck")).to_be_visible()
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    page.get_by_test_id("answer-1").click()
    expect(page.get_by_text("Its weights were drawn before it saw any ink")).to_be_visible()
    parts = ["digit-pad", "sight", "confidence-9", "random-confidence-9", "example-9", "question"]
    for width in every_screen(page):
        for id in parts:
            box = page.get_by_test_id(id).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["width"] >= 40


@both_lanes
def test_the_drawing_is_kept_through_reruns_and_other_pages(visit, two_pages):
    page = opened(visit(two_pages))
    page.get_by_test_id("pad-clear").click()
    draw(page, 2, 0.5, (100, 100))
    expect(page.get_by_test_id("prediction")).to_have_text("2")
    page.get_by_role("button", name="It was really a 7").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "7")
    page.get_by_test_id("answer-1").click()  # runs the whole page again
    expect(random_confidence(page, 2)).to_be_visible()
    before = confidences(page)
    assert before.argmax() == 2
    page.get_by_role("link", name="Other").click()
    expect(page.get_by_role("heading", name="Another page")).to_be_visible()
    page.get_by_role("link", name="Draw a digit").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "7")
    np.testing.assert_array_equal(confidences(page), before)
    expect(page.get_by_text("Its weights were drawn before")).to_be_visible()
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()


@both_lanes
def test_leaving_in_the_middle_of_a_drawing_leaves_no_page_blank(visit, two_pages):
    page = opened(visit(two_pages))
    for _ in range(3):
        draw(page, 7)
        page.get_by_role("link", name="Other").click()  # the answers are still on their way
        expect(page.get_by_role("heading", name="Another page")).to_be_visible()
        page.get_by_role("link", name="Draw a digit").click()
        expect(page.get_by_test_id("example-9")).to_be_visible()
        page.get_by_test_id("pad-clear").click()


@both_lanes
def test_a_link_that_does_not_leave_the_page_strands_no_ink(visit, address):
    page = opened(visit(address))
    page.get_by_test_id("pad-clear").click()
    draw(page, 3)
    # A new tab, say: the click is seen while the newest ink still waits for its turn.
    stranded = page.get_by_test_id("digit-pad").evaluate(
        """async pad => {
            const view = pad.getRootNode().querySelector(".digit-pad");
            const event = (kind, y) => pad.dispatchEvent(new PointerEvent(kind, {
                clientX: pad.getBoundingClientRect().left + 20,
                clientY: pad.getBoundingClientRect().top + y,
            }));
            event("pointerdown", 20);
            for (let y = 30; y < 300; y += 10) event("pointermove", y);
            event("pointerup", 300);
            const link = Object.assign(document.createElement("a"), { href: "#" });
            link.onclick = (click) => click.preventDefault();
            document.body.append(link);
            link.click();
            link.remove();
            return view.dataset.answered;
        }"""
    )
    assert stranded == "false"
    expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")


def test_the_pen_cuts_a_replay_short(visit, address):
    page = opened(visit(address))
    seen = page.get_by_test_id("digit-pad").evaluate_handle(
        """pad => {
            const root = pad.getRootNode(), stages = root.querySelector(".stages"), seen = [];
            new MutationObserver(() => {
                const now = stages.querySelector("[aria-pressed=true]")?.textContent;
                if (seen.at(-1) === now) return;
                seen.push(now);
                if (now !== "Drawn") return;
                const { left, top } = pad.getBoundingClientRect();
                for (const kind of ["pointerdown", "pointermove"]) {
                    pad.dispatchEvent(new PointerEvent(kind, {
                        clientX: left + 50, clientY: top + (kind === "pointerdown" ? 50 : 250),
                    }));
                }
            }).observe(stages, { attributes: true, subtree: true });
            root.querySelector("[data-testid=example-2]").click();
            return seen;
        }"""
    )
    page.wait_for_function("seen => seen.length === 2", arg=seen)
    # The pen is still down: its answers are shown as pixels at once.
    expect(page.get_by_test_id("prediction")).not_to_have_text("9")
    assert seen.json_value() == ["Drawn", "Pixels"]


def test_an_old_address_on_a_fresh_server_opens_in_the_frame(chromium):
    # Not with visit(): Streamlit reports an address that it does not know in the console.
    with serving("app.py") as address:
        page = chromium.new_page()
        page.goto(f"{address}/draw")
        opened(page)
        expect(page).to_have_title("Draw a digit · Inkling")
        page.close()


def test_modules_are_asked_for_again_and_weights_and_digits_are_not_served(bare_page, address):
    answer = bare_page.request.get(f"{address}/assets/components/digit_pad/view.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["etag"]
    for path in ["networks/default.npz", "digits/digits.npz", "components/%2e%2e/%2e%2e/app.py"]:
        answer = bare_page.request.get(f"{address}/assets/{path}")
        assert b"PK" not in answer.body()[:4]
        assert b"st.App" not in answer.body()
