"""What the reader keeps of a training, in a real browser: files, and drawings of their own."""

from playwright.sync_api import expect
from test_draw import draw_over
from test_draw import opened as draw_opened
from test_knob import opened, outputs, paused, press, wait


def test_a_network_is_saved_loaded_again_and_used_in_another_lesson(visit, address, tmp_path):
    page = opened(visit(f"{address}/training?hidden=12&more=file"))
    press(page, "run")
    wait(page, "s.step > 200")
    batches = f"{int(paused(page)['step']):,} batches"
    expect(page.get_by_test_id("kept")).to_have_text(f"784 → 12 → 10 as it is after {batches}.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    assert download.value.suggested_filename == "inkling-784-12-10.npz"
    learnt = outputs(page)
    press(page, "reset")
    wait(page, "s.step === '0'")
    assert (outputs(page) != learnt).any()
    download.value.save_as(mine := tmp_path / "mine.npz")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(mine)
    expect(page.get_by_text("The training starts from mine.npz")).to_be_visible()
    wait(page, "s.step === '0'")
    assert (outputs(page) == learnt).all()

    page.get_by_role("button", name="Use it in every lesson").click()
    page.get_by_role("link", name="Look inside yours").click()
    expect(page.get_by_text("Hidden 1 has 12 neurons")).to_be_visible()
    page.get_by_role("link", name="How wrong?").click()
    expect(page.get_by_test_id("loss-value")).to_be_visible()
    chosen = page.get_by_test_id("stSelectbox").get_by_role("combobox")
    expect(chosen).to_have_value("yours")
    page.get_by_role("link", name="Forward").click()
    expect(page.get_by_text("Hidden 1 has 12 neurons")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Hidden 1 has 12 neurons")).to_be_visible()


def test_a_training_learns_what_a_drawing_really_is(visit, address, axe):
    page = draw_opened(visit(address))
    draw_over(page, 2)
    expect(page.get_by_test_id("learn")).to_be_hidden()
    page.get_by_role("button", name="It was really a 7").click()
    page.get_by_test_id("learn").press("Enter")
    expect(page.get_by_test_id("learn")).to_have_text("Your training has this 7")
    expect(page.get_by_test_id("learn")).to_be_focused()
    page.get_by_role("link", name="Turn the knob").click()
    opened(page)
    page.get_by_text("file", exact=True).click()
    tile = page.get_by_role("button", name="Take this 7 out again")
    expect(tile).to_be_visible()
    press(page, "run")
    wait(page, "s.step > 600")
    paused(page)
    assert outputs(page).argmax() == 7
    # Streamlit's own place to drop a file has a label and calls itself a mere presentation.
    assert {found.split(":")[0] for found in axe(page)} <= {"presentation-role-conflict"}
    tile.click()
    expect(tile).to_be_hidden()
    expect(page.get_by_role("button", name="Train on this drawing")).to_be_enabled()


def test_where_no_rerun_of_a_part_is_answered_the_whole_page_is_asked_for(bare_page):
    # As after the server was started again: it knows no part of a page that it has not run.
    told = bare_page.evaluate(
        """async () => {
            const later = window.setTimeout;
            window.setTimeout = (act, wait) => later(act, wait / 100);
            const { createLane } = await import("/assets/lib/lane.js");
            const { live } = await import("/assets/lib/live.js");
            const told = [], hearers = { have: () => [1, 0], onFrame() {}, onRefused() {} };
            const lane = createLane({ of: "training", kind: "train", ...hearers });
            live.on("unheard", () => told.push("whole"));
            lane.connect((_, { tries }) => told.push(tries));
            lane.ask({ do: "run" });
            await new Promise((done) => {
                const look = () => (told.length < 6 ? later(look, 5) : done());
                look();
            });
            lane.stop();
            return told.slice(0, 6);
        }"""
    )
    assert told == [1, 2, "whole", 4, 5, "whole"]
