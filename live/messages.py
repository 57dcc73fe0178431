"""What a browser may say is checked here, at the door, whichever way it came."""

import json
from base64 import b64decode
from collections.abc import Iterable
from typing import Any, Literal, NoReturn

from live.looks import OF_PLANES, OF_RACES, VIEWS, Look
from live.studio import Drawing
from live.worker import Command
from nn_core import OPTIMIZERS
from nn_core.presets import COURSES, MOST_HIDDEN, MOST_NEURONS

# Characters of a message over the socket; the largest drawing has 60,000. What comes in at all is
# bounded by the server's own setting, 16 MB for every socket.
LONGEST = 64_000
MOST_STROKES = 200
MOST_POINTS = 10_000
FARTHEST = 10_000  # grid units from the pad's corner; the pad itself ends at 1000
MOST_MEGABYTES = 8  # of a picture file; the pad sends what a browser can read much smaller
MOST_NUMBER = 2**53  # up to here a browser counts in whole numbers
RATES = (1e-5, 100.0)  # learning rates that can be asked for
PACES = (0.5, 1000.0)  # batches a second
SCALES = (0.0, 10.0)  # of the weights at the start, as a multiple of the usual one
PENALTIES = (0.0, 1.0)  # the factor of L2
BATCHES = (1, 8_999)  # examples of a batch that is not the full one
MOST_SEED = 9999
HIDDEN = ("tanh", "sigmoid", "relu", "leaky_relu", "identity")  # what a hidden column may have


def parse(text: str) -> dict[str, Any]:
    """Return the message {"kind": ..., ...} that came over the socket.

    Raises ValueError as `drawing` does. Brackets are counted before the text is read, because a
    reader of JSON goes as deep as they do.
    """
    if len(text) > LONGEST:
        raise ValueError(f"expected at most {LONGEST} characters, got {len(text)}")
    if text.count("[") + text.count("{") > MOST_STROKES + 10:
        raise ValueError(f"expected at most {MOST_STROKES} strokes in a message, got more brackets")
    try:
        message = json.loads(text, parse_constant=_no_number)
    except ValueError as error:
        raise ValueError("expected a message in JSON, got other text") from error
    if not isinstance(message, dict) or not isinstance(message.get("kind"), str):
        raise ValueError(f"expected a message with a kind, got {_kind(message)}")
    return message


def number(message: object, name: str) -> int:
    """Return what a browser counted. Raises ValueError as `drawing` does."""
    value = message.get(name) if isinstance(message, dict) else None
    if type(value) is not int or not 0 <= value < MOST_NUMBER:
        raise ValueError(f"expected {name} as a whole number from 0, got {_kind(value)}")
    return value


def command(message: dict[str, Any]) -> Command:
    """Return what is asked of a training in {"do": ..., "value": ...}.

    Raises ValueError as `drawing` does.
    """
    do, value = message.get("do"), message.get("value")
    match do:
        case "run" | "pause" | "step" | "epoch" | "reset" | "resume":
            return Command(do)
        case "rate":
            return Command(do, between(value, *RATES, "a learning rate"))
        case "pace":
            return Command(do, None if value is None else between(value, *PACES, "a pace"))
        case "scale":
            return Command(do, between(value, *SCALES, "a size of the weights"))
        case "l2":
            return Command(do, between(value, *PENALTIES, "a factor of L2"))
        case "course":
            return Command(do, one_of(value, COURSES))
        case "activation":
            return Command(do, one_of(value, HIDDEN))
        case "optimizer":
            return Command(do, one_of(value, OPTIMIZERS))
        case "seed":
            return Command(do, whole(value, 0, MOST_SEED, "a seed"))
        case "batch_size":
            return Command(do, None if value is None else whole(value, *BATCHES, "a batch size"))
        case "back":
            return Command(do, None if value is None else whole(value, 0, MOST_NUMBER, "a batch"))
        case "hidden":
            return Command(do, _columns(value))
    raise ValueError(f"expected a command that a training knows, got {_kind(do)}")


def look(message: dict[str, Any]) -> Look | None:
    """Return what is to be seen in {"view": name, "first": number}; None: no more.

    Raises ValueError as `drawing` does.
    """
    view = message.get("view")
    if view is None:
        return None
    first = whole(message.get("first"), 0, MOST_NUMBER, "a first one")
    return Look(one_of(view, (*VIEWS, *OF_RACES, *OF_PLANES)), first)


