"""Draw what is in assets/drawings/: each digit, as a hand would, no digits, and doubtful ones.

    python -m tools.draw_examples

The same strokes serve the tests as digits to draw with the mouse.
"""

import json
from pathlib import Path

import numpy as np

from tools.hand import places, written

FOLDER = Path(__file__).parents[1] / "assets" / "drawings"
SEED = 7

# Where the pen passes, one string a stroke (tools.hand.places).
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
        "498,220 439,200 385,240 350,350 410,480 540,490 640,390 660,250 "
        "660,250 650,500 610,700 560,850",
    ],
}


# What the networks are very sure about all the same, and should not be.
NO_DIGITS = {
    "scribble": [
        "735,217 396,211 747,338 395,432 750,526 221,476 703,585 246,733 631,685 183,786",
    ],
    "zigzag": [
        "278,709 194,307 300,646 342,375 412,661 486,186 497,618 538,258 657,720 693,150 724,829 "
        "706,335 840,811",
    ],
    "heart": [
        "500,340 440,230 330,200 240,280 260,430 370,600 500,780 500,780 620,610 740,430 760,290 "
        "670,200 560,230 500,340",
    ],
    "B": [
        "340,170 340,500 340,840",
        "340,170 560,190 620,320 540,450 350,480 350,480 600,520 660,680 560,820 340,840",
    ],
}

# A 7 with hardly a bar, a 9 that is nearly as open as a 4: each trained network is in doubt about
# one of them at least. The lessons about mistakes look at them.
DOUBTFUL = {
    7: [
        "490,242 640,200 640,200 590,400 545,600 520,850",
    ],
    9: [
        "480,218 430,200 385,240 350,350 410,480 540,490 640,390 660,250 "
        "660,250 650,500 610,700 560,850",
    ],
}


def main() -> None:
    """Write the examples and the doubtful ones."""
    examples: list[dict[str, object]] = []
    for digit, strokes in STROKES.items():
        examples.append({"digit": digit, "strokes": _drawn(strokes, [SEED, digit])})
    for place, (name, strokes) in enumerate(NO_DIGITS.items()):
        examples.append({"name": name, "strokes": _drawn(strokes, [SEED, 10 + place])})
    doubtful = [
        {"digit": digit, "strokes": _drawn(strokes, [SEED, 20 + digit])}
        for digit, strokes in DOUBTFUL.items()
    ]
    _write("examples.json", examples)
    _write("doubtful.json", doubtful)


def _write(name: str, drawings: list[dict[str, object]]) -> None:
    text = ",\n".join(json.dumps(drawing) for drawing in drawings)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(f"[\n{text}\n]\n", encoding="utf-8")
    print(f"{name}: {len(drawings)} drawings, {(FOLDER / name).stat().st_size} bytes")


def _drawn(strokes: list[str], seed: list[int]) -> list[list[int]]:
    """Return each stroke as x, y, x, y, ..."""
    rng = np.random.default_rng(seed)
    return [written(places(stroke), rng).astype(int).ravel().tolist() for stroke in strokes]


if __name__ == "__main__":
    main()
