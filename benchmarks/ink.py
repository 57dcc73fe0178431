"""How long ink takes: strokes to picture, beside every pixel's distance to every segment.

    python -m benchmarks.ink

Prints microseconds a drawing, the median of all examples' best of several rounds, one thread.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from nn_core import ink
from nn_core.arrays import Array

EXAMPLES = Path(__file__).parents[1] / "assets" / "drawings" / "examples.json"
LIMIT = 500  # microseconds, for an ordinary drawing at 28 pixels
ROUNDS = 30


def every_pixel(lines: list[Array], size: int) -> Array:
    """Return the picture the direct way, once the lines are in place."""
    steps = ink.steps(lines, size)
    start, end = (
        np.concatenate([steps.scale * line[part] + steps.centred for line in lines])[:, None, None]
        for part in (slice(None, -1), slice(1, None))
    )
    pixel = np.stack(np.meshgrid(np.arange(size), np.arange(size)), axis=-1) + 0.5
    step, gap = end - start, pixel - start
    t = (gap * step).sum(axis=-1) / (step**2).sum(axis=-1)
    distance = np.linalg.norm(gap - t.clip(0, 1)[..., None] * step, axis=-1).min(axis=0)
    return np.clip(ink.PEN * size / 2 + 0.5 - distance, 0, 1)


def microseconds(draw: Callable[[list[Array], int], Array], lines: list[Array], size: int) -> float:
    """Return the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        draw(lines, size)
        times.append(perf_counter() - start)
    return min(times) * 1e6


def main() -> None:
    """Print the table."""
    drawings = []
    for example in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        lines = [np.array(stroke, float).reshape(-1, 2) for stroke in example["strokes"]]
        # The direct way can't divide by the length of a step that goes nowhere.
        drawings.append([line[[True, *(p.any() for p in np.diff(line, axis=0))]] for line in lines])
    points = median(sum(map(len, lines)) for lines in drawings)
    print(f"examples of {points:.0f} points (median); limit at 28 pixels: {LIMIT} µs")
    print(f"{'side':>6}{'picture':>12}{'every pixel':>14}{'ratio':>8}")
    for size in (28, 60):
        ours = median(microseconds(ink.picture, lines, size) for lines in drawings)
        direct = median(microseconds(every_pixel, lines, size) for lines in drawings)
        print(f"{size:>6}{ours:>9.0f} µs{direct:>11.0f} µs{direct / ours:>8.1f}")


if __name__ == "__main__":
    main()
