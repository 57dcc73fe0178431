"""What a drawing really is can be said in the lessons about mistakes too, and the tab keeps it."""

import json

from playwright.sync_api import expect
from test_draw import draw_over, opened


def said(page, digit, source):
    label = page.get_by_test_id("label")
    expect(label).to_have_attribute("data-value", str(digit))
    expect(label).to_have_attribute("data-source", source)


def test_the_truth_goes_along_from_lesson_to_lesson(visit, address):
    page = visit(f"{address}/loss")
    said(page, 9, "prediction")
    page.get_by_test_id("truth-4").press("Enter")
    said(page, 4, "reader")
    page.reload()
    said(page, 4, "reader")
    page.get_by_role("link", name="Draw a digit").click()
    opened(page)
    said(page, 4, "reader")
    draw_over(page, 1)  # other ink shows something else
    said(page, 1, "prediction")
    page.get_by_role("link", name="How wrong?").click()
    page.get_by_test_id("ink-doubt").click()  # offered, because a 1 is read well
    said(page, 7, "example")
    page.wait_for_url("**/loss?ink=doubt")
    page.get_by_test_id("ink-own").click()
    said(page, 1, "prediction")
    page.get_by_test_id("truth-7").click()
    said(page, 7, "reader")
    kept = json.loads(page.evaluate("sessionStorage.getItem('inkling')"))["drawing"]
    assert kept["label"] == 7
    assert len(kept["strokes"]) == 1


def test_the_digits_stay_where_they_are_whatever_is_said_of_them(visit, address):
    page = visit(address)
    opened(page)
    page.get_by_test_id("example-3").click()
    expect(page.get_by_test_id("prediction")).to_have_text("3")
    page.get_by_role("link", name="Which way?").click()
    digit, slope = page.get_by_test_id("truth-4"), page.get_by_test_id("slope")
    for width in (1366, 1024, 390):
        page.set_viewport_size({"width": width, "height": 768})
        page.get_by_test_id("truth-3").click()
        expect(page.get_by_test_id("ink-doubt")).to_be_visible()  # offered: it is read well
        before = digit.bounding_box(), slope.bounding_box()["y"]
        digit.click()
        expect(page.get_by_test_id("ink-doubt")).to_be_hidden()
        assert (digit.bounding_box(), slope.bounding_box()["y"]) == before
