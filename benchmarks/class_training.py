"""A class that trains: twenty open trainings at once, each with a view of it open.

    pip install -r requirements-dev.txt
    python -m benchmarks.class_training

Every visitor opens the lesson Turn the knob as a browser does, lets the training run, and watches
its curve and the slope it walks over the socket. Meanwhile a real browser opens the lesson, again
and again. Prints the frames that each visitor gets, how long the page takes to be there, and the
server's memory. Takes a minute.
"""

import asyncio
import json
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from time import monotonic

from playwright.async_api import async_playwright

from benchmarks.browser import FLAGS, STREAMLIT, browser_path, percentile, serving
from benchmarks.load import Visitor, megabytes

VISITORS, SECONDS, OPENINGS = 20, 20, 5
LEAST_FRAMES, LONGEST_OPENING, MOST_MEMORY = 5.0, 3.0, 20.0  # a second, seconds, MB: the targets


@dataclass
class Trainee(Visitor):
    """One open training."""

    frames: list[float] = field(default_factory=list)  # when they came, seconds
    steps: int = 0  # batches that were taken

    async def train(self) -> None:
        """Let the training run, and look at it."""
        for message in (
            {"kind": "watch", "of": "training", "run": 0, "batch": 0},
            {"kind": "look", "view": "slope", "first": 0},
            {"kind": "train", "do": "run"},
        ):
            await self.live.send(json.dumps(message))
        end = monotonic() + SECONDS
        while monotonic() < end:
            said = json.loads(await self.live.recv())
            if said["kind"] == "training":
                self.frames.append(monotonic())
                self.steps = said["step"]

    @property
    def a_second(self) -> float:
        """Return how many frames came a second, once the training ran."""
        return (len(self.frames) - 1) / (self.frames[-1] - self.frames[0])

    @property
    def longest(self) -> float:
        """Return the longest time between two frames, in seconds."""
        return max(later - earlier for earlier, later in pairwise(self.frames))


async def openings(address: str) -> list[float]:
    """Return how many seconds the lesson took to be there, each time in a new browser."""
    times = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for _ in range(OPENINGS):
            context = await browser.new_context(viewport={"width": 1366, "height": 768})
            page = await context.new_page()
            began = monotonic()
            await page.goto(f"http://{address}/training")
            await page.locator("[data-testid=train-status][data-status=idle]").wait_for()
            times.append(monotonic() - began)
            await context.close()
        await browser.close()
    return times


async def measure(address: str, process: int) -> None:
    """Print the table of a class."""
    first = Trainee(address, 0, page="training")
    await first.come()
    await first.leave()
    before = megabytes(process)
    trainees = [Trainee(address, number, page="training") for number in range(VISITORS)]
    for trainee in trainees:
        await trainee.come()
    times, *_ = await asyncio.gather(openings(address), *(trainee.train() for trainee in trainees))
    held = (megabytes(process) - before) / VISITORS
    for trainee in trainees:
        await trainee.leave()
    frames = sorted(trainee.a_second for trainee in trainees)
    steps = sorted(trainee.steps for trainee in trainees)
    longest = [trainee.longest for trainee in trainees]
    print(f"| {VISITORS} visitors train at once | measured | target |")
    print("|---|---|---|")
    print(
        f"| frames a second, the least of all and the median | {frames[0]:.1f} and "
        f"{median(frames):.1f} | at least {LEAST_FRAMES:g} |"
    )
    print(
        f"| longest gap between frames, median and worst | {median(longest):.2f} and "
        f"{max(longest):.2f} s | |"
    )
    print(f"| batches in {SECONDS} s, the fewest and the most | {steps[0]:,} and {steps[-1]:,} | |")
    print(
        f"| the lesson is there, median and worst of {OPENINGS} | {median(times):.1f} and "
        f"{percentile(times, 1):.1f} s | at most {LONGEST_OPENING:g} s |"
    )
    print(f"| memory of a visitor | {held:.1f} MB | below {MOST_MEMORY:g} MB |")


def main() -> None:
    """Start a server and measure it."""
    with serving(*STREAMLIT) as (host, process):
        asyncio.run(measure(host, process))


if __name__ == "__main__":
    main()
