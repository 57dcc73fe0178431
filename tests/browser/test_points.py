"""Other points for the plane, in a real browser: patterns, a file, a table that is pasted."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from test_draw import PHONE

from live.plane import begun, sight
from nn_core.datasets.csv import read_points, to_csv
from nn_core.datasets.planes import Made
from nn_core.experiments import USUAL

GOOD = "".join(f"{k};{k % 3},5;{'daisy' if k % 2 else '<i>rose</i>'}\n" for k in range(40))
WRONG = "length;width;kind\n" + GOOD.replace("\n7;", "\nabc;").replace("\n9;0,5", "\n9;inf")
BIG = "0.5,0.25,A\n" * 1_000_000


def part(page, id):
    return page.get_by_test_id(f"points-{id}")


def expect_made(page, **numbers):
    """Expect the plane to show the points of these numbers, with the loss of a fresh network."""
    state = begun(replace(USUAL, made=Made(**numbers)))
    view = page.get_by_test_id("boundary-view")
    expect(view).to_have_attribute("data-step", "0")
    expect(view).to_have_attribute("data-train-loss", f"{sight(state).measure.own.seen:.6f}")
    seen, unseen = len(state.data.x), len(state.data.x_test)
    expect(part(page, "note")).to_have_text(
        f"Sample {state.made.seed}: {seen} to learn from, {unseen} unseen."
    )


def test_patterns_and_files_by_mouse_and_key(visit, address, tmp_path):
    page = visit(f"{address}/boundary")
    part(page, "blobs").click()
    expect_made(page, pattern="blobs", noise=0.4)
    expect(part(page, "blobs")).to_have_attribute("aria-pressed", "true")
    part(page, "classes").press("ArrowRight")
    part(page, "count").press("ArrowRight")
    part(page, "unseen").press("Home")
    part(page, "next").press("Enter")
    expect_made(page, pattern="blobs", noise=0.4, classes=3, count=300, unseen=0.0, seed=1)
    expect(part(page, "names").get_by_role("listitem")).to_have_text(["A", "B", "C"])
    part(page, "xor").click()
    expect_made(page, pattern="xor", noise=0.1, count=300, unseen=0.0, seed=1)
    expect(part(page, "classes")).to_be_disabled()

    file = tmp_path / "flowers.csv"
    file.write_text(BIG, encoding="utf-8")
    part(page, "file").set_input_files(file)
    expect(part(page, "says")).to_have_text(
        "A text of at most 1 MB can be read, this one has 11.0 MB."
    )
    file.write_text(WRONG, encoding="utf-16")
    part(page, "file").set_input_files(file)
    expect(part(page, "says")).to_have_text("2 lines are wrong. Nothing has changed yet.")
    expect(part(page, "wrong").get_by_role("listitem")).to_have_text(
        [
            "line 9: expected two numbers and a class, got “abc;1,5;daisy”",
            "line 11: expected two numbers and a class, got “9;inf;daisy”",
        ]
    )
    expect_made(page, pattern="xor", noise=0.1, count=300, unseen=0.0, seed=1)
    part(page, "rest").click()
    expect(part(page, "says")).to_have_text(
        "38 points of 2 classes, 0 kept unseen; columns were shifted and scaled."
    )
    expect(part(page, "names").get_by_role("listitem")).to_have_text(["<i>rose</i>", "daisy"])
    expect(part(page, "note")).to_have_text("Your own: 38 to learn from, 0 unseen.")
    part(page, "unseen").press("End")
    expect(part(page, "note")).to_have_text("Your own: 4 to learn from, 34 unseen.")
    with page.expect_download() as download:
        part(page, "download").click()
    assert download.value.suggested_filename == "points.csv"
    own = read_points(WRONG, unseen=0.0, rest=True).parted(0.9, 0)
    assert download.value.path().read_text(encoding="utf-8") == to_csv(own)


@pytest.mark.parametrize("lane", ["reruns"])
def test_a_table_is_pasted_by_finger_without_a_socket(visit, address):
    page = visit(f"{address}/boundary", **PHONE)
    box = part(page, "text")
    box.fill("0,0,A\n1,1,A\n2,2,A\n3,3,A")
    part(page, "use").tap()
    expect(part(page, "says")).to_have_text(
        "These points can't be used: expected two to four classes, got one: A."
    )
    expect(box).to_have_value(re.compile("^0,0,A"))
    box.fill(GOOD.replace(";", "\t"))
    part(page, "use").tap()
    note = part(page, "note")
    expect(note).to_have_text("Your own: 20 to learn from, 20 unseen.")
    part(page, "spiral").tap()
    expect_made(page, pattern="spiral", noise=0.05)
    part(page, "back").tap()
    expect(note).to_have_text("Your own: 20 to learn from, 20 unseen.")
    expect(part(page, "says")).to_have_text("")
