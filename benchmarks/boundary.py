"""How fast the plane is: epochs with the boundary drawn after each, and frames on a screen.

    python -m benchmarks.boundary

An epoch is 25 batches of 10 points; after each, the network answers at 100 x 100 places, as
TensorFlow Playground has it. Its own code in Node reached about 50 and 6 epochs a second with
these networks on such a machine; the targets are 3 and 10 times that.
"""

import os
from statistics import median
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from playwright.sync_api import Browser

from benchmarks.browser import STREAMLIT, chromium, serving
from nn_core import LOSSES, Dataset, Settings, Training, advance, datasets, forward, new_network
from nn_core.datasets.points import REACH
from nn_core.field import places

EPOCHS, ROUNDS, BATCHES = 20, 9, 25
NETWORKS = {(2, 4, 2, 1): (50, 3), (2, 8, 8, 8, 8, 8, 8, 1): (6, 10)}  # Playground's, our target
SECONDS = 10  # that a plane runs in the browser before its frames are read
LARGE = "count=3000&unseen=0.5&hidden=50-50-50-50&batch=10&pace=none"
USUAL = "count=200&pace=none"


def epochs(sizes: tuple[int, ...]) -> float:
    """Return the epochs a second, each with the boundary after it: the median of some rounds."""
    points = datasets.circles(500, seed=1)
    sign = 2 * points.y[:, 1:] - 1  # a tanh says -1 or 1
    data = Dataset(points.x, sign, points.x_test, 2 * points.y_test[:, 1:] - 1)
    settings, loss = Settings(learning_rate=0.03, batch_size=10), LOSSES["mse"]
    grid = places(100, REACH)
    training = Training(new_network(sizes, "tanh", "tanh", rng=np.random.default_rng(0)))
    took = []
    for _ in range(ROUNDS):
        began = perf_counter()
        for _ in range(EPOCHS):
            training = advance(training, data, loss, settings, BATCHES)
            forward(training.network, grid)
        took.append((perf_counter() - began) / EPOCHS)
    return 1 / median(took)


def frames(browser: Browser, address: str, link: str) -> tuple[float, int]:
    """Return the frames painted a second while a plane runs, and the batches that it took."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"http://{address}/boundary?{link}")
    status = page.get_by_test_id("train-status")
    page.locator("[data-testid=train-status][data-step]").wait_for()
    page.get_by_test_id("train-run").click()
    page.wait_for_timeout(1000 * SECONDS)
    found = status.evaluate("found => [Number(found.dataset.fps), Number(found.dataset.step)]")
    page.close()
    return found[0], found[1]


def main() -> None:
    """Print both tables."""
    print("| network, tanh | epochs a second | Playground's | ratio | target |")
    print("|---|---|---|---|---|")
    for sizes, (theirs, target) in NETWORKS.items():
        ours = epochs(sizes)
        name = "-".join(map(str, sizes))
        print(f"| {name} | {ours:,.0f} | {theirs} | {ours / theirs:.1f} × | {target} × |")
    print()
    print(f"| in the browser, after {SECONDS} s | frames a second | batches | target |")
    print("|---|---|---|---|")
    with serving(*STREAMLIT) as (address, _), chromium() as browser:
        for name, link, target in (
            ("200 points, 2-3-2", USUAL, "at least 19"),
            ("3,000 points, 2-50-50-50-50-2", LARGE, "at least 5"),
        ):
            painted, batches = frames(browser, address, link)
            print(f"| {name} | {painted:.1f} | {batches:,} | {target} |")


if __name__ == "__main__":
    main()
