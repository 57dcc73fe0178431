"""The picture of a network, in a real browser: what is drawn, what flows, what the keys do."""

import re

import numpy as np
import pytest
from any_network import trace
from conftest import both_lanes, both_schemes, every_screen
from playwright.sync_api import expect
from test_draw import EXAMPLES, draw, opened, places, quick

NETWORKS = {
    "2-2-2": "tanh",
    "784-128-64-10": "relu",
    "784-300-100-10": "relu",
    "3600-64-10": "relu",
    "2-50-50-50-50-3": "sigmoid",
}

# The coloured pixels of a canvas, [what adds, what takes away], once there are some, or none.
LINES = """
(canvas, some) => new Promise((done, failed) => {
    let left = 600;
    (function look() {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const found = [0, 0];
        for (let k = 0; k < data.length; k += 4) {
            const [red, green, blue] = data.subarray(k, k + 3);
            if (data[k + 3] < 100 || Math.abs(blue - red) < 60) continue;
            if (blue > red && red > green) continue; // the ring around a neuron
            found[blue > red ? 0 : 1] += 1;
        }
        if (found[0] + found[1] > 0 === some) return done(found);
        if (left-- === 0) return failed(new Error(`found ${found} pixels of lines`));
        requestAnimationFrame(look);
    })();
})
"""
# What a canvas shows after so many frames more.
AFTER = """
(canvas, frames) => new Promise((done) => {
    (function wait(left) {
        if (left === 0) return done(canvas.toDataURL());
        requestAnimationFrame(() => wait(left - 1));
    })(frames);
})
"""


def shown(visit, url, sizes):
    page = visit(f"{url}/?sizes={sizes}&hidden={NETWORKS[sizes]}")
    expect(page.get_by_test_id("neuron-1-0")).to_have_attribute("data-value", re.compile(r"\d"))
    return page


def computed(sizes):
    return trace([int(size) for size in sizes.split("-")], NETWORKS[sizes])


def canvas(page):
    return page.locator(".network canvas")


@pytest.mark.parametrize("sizes", NETWORKS)
def test_every_neuron_has_its_place_its_name_and_its_value_on_every_screen(visit, anything, sizes):
    page = shown(visit, anything, sizes)
    for column, layer in enumerate(computed(sizes), 1):
        neurons = page.get_by_test_id(re.compile(rf"^neuron-{column}-\d+$"))
        found = neurons.evaluate_all(
            """(all) => all.map((one) => {
                const { x, y, width, height } = one.getBoundingClientRect();
                return [one.dataset.testid, one.dataset.value, one.ariaLabel, x, y, width, height];
            })"""
        )
        values = [float(value) for _, value, *_ in found]
        np.testing.assert_allclose(values, layer.a[0], atol=1e-6)
        boxes = np.array([box for _, _, _, *box in found])
        for k, (name, _, label, *_) in enumerate(found):
            assert name == f"neuron-{column}-{k}"
            a = float(layer.a[0, k])
            if column == len(sizes.split("-")) - 1:
                assert label == f"output, neuron {k}: {100 * a:.1f} %"
            else:
                value = f"{a:.4f}".replace("-", "−")
                assert label == f"hidden {column}, neuron {k}: activation {value}"
        # No two on top of each other.
        left, top, right, bottom = np.split(boxes @ CORNERS, 4, axis=1)
        apart = (left >= right.T - 0.1) | (right - 0.1 <= left.T)
        apart |= (top >= bottom.T - 0.1) | (bottom - 0.1 <= top.T)
        assert (apart | np.eye(len(boxes), dtype=bool)).all()
    if sizes in ("2-2-2", "784-300-100-10", "2-50-50-50-50-3"):
        fits_on_every_screen(page, 1 if sizes == "2-2-2" else 60)


CORNERS = np.array([[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0], [0, 0, 0, 1]])  # from x, y, w, h


def fits_on_every_screen(page, every):
    """Expect one neuron in so many to lie within the picture, whatever the screen."""
    for width in every_screen(page):
        view = page.get_by_test_id("network-view").bounding_box()
        for neuron in page.locator(".neuron").all()[::every]:
            box = neuron.bounding_box()
            assert box["x"] >= view["x"] - 1
            assert box["x"] + box["width"] <= view["x"] + view["width"] + 1, width
            assert box["y"] + box["height"] <= view["y"] + view["height"] + 1


