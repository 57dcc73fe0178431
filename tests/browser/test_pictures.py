"""Pictures of digits on the pad, in a real browser: chosen, pasted, dropped and filmed."""

from base64 import b64encode

import numpy as np
import pytest
from conftest import FLAGS, both_schemes, browser_path, serving
from playwright.sync_api import expect
from printed import bomb, photographed, saved, written
from printed import page as sheet_of
from test_draw import EXAMPLES, PHONE, confidences, draw, draw_over, opened

from nn_core import datasets

SEVEN = [[300, 200, 700, 200, 470, 850]]


@pytest.fixture(scope="module")
def pictures():
    """Return files of pictures by name, as the file chooser takes them."""
    rng = np.random.default_rng(4)
    shade = np.linspace(1, 0.5, 1600)
    turned = photographed(written(EXAMPLES[2], (1600, 1200), 1.0, (300, 100), 90), rng, shade)
    digits = datasets.digits()
    eight = digits.x_test[digits.y_test.argmax(axis=1).tolist().index(8)]
    three = digits.x_test[digits.y_test.argmax(axis=1).tolist().index(3)]
    files = {
        "seven.png": saved(written(SEVEN)),
        "two.jpg": saved(turned, "JPEG", quality=80),
        "several.png": saved(sheet_of([(eight, 90, (20, 200)), (three, 160, (150, 90))])),
        "five.tiff": saved(written(EXAMPLES[5]), "TIFF"),
        "letter.pdf": b"%PDF-1.7 and so on",
        "half.png": saved(written(SEVEN))[:1200],
        "large.png": saved(written(EXAMPLES[2]).resize((7000, 5250))),
        "blank.png": saved(written([])),
    }
    return {name: {"name": name, "mimeType": "", "buffer": file} for name, file in files.items()}


def choose(page, picture):
    page.get_by_test_id("image-file").set_input_files(picture)


def says(page, digit):
    expect(page.get_by_test_id("prediction")).to_have_text(str(digit))
    expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")


def hand_over(page, event, picture):
    """Paste or drop a file, as the browser does it."""
    page.get_by_test_id("digit-pad").evaluate(
        """(pad, [kind, name, text]) => {
            const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name));
            const options = { bubbles: true, composed: true, cancelable: true };
            pad.dispatchEvent(kind === "paste"
                ? new ClipboardEvent("paste", { ...options, clipboardData: carried })
                : new DragEvent("drop", { ...options, dataTransfer: carried }));
        }""",
        [event, picture["name"], b64encode(picture["buffer"]).decode()],
    )


def test_a_chosen_photo_is_read_and_goes_the_way_of_the_ink(visit, address, pictures):
    page = opened(visit(address))
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("image-choose").click()
    chooser.value.set_files(pictures["two.jpg"])
    says(page, 2)
    assert confidences(page)[2] > 0.9
    assert confidences(page).sum() == pytest.approx(1, abs=1e-5)
    caption = page.locator(".caption")
    for stage, told in [
        ("Drawn", "the box around what is taken for the digit"),
        ("Scaled", "Paper and light are taken away"),
        ("Centred", "centre of mass"),
        ("Pixels", "784 numbers"),
    ]:
        page.get_by_role("button", name=stage, exact=True).click()
        expect(caption).to_contain_text(told)
    expect(page.get_by_test_id("pad-save")).to_be_disabled()


def test_a_picture_can_be_pasted_and_dropped_and_one_that_misses_the_pad_does_no_harm(
    visit, address, pictures
):
    page = opened(visit(address))
    for event in ("paste", "drop"):
        page.get_by_test_id("example-6").click()
        says(page, 6)
        hand_over(page, event, pictures["seven.png"])
        says(page, 7)
    kept = page.evaluate(
        """() => {
            const options = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() };
            const drop = new DragEvent("drop", options);
            document.body.dispatchEvent(drop);
            return drop.defaultPrevented;
        }"""
    )
    assert kept  # else the browser would show the file in place of the page
    expect(page.get_by_role("alert")).to_contain_text("That was no file")


@pytest.fixture(scope="module")
def filming(chromium, tmp_path_factory):
    """Return a browser whose camera films a file: the same photo of a 3 again and again."""
    film = tmp_path_factory.mktemp("camera") / "film.mjpeg"
    photo = photographed(
        written(EXAMPLES[3], (640, 480), 0.45, (90, 10), 40), np.random.default_rng(0)
    )
    film.write_bytes(saved(photo, "JPEG"))
    browser = chromium.browser_type.launch(
        executable_path=browser_path(),
        args=[
            *FLAGS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ],
    )
    yield browser.new_context()
    browser.close()


def test_the_camera_takes_a_picture_and_is_switched_off(filming, address):
    page = filming.new_page()
    page.goto(address)
    opened(page)
    page.get_by_test_id("image-camera").click()
    video = page.locator("dialog video")
    expect(video).to_be_visible()
    page.wait_for_function("video => video.videoWidth > 0", arg=video.element_handle())
    stream = video.evaluate_handle("video => video.srcObject")
    page.get_by_test_id("camera-take").click()
    says(page, 3)
    expect(page.locator("dialog")).not_to_be_visible()
    assert stream.evaluate("stream => stream.getTracks().map((t) => t.readyState)") == ["ended"]
    page.close()


