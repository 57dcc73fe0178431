"""Digits as they are written in different countries: the ways that MNIST knows few of.

A 1 with a flag and a foot, a 7 with a bar, a slashed 0, an open 4, a 9 with a curl, and the
plain forms beside them, so that none of the ten is learnt from a single hand.
"""

from collections.abc import Iterator

import numpy as np

from nn_core.arrays import Array
from tools.hand import places, written

STRAY = 28.0  # grid units, standard deviation of each place the pen should pass
TURN = np.deg2rad(7)  # radians, standard deviation
SLANT = 0.15  # shear, standard deviation
STRETCH = 0.18  # standard deviation of the logarithm of width over height

OVAL = "520,170 380,210 290,370 270,540 330,760 470,850 620,790 720,600 720,400 640,230 520,170"
WAYS = {
    0: [
        [OVAL],
        [OVAL, "690,210 500,510 310,810"],  # slashed
        [OVAL, "800,110 500,510 210,900"],  # slashed beyond its edge
    ],
    1: [
        ["500,150 500,500 495,850"],
        ["340,380 430,270 530,150 530,150 528,500 525,850"],  # with a flag
        ["250,520 390,340 540,150 540,150 540,500 540,850"],  # a flag half as long as the stem
        ["340,360 430,270 530,150 530,150 530,500 530,840", "330,850 530,845 730,845"],
        ["300,460 420,310 540,150 540,150 535,500 530,840", "360,850 530,850 700,850"],
        ["520,150 520,500 520,840", "340,850 520,845 700,845"],  # with a foot alone
    ],
    2: [
        ["310,330 360,210 480,165 610,220 650,340 580,500 440,660 300,820 300,820 480,815 710,820"],
        [
            "310,310 380,200 510,165 630,240 640,380 540,560 400,730 310,810 290,760 350,720 "
            "450,770 590,830 720,800"  # with a loop
        ],
        ["300,200 470,190 670,195 670,195 500,480 310,820 310,820 500,815 710,815"],  # like a Z
    ],
    3: [
        [
            "320,240 430,165 580,185 640,290 580,410 450,480 450,480 610,510 690,630 640,770 "
            "490,845 310,780"
        ],
        [
            "320,180 480,175 670,175 670,175 580,310 470,440 470,440 620,480 690,620 640,770 "
            "490,845 310,790"  # flat on top
        ],
    ],
    4: [
        ["500,150 420,350 290,590 290,590 480,595 740,585", "610,400 605,610 595,860"],
        ["330,170 310,370 300,560 300,560 480,570 690,565", "680,170 675,500 665,860"],  # open
        ["350,170 320,350 350,500 480,540 640,500", "660,170 655,500 640,860"],  # open, round
        ["610,860 610,500 610,150 610,150 450,380 270,620 270,620 500,620 760,620"],  # closed
        ["480,150 370,350 270,560 270,560 500,560 740,560", "520,360 500,600 460,860"],
    ],
    5: [
        [
            "400,180 385,320 365,450 365,450 490,400 630,460 690,600 630,760 480,845 310,790",
            "400,180 540,180 690,175",
        ],
        [
            "680,180 540,180 400,185 400,185 385,320 365,450 365,450 490,400 630,460 690,600 "
            "630,760 480,845 310,790"
        ],
        ["660,180 500,175 390,250 390,370 490,450 620,530 660,660 590,790 450,840 320,790"],
    ],
    6: [
        [
            "600,150 460,280 350,460 310,640 360,790 490,850 620,790 660,670 600,560 480,540 "
            "370,610 320,700"
        ],
        ["360,150 330,400 320,640 370,800 500,850 630,790 660,660 590,550 470,550 360,640"],
        [
            "660,230 560,160 430,220 340,400 310,620 370,800 500,850 630,780 650,650 560,560 "
            "430,580 340,680"
        ],
    ],
    7: [
        ["300,200 470,195 700,190 700,190 600,410 510,620 450,850"],
        ["300,200 470,195 700,190 700,190 600,410 510,620 450,850", "380,520 530,510 700,505"],
        ["290,300 300,190 300,190 470,200 710,190 710,190 600,410 510,620 450,850"],  # with a hook
        [
            "290,300 300,190 300,190 470,200 710,190 710,190 600,410 510,620 450,850",
            "370,530 520,520 690,510",
        ],  # with hook and bar
        ["300,210 420,170 560,210 700,180 700,180 590,420 520,630 490,850", "380,500 680,480"],
    ],
    8: [
        [
            "630,250 520,165 390,210 370,320 470,430 600,540 650,690 580,810 450,845 340,760 "
            "350,620 470,500 600,390 640,270"
        ],
        [
            "500,470 390,400 370,270 470,170 600,200 640,320 570,440 500,470 370,560 340,720 "
            "440,840 590,830 670,700 620,550 500,470"
        ],
    ],
    9: [
        ["640,260 530,170 400,210 350,340 410,460 540,470 640,380 650,250 650,250 645,500 630,850"],
        [
            "640,260 530,170 400,210 350,340 410,460 540,470 640,380 650,250 650,250 660,520 "
            "620,740 500,845 350,800"
        ],  # with a curl
        [
            "640,260 530,170 400,210 350,340 410,460 540,470 640,380 650,250 650,250 640,520 "
            "560,720 430,850"
        ],
    ],
}


def templates(each: int, seed: int) -> Iterator[tuple[int, list[Array]]]:
    """Yield every way of writing `each` times, by another hand each time: digit and strokes."""
    rng = np.random.default_rng(seed)
    for digit, ways in WAYS.items():
        for way in ways:
            for _ in range(each):
                hand = _hand(rng)
                lines = (places(stroke) for stroke in way)
                strays = (line + _stray(line, rng) for line in lines)
                yield digit, [written(line, rng) @ hand for line in strays]


def _stray(line: Array, rng: np.random.Generator) -> Array:
    """Return by how much each place is missed. A place that stands twice is missed once."""
    stray = rng.normal(0, STRAY, line.shape)
    for k in np.flatnonzero((line[1:] == line[:-1]).all(axis=1)):
        stray[k + 1] = stray[k]
    return stray


def _hand(rng: np.random.Generator) -> Array:
    """Return how one hand turns, slants and stretches what it writes, (2, 2)."""
    turn, slant, stretch = rng.normal(0, (TURN, SLANT, STRETCH))
    wide = np.exp(stretch / 2)
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return np.array([[wide, 0], [-slant, 1 / wide]]) @ turned
