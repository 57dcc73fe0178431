"""How a training looks in a real browser while it runs, and what that costs it.

    pip install -r requirements-dev.txt
    python -m benchmarks.live_training

One visitor at full pace, with the set-up and the slope that it walks open, and a server of its
own: frames painted a second, how long the longest gaps between them are, how soon a turn of the
knob is seen, and how many batches a second are taken, next to the bare loop in this process on the
same network and batches.
"""

import os
from collections.abc import Sequence
from itertools import pairwise
from time import perf_counter

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy: as the app has it

from statistics import mean, median

from benchmarks.browser import STREAMLIT, chromium, percentile, serving
from nn_core import LOSSES, Settings, Training, advance, datasets
from nn_core.presets import BATCH_SIZE, SEED, Setup

SECONDS = 10
TURNS = 30  # of the knob

# A frame is painted when the attributes of the status change: they are set at the end of it.
WATCH = """status => {
    window.frames_painted = [];
    new MutationObserver(() => {
        const now = performance.now(), { step, rate } = status.dataset;
        const last = window.frames_painted.at(-1);
        if (last?.step !== step) window.frames_painted.push({ now, step });
        if (window.turned?.rate === Number(rate)) {
            window.turned.done(now - window.turned.at);
            window.turned = null;
        }
    }).observe(status, { attributes: true });
}"""
TURN = """(slider, power) => new Promise((done) => {
    slider.value = power;
    const rate = Number((10 ** slider.value).toPrecision(2));
    window.turned = { rate, done, at: performance.now() };
    slider.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def bare() -> float:
    """Return how many batches a second are taken where nobody looks: one after another."""
    data, setup = datasets.digits(), Setup()
    settings = Settings(learning_rate=0.1, batch_size=BATCH_SIZE, seed=SEED)
    training, loss = Training(setup.start()), LOSSES[setup.course.loss]
    start = perf_counter()
    while perf_counter() - start < SECONDS / 2:
        training = advance(training, data, loss, settings)
    return training.batch / (perf_counter() - start)


def watched(address: str) -> tuple[list[float], list[float], float]:
    """Return when frames were painted, how long turns took to be seen (ms), batches a second."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"http://{address}/training?setup=open&more=slope")
        status = page.get_by_test_id("train-status")
        page.wait_for_function(
            "found => found.dataset.status === 'idle'", arg=status.element_handle()
        )
        page.wait_for_timeout(2000)  # the chart is loaded, the socket open
        status.evaluate(WATCH)
        page.get_by_test_id("train-run").click()
        page.wait_for_timeout(2000)
        page.evaluate("window.frames_painted = []")
        page.wait_for_timeout(1000 * SECONDS)
        frames = page.evaluate("window.frames_painted")
        slider = page.get_by_test_id("rate-slider")
        turns = []
        for turn in range(TURNS):
            turns.append(slider.evaluate(TURN, -1 - 0.05 * (turn % 2 + 1)))
            page.wait_for_timeout(83)  # not in step with the frames
    times = [frame["now"] for frame in frames]
    batches = int(frames[-1]["step"]) - int(frames[0]["step"])
    return times, turns, 1000 * batches / (times[-1] - times[0])


def main() -> None:
    """Measure and print the table."""
    alone = bare()
    with serving(*STREAMLIT) as (address, _):
        times, turns, rate = watched(address)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    rows = [
        ("frames painted a second", f"{1000 / mean(gaps):.1f}", "at least 19"),
        ("gap between frames, median and p95", spread(gaps), "at most 80 ms"),
        ("knob turned → seen, median and p95", spread(turns), "at most 100 ms"),
        ("batches a second", f"{rate:,.0f}", ""),
        ("the bare loop", f"{alone:,.0f}", ""),
        ("share of the bare loop", f"{rate / alone:.0%}", "at least 60 %"),
    ]
    print("| one visitor, 784-64-32-10 in batches of 32 | measured | target |")
    print("|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def spread(times: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    return f"{median(times):.0f} and {percentile(list(times), 0.95):.0f} ms"


if __name__ == "__main__":
    main()
