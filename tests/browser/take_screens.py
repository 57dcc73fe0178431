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
# The lessons about mistakes: their links, what stands there once they are whole, how tall they are.
MISTAKES = {
    "loss": ("loss?open=none", "What is a loss?", {"desktop": (1366, 1350), "phone": (390, 2700)}),
    "loss-textbook": ("loss?preset=textbook&open=term-1", "What is a loss?", {}),
    "derivative": (
        "derivative?weight=3-52-9",
        "What is a derivative?",
        {"desktop": (1366, 2600), "phone": (390, 4200)},
    ),
    "backpropagation": (
        "backpropagation?weight=1-406-75",
        "Which part of me caused it?",
        {"desktop": (1366, 3000), "phone": (390, 4600)},
    ),
    "by-hand": ("backpropagation?part=2-2-2+by+hand", "There, back, and one step", {}),
}


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
                for lesson, (link, whole, _) in MISTAKES.items():
                    file = f"{lesson}-{name}-{scheme}"
                    take_mistake(browser, f"{address}/{link}", file, name, size, scheme, whole)
                for does in (idle, learning, blown):
                    file = f"training-{does.__name__}-{name}-{scheme}"
                    take_training(browser, address, file, name, size, scheme, does)
        for name, size in WHOLE.items():
            take(browser, f"{address}/?random=true", f"draw-{name}-whole", name, size, "light")
            link, file = "?neuron=2-52&open=z", f"forward-{name}-whole"
            take_forward(browser, address, file, name, WHOLE_FORWARD[name], "light", link)
            for lesson, (link, whole, tall) in MISTAKES.items():
                if name in tall:
                    file, url = f"{lesson}-{name}-whole", f"{address}/{link}"
                    take_mistake(browser, url, file, name, tall[name], "light", whole)
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


def take_mistake(browser, url, file, name, size, scheme, whole):
    page = opened(browser, url, name, size, scheme)
    expect(page.get_by_text(whole).last).to_be_visible()
    if page.get_by_test_id("walk-step").count():
        for _ in range(6):
            page.get_by_test_id("walk-step").first.click()
    save(page, file)


def take_training(browser, address, file, name, size, scheme, does):
    page = opened(browser, f"{address}/training", name, size, scheme)
    expect(page.get_by_test_id("loss-curve")).to_have_attribute("data-axis", "linear")
    expect(page.get_by_text("What is a step?")).to_be_visible()
    does(page)
    expect(page.get_by_test_id("train-status")).to_have_attribute("data-fps", "0.0")
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
    page.get_by_test_id("preset-blow-up").click()
    page.get_by_test_id("pace").select_option("60")
    expect(page.get_by_test_id("train-status")).to_have_attribute("data-status", "diverged")


if __name__ == "__main__":
    main()
