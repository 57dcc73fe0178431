"""Points from a text that a spreadsheet or a program has written, and such a text of points."""

import csv
import re
from dataclasses import dataclass
from io import StringIO

import numpy as np

from nn_core.arrays import Array
from nn_core.datasets.points import MOST, MOST_CLASSES, REACH, Points
from nn_core.training import Dataset

FEWEST = 4  # points
LARGEST = 1_000_000  # size of a number
LONGEST = 200  # characters of a line
QUOTED = 40  # characters of a line that a sentence repeats
SPREAD = 1.0  # points closer together than this are spread over the plane, too
FILLED = 2.2  # how far from the middle of the plane spread points reach
CONSTANT = 1e-9  # a column whose numbers differ by less has one number
SEPARATORS = "\t;,"
SETS = {"training": False, "unseen": True}
HEADER = ("x", "y", "class", "set")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
MISSING = {"nan", "inf", "infinity", "na", "n/a", "null", "none"}  # words in place of a number


@dataclass(frozen=True)
class Wrong:
    """A line that is no point, by its number from 1, and what is wrong with it."""

    line: int
    says: str


class WrongLinesError(ValueError):
    """Some lines of a text are no points; `rest` points could be read without them."""

    def __init__(self, wrong: tuple[Wrong, ...], rest: int) -> None:
        """Take all of them."""
        others = len(wrong) - 1
        more = f", and {others:,} more wrong {'line' if others == 1 else 'lines'}" if others else ""
        super().__init__(f"line {wrong[0].line}: {wrong[0].says}{more}")
        self.wrong, self.rest = wrong, rest


@dataclass(frozen=True)
class _Row:
    """What a right line says; `unseen` is None where it leaves that open."""

    x: float
    y: float
    name: str
    unseen: bool | None


def from_csv(text: str, *, unseen: float = 0.5, seed: int = 0, rest: bool = False) -> Dataset:
    """Return what a network learns from, and is examined on, as `read_points` reads it."""
    return read_points(text, unseen=unseen, seed=seed, rest=rest).dataset


def read_points(text: str, *, unseen: float = 0.5, seed: int = 0, rest: bool = False) -> Points:
    """Return the points of a text, which has two numbers and a class on each line.

    A comma, a semicolon or a tab stands between them. Numbers may have a decimal comma where that
    is not what separates them. A first line with names of columns and empty lines are left out, and
    with `rest` those that are wrong. A fourth column may say of every point whether it is for
    "training" or "unseen"; else this share of each class is kept unseen. Classes stand in the order
    of their names, numbers by their size.

    Points that all lie on the plane, not too close together, stay where they are. Others are
    shifted and scaled, each column on its own, so that they reach to FILLED on either side: see
    `Points` for `middle` and `unit`. A column of one number comes to lie at 0.

    Raises WrongLinesError where lines are wrong, and ValueError where the whole is.
    """
    rows, wrong = _rows(_lines(text))
    if not wrong or rest:
        return _points(rows, unseen, seed)
    try:
        kept = len(_points(rows, unseen, seed))
    except ValueError:
        kept = 0
    raise WrongLinesError(tuple(wrong), kept)


def to_csv(points: Points) -> str:
    """Return a text that `read_points` reads the same points from, in the reader's own units."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    own = points.x * points.unit + points.middle
    words = {apart: word for word, apart in SETS.items()}
    for (x, y), k, apart in zip(own, points.classes, points.unseen, strict=True):
        writer.writerow((f"{x:.15g}", f"{y:.15g}", points.names[k], words[bool(apart)]))
    return text.getvalue()


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines in which something stands, with their numbers."""
    if "\0" in text:
        raise ValueError("expected a text, got a file of another kind")
    text = text.encode("utf-8", "replace").decode()  # what is no character becomes a "?"
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise ValueError("expected two numbers and a class on each line, got an empty text")
    if len(lines) > MOST + 1:  # one may have names of columns
        raise ValueError(f"expected at most {MOST:,} points, got {len(lines):,} lines")
    return lines


