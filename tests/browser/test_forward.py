"""The lesson Forward, in a real browser."""

import re
from decimal import Decimal

import numpy as np
from conftest import both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import EXAMPLES, PHONE, confidences, draw_over
from test_draw import opened as draw_opened

from live.studio import Drawing
from nn_core import explain, forward
from ui import networks

OPENING = Drawing(tuple(map(tuple, EXAMPLES[9]))).picture.reshape(1, -1).astype(np.float64)
# Wait until something is painted on a canvas, or nothing.
PAINTED = """
(canvas, something) => new Promise((done, failed) => {
    let left = 600;
    (function look() {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        if (data.some((v, k) => k % 4 === 3 && v > 0) === something) return done();
        if (left-- === 0) return failed(new Error(`expected something painted: ${something}`));
        requestAnimationFrame(look);
    })();
})
"""


def part(page, id):
    return page.get_by_test_id(f"glass-{id}")


def opened(page, neuron="1-75"):
    """Wait until all that is shown of this neuron is there."""
    expect(page.get_by_test_id("glass")).to_have_attribute("data-neuron", neuron)
    return page


def go(page, column):
    """Go to a column, as for the opening drawing: to its most active neuron."""
    part(page, f"column-{column}").click()
    return opened(page, ["1-75", "2-52", "3-9"][column - 1])


def expect_painted(page, **pictures):
    """Expect that something is painted on some pictures, and nothing on others."""
    for name, something in pictures.items():
        page.locator(f".{name} canvas").evaluate(PAINTED, something)


def number(locator):
    """Return a printed number as it is printed."""
    text = locator.inner_text().replace("−", "-").removesuffix(" %").removeprefix("rounding ")
    return Decimal(text)


def panel(page):
    return page.get_by_test_id("explanation")


def expect_open(page, text):
    """Expect that the panel explains a number that was printed so."""
    printed = text.replace("−", "-").removesuffix(" %")
    whole = 100 if text.endswith("%") else 1
    unit = 10 ** -len(printed.partition(".")[2])
    page.wait_for_function(
        """([panel, printed, whole, unit]) =>
            Math.abs(whole * panel.dataset.value - printed) <= 0.501 * unit""",
        arg=[panel(page).element_handle(), float(printed), whole, unit],
    )
    expect(panel(page)).to_have_attribute("data-reconciled", "true")


def test_a_deep_link_opens_and_one_neuron_follows_the_other(visit, address):
    page = opened(visit(f"{address}/forward"))
    length = page.evaluate("history.length")
    expect_painted(page, ink=True, weights=True, products=True)
    part(page, "next").click()
    opened(page, "1-76")
    page.wait_for_url("**/forward?neuron=1-76")
    z = float(part(page, "z").get_attribute("data-value"))
    expect(part(page, "a")).to_have_attribute("data-value", f"{max(0.0, z):.6f}")
    for _ in range(5):
        part(page, "previous").click()  # faster than the answers come
    opened(page, "1-71")
    page.wait_for_url("**/forward?neuron=1-71")
    go(page, 3)
    expect(part(page, "neuron")).to_have_text("the 9 of 0 to 9")
    expect(part(page, "next")).to_be_disabled()
    page.wait_for_url("**/forward?neuron=3-9")
    assert page.evaluate("history.length") == length
    page.reload()
    opened(page, "3-9")


def test_a_row_leads_back_to_where_it_came_from(visit, address):
    page = opened(visit(f"{address}/forward?neuron=3-9"), "3-9")
    rows = page.locator(".terms tbody tr:visible")
    sizes = [
        abs(float(value)) for value in rows.evaluate_all("all => all.map(r => r.dataset.value)")
    ]
    assert sizes[:-1] == sorted(sizes[:-1], reverse=True)
    part(page, "term-52").click()
    opened(page, "2-52")
    assert page.locator(".terms canvas:visible").count() == 8
    part(page, "term-49").get_by_role("button", name="neuron 49", exact=True).press("Enter")
    opened(page, "1-49")
    page.wait_for_url("**/forward?neuron=1-49")
    page.get_by_test_id("neuron-2-7").click()  # the network on top
    opened(page, "2-7")


