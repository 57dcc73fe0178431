"""A server of our own and a headless browser, for benchmarks that look at the screen."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
STREAMLIT = ("-m", "streamlit", "run", "app.py")


@contextmanager
def serving(*command: str, path: str = "/_stcore/health") -> Iterator[tuple[str, int]]:
    """Run a server by Python with these arguments; yield its address and its process id.

    {port} in them stands for a free port of 127.0.0.1. It is stopped at the end.
    """
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        port = any_socket.getsockname()[1]
    settings = {
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
        "OPENBLAS_NUM_THREADS": "1",
    }
    server = subprocess.Popen(
        [sys.executable, *(part.format(port=port) for part in command)],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}{path}")
        yield f"127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str) -> None:
    over = monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            if monotonic() > over:
                raise
            sleep(0.1)


def browser_path() -> str | None:
    """Return a browser that is installed, or None for Playwright's own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser that is installed, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()


def percentile(values: list[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