def test_a_small_network_shows_all_its_lines_and_a_large_one_those_of_one_neuron(
    visit, anything, axe
):
    page = shown(visit, anything, "2-2-2")
    assert min(canvas(page).evaluate(LINES, True)) > 0
    page = shown(visit, anything, "784-128-64-10")
    canvas(page).evaluate(LINES, False)
    page.get_by_test_id("neuron-2-5").hover()
    adds, takes = canvas(page).evaluate(LINES, True)
    assert min(adds, takes) > 0
    expect(page.locator(".bias.own")).to_have_text(
        f"bias {computed('784-128-64-10')[1].layer.b[5]:.4f}".replace("-", "−")
    )
    page.get_by_role("button", name="Play").hover()
    canvas(page).evaluate(LINES, False)
    page.get_by_test_id("tiles").click()  # the pictures of the weights are coloured too
    canvas(page).evaluate(LINES, True)
    page.get_by_test_id("neuron-1-1").click()
    expect(page.get_by_text("chosen (1, 1)")).to_be_visible()
    assert [found for _ in both_schemes(page) for found in axe(page)] == []


def test_arrows_move_enter_chooses_escape_closes_and_both_end_the_walk(visit, anything, axe):
    page = shown(visit, anything, "2-2-2")
    page.get_by_test_id("neuron-2-0").focus()
    for key, there in [
        ("ArrowDown", "2-1"),
        ("ArrowDown", "2-1"),
        ("ArrowLeft", "1-1"),
        ("ArrowUp", "1-0"),
        ("ArrowLeft", "0-0"),
        ("ArrowRight", "1-0"),
    ]:
        page.keyboard.press(key)
        expect(page.get_by_test_id(f"neuron-{there}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("chosen (1, 0), closed 0")).to_be_visible()
    expect(page.get_by_test_id("neuron-1-0")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("neuron-1-0")).to_be_focused()
    assert [found for _ in both_schemes(page) for found in axe(page)] == []
    page.keyboard.press("Escape")
    expect(page.get_by_text("chosen (1, 0), closed 1")).to_be_visible()
    assert page.locator(".neuron[tabindex='0']").count() == 1
    view = page.get_by_test_id("network-view")
    for end in ("Enter", "Escape"):
        page.get_by_test_id("walk-step").click()
        expect(view).to_have_attribute("data-step", "0")
        page.get_by_test_id("neuron-1-1").press(end)
        expect(view).to_have_attribute("data-step", "end")
    expect(page.get_by_text("chosen (1, 1), closed 2")).to_be_visible()


NUMBERS = {8: r"^−?\d\.\d{4}$", 9: r"^\d+\.\d %$"}  # of an output, by the steps that show one


def test_the_walk_goes_step_by_step_there_and_back(visit, anything):
    page = shown(visit, anything, "784-128-64-10")
    view, says = page.get_by_test_id("network-view"), page.get_by_test_id("walk-says")
    expect(view).to_have_attribute("data-step", "end")
    expected = ["784 numbers", "multiplies every number of the input", "adds its bias", "ReLU"]
    expected += ["the 128 activations of hidden 1", "adds its bias", "ReLU"]
    expected += ["the 64 activations of hidden 2", "adds its bias", "Softmax"]
    for number, sentence in enumerate(expected):
        page.get_by_test_id("walk-step").click()
        expect(view).to_have_attribute("data-step", str(number))
        expect(says).to_contain_text(f"Step {number + 1} of 10.")
        expect(says).to_contain_text(sentence)
        output = page.get_by_test_id("neuron-3-0").locator("span")
        expect(output).to_have_text(re.compile(NUMBERS.get(number, "^$")))
    silent = int((computed("784-128-64-10")[1].a == 0).sum())
    for _ in range(3):
        page.get_by_test_id("walk-back").click()
    expect(says).to_contain_text(f"{silent} of 64 are off here.")
    page.get_by_test_id("walk-step").click()
    page.get_by_test_id("walk-speed").select_option("2")
    play = page.get_by_test_id("walk-play")
    play.click()
    expect(view).to_have_attribute("data-step", "8")
    expect(play).to_contain_text("Pause")
    play.click()
    expect(play).to_contain_text("Play")
    expect(view).to_have_attribute("data-step", "8")
    play.click()
    expect(view).to_have_attribute("data-step", "9")
    expect(view).to_have_attribute("data-step", "end")
    expect(play).to_contain_text("Play")


def test_the_flow_moves_and_stands_still_where_motion_is_unwelcome(visit, anything):
    for motion, moves in (("no-preference", True), ("reduce", False)):
        page = shown(visit, anything, "784-128-64-10")
        page.emulate_media(reduced_motion=motion)
        canvas(page).evaluate(LINES, False)
        for _ in range(2):
            page.get_by_test_id("walk-step").click()
        canvas(page).evaluate(LINES, True)
        first, last = (canvas(page).evaluate(AFTER, frames) for frames in (1, 8))
        assert (first != last) == moves


# Answers that come by the socket wait in `late` while `holding`.
HELD = """
window.WebSocket = new Proxy(WebSocket, {
    construct(Real, [address, ...others]) {
        const socket = new Real(address, ...others);
        if (!String(address).endsWith("/live")) return socket;
        window.late = [];
        window.release = () => { for (const data of late.splice(0)) socket.onmessage({ data }); };
        socket.addEventListener("message", (event) => {
            if (!window.holding || !event.data.includes('"kind":"drawing"')) return;
            event.stopImmediatePropagation();
            late.push(event.data);
        });
        return socket;
    },
});
"""


def choose_network(page, name):
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name=name, exact=True).click()


def test_a_late_answer_of_the_network_before_changes_nothing(visit, address):
    page = opened(visit(address, HELD))
    page.evaluate("window.holding = true")
    page.get_by_test_id("example-3").click()
    page.wait_for_function("window.late.length > 0")
    choose_network(page, "random")
    unsure = page.get_by_test_id("confidence-3")
    page.wait_for_function("(bar) => bar.dataset.value < 0.5", arg=unsure.element_handle())
    value = unsure.get_attribute("data-value")
    page.evaluate("window.release()")
    assert unsure.get_attribute("data-value") == value
    assert float(page.get_by_test_id("neuron-3-3").get_attribute("data-value")) == pytest.approx(
        float(value), abs=2e-6
    )


def test_pictures_of_weights_are_those_of_the_network_and_lost_weights_are_asked_for_again(
    visit, address
):
    page = visit(f"{address}/forward?open=none")
    page.get_by_test_id("tiles").click()
    canvas(page).first.evaluate(LINES, True)
    waiting = []
    page.route("**/weights/*", lambda route: waiting.append(route))
    choose_network(page, "large")
    expect(page.get_by_test_id("neuron-1-299")).to_have_attribute("data-value", re.compile(r"\d"))
    canvas(page).first.evaluate(LINES, False)  # not the ones of before
    for route in waiting:
        route.fulfill(body=b"")
    page.unroute("**/weights/*")
    page.get_by_test_id("neuron-1-7").click()
    canvas(page).first.evaluate(LINES, True)


@both_lanes
@pytest.mark.usefixtures("lane")
def test_activations_flow_while_the_pen_moves_and_names_wait_for_it(visit, address):
    page = opened(visit(address))
    before = {page.get_by_test_id(f"neuron-3-{k}").get_attribute("aria-label") for k in range(10)}
    painted = canvas(page).evaluate(AFTER, 1)
    first, *others = places(page, quick(EXAMPLES[7][0]), 1.0, (0, 0)).tolist()
    page.mouse.move(*first)
    page.mouse.down()
    changes = 0
    for point in others:
        page.mouse.move(*point)
        newer = canvas(page).evaluate(AFTER, 2)
        changes += newer != painted
        painted = newer
    assert changes > len(others) / 3
    named = {page.get_by_test_id(f"neuron-3-{k}").get_attribute("aria-label") for k in range(10)}
    assert named == before
    page.mouse.up()
    expect(page.get_by_test_id("neuron-3-7")).not_to_have_attribute(
        "aria-label", next(name for name in before if "the 7" in name)
    )
    shares = [page.get_by_test_id(f"neuron-3-{k}").get_attribute("data-value") for k in range(10)]
    said = [page.get_by_test_id(f"confidence-{k}").get_attribute("data-value") for k in range(10)]
    np.testing.assert_allclose(np.array(shares, float), np.array(said, float), atol=2e-6)


def test_another_network_is_drawn_at_once(visit, address):
    page = opened(visit(f"{address}/?network=picture60"))
    expect(page.get_by_test_id("neuron-1-63")).to_have_attribute("data-value", re.compile(r"\d"))
    expect(page.get_by_test_id("neuron-1-64")).to_have_count(0)
    page.get_by_test_id("neuron-1-2").hover()
    canvas(page).evaluate(LINES, True)
    draw(page, 1)


def test_a_number_on_draw_opens_follows_the_ink_and_closes(visit, address, axe):
    page = opened(visit(address))
    panel = page.get_by_test_id("explanation")
    expect(panel).to_have_count(0)
    page.get_by_test_id("open-9").click()
    for name in ("confidence of", "softmax of", "exponential of", "weighted sum of"):
        expect(panel.get_by_role("heading")).to_contain_text(name)
        expect(panel).to_have_attribute("data-reconciled", "true")
        page.get_by_test_id("explanation-part-0").click()
    assert axe(page) == []
    page.get_by_test_id("explanation-close").click()
    expect(panel).to_have_count(0)
    page.get_by_test_id("neuron-3-9").press("Enter")
    expect(panel.get_by_role("heading")).to_contain_text("confidence of")
    before = panel.get_attribute("data-value")
    page.get_by_test_id("example-0").click()
    expect(panel).not_to_have_attribute("data-value", before)
    shown = page.get_by_test_id("neuron-3-9").get_attribute("data-value")
    assert float(panel.get_attribute("data-value")) == pytest.approx(float(shown), abs=2e-6)
    page.get_by_test_id("neuron-3-9").press("Escape")
    expect(panel).to_have_count(0)
