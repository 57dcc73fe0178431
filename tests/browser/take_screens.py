"""Take the screenshots of docs/screens/ again: make screens."""

import re

import numpy as np
from conftest import FLAGS, ROOT, browser_path, serving
from playwright.sync_api import expect, sync_playwright
from printed import photographed, saved, written
from test_draw import EXAMPLES

FOLDER = ROOT / "docs" / "screens"
SCREENS = {"desktop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844)}
WHOLE = {"desktop": (1366, 1250), "phone": (390, 2250)}  # tall enough to hold the whole page
WHOLE_FORWARD = {"desktop": (1366, 2050), "phone": (390, 4200)}
# The lessons about mistakes: a link, what is there last, the steps to walk, how tall the whole is.
WHOLE_LAYER = "[data-testid=gradients][data-column]"
MISTAKES = {
    "loss": (
        "loss?open=none",
        "[data-testid=loss-term-9][data-value]",
        0,
        {"desktop": (1366, 1250), "phone": (390, 2700)},
    ),
    "loss-textbook": (
        "loss?preset=textbook&open=term-1",
        "[data-testid=explanation][data-reconciled=true]",
        0,
        {},
    ),
    "derivative": (
        "derivative?weight=3-52-9",
        WHOLE_LAYER,
        0,
        {"desktop": (1366, 1950), "phone": (390, 3800)},
    ),
    "backpropagation": (
        "backpropagation?weight=1-406-75",
        WHOLE_LAYER,
        6,
        {"desktop": (1366, 2700), "phone": (390, 4600)},
    ),
    "by-hand": ("backpropagation?part=2-2-2+by+hand", "[data-testid=by-hand-loss]", 8, {}),
}


# What else there is to see of a training: a link, and what is there once it can be seen.
LOOKS = {
    "pictures": "[data-testid=batch-name]",
    "walk": "[data-testid=network-view] canvas",
    "strokes": "[data-testid=stroke-11]",
    "slope": "[data-testid=stride][data-verdict]",
    "sizes": "[data-testid=size-2][data-gradient]",
    "file": "[data-testid=stFileUploader]",
}
# Parts of the race below its curves: what starts them, and what is there when they are done.
GROUNDS = {
    "sweep": ("sweep-run", "[data-testid=sweep][data-status=finished]"),
    "landscape": ("landscape-run", "[data-testid=landscape][data-status=finished]"),
}
# Lessons of several parts: a link, and the part that is looked at; without one it is the opening.
FUNCTIONS = {
    "function": ("function", None),
    "function-picture": ("function?pixel=13-14", "pixels"),
    "function-numbers": ("function", "knobs"),
    "activations": ("activations", None),
    "activations-neuron": ("activations", "neuron"),
    "activations-landing": ("activations?moved=-5", "landing"),
    "activations-layers": ("activations?between=relu", "product"),
    "activations-fit": ("activations?fit=relu&open=bend-loss-40", "bend"),
    "activations-softmax": ("activations?softmax=close", "shares"),
    "two-classes": ("two-classes?epoch=12", None),
    "two-classes-round": ("two-classes", "rounds"),
    "two-classes-own": ("two-classes", "doodle"),
    "boundary": ("boundary", None),
    "boundary-points": ("boundary", "points"),
}


LAST = re.compile(r"Next: how|Next: points|Back to your own ink")  # on their pages


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, serving("app.py") as address:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for scheme in ("light", "dark"):
            for name, size in SCREENS.items():
                take(browser, address, f"draw-{name}-{scheme}", name, size, scheme)
                take(browser, address, f"photo-{name}-{scheme}", name, size, scheme, photo())
                take_forward(browser, address, f"forward-{name}-{scheme}", name, size, scheme)
                file, output = f"forward-output-{name}-{scheme}", "?neuron=3-9"
                take_forward(browser, address, file, name, size, scheme, output)
                for lesson in MISTAKES:
                    file = f"{lesson}-{name}-{scheme}"
                    take_mistake(browser, address, file, name, size, scheme, lesson)
                for does in (idle, learning, blown):
                    file = f"training-{does.__name__}-{name}-{scheme}"
                    take_training(browser, address, file, name, size, scheme, does)
                take_race(browser, address, f"race-{name}-{scheme}", name, size, scheme)
                for lesson, (link, part) in FUNCTIONS.items():
                    if part is None or name != "projector":
                        file = f"{lesson}-{name}-{scheme}"
                        take_function(browser, f"{address}/{link}", file, name, size, scheme, part)
                if name == "projector":
                    continue
                file = f"boundary-overfitting-{name}-{scheme}"
                take_overfitting(browser, address, file, name, size, scheme)
                for look in LOOKS:
                    file = f"training-{look}-{name}-{scheme}"
                    take_look(browser, address, file, name, size, scheme, look)
                for part in GROUNDS:
                    file = f"race-{part}-{name}-{scheme}"
                    take_race(browser, address, file, name, size, scheme, part)
        for name, size in WHOLE.items():
            take(browser, f"{address}/?random=true", f"draw-{name}-whole", name, size, "light")
            link, file = "?neuron=2-52&open=z", f"forward-{name}-whole"
            take_forward(browser, address, file, name, WHOLE_FORWARD[name], "light", link)
            for lesson, (*_, tall) in MISTAKES.items():
                if name in tall:
                    file = f"{lesson}-{name}-whole"
                    take_mistake(browser, address, file, name, tall[name], "light", lesson)
            file = f"training-{name}-whole"
            take_training(browser, address, file, name, size, "light", learning)
        take(browser, f"{address}/?network=picture60", "draw-60", "desktop", (1366, 768), "light")
        browser.close()


def photo():
    """Return a page with two digits, one larger, half in the shade."""
    four = [np.reshape(stroke, (-1, 2)) * 0.5 + [850, 450] for stroke in EXAMPLES[4]]
    strokes = [*EXAMPLES[5], *four]
    shade = np.linspace(1, 0.5, 900)[:, None]
    page = written(strokes, (1200, 900), 0.8, (60, 60), 40, (244, 236, 205), (32, 58, 140))
    return saved(photographed(page, np.random.default_rng(2), shade), "JPEG", quality=80)


def opened(browser, url, name, size, scheme):
    width, height = size
    phone = {"has_touch": True, "is_mobile": True} if name == "phone" else {}
    page = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, **phone
    ).new_page()
    page.goto(url)
    return page


