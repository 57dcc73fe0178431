"""A fresh server for all tests together, and a real browser that reports what it met."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# On a deep link Streamlit's own page first asks for these below the lesson's address.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")

# A network that lets no socket of ours through: each ends before it has opened.
BLOCKED = """
window.WebSocket = new Proxy(WebSocket, {
    construct(Real, [address, ...others]) {
        if (!String(address).endsWith("/live")) return new Real(address, ...others);
        const dead = { readyState: Real.CLOSED, close() {} };
        setTimeout(() => dead.onclose({ code: 1006 }));
        return dead;
    },
});
"""
LANES = {"socket": "open", "reruns": "blocked"}  # and how the page says what it has
both_lanes = pytest.mark.parametrize("lane", LANES)


expect.set_options(timeout=15_000)  # the first page of a cold server on a slow machine


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(script, port=None):
    """Run a Streamlit script on `port` or a free one; yield its address once it answers."""
    port = port or free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script],
        cwd=ROOT,
        env=os.environ
        | {
            "STREAMLIT_SERVER_PORT": str(port),
            "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
            "STREAMLIT_SERVER_HEADLESS": "true",
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: Queue[str] = Queue()
    log = []

    def listen():
        for line in server.stdout:
            log.append(line)
            said.put(line)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        while str(port) not in said.get(timeout=60):
            pass
        yield f"http://127.0.0.1:{port}"
    except Empty:
        pytest.fail("the server did not start:\n" + "".join(log))
    finally:
        server.terminate()
        server.wait(20)
        listener.join()
        server.stdout.close()
    assert "Traceback" not in "".join(log), "".join(log)


def free_port():
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        return any_socket.getsockname()[1]


@pytest.fixture(scope="session")
def address():
    with serving("app.py") as url:
        yield url


@pytest.fixture(scope="session")
def anything():
    """Return the address of any network: tests/browser/any_network.py."""
    with serving("tests/browser/any_network.py") as url:
        yield url


@pytest.fixture(scope="session")
def two_pages():
    """Return the address of Draw with nothing beside it: tests/browser/two_pages.py."""
    with serving("tests/browser/two_pages.py") as url:
        yield url


def browser_path():
    """Return a browser that is installed, or None for Playwright's own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        except Error as error:
            pytest.fail(f"these tests need a browser, and none could be started: {error}")
        yield browser
        browser.close()


@pytest.fixture
def lane():
    """Return how answers come: "socket", or "reruns" where a test asks for that lane too."""
    return "socket"


USUAL = {"viewport": {"width": 1366, "height": 768}}


class Visitors:
    """Browser contexts by their options. What one page has loaded the next need not load again.

    The usual one keeps a profile on disk: only then does Chromium remember what it has compiled,
    and a page is there in two thirds of the time.
    """

    def __init__(self, browser, folder):
        self.browser, self.folder, self.made = browser, folder, {}
        self.hosts, self.met = set(), []

    def context(self, lane, options):
        key = json.dumps([lane, options], sort_keys=True)
        if key not in self.made:
            self.made[key] = self.watched(self.opened(options))
            if lane == "reruns":
                self.made[key].add_init_script(BLOCKED)
        return self.made[key]

    def opened(self, options):
        if options != USUAL:
            return self.browser.new_context(**options)
        return self.browser.browser_type.launch_persistent_context(
            self.folder / str(len(self.made)),
            executable_path=browser_path(),
            args=FLAGS,
            **options,
        )

    def watched(self, context):
        """Keep a record of what goes wrong on its pages, and on the tabs that they open."""
        met = self.met
        context.on("weberror", lambda found: met.append(f"error on the page: {found.error}"))
        context.on("console", lambda said: met.append(text) if (text := complaint(said)) else 0)
        context.on("request", lambda request: self.stays(request.url))
        context.on("page", lambda page: page.on("websocket", lambda ws: self.stays(ws.url)))
        return context

    def stays(self, asked):
        parts = urlsplit(asked)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in self.hosts:
            self.met.append(f"asked another host: {asked}")


@pytest.fixture(scope="session")
def visitors(chromium, tmp_path_factory):
    made = Visitors(chromium, tmp_path_factory.mktemp("profiles"))
    yield made
    for context in made.made.values():
        context.close()


@pytest.fixture
def visit(visitors, lane):
    """Open tabs with visit(url, script, **options of the browser context), on the test's lane.

    The script runs in the page before all others, not in tabs that it opens. At the end of the test
    none of the tabs may have met an error or asked another host.
    """
    used = []

    def open_page(url, script="", **options):
        context = visitors.context(lane, USUAL | options)
        used.append(context)
        visitors.hosts.add(urlsplit(url).netloc)
        page = context.new_page()
        page.add_init_script(script)
        page.goto(url)
        expect(page.get_by_test_id("connection")).to_have_attribute("data-state", LANES[lane])
        return page

    visitors.hosts.clear()
    visitors.met.clear()
    yield open_page
    for context in used:
        for page in context.pages:
            if page.url == "about:blank":
                continue  # with its last page a browser that has a profile closes
            if page.get_by_test_id("stException").count():
                visitors.met.append(page.get_by_test_id("stException").first.inner_text())
            page.close()
    assert visitors.met == []


@pytest.fixture
def bare_page(chromium, address):
    """Return a page without the app, at once there, to ask the server for files and modules on."""
    page = chromium.new_page()
    page.goto(f"{address}/assets/lib/mount.js")
    yield page
    page.close()


def complaint(message):
    if message.type != "error" or message.location["url"].endswith(HARMLESS):
        return None
    return f"console: {message.text} ({message.location['url']})"


# Phones, tablets, a laptop, a projector; the lowest and the tallest of them stand at either end.
SCREENS = ((320, 568), (390, 844), (768, 1024), (1024, 768), (1366, 768), (1920, 600), (1920, 1600))


def every_screen(page):
    """Give the page the size of one screen after the other; yield each width once it fits."""
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        page.wait_for_function(
            """(width) => window.innerWidth === width
                && document.querySelector("[data-testid=stMain]").scrollWidth <= width""",
            arg=width,
        )
        yield width


def both_schemes(page):
    """Show the page in light, then in dark; yield each once the theme has changed."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            """(scheme) => getComputedStyle(document.querySelector("[data-testid=stApp]"))
                .colorScheme === scheme""",
            arg=scheme,
        )
        yield scheme


@pytest.fixture
def axe():
    """Return what axe-core finds on a page, as readable lines."""
    if not AXE.exists():
        pytest.fail(f"these tests need axe-core, expected at {AXE.relative_to(ROOT)}: make browser")
    source = AXE.read_text(encoding="utf-8")

    def found(page):
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        report = page.evaluate("axe.run()")
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in report["violations"]
            for node in violation["nodes"]
        ]

    return found
