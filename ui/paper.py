"""What is written on paper is found by taking the paper away.

What differs from its surroundings is ink, whatever the colours: dark on light, light on dark,
blue on yellow, half of it in the shade.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from nn_core import ink
from nn_core.arrays import Array

LIGHT = 32  # pixels of the longer side for the light on the paper
SURROUNDINGS = 17  # of these
EVEN = 0.6  # share of the page, or of its rim, that has the colour of the rim
SMALLEST = 0.01  # share of the page's longer side: less is a speck
SHEET, SOLID = 0.2, 0.6  # a block: its shorter side in the page's longer, the share that is filled
CLEARLY = 1.7  # times the threshold
COARSE = 256  # pixels of the longer side for finding what hangs together
SCAN = 200  # pixels of the longer side of the digit that is cut out
SEEN = 5.0  # times the paper's own noise: less is not ink
FAINT = 12.0  # grey levels of 255: less is not ink either
PIECE = 0.6  # a piece of a digit is at most so high as a share of it; else it is a digit itself
NEAR = 0.1  # and at most so far away
MARGIN = 16  # pixels around it, room for lines to grow
THIN, THICK = 0.75, 1.5  # times the pad's pen: lines beyond are made as wide as the pen
MOST_THINGS = 1000  # that are looked at


@dataclass(frozen=True, eq=False)
class Scan:
    """The tallest thing written on a page, cut out."""

    ink: Array  # (rows, columns) in [0, 1]; its longer side has about SCAN pixels
    corner: tuple[float, float]  # where its left upper corner lies on the page, in pixels
    unit: float  # pixels of the page to one of the scan
    others: int  # how many other things of some size are on the page


def scan(page: Image.Image, may_lie_on_a_table: bool = True) -> Scan:
    """Return what is written on a page, an RGB picture: of several things the tallest one.

    Where the page turns out to be a sheet that lies on a table, the sheet is looked at alone.
    Raises ValueError, with a sentence for the reader, where nothing is written.
    """
    for paper in _papers(page):
        difference = _difference(page, paper)
        threshold = _half_way(difference, max(SEEN * _noise(difference), FAINT))
        part, others = _tallest_thing(difference > threshold)
        is_ink = part & (difference > threshold)
        left, top, right, bottom = box = _box(is_ink)
        solid = part & (difference > CLEARLY * threshold)
        if may_lie_on_a_table and _is_a_sheet(solid, box):
            sheet = _without_the_table(page, solid).crop(box)
            with suppress(ValueError):  # nothing is written on a very thick line
                inner = scan(sheet, may_lie_on_a_table=False)
                return replace(inner, corner=(left + inner.corner[0], top + inner.corner[1]))
    if max(right - left, bottom - top) < SMALLEST * max(page.size):
        raise ValueError("expected a digit on the picture, but nothing stands out from its paper")
    level = np.percentile(difference[is_ink], 75)
    cut, corner, unit = _cut_out((np.where(part, difference, 0.0) / level).clip(0, 1))
    return Scan(_with_the_pads_pen(cut), corner, unit, others)


def _noise(difference: Array) -> float:
    """Return the standard deviation of the paper's noise: pixels side by side are lit alike."""
    steps = np.abs(difference[:, 2:] - difference[:, :-2])
    return float(np.quantile(steps, 0.25)) / 0.3186 / 2**0.5 if steps.size else 0.0