def test_a_camera_that_is_refused_says_so(visit, address):
    page = opened(visit(address))  # nobody grants it here
    before = confidences(page)
    page.get_by_test_id("image-camera").click()
    expect(page.get_by_role("alert")).to_contain_text("The camera can't be used")
    expect(page.locator("dialog")).not_to_be_visible()
    np.testing.assert_array_equal(confidences(page), before)


def test_on_a_phone_its_own_camera_opens(visit, address, pictures):
    page = opened(visit(address, **PHONE))
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("image-camera").tap()
    assert chooser.value.element.get_attribute("capture") == "environment"
    chooser.value.set_files(pictures["two.jpg"])
    says(page, 2)


def test_the_photo_lies_under_the_pen_and_undo_brings_the_ink_back(visit, address, pictures):
    page = opened(visit(address))
    page.get_by_test_id("example-6").click()
    says(page, 6)
    ink_alone = confidences(page)
    choose(page, pictures["seven.png"])
    says(page, 7)
    page.get_by_test_id("pad-undo").click()
    says(page, 6)
    np.testing.assert_array_equal(confidences(page), ink_alone)
    choose(page, pictures["seven.png"])
    says(page, 7)
    draw(page, 3)  # the pen starts a new drawing
    says(page, 3)
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()
    choose(page, pictures["seven.png"])
    says(page, 7)
    page.get_by_test_id("pad-clear").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()


