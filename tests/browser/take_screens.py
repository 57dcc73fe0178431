"""Take the screenshots of docs/screens/ again: make screens."""

import shutil

from conftest import BROWSERS, FLAGS, ROOT, serving
from playwright.sync_api import expect, sync_playwright

FOLDER = ROOT / "docs" / "screens"
SCREENS = {"desktop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844)}
WHOLE = {"desktop": (1366, 1250), "phone": (390, 2250)}  # tall enough to hold the whole page


def main():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, serving("app.py") as address:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for scheme in ("light", "dark"):
            for name, size in SCREENS.items():
                take(browser, address, f"draw-{name}-{scheme}", name, size, scheme)
        for name, size in WHOLE.items():
            take(browser, f"{address}/?random=true", f"draw-{name}-whole", name, size, "light")
        browser.close()


def take(browser, url, file, name, size, scheme):
    width, height = size
    phone = {"has_touch": True, "is_mobile": True} if name == "phone" else {}
    page = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, **phone
    ).new_page()
    page.goto(url)
    expect(page.get_by_test_id("example-9")).to_be_visible()
    expect(page.locator(".digit-pad")).to_have_attribute("data-answered", "true")
    expect(page.get_by_text("What happened?")).to_be_visible()
    page.evaluate("document.fonts.ready")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
    page.screenshot(path=FOLDER / f"{file}.png")
    page.context.close()


if __name__ == "__main__":
    main()