def test_numbers_open_where_they_were_clicked(visit, address):
    page = opened(visit(f"{address}/forward"))
    for column, ids in ((1, ["z", "a"]), (2, ["term-49", "a"]), (3, ["term-rest", "e-4", "whole"])):
        go(page, column)
        for opens in [*(part(page, id) for id in ids), page.locator(".sum .number").first]:
            opens = opens.locator(".number").or_(opens).last
            opens.click()
            expect_open(page, opens.inner_text())
    page.wait_for_url(re.compile(r"neuron=3-9.*open=sum-0|open=sum-0.*neuron=3-9"))
    page.reload()
    expect(panel(page)).to_have_attribute("data-reconciled", "true")
    part(page, "z").click()
    expect(panel(page)).to_contain_text("Weighted sum of output 9", ignore_case=True)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(part(page, "z")).to_be_focused()
    page.wait_for_url(re.compile("open=none"))


def test_what_is_printed_adds_up_and_is_seen_without_scrolling_and_a_guess_is_answered(
    visit, address
):
    page = opened(visit(f"{address}/forward"))
    for column, last in ((1, "a"), (2, "a"), (3, "whole")):
        go(page, column)
        box = part(page, last).bounding_box()
        assert box["y"] + box["height"] <= 768
        parts = [number(found) for found in page.locator(".sum li:visible .number").all()]
        assert sum(parts) == number(part(page, "z"))
    rests = [number(rest) if rest.inner_text() else 0 for rest in page.locator("td.rounding").all()]
    for what, total, rest in zip(("e", "share"), ("total", "whole"), rests, strict=True):
        printed = [number(part(page, f"{what}-{k}")) for k in range(10)]
        assert sum(printed) + rest == number(part(page, total))
    assert number(part(page, "whole")) == 100
    page.get_by_test_id("answer-0").click()
    expect(page.get_by_text("43 neurons speak for the 9 or against it")).to_be_visible()


def test_a_pixel_is_told_in_all_three_pictures_and_opens(visit, address):
    page = opened(visit(f"{address}/forward"))
    trace = forward(networks.exact(networks.trained()), OPENING)
    says = part(page, "pixel")
    row, column = 16, 17
    product = explain.term(trace, 0, row * 28 + column, 75)
    for name in ("ink", "weights", "products"):
        box = page.locator(f".{name} canvas").bounding_box()
        unit = box["width"] / 28
        page.mouse.move(box["x"] + (column + 0.5) * unit, box["y"] + (row + 0.5) * unit)
        expect(says).to_have_text(f"row 16, column 17: 1.0000 × 0.2893 = {product.shown}")
    page.mouse.move(0, 0)
    expect(says).to_have_text("Point at a pixel to see one product.")
    pictures = part(page, "pictures")
    pictures.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", *["ArrowRight"] * 3):
        pictures.press(key)
    expect(says).to_contain_text("row 16, column 17:")
    pictures.press("Enter")
    expect(panel(page)).to_have_attribute("data-value", f"{product.value:.10g}")
    expect(panel(page)).to_have_attribute("data-reconciled", "true")
    page.wait_for_url(f"**/forward?open=term-{row * 28 + column}")


