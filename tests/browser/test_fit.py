"""The parabola of A network is a function, in a real browser."""

import re

from playwright.sync_api import expect
from test_draw import PHONE

from nn_core.explain import parabola as explain
from nn_core.parabola import POINTS, Fit
from ui.components.fit import fresh

NEAR = "-0.9,0.8;-0.6,0.25;-0.35,-0.4;0.5,-0.45;0.3,-0.65;0.6,-0.2;0.9,0.1"


def part(page, id):
    return page.get_by_test_id(f"fit-{id}")


def expect_fit(page, fit, step=0):
    """Expect this fit with its loss, so many steps after the reader's last touch."""
    root = page.get_by_test_id("fit")
    expect(root).to_have_attribute("data-loss", f"{fit.loss:.6f}")
    expect(root).to_have_attribute("data-step", str(step))
    expect(part(page, "loss")).to_have_attribute("data-value", f"{fit.loss:.6f}")
    shown = explain.value(fit, 3).shown.replace("-", "−")
    expect(part(page, "value-3")).to_have_text(shown)


def test_a_parabola_is_fitted_by_hand_and_by_descent(visit, address):
    page = visit(f"{address}/function?f=0.5,-1,0.3&points={NEAR}&open=fit-loss")
    near = tuple(tuple(map(float, place.split(","))) for place in NEAR.split(";"))
    expect_fit(page, Fit(0.5, -1.0, 0.3, near))
    expect(page.get_by_test_id("explanation")).to_have_attribute("data-reconciled", "true")
    part(page, "points").click()
    expect_fit(page, Fit(0.5, -1.0, 0.3))
    box = page.get_by_test_id("fit").bounding_box()
    assert box["y"] + box["height"] <= 768  # seen without scrolling

    for key in ("End", "5", "Backspace"):
        part(page, "a-typed").press(key)
    part(page, "a").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(part(page, "a-typed")).to_have_value("0.53")  # what was typed and taken back is gone
    part(page, "c-typed").fill("−0,25")
    part(page, "c-typed").press("Enter")
    mine = Fit(0.53, -1.0, -0.25)
    expect_fit(page, mine)
    for nonsense in ("abc", "1e309", ""):
        part(page, "b-typed").fill(nonsense)
        part(page, "b-typed").press("Enter")
        expect(part(page, "said")).to_have_text(
            f"Expected a number from −100 to 100, got “{nonsense}”."
        )
        expect(part(page, "b-typed")).to_have_value("−1.00")
    assert page.get_by_test_id("fit").bounding_box() == box

    expect(part(page, "best")).to_have_text("")
    part(page, "step").click()
    expect_fit(page, mine.next, 1)
    expect(part(page, "best")).to_contain_text(explain.loss(mine.best).shown)
    part(page, "run").click()
    expect(page.get_by_test_id("fit")).to_have_attribute("data-step", re.compile(r"^\d\d"))
    part(page, "run").click()
    expect(part(page, "run")).to_have_text("▶ Let descent do it")
    taken = int(page.get_by_test_id("fit").get_attribute("data-step"))
    assert 10 <= taken <= 101
    expect_fit(page, mine.stepped(taken)[-1], taken)
    part(page, "run").click()
    expect(page.get_by_test_id("fit")).not_to_have_attribute("data-step", str(taken))
    part(page, "a").press("ArrowRight")  # takes over from descent, where that is
    expect(page.get_by_test_id("fit")).to_have_attribute("data-step", "0")
    expect(part(page, "c-typed")).to_have_value(re.compile(r"^−0\.\d{4}$"))

    part(page, "random").click()
    mine = Fit(*fresh()[0])
    expect_fit(page, mine)
    page.emulate_media(reduced_motion="reduce")
    part(page, "run").click()
    expect_fit(page, mine.stepped(100)[-1], 100)
    part(page, "gradient-b").click()
    panel = page.get_by_test_id("explanation")
    expect(panel.get_by_role("heading", name="gradient of b")).to_be_focused()
    expect_fit(page, mine.stepped(100)[-1], 100)
    part(page, "back").click()
    expect_fit(page, mine)
    page.reload()
    expect_fit(page, mine)


def moved(k, place):
    return (*POINTS[:k], place, *POINTS[k + 1 :])


def test_a_point_is_moved_by_key_mouse_and_finger(visit, address):
    page = visit(f"{address}/function", **PHONE)
    point, start = part(page, "point-3"), (-0.5, 0.5, 0.3)
    for key in ("ArrowRight", "Shift+ArrowUp"):
        point.press(key)
    expect_fit(page, Fit(*start, moved(3, (0.01, -0.35))))
    box = point.bounding_box()
    assert min(box["width"], box["height"]) >= 40
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 1000, steps=5)  # far outside: it stops at 1
    page.mouse.up()
    expect_fit(page, Fit(*start, moved(3, (0.01, 1.0))))
    expect(point).to_have_attribute("aria-valuetext", "x = 0.01, y = 1")
    touch, top = page.context.new_cdp_session(page), point.bounding_box()
    y = top["y"] + top["height"] / 2
    for kind, down in (("touchStart", 0), ("touchMove", 500), ("touchMove", 1500)):
        places = [{"x": x, "y": y + down}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_test_id("fit-difference-3")).to_have_attribute(
        "data-value", f"{Fit(*start, moved(3, (0.01, -1.0))).predictions[3] + 1:.6f}"
    )
    part(page, "loss").tap()
    panel = page.get_by_test_id("explanation")  # the first: it comes into view
    expect(panel.get_by_role("heading", name="loss (mean squared error)")).to_be_focused()