def save(page, file):
    page.evaluate("document.fonts.ready")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
    page.screenshot(path=FOLDER / f"{file}.png")
    page.context.close()


def take(browser, url, file, name, size, scheme, picture=None):
    page = opened(browser, url, name, size, scheme)
    expect(page.get_by_test_id("example-9")).to_be_visible()
    expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")
    expect(page.get_by_text("What happened?")).to_be_visible()
    if picture:
        chosen = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}
        page.get_by_test_id("image-file").set_input_files(chosen)
        expect(page.get_by_test_id("prediction")).to_have_text("5")
        expect(page.locator(".stages [aria-pressed=true]")).to_have_text("Pixels")
        page.get_by_role("button", name="Drawn", exact=True).click()
        expect(page.locator(".stages [aria-pressed=true]")).to_have_text("Drawn")
    save(page, file)


def take_forward(browser, address, file, name, size, scheme, link=""):
    page = opened(browser, f"{address}/forward{link}", name, size, scheme)
    expect(page.get_by_test_id("glass")).to_have_attribute("data-neuron", re.compile(r"\d"))
    expect(page.get_by_text("What does a neuron do?")).to_be_visible()
    if name == "phone" and size[1] < 1000:  # below the whole network
        page.get_by_test_id("glass").evaluate("glass => glass.scrollIntoView()")
    save(page, file)


