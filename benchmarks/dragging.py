"""How long numbers take to follow what is dragged: pointer event to painted number.

    python -m benchmarks.dragging

A mouse drags one thing of each lesson up and down in a real browser, one move after another, each
at some moment after the answer to the last has been painted. Prints milliseconds; the limit is a
tenth of a second, up to which an answer seems to be immediate (Miller 1968).
"""

from random import Random
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.browser import STREAMLIT, chromium, percentile, serving
from benchmarks.latency import FRAME, STOPWATCH

LIMIT = 100  # milliseconds
MOVES, STEP = 60, 4  # and px a move

# What is dragged, its lesson, and the number that is waited for.
DRAGGED = {
    "a point of the parabola": ("function", "fit-point-3", "fit-loss"),
    "the point of an activation function": ("activations", "curves-point", "curves-a"),
    "a sum of the softmax": ("activations?softmax=close", "shares-bar-5", "shares-share-5"),
    "an output of the loss": ("loss?preset=textbook", "loss-bar-2", "loss-value"),
}


def drag(page: Page, handle: str, answer: str) -> list[float]:
    """Drag up and down in small moves; return the milliseconds from each to its answer."""
    thing, number = page.get_by_test_id(handle), page.get_by_test_id(answer)
    thing.scroll_into_view_if_needed()
    box = thing.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(500)  # what the press alone has asked for is answered
    page.evaluate(STOPWATCH, [thing.element_handle(), number.element_handle(), True])
    random = Random(0)
    for count in range(1, MOVES + 1):
        page.wait_for_timeout(random.uniform(0, FRAME))
        x, y = x + STEP * (-1) ** count, y + STEP * (-1) ** (count // 8)
        page.mouse.move(x, y)
        page.wait_for_function("n => window.times.length >= n", arg=count)
    times: list[float] = page.evaluate("window.times")
    page.mouse.up()
    return times


def follow(browser: Browser, host: str, lesson: str, handle: str, answer: str) -> list[float]:
    """Open a lesson and drag something in it; return the milliseconds."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"http://{host}/{lesson}")
    page.get_by_test_id(answer).wait_for()
    page.wait_for_load_state("networkidle")
    times = drag(page, handle, answer)
    page.close()
    return times


def main() -> None:
    """Measure each and print the table."""
    print("| dragged | moves | median, ms | p95, ms |\n|---|---|---|---|")
    slowest = 0.0
    with chromium() as browser, serving(*STREAMLIT) as (host, _):
        for name, what in DRAGGED.items():
            times = follow(browser, host, *what)
            slow = percentile(times, 0.95)
            slowest = max(slowest, slow)
            print(f"| {name} | {len(times)} | {median(times):.1f} | {slow:.1f} |")
    print(f"\nLimit: p95 {LIMIT} ms: {'met' if slowest <= LIMIT else 'missed'}.")


if __name__ == "__main__":
    main()