def _rows(lines: list[tuple[int, str]]) -> tuple[list[_Row], list[Wrong]]:
    """Return what the lines say by the separator that fits most of them, and which are wrong."""
    first, *others = lines
    readings = []
    for separator in SEPARATORS:
        found = [(n, _read(line, separator)) for n, line in others]
        top = _read(first[1], separator)
        if isinstance(top, _Row) or not found or not _is_header(first[1], separator, found[0][1]):
            found.insert(0, (first[0], top))
        rows = [row for _, row in found if isinstance(row, _Row)]
        readings.append((rows, [Wrong(n, row) for n, row in found if isinstance(row, str)]))
    return max(readings, key=lambda reading: len(reading[0]))  # the first of equals


def _is_header(line: str, separator: str, following: _Row | str) -> bool:
    """Return whether names of columns stand in a line."""
    names = [cell.lower() for cell in _cells(line, separator)[:2]]
    words = all(name[:1].isalpha() and name not in MISSING for name in names)
    return isinstance(following, _Row) and len(names) == 2 and words


def _read(line: str, separator: str) -> _Row | str:
    """Return what a line says, or what is wrong with it."""
    if len(line) > LONGEST:
        return f"expected a line of at most {LONGEST} characters, got {len(line):,}"
    cells = _cells(line, separator)
    x, y = (_number(cell, separator) for cell in (*cells, "", "")[:2])
    if len(cells) not in (3, 4) or not cells[2] or x is None or y is None:
        return f"expected two numbers and a class, got {_quoted(line)}"
    if max(abs(x), abs(y)) > LARGEST:
        return f"expected numbers from −{LARGEST:,} to {LARGEST:,}, got {_quoted(line)}"
    said = cells[3].lower() if len(cells) == 4 else None
    if said is not None and said not in SETS:
        return f"expected “training” or “unseen” after the class, got {_quoted(cells[3])}"
    return _Row(x, y, cells[2], None if said is None else SETS[said])


def _cells(line: str, separator: str) -> list[str]:
    """Return what stands in a line, but for empty cells at its end."""
    (cells,) = csv.reader([line], delimiter=separator, skipinitialspace=True)
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _number(cell: str, separator: str) -> float | None:
    cell = cell.replace("−", "-")
    if separator != ",":
        cell = cell.replace(",", ".")
    return float(cell) if NUMBER.fullmatch(cell) else None


def _quoted(text: str) -> str:
    """Return a text between quotes, with what can't be printed replaced, short enough to read."""
    short = text.strip()
    short = short if len(short) <= QUOTED else f"{short[:QUOTED]}…"
    return "“" + "".join(c if c.isprintable() or c == "\t" else "�" for c in short) + "”"


def _points(rows: list[_Row], unseen: float, seed: int) -> Points:
    """Return the points of right lines. Raises ValueError where nothing can learn from them."""
    if not FEWEST <= len(rows) <= MOST:
        raise ValueError(f"expected {FEWEST} to {MOST:,} points, got {len(rows):,}")
    names = tuple(sorted({row.name for row in rows}, key=_order))
    if not 2 <= len(names) <= MOST_CLASSES:
        some = ", ".join(names[:MOST_CLASSES]) + (", …" if len(names) > MOST_CLASSES else "")
        count = "one" if len(names) == 1 else f"{len(names):,}"
        raise ValueError(f"expected two to four classes, got {count}: {some}")
    own = np.array([(row.x, row.y) for row in rows])
    middle, unit = _fitting(own)
    classes = np.array([names.index(row.name) for row in rows])
    apart = np.array([bool(row.unseen) for row in rows])
    points = Points((own - middle) / unit, classes, apart, names, _pair(middle), _pair(unit))
    if any(row.unseen is None for row in rows):
        return points.parted(unseen, seed)
    if apart.all():
        raise ValueError("expected some points for training, got only unseen ones")
    return points


def _fitting(own: Array) -> tuple[Array, Array]:
    """Return the middle and the unit of each column, with which the points fit on the plane."""
    least, most = own.min(axis=0), own.max(axis=0)
    if np.abs(own).max() <= REACH and (most - least).max() >= SPREAD:
        return np.zeros(2), np.ones(2)
    unit = np.where(most - least < CONSTANT, 1.0, (most - least) / (2 * FILLED))
    return (least + most) / 2, unit


def _pair(values: Array) -> tuple[float, float]:
    across, up = values.tolist()
    return across, up


def _order(name: str) -> tuple[float, str]:
    """Return what classes are put in order by: numbers by their size, then other names."""
    return (float(name) if NUMBER.fullmatch(name) else np.inf), name