def test_what_only_the_server_can_read_is_shown_and_what_is_too_large_stays_here(
    visit, address, pictures
):
    page = opened(visit(address))
    page.get_by_test_id("pad-clear").click()
    choose(page, pictures["five.tiff"])
    says(page, 5)
    page.wait_for_function(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return data.some((v, k) => k % 4 === 0 && v < 80 && data[k + 3] === 255);
        }""",
        arg=page.get_by_test_id("digit-pad").element_handle(),
    )
    choose(page, {"name": "bomb.png", "mimeType": "image/png", "buffer": bomb(20_000)})
    expect(page.get_by_role("alert")).to_contain_text("at most 64 million pixels")
    choose(page, {"name": "huge.tiff", "mimeType": "", "buffer": bytes(9_000_000)})
    expect(page.get_by_role("alert")).to_contain_text("at most 8 MB")
    says(page, 5)


def test_what_is_no_picture_is_refused_and_nothing_is_lost(visit, address, pictures):
    page = opened(visit(address))
    draw_over(page, 4)
    before = confidences(page)
    for name, told in [
        ("letter.pdf", "this is a PDF"),
        ("half.png", "this file is broken"),
        ("blank.png", "nothing stands out"),
    ]:
        choose(page, pictures[name])
        expect(page.get_by_role("alert")).to_contain_text(told)
        np.testing.assert_array_equal(confidences(page), before)
    choose(page, pictures["seven.png"])
    says(page, 7)
    expect(page.locator(".refused")).to_be_empty()
    shown = confidences(page)
    choose(page, pictures["letter.pdf"])
    expect(page.get_by_role("alert")).to_contain_text("this is a PDF")
    np.testing.assert_array_equal(confidences(page), shown)
    page.get_by_role("button", name="It was really a 1").click()  # sends all again: the photo too
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    np.testing.assert_array_equal(confidences(page), shown)


def test_the_photo_is_kept_through_reruns_and_other_pages(visit, two_pages, pictures):
    page = opened(visit(two_pages))
    draw_over(page, 3)
    choose(page, pictures["two.jpg"])
    says(page, 2)
    page.get_by_role("button", name="It was really a 2").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    page.get_by_test_id("answer-1").click()  # runs the whole page again
    expect(page.get_by_test_id("random-confidence-2")).to_be_visible()
    before = confidences(page)
    page.get_by_role("link", name="Other").click()
    expect(page.get_by_role("heading", name="Another page")).to_be_visible()
    page.get_by_role("link", name="Draw a digit").click()
    says(page, 2)
    np.testing.assert_array_equal(confidences(page), before)
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    page.get_by_role("button", name="It was really a 7").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "7")
    np.testing.assert_array_equal(confidences(page), before)
    page.get_by_test_id("pad-undo").click()
    says(page, 3)


def test_a_server_that_is_started_again_is_told_the_photo(chromium, pictures):
    # Not with visit(): a connection that is lost stands in the console, as it should.
    early, late = (chromium.new_page() for _ in range(2))
    before = {}
    with serving("app.py") as address:
        for page in (early, late):
            page.goto(address)
            opened(page)
            choose(page, pictures["two.jpg"])
            says(page, 2)
            before[page] = confidences(page)
        early.get_by_role("button", name="It was really a 5").click()  # the photo itself stays here
        says(early, 2)
    expect(early.get_by_test_id("connection")).to_have_attribute("data-state", "lost")
    with serving("app.py", port=int(address.rsplit(":", 1)[1])):
        late.get_by_role("button", name="It was really a 5").click()
        expect(late.locator(".digit-pad")).to_have_attribute(
            "data-answered", "true", timeout=60_000
        )
        expect(early.get_by_test_id("connection")).to_have_attribute(
            "data-state", "open", timeout=60_000
        )
        early.get_by_text("The same ink through random weights").click()  # a rerun, not a drawing
        expect(early.get_by_test_id("random-confidence-2")).to_be_visible(timeout=60_000)
        says(early, 2)
        for page in (early, late):
            expect(page.get_by_test_id("label")).to_have_attribute("data-value", "5")
            np.testing.assert_array_equal(confidences(page), before[page])
            page.close()


def test_ink_and_photo_each_keep_what_was_said_of_them(visit, address, pictures):
    page = opened(visit(address))
    label = page.get_by_test_id("label")
    draw_over(page, 3)
    page.get_by_role("button", name="It was really a 8").click()
    expect(label).to_have_attribute("data-value", "8")
    choose(page, pictures["seven.png"])
    says(page, 7)
    expect(label).to_have_attribute("data-source", "prediction")
    page.get_by_role("button", name="It was really a 6").click()
    expect(label).to_have_attribute("data-source", "reader")
    choose(page, pictures["letter.pdf"])  # takes nothing back
    expect(page.get_by_role("alert")).to_contain_text("this is a PDF")
    expect(label).to_have_attribute("data-value", "6")
    expect(label).to_have_attribute("data-source", "reader")
    page.get_by_test_id("pad-undo").click()
    says(page, 3)
    expect(label).to_have_attribute("data-value", "8")
    expect(label).to_have_attribute("data-source", "reader")


def test_of_what_comes_late_the_newest_wins(visit, address, pictures):
    page = opened(visit(address))
    hand_over(page, "paste", pictures["large.png"])
    hand_over(page, "paste", pictures["seven.png"])
    says(page, 7)
    # The large one was dropped as soon as it was read; another round trip, and it is still a 7.
    page.get_by_role("button", name="It was really a 7").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    says(page, 7)
    page.get_by_test_id("pad-clear").click()
    hand_over(page, "paste", pictures["large.png"])
    draw(page, 4)  # the pen is not disturbed
    says(page, 4)
    page.get_by_test_id("pad-undo").click()
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()


def test_the_drawing_stays_whatever_network_looks_at_it(visit, address, pictures):
    page = opened(visit(address))
    toggle = page.get_by_text("The same ink through random weights")
    draw_over(page, 4)
    before = confidences(page)
    toggle.click()
    expect(page.get_by_test_id("random-confidence-4")).to_be_visible()
    toggle.click()
    expect(page.get_by_test_id("random-confidence-4")).not_to_be_visible()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="random").click()
    expect(page.get_by_text("Seed of the random weights")).to_be_visible()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="default").click()
    expect(page.get_by_text("Seed of the random weights")).not_to_be_visible()
    expect(page.get_by_test_id("pad-save")).to_be_enabled()
    says(page, 4)
    np.testing.assert_array_equal(confidences(page), before)
    choose(page, pictures["two.jpg"])
    says(page, 2)
    page.get_by_test_id("answer-2").click()  # switches the random weights on
    expect(page.get_by_test_id("random-confidence-2")).to_be_visible()
    page.get_by_role("button", name="It was really a 9").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "9")
    says(page, 2)
    page.get_by_test_id("pad-undo").click()
    says(page, 4)


def test_the_camera_is_off_however_its_window_is_closed(filming, address):
    page = filming.new_page()
    page.add_init_script(
        """(() => {
            const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            window.streams = [];
            window.answer = [];
            navigator.mediaDevices.getUserMedia = async (wanted) => { // once somebody has answered
                await new Promise((done) => window.answer.push(done));
                window.streams.push(await ask(wanted));
                return window.streams.at(-1);
            };
        })()"""
    )
    page.goto(address)
    opened(page)
    camera = page.get_by_test_id("image-camera")
    for _ in range(2):
        camera.click()
        expect(page.locator("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).not_to_be_visible()
    camera.click()
    page.evaluate("answer.forEach((done) => done())")
    page.wait_for_function("streams.length === 3")
    page.wait_for_function(
        "streams.filter((s) => s.getTracks().some((t) => t.readyState === 'live')).length === 1"
    )
    page.get_by_test_id("camera-close").click()
    page.wait_for_function(
        "streams.every((s) => s.getTracks().every((t) => t.readyState === 'ended'))"
    )
    expect(page.locator(".refused")).to_be_empty()
    page.close()


def test_of_several_digits_it_says_that_one_was_taken_and_axe_finds_nothing(
    visit, address, axe, pictures
):
    page = opened(visit(address))
    choose(page, pictures["seven.png"])
    says(page, 7)
    expect(page.locator(".taken")).to_be_empty()
    choose(page, pictures["several.png"])
    says(page, 3)
    expect(page.locator(".taken")).to_have_text(
        "There is more in this picture. Only the largest thing is read."
    )
    choose(page, pictures["letter.pdf"])
    expect(page.get_by_role("alert")).to_contain_text("this is a PDF")
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