def test_the_drawing_and_the_network_go_along(visit, address):
    page = draw_opened(visit(address))
    draw_over(page, 3)
    said = confidences(page)
    page.get_by_role("link", name="Forward").click()
    part(page, "column-3").click()
    opened(page, "3-3")
    shares = [float(part(page, f"share-{k}").get_attribute("data-value")) for k in range(10)]
    np.testing.assert_allclose(shares, said, atol=2e-6)
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="picture60").click()
    opened(page, re.compile("1-"))
    page.wait_for_url("**/forward?network=picture60")
    part(page, "next").click()
    page.wait_for_url("**/forward?network=picture60&neuron=1-*")
    page.get_by_role("link", name="Draw other ink").click()
    expect(page.get_by_test_id("prediction")).to_have_text("3")
    page.get_by_role("link", name="Forward").click()
    opened(page, re.compile("1-"))
    page.wait_for_url("**/forward?network=picture60&neuron=1-*")


def test_pictures_wait_for_the_weights_of_another_network(visit, address):
    page = opened(visit(f"{address}/forward?neuron=1-7"), "1-7")
    before = part(page, "pictures").bounding_box()
    held = []
    page.route("**/weights/*", lambda route: held.append(route))
    page.get_by_role("combobox", name="Network").click()
    with page.expect_request("**/weights/*"):
        page.get_by_role("option", name="large").click()
    expect(page.locator("figure.blank")).to_have_count(2)
    expect_painted(page, ink=True, weights=False, products=False)
    expect(page.locator(".weights .range")).to_be_hidden()
    expect(page.get_by_test_id("glass")).not_to_have_attribute("data-neuron", "1-7")
    assert part(page, "pictures").bounding_box() == before
    held.pop().fulfill(body=b"these can't be read")
    opened(page, "1-7")
    expect_painted(page, ink=True, weights=False, products=False)
    with page.expect_request("**/weights/*"):  # again, with the next neuron
        page.get_by_test_id("neuron-1-8").click()
    expect(part(page, "neuron")).to_contain_text("neuron 8")
    expect(page.get_by_test_id("glass")).not_to_have_attribute("data-neuron", re.compile("1"))
    held.pop().continue_()
    opened(page, "1-8")
    expect_painted(page, ink=True, weights=True, products=True)
    assert part(page, "pictures").bounding_box() == before


def test_a_few_numbers_and_other_activations_are_shown_too(visit, anything):
    for sizes, hidden in (("2-3-2", "tanh"), ("3-1-2", "sigmoid"), ("784-20-3", "leaky_relu")):
        page = opened(visit(f"{anything}/?sizes={sizes}&hidden={hidden}&glass=1"), "1-0")
        inputs, first, last = map(int, sizes.split("-"))
        expect(part(page, "neuron")).to_have_text(f"neuron 0 of 0 to {first - 1}")
        assert page.locator(".pictures").is_visible() == (inputs == 784)
        assert page.locator("path.curve").get_attribute("d").count("L") == 120
        part(page, "column-2").click()
        expect(part(page, "share-0")).to_be_visible()
        expect(part(page, "neuron")).to_have_text(re.compile(rf"output \d of 0 to {last - 1}"))
        page.locator(".terms .number:visible").first.click()
        expect(page.get_by_text(re.compile(r"opened term-\d"))).to_be_visible()


def test_axe_finds_nothing_and_nothing_is_cut_off_on_any_screen(visit, address, axe):
    page = opened(visit(f"{address}/forward?open=z"))
    expect(panel(page)).to_be_visible()
    for column, parts in ((1, ["pictures", "z", "a"]), (3, ["z", "whole"])):
        go(page, column)
        assert [found for _ in both_schemes(page) for found in axe(page)] == []
        for width in every_screen(page):
            for id in ["neuron", "previous", "next", *parts]:
                box = part(page, id).bounding_box()
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
                assert box["height"] >= 16


def test_axe_finds_nothing_on_a_phone_and_a_finger_has_room(visit, address, axe):
    page = opened(visit(f"{address}/forward?open=z", **PHONE))
    expect(panel(page)).to_be_visible()
    assert axe(page) == []
    go(page, 3)
    assert axe(page) == []
    for found in page.locator(".glass button:visible").all():
        assert found.bounding_box()["height"] >= 40