def drawing(message: object) -> Drawing:
    """Return the drawing in {"seq": number, "strokes": [[x, y, x, y, ...], ...], "label": digit}.

    The label is null where the reader has said nothing.

    Raises ValueError with a sentence that names what was expected and what came.
    """
    if not isinstance(message, dict):
        raise ValueError(f"expected a drawing, got {_kind(message)}")
    strokes = message.get("strokes")
    if not isinstance(strokes, list) or len(strokes) > MOST_STROKES:
        raise ValueError(f"expected a list of at most {MOST_STROKES} strokes, got {_kind(strokes)}")
    checked = tuple(_stroke(stroke) for stroke in strokes)
    points = sum(map(len, checked)) // 2
    if points > MOST_POINTS:
        raise ValueError(f"expected at most {MOST_POINTS} points in a drawing, got {points}")
    return Drawing(checked, label(message), number=number(message, "seq"))


def label(message: object) -> int | None:
    """Return what the reader says a drawing is, None where they say nothing.

    Raises ValueError as `drawing` does.
    """
    said = message.get("label") if isinstance(message, dict) else None
    if said is not None and (type(said) is not int or not 0 <= said <= 9):
        raise ValueError(f"expected a digit from 0 to 9 as the label, got {_kind(said)}")
    return said


def image(message: object) -> bytes | Literal["same"] | None:
    """Return the image file in {"image": base64, "same" or null}: its bytes, whatever they are.

    "same" is the image that came with an earlier message. Raises ValueError as `drawing` does.
    """
    sent = message.get("image") if isinstance(message, dict) else None
    if sent is None or sent == "same":
        return sent
    if not isinstance(sent, str):
        raise ValueError(f"expected a picture file as text in base64, got {_kind(sent)}")
    megabytes = len(sent) * 3 / 4 / 1e6
    if megabytes > MOST_MEGABYTES:
        raise ValueError(
            f"expected a picture file of at most {MOST_MEGABYTES} MB, got {megabytes:.0f} MB"
        )
    try:
        return b64decode(sent, validate=True)
    except ValueError as error:
        raise ValueError("expected a picture file in base64, got other text") from error


def _stroke(stroke: object) -> tuple[float, ...]:
    if not isinstance(stroke, list) or not stroke or len(stroke) % 2:
        raise ValueError(f"expected a stroke as x, y, x, y, ..., got {_kind(stroke)}")
    if len(stroke) > 2 * MOST_POINTS:
        raise ValueError(f"expected at most {MOST_POINTS} points in a drawing, got more")
    for value in stroke:
        if type(value) not in (int, float) or not abs(value) <= FARTHEST:
            raise ValueError(
                f"expected coordinates between -{FARTHEST} and {FARTHEST}, got {_kind(value)}"
            )
    return tuple(stroke)


def between(value: object, least: float, most: float, what: str) -> float:
    """Return a number from `least` to `most`. Raises ValueError as `drawing` does."""
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return float(value)
    raise ValueError(f"expected {what} from {least:g} to {most:g}, got {_kind(value)}")


def whole(value: object, least: int, most: int, what: str) -> int:
    """Return a whole number from `least` to `most`. Raises ValueError as `drawing` does."""
    if type(value) is int and least <= value <= most:
        return value
    raise ValueError(f"expected {what} from {least} to {most}, got {_kind(value)}")


def one_of(value: object, names: Iterable[str]) -> str:
    """Return a name out of these. Raises ValueError as `drawing` does."""
    names = list(names)
    if isinstance(value, str) and value in names:
        return value
    raise ValueError(f"expected one of {', '.join(names)}, got {_kind(value)}")


def _columns(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > MOST_HIDDEN:
        raise ValueError(f"expected 0 to {MOST_HIDDEN} hidden columns, got {_kind(value)}")
    return tuple(whole(count, 1, MOST_NEURONS, "neurons in a column") for count in value)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _kind(value: object) -> str:
    """Return what came, short enough for a sentence."""
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = repr(value) if isinstance(value, int | float | bool | None) else type(value).__name__
    return text if len(text) <= 40 else f"{text[:40]}…"