def take_mistake(browser, address, file, name, size, scheme, lesson):
    link, there, steps, _ = MISTAKES[lesson]
    page = opened(browser, f"{address}/{link}", name, size, scheme)
    page.locator(there).wait_for()
    expect(page.get_by_role("heading", level=3).last).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.emulate_media(reduced_motion="reduce")  # each step at its end
    for _ in range(steps):
        page.get_by_test_id("walk-step").click()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    save(page, file)


def take_training(browser, address, file, name, size, scheme, does):
    page = opened(browser, f"{address}/training", name, size, scheme)
    expect(page.get_by_test_id("loss-curve")).to_have_attribute("data-axis", "linear")
    expect(page.get_by_text("What is a step?")).to_be_visible()
    does(page)
    expect(page.get_by_test_id("train-status")).to_have_attribute("data-fps", "0.0")
    save(page, file)


def take_look(browser, address, file, name, size, scheme, look):
    page = opened(browser, f"{address}/training?more={look}", name, size, scheme)
    expect(page.get_by_text("What is a step?")).to_be_visible()
    page.get_by_test_id("train-epoch").click()
    status = page.get_by_test_id("train-status")
    expect(status).to_have_attribute("data-step", "282")
    expect(status).to_have_attribute("data-fps", "0.0")
    page.locator(LOOKS[look]).first.wait_for()
    page.get_by_test_id("stButtonGroup").evaluate("row => row.scrollIntoView()")
    save(page, file)


def take_race(browser, address, file, name, size, scheme, part=None):
    page = opened(browser, f"{address}/race", name, size, scheme)
    expect(page.get_by_test_id("race-status")).to_have_attribute("data-step", "300")
    expect(page.get_by_test_id("landscape")).to_be_attached()
    if part:
        starts, done = GROUNDS[part]
        page.get_by_test_id(starts).click()
        page.locator(done).wait_for(timeout=60_000)
        page.get_by_test_id(part).evaluate("part => part.scrollIntoView()")
    save(page, file)


def take_function(browser, url, file, name, size, scheme, part):
    page = opened(browser, url, name, size, scheme)
    expect(page.get_by_text(LAST).last).to_be_visible()
    page.wait_for_load_state("networkidle")
    if part:
        page.get_by_test_id(part).evaluate("part => part.scrollIntoView()")
        page.get_by_test_id("stMain").evaluate("main => main.scrollBy(0, -48)")  # from the header
    save(page, file)


def take_overfitting(browser, address, file, name, size, scheme):
    page = opened(browser, f"{address}/boundary", name, size, scheme)
    expect(page.get_by_text(LAST).last).to_be_visible()
    page.get_by_test_id("preset-too-many-neurons").click()
    status = page.get_by_test_id("train-status")
    enough = "status => Number(status.dataset.step) >= 400"
    page.wait_for_function(enough, arg=status.element_handle(), timeout=60_000)
    page.get_by_test_id("train-pause").click()
    expect(status).to_have_attribute("data-status", "paused")
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    save(page, file)


def idle(page):
    """Leave it as it opens."""


def learning(page):
    """Turn the knob after an epoch, and go on for another."""
    for rate, batches in (("0.1", 282), ("0.01", 564)):
        page.get_by_test_id("learning-rate").fill(rate)
        page.keyboard.press("Enter")
        page.get_by_test_id("train-epoch").click()
        status = page.get_by_test_id("train-status")
        expect(status).to_have_attribute("data-step", str(batches))
        expect(status).to_have_attribute("data-status", "paused")
    page.get_by_test_id("learning-rate").blur()


def blown(page):
    """Let a linear output blow up."""
    page.get_by_test_id("setup-open").click()
    page.get_by_test_id("preset-blow-up").click()
    page.get_by_test_id("pace").select_option("60")
    expect(page.get_by_test_id("train-status")).to_have_attribute("data-status", "diverged")
    page.get_by_test_id("setup-open").click()


if __name__ == "__main__":
    main()
