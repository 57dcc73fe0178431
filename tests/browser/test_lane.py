"""What the reader made survives: a reload, a second tab, a lost connection, another server."""

import json
from itertools import pairwise

import pytest
from conftest import both_lanes, serving
from playwright.sync_api import expect
from printed import saved, written
from test_draw import confidences, draw, draw_over, opened

AWAY = 60_000  # ms; Streamlit's own socket takes its time to come back
# Let a test close the tab's socket, keep it closed, and see when it is tried again.
SOCKETS = """
window.tries = [];
window.WebSocket = new Proxy(WebSocket, {
    construct(Real, [address, ...others]) {
        if (!String(address).endsWith("/live")) return new Real(address, ...others);
        window.tries.push(performance.now());
        if (window.offline) {
            const dead = { readyState: Real.CLOSED, close() {} };
            setTimeout(() => dead.onclose({ code: 1006 }));
            return dead;
        }
        return window.live = new Real(address, ...others);
    },
});
"""


def said(page):
    """Return the label: what it is, and who says so."""
    label = page.get_by_test_id("label")
    return label.get_attribute("data-value"), label.get_attribute("data-source")


def state(page):
    return page.get_by_test_id("connection")


def surface(page):
    """Return what is seen on the pad."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return page.get_by_test_id("digit-pad").evaluate("pad => pad.toDataURL()")


def kept(page):
    return json.loads(page.evaluate("sessionStorage.getItem('inkling')"))


def drawn(page):
    """Draw a 2, and say that it is a 7."""
    opened(page)
    draw_over(page, 2)
    page.get_by_role("button", name="It was really a 7").click()
    return confidences(page)


@both_lanes
def test_a_reload_finds_the_drawing_again_and_ink_of_the_very_last_moment(visit, address):
    page = visit(address)
    before, token = drawn(page), kept(page)["token"]
    page.reload()
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    assert (confidences(page) == before).all()
    assert said(page) == ("7", "reader")
    assert kept(page)["token"] == token
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_text("Draw a digit here")).to_be_visible()
    draw(page, 3)
    page.reload()  # the answers are still on their way
    expect(page.get_by_test_id("prediction")).to_have_text("3")
    assert confidences(page)[3] > 0.9


@both_lanes
def test_a_duplicated_tab_gets_a_copy_of_its_own_and_another_visitor_the_example(visit, address):
    page = visit(address)
    before = drawn(page)
    with page.context.expect_page() as opening:
        page.evaluate("window.open(location.href)")
    other = opening.value
    expect(other.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    assert (confidences(other) == before).all()
    assert kept(other)["token"] != kept(page)["token"]
    draw_over(other, 3)
    page.bring_to_front()
    assert confidences(page).argmax() == 2
    page.reload()
    expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    assert (confidences(page) == before).all()
    other.reload()
    expect(other.get_by_test_id("prediction")).to_have_text("3")
    opened(visit(address))  # a tab that is nobody's duplicate


def test_a_tab_that_slept_while_its_duplicate_drew_keeps_its_own_drawing(visit, address):
    page = visit(address, SOCKETS)
    before, ink = drawn(page), surface(page)
    # It does not answer when the duplicate asks, and does not hear that its studio was taken.
    page.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    page.evaluate(
        "window.live.onclose = ((ours) => (event) => { window.wake = () => ours(event); })"
        "(window.live.onclose)"
    )
    with page.context.expect_page() as opening:
        page.evaluate("window.open(location.href)")
    other = opening.value
    expect(other.get_by_test_id("label")).to_have_attribute("data-source", "reader")
    draw_over(other, 3)
    confidences(other)
    page.bring_to_front()
    page.wait_for_function("Boolean(window.wake)")
    page.evaluate("window.wake()")
    page.wait_for_function(
        "theirs => JSON.parse(sessionStorage.getItem('inkling')).token !== theirs",
        arg=kept(other)["token"],
    )
    expect(state(page)).to_have_attribute("data-state", "open")
    assert (confidences(page) == before).all()
    assert surface(page) == ink
    assert said(page) == ("7", "reader")
    draw_over(page, 4)
    other.bring_to_front()
    assert confidences(other).argmax() == 3


def test_a_tab_whose_memory_is_older_shows_what_the_server_has(visit, address):
    page = visit(address)
    drawn(page)
    old = page.evaluate("sessionStorage.getItem('inkling')")
    draw_over(page, 3)
    before, ink = confidences(page), surface(page)
    page.context.add_init_script(
        f"if (window.name === 'old') sessionStorage.setItem('inkling', {json.dumps(old)});"
    )
    page.evaluate("window.name = 'old'")
    page.reload()  # as a browser brings back a tab that has crashed
    expect(page.get_by_test_id("prediction")).to_have_text("3")
    assert (confidences(page) == before).all()
    assert surface(page) == ink


@both_lanes
def test_a_refused_picture_is_not_kept(visit, address):
    page = opened(visit(address))
    draw_over(page, 3)
    before, ink = confidences(page), surface(page)
    broken = {"name": "7.png", "mimeType": "image/png", "buffer": b"no picture at all"}
    page.get_by_test_id("image-file").set_input_files(broken)
    expect(page.get_by_role("alert")).to_contain_text("xpected a picture")
    page.reload()
    expect(page.get_by_test_id("prediction")).to_have_text("3")
    assert (confidences(page) == before).all()
    assert surface(page) == ink
    page.get_by_role("button", name="It was really a 5").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "5")


def test_a_photo_is_there_after_a_reload_and_is_not_sent_again(visit, address):
    page = opened(visit(address))
    draw_over(page, 3)
    photo = saved(written([[300, 200, 700, 200, 470, 850]]), "JPEG")
    chosen = {"name": "7.jpg", "mimeType": "image/jpeg", "buffer": photo}
    page.get_by_test_id("image-file").set_input_files(chosen)
    expect(page.get_by_test_id("prediction")).to_have_text("7")
    before = confidences(page)
    page.reload()
    expect(page.get_by_test_id("prediction")).to_have_text("7")
    assert (confidences(page) == before).all()
    page.evaluate(
        """() => {
            const send = WebSocket.prototype.send;
            window.bytes = 0;
            WebSocket.prototype.send = function (message) {
                window.bytes += message.byteLength ?? message.length;
                return send.call(this, message);
            };
        }"""
    )
    page.get_by_role("button", name="It was really a 1").click()
    expect(page.get_by_test_id("label")).to_have_attribute("data-value", "1")
    confidences(page)
    assert 0 < page.evaluate("window.bytes") < len(photo) / 2
    page.get_by_test_id("pad-undo").click()
    expect(page.get_by_test_id("prediction")).to_have_text("3")


def test_a_view_is_made_once_and_ends_when_it_has_left_the_page(bare_page):
    log = bare_page.evaluate(
        """async () => {
            const { mount } = await import("/assets/lib/mount.js"), log = [];
            const parentElement = document.createElement("div");
            const view = { update: (data) => log.push(data), stop: () => log.push("stop") };
            const call = mount(() => { log.push("made"); return view; });
            document.documentElement.append(parentElement);
            const [first, second] = [1, 2].map((data) => call({ parentElement, data }));
            first(); // overtaken
            second(); // overtaken by a call that comes only now
            const third = call({ parentElement, data: 3 });
            parentElement.remove();
            third();
            second();
            return log;
        }"""
    )
    assert log == ["made", 1, 2, 3, "stop"]


def test_while_the_socket_is_open_the_pen_needs_no_rerun(visit, address):
    page = opened(visit(address))
    page.get_by_test_id("pad-clear").click()
    confidences(page)
    page.evaluate(
        """() => {
            const send = WebSocket.prototype.send;
            window.sent = [];
            WebSocket.prototype.send = function (message) {
                window.sent.push(new URL(this.url).pathname);
                return send.call(this, message);
            };
        }"""
    )
    box = page.get_by_test_id("digit-pad").bounding_box()
    page.mouse.move(box["x"] + 150, box["y"] + 50)
    page.mouse.down()
    for y in range(60, 250, 10):
        page.mouse.move(box["x"] + 150, box["y"] + y)
    expect(page.get_by_test_id("prediction")).to_have_text("1")
    assert set(page.evaluate("window.sent")) == {"/live"}
    page.mouse.up()
    page.wait_for_function("window.sent.includes('/_stcore/stream')")
    assert page.evaluate("window.sent").count("/_stcore/stream") == 1


def test_a_lost_socket_says_so_goes_on_by_reruns_and_comes_back_by_itself(visit, address):
    page = visit(address, SOCKETS)
    drawn(page)
    page.evaluate("window.offline = true; window.tries = []; window.live.close()")
    expect(state(page)).to_have_attribute("data-state", "lost")
    expect(page.get_by_text("Connection lost, trying again.")).to_be_visible()
    draw_over(page, 3)
    assert confidences(page).argmax() == 3
    page.wait_for_function("window.tries.length === 3")
    tries = page.evaluate("window.tries")
    for k, pause in enumerate(b - a for a, b in pairwise(tries)):
        usual = 500 * 2 ** (k + 1)
        assert 0.5 * usual <= pause <= 1.5 * usual + 500  # the machine may be slow to wake
    page.evaluate("window.offline = false")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state(page)).to_have_attribute("data-state", "open")
    expect(page.get_by_text("Connection lost")).to_be_hidden()
    assert confidences(page).argmax() == 3
    draw_over(page, 4)


def test_a_socket_that_no_longer_answers_is_not_waited_for(visit, address):
    page = visit(address, SOCKETS)
    opened(page)
    page.evaluate("window.live.send = () => {}")  # half-open: nothing arrives, nothing says so
    draw_over(page, 3)
    assert confidences(page).argmax() == 3
    expect(state(page)).to_have_attribute("data-state", "open")  # another one


@pytest.mark.parametrize("lane", ["reruns"])
def test_a_network_without_sockets_says_so_quietly(visit, address, axe):
    page = opened(visit(address))
    expect(page.get_by_text("all works, a little slower.")).to_be_visible()
    assert axe(page) == []


def test_a_server_that_is_started_again_finds_its_tabs_again(chromium):
    # Not with visit(): a connection that is lost stands in the console, as it should.
    idle, busy, closed = (chromium.new_page() for _ in range(3))
    before = {}
    with serving("app.py") as address:
        for page in (idle, busy, closed):
            page.goto(address)
            before[page] = drawn(page)
        token = kept(idle)["token"]
        closed.goto("about:blank")
    expect(state(idle)).to_have_attribute("data-state", "lost")
    draw(busy, 2, 0.5)  # nobody listens
    with serving("app.py", port=int(address.rsplit(":", 1)[1])):
        for page in (idle, busy):
            expect(state(page)).to_have_attribute("data-state", "open", timeout=AWAY)
            expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")
            expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
        assert (confidences(idle) == before[idle]).all()
        assert said(idle) == said(busy) == ("7", "reader")
        assert kept(idle)["token"] != token
        expect(state(idle)).to_contain_text("What you drew is kept; a training begins anew.")
        idle.get_by_role("button", name="OK").click()
        expect(idle.get_by_test_id("begun-anew")).to_be_hidden()
        assert confidences(busy).argmax() == 2
        assert (confidences(busy) != before[busy]).any()
        idle.reload()
        closed.goto(address)
        for page in (idle, closed):
            expect(page.get_by_test_id("label")).to_have_attribute("data-source", "reader")
            assert (confidences(page) == before[page]).all()
    for page in (idle, busy, closed):
        page.close()


FORGED = [
    "<b>no JSON",
    "7",
    "null",
    '{"token": 7, "drawing": {"seq": 1, "strokes": 3}}',
    '{"token": "' + "A" * 32 + '", "drawing": {"seq": 1, "strokes": [["<b>", 1]]}}',
    '{"token": "' + "A" * 32 + '", "drawing": {"seq": 1e300, "strokes": []}}',
    '{"token": "' + "A" * 32 + '"}',
]


def test_what_somebody_else_wrote_into_the_tabs_memory_is_no_drawing(bare_page):
    for k, forged in enumerate(FORGED):
        read = """async ([forged, k]) => {
            sessionStorage.setItem("inkling", forged);
            const { work } = await import(`/assets/lib/work.js?${k}`); // reads it once more
            return work.drawing;
        }"""
        assert bare_page.evaluate(read, [forged, k]) is None, forged


def test_what_somebody_else_wrote_into_the_tabs_memory_is_left_alone(visit, address):
    script = "if (window.name) sessionStorage.setItem('inkling', window.name);"
    page = opened(visit(address, script))
    for forged in FORGED[::3]:
        page.evaluate("forged => { window.name = forged; }", forged)
        page.reload()
        opened(page)
        assert confidences(page).argmax() == 9
    page.evaluate("window.name = ''")
    draw_over(page, 3)


def test_a_tab_without_a_memory_works_all_the_same(visit, address):
    page = opened(visit(address, "Storage.prototype.setItem = () => { throw new Error('full'); }"))
    draw_over(page, 3)
    assert confidences(page)[3] > 0.9