def _box(is_ink: Array) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of the ink, zeros where there is none."""
    rows, columns = np.flatnonzero(is_ink.any(axis=1)), np.flatnonzero(is_ink.any(axis=0))
    if not len(rows):
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _is_a_sheet(solid: Array, box: tuple[int, int, int, int]) -> bool:
    """Return whether what was found is no line but a block: paper that lies on a table.

    `solid` tells where it differs clearly; what fades away is a spot of light.
    """
    left, top, right, bottom = box
    large = min(right - left, bottom - top) > SHEET * max(solid.shape)
    return large and bool(solid[top:bottom, left:right].mean() > SOLID)


def _without_the_table(page: Image.Image, solid: Array) -> Image.Image:
    """Return the page with the colour of the sheet, which is solid, all around the sheet."""
    inside = np.ones_like(solid)
    for turn in range(4):  # what has some of the sheet on its left, above, on its right, below
        turned = np.rot90(solid, turn)
        inside &= np.rot90(np.maximum.accumulate(turned, axis=1), -turn)
    colour = np.median(np.asarray(page)[solid], axis=0).astype(int).tolist()
    edge = 2 * round(max(page.size) / 100) + 1  # is neither table nor paper
    sheet = Image.fromarray(inside).convert("L").filter(ImageFilter.MinFilter(edge))
    return Image.composite(page, Image.new("RGB", page.size, tuple(colour)), sheet)


def _papers(page: Image.Image) -> list[Image.Image]:
    """Return the page with nothing written on it, as the light falls on it; the best guess last.

    Where light is even, paper has one colour, that of the page's rim. Else its colour is the
    median of the surroundings, since most of what is around a line is paper, lit like the line.
    Where only the rim is even, it may be a table, and the paper a sheet that lies on it.
    """
    small = page.resize([max(1, round(side * LIGHT / max(page.size))) for side in page.size])
    colours = np.asarray(small, np.float32)
    rim = np.ones(colours.shape[:2], bool)
    rim[1:-1, 1:-1] = False
    colour = np.median(colours[rim], axis=0)
    away = np.linalg.norm(colours - colour, axis=2)
    like = away < _half_way(away, FAINT) / 4
    flat = Image.new("RGB", page.size, tuple(colour.astype(int).tolist()))
    if min(like[rim].mean(), like.mean()) > EVEN:
        return [flat]
    # Beyond the rim the light goes on as it came, so that the surroundings lie all around.
    beyond = SURROUNDINGS // 2
    around = ((beyond, beyond), (beyond, beyond), (0, 0))
    wider = np.pad(colours, around, "reflect", reflect_type="odd").clip(0, 255)
    light = Image.fromarray(wider.astype(np.uint8)).filter(ImageFilter.MedianFilter(SURROUNDINGS))
    lit = light.crop((beyond, beyond, beyond + small.width, beyond + small.height))
    under_the_light = lit.resize(page.size)
    return [flat, under_the_light] if like[rim].mean() > EVEN else [under_the_light]


def _difference(page: Image.Image, paper: Image.Image) -> Array:
    """Return how far each pixel is from its paper, in grey levels, ink positive.

    The way from paper to ink is one direction in colour, the one in which the strongest
    differences point.
    """
    smooth = page.filter(ImageFilter.GaussianBlur(max(page.size) / 600))  # less noise
    colours = np.asarray(smooth, np.float32) - np.asarray(paper, np.float32)
    weights = (colours**2).sum(axis=2) ** 2
    towards = np.tensordot(weights, colours, axes=2)
    return colours @ (towards / (np.linalg.norm(towards) or 1.0))


def _half_way(values: Array, least: float) -> float:
    """Return what tells ink from paper: half-way between them (Ridler, Calvard 1978)."""
    threshold = least
    for _ in range(10):
        above = values[values > threshold]
        threshold = max(least, float(above.mean()) / 2) if above.size else least
    return threshold


@dataclass(frozen=True)
class _Thing:
    """What hangs together, and the box around it, in coarse pixels."""

    label: int
    left: int
    top: int
    right: int
    bottom: int
    at_edge: bool

    @property
    def height(self) -> int:
        return self.bottom - self.top


def _tallest_thing(is_ink: Array) -> tuple[Array, int]:
    """Return where the tallest thing is, (rows, columns) of bool, and how many others there are.

    Pieces that are small and near belong to it. What touches the edge is a shadow, a table or
    a neighbour that was cut off, unless there is nothing else.
    """
    labels, things = _things(is_ink)
    if not things:
        return is_ink, 0
    main = max(things, key=lambda t: (t.height >= COARSE / 20 and not t.at_edge, t.height))
    chosen = [main]
    for thing in sorted(things, key=lambda t: -t.height):
        if thing is not main and thing.height <= PIECE * main.height and _near(thing, chosen):
            chosen.append(thing)
    others = [t for t in things if t not in chosen and t.height > main.height / 3 and not t.at_edge]
    mine = np.isin(labels, [t.label for t in chosen])
    # A little more than what was found: the soft edges of the ink.
    wider = np.asarray(Image.fromarray(mine).convert("L").filter(ImageFilter.MaxFilter(5))) > 0
    part = Image.fromarray(wider & (mine | (labels == 0)))
    return np.asarray(part.resize(is_ink.shape[::-1])), len(others)


def _things(is_ink: Array) -> tuple[Array, list[_Thing]]:
    """Return the coarse picture of what hangs together, as labels (0 is paper), and the things."""
    shrink = COARSE / max(is_ink.shape)
    rows, columns = (max(1, round(side * shrink)) for side in is_ink.shape)
    share = Image.fromarray(is_ink).convert("L").resize((columns, rows), Image.Resampling.BOX)
    # A thin line fills a part of a coarse pixel; lines that nearly meet are one thing.
    full = share.point([255 * (v > 50) for v in range(256)]).filter(ImageFilter.MaxFilter(3))
    labels = full.convert("I")
    things = []
    for label in range(1000, 1000 + MOST_THINGS):
        places = np.argwhere(np.asarray(labels) == 255)
        if not len(places):
            break
        top, left = places[0].tolist()
        ImageDraw.floodfill(labels, (left, top), label)
        here = np.asarray(labels) == label
        ys, xs = np.flatnonzero(here.any(axis=1)), np.flatnonzero(here.any(axis=0))
        box = int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1
        at_edge = box[0] == 0 or box[1] == 0 or box[2] == columns or box[3] == rows
        things.append(_Thing(label, *box, at_edge))
    return np.asarray(labels), things


def _near(thing: _Thing, chosen: list[_Thing]) -> bool:
    """Return whether a thing is so near to what is chosen that it is a piece of it."""
    left, top = min(t.left for t in chosen), min(t.top for t in chosen)
    right, bottom = max(t.right for t in chosen), max(t.bottom for t in chosen)
    aside = max(left - thing.right, thing.left - right, 0)
    above = max(top - thing.bottom, thing.top - bottom, 0)
    return max(aside, above) <= NEAR * (bottom - top)


def _cut_out(found: Array) -> tuple[Array, tuple[float, float], float]:
    """Return the ink cut out, enlarged or shrunk, its corner, and how wide its pixels are."""
    left, top, right, bottom = _box(found > 0.5)
    width, height = right - left, bottom - top
    unit = max(width, height) / SCAN
    margin = int(np.ceil(MARGIN * unit))
    whole = Image.fromarray(np.pad(found, margin).astype(np.float32))
    box = (left, top, left + width + 2 * margin, top + height + 2 * margin)
    size = [round((side + 2 * margin) / unit) for side in (width, height)]
    cut = np.asarray(whole.resize(size, Image.Resampling.BICUBIC, box)).clip(0, 1)
    return cut, (left - margin, top - margin), unit


def _with_the_pads_pen(cut: Array) -> Array:
    """Return the ink with lines about as wide as the pad's pen, if they are far from it."""
    pen, line = ink.PEN / ink.FILLED * SCAN, _line_width(cut > 0.5)
    # A square of half the side r widens a line by 2 r (|cos| + |sin|) of its angle: 8 r / pi.
    change = 2 * min(MARGIN, round(abs(pen - line) * np.pi / 8)) + 1
    if line < THIN * pen:
        wider = Image.fromarray(cut).filter(ImageFilter.MaxFilter(change))
    elif line > THICK * pen:
        wider = Image.fromarray(cut).filter(ImageFilter.MinFilter(change))
    else:
        return cut
    return np.asarray(wider)


def _line_width(is_ink: Array) -> float:
    """Return how wide the lines are on average: their area over half their outline."""
    turns = sum(np.diff(is_ink, axis=axis).sum() for axis in (0, 1))
    outline = np.pi / 4 * turns  # a line at any angle turns so much more often than it is long
    return float(2 * is_ink.sum() / outline) if outline else 0.0
