"""Draw the ten examples in assets/drawings/: one of each digit, written as a hand would.

    python -m tools.draw_examples

The same strokes serve the tests as digits to draw with the mouse.
"""

import json
from pathlib import Path

import numpy as np

from nn_core.arrays import Array

FILE = Path(__file__).parents[1] / "assets" / "drawings" / "examples.json"
SPACING = 16  # grid units between two points, about as a mouse leaves them
SEED = 7
TREMBLE = 5.0  # grid units by which the hand strays from the curve

# Where the pen passes, x,y on the 0-1000 grid with y down, one string a stroke. A point that
# stands twice makes a corner.
STROKES = {
    0: [
        "540,165 400,190 300,340 280,530 330,740 470,840 620,790 710,620 715,420 650,240 520,165",
    ],
    1: [
        "390,330 470,260 545,160 545,160 540,400 530,850",
    ],
    2: [
        "310,330 350,220 470,165 610,200 660,320 600,480 460,640 310,810 310,810 480,800 700,815",
    ],
    3: [
        "320,230 420,165 570,180 640,280 590,400 460,470 460,470 610,500 "
        "690,620 640,770 490,840 310,780",
    ],
    4: [
        "490,150 420,340 300,570 300,570 480,580 730,565",
        "610,380 600,600 585,860",
    ],
    5: [
        "400,180 385,320 360,450 360,450 480,410 620,460 680,600 630,760 480,840 310,790",
        "400,180 540,185 680,170",
    ],
    6: [
        "600,150 460,270 350,450 310,640 360,790 490,845 620,790 660,670 "
        "600,560 480,540 370,610 320,700",
    ],
    7: [
        "300,210 460,200 700,190 700,190 610,400 520,610 460,850",
    ],
    8: [
        "630,250 520,170 390,210 370,320 470,430 600,540 650,680 580,810 "
        "450,840 340,760 350,620 470,500 600,390 640,270",
    ],
    9: [  # left open at the top, so that the network is in some doubt: it could be a 4
        "480,220 430,200 385,240 350,350 410,480 540,490 640,390 660,250 "
        "660,250 650,500 610,700 560,850",
    ],
}


def main() -> None:
    """Write the examples."""
    examples = []
    for digit, strokes in STROKES.items():
        rng = np.random.default_rng([SEED, digit])
        examples.append({"digit": digit, "strokes": [_written(stroke, rng) for stroke in strokes]})
    FILE.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(example) for example in examples)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(examples)} drawings, {FILE.stat().st_size} bytes")


def _written(stroke: str, rng: np.random.Generator) -> list[int]:
    """Return x, y, x, y, ... of a smooth trembling line through the points."""
    line = _smooth(np.array([place.split(",") for place in stroke.split()], float))
    walked = np.concatenate([[0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    places = np.linspace(0, walked[-1], max(2, round(walked[-1] / SPACING)))
    points = np.stack([np.interp(places, walked, line[:, k]) for k in (0, 1)], axis=1)
    # A hand strays slowly: few random turns, smooth in between.
    turns = rng.normal(0, TREMBLE, (max(4, len(points) // 6), 2))
    stray = _smooth(turns)
    places = np.linspace(0, len(stray) - 1, len(points)).astype(int)
    return [int(v) for v in np.round(points + stray[places]).ravel()]


def _smooth(passes: Array) -> Array:
    """Return a fine curve through the points (Catmull, Rom 1974)."""
    ends = np.concatenate([passes[:1], passes, passes[-1:]])
    before, start, end, after = ends[:-3], ends[1:-2], ends[2:-1], ends[3:]
    t = np.linspace(0, 1, 20, endpoint=False)[:, None, None]
    curve = (
        start
        + t * (end - before) / 2
        + t**2 * (before - 2.5 * start + 2 * end - after / 2)
        + t**3 * (1.5 * (start - end) + (after - before) / 2)
    )
    return np.concatenate([curve.swapaxes(0, 1).reshape(-1, 2), passes[-1:]])


if __name__ == "__main__":
    main()
