"""What a browser is told of the points on the plane and their network, and what it may ask."""

from math import floor, inf, isfinite, log2
from secrets import token_hex
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from live import answers, messages, weights
from live.looks import Look
from live.plane import PlaneState
from live.studio import STUDIOS
from live.worker import Command
from nn_core import OPTIMIZERS, Network, forward
from nn_core.arrays import Array
from nn_core.datasets.planes import PATTERNS, Made
from nn_core.datasets.points import MOST, MOST_CLASSES, REACH, Points
from nn_core.experiments import EXPERIMENTS
from nn_core.field import places
from nn_core.progress import parameters

MOST_LAYERS, MOST_UNITS = 4, 50  # hidden
MOST_ROWS = 30  # of what was measured in one frame; the rest follows in the next
FURTHEST = 10.0  # log-odds beyond this are drawn alike: a confidence of 0.99995
MOST_UNSEEN = 0.9  # share of the points
FINEST = 0.05  # log-odds; smaller ones all are drawn as they are, which is next to nothing
SHADES = 127  # on either side of zero
FARTHEST = 1e3  # a weight that is typed
LONGEST_NAME = 24  # characters of a class that are shown
# So many neurons at most, the places along the view of each, and such views in one answer.
TILES = (60, 20, 9), (inf, 12, 20)

_names: WeakKeyDictionary[Points, str] = WeakKeyDictionary()


def frame(state: PlaneState, have: tuple[int, int]) -> dict[str, Any]:
    """Return the plane at one moment, and the part of its past that a browser has not got.

    `measured` has rows of (batch, loss, unseen loss, the same two of the network beside), float32
    in base64, nan where there is none. `odds` has the log-odds at side x side places row by row
    from the top, from -FURTHEST to FURTHEST as bytes with a sign: of two classes that of the
    second, of more that of each in turn. `probe` is the place that is looked at, and how sure the
    network is there of each class.
    """
    sight = state.sight
    assert sight is not None  # every state has one once its worker has had a slice
    step, training = sight.training.batch, sight.training
    since = have[1] if have[0] == state.run and have[1] <= step else 0
    after = since if since else -1
    rows = [one for one in state.measures if after < one.batch <= step][: MOST_ROWS + 1]
    until = rows[MOST_ROWS - 1].batch if len(rows) > MOST_ROWS else step
    nothing = (np.nan, np.nan)
    return {
        "run": state.run,
        "status": state.status,
        "step": step,
        "epoch": round(training.epoch, 4),
        "loss": answers.loss_text(training),
        "since": since,
        "until": until,
        "measured": answers.rows(
            [
                (
                    one.batch,
                    *(one.own.seen, one.own.unseen),
                    *((one.beside.seen, one.beside.unseen) if one.beside else nothing),
                )
                for one in rows[:MOST_ROWS]
            ]
        ),
        "losses": _numbers(sight.measure.own.seen, sight.measure.own.unseen),
        "besideLosses": sight.measure.beside
        and _numbers(sight.measure.beside.seen, sight.measure.beside.unseen),
        "accuracy": _numbers(sight.accuracy.seen, sight.accuracy.unseen),
        "odds": shades(sight.odds),
        "beside": None if sight.beside is None else shades(sight.beside),
        "probe": _probe(state.probe, training.network),
        "says": says(state),
        "preset": state.experiment and state.experiment.name,
        "sizes": state.experiment.sizes if state.experiment else (),
        "turn": state.turn and {"batch": state.turn.batch, "loss": _number(state.turn.own.unseen)},
        "points": name(state.points),
        "seen": len(state.data.x),
        "unseen": len(state.data.x_test),
        "names": [each[:LONGEST_NAME] for each in state.points.names],
        "edits": len(state.before),
        "made": state.made and vars(state.made),
        "own": state.own is not None and state.own is not state.points,
        "rate": state.settings.learning_rate,
        "pace": state.pace,
        "setup": {
            "hidden": state.hidden,
            "activation": state.activation,
            "beside": state.beside_hidden,
            "batch_size": state.settings.batch_size,
            "optimizer": state.settings.optimizer,
            "l2": state.settings.l2,
            "seed": state.settings.seed,
        },
        "parameters": parameters(training.network),
        "milliseconds": round(state.milliseconds, 3),
    }


def _probe(place: tuple[float, float], network: Network) -> dict[str, Any]:
    """Return a place and how sure the network is there of each class."""
    with np.errstate(over="ignore", invalid="ignore"):
        sure = forward(network, np.array([place], np.float32))[-1].a[0]
    return {"x": place[0], "y": place[1], "confidences": _numbers(*sure)}


def shades(odds: Array) -> dict[str, Any]:
    """Return log-odds as a browser draws them; what is not finite counts as undecided.

    The bytes go from -furthest to furthest: FURTHEST, or a half, a quarter ... of it where all of
    them are that small, or the border of a network that is sure of nothing would be jagged.
    """
    drawn = odds[1:] if len(odds) == 2 else odds
    cut = np.nan_to_num(drawn, posinf=FURTHEST, neginf=-FURTHEST).clip(-FURTHEST, FURTHEST)
    most = max(float(np.abs(cut).max()), FINEST)
    furthest = FURTHEST / 2 ** floor(log2(FURTHEST / most))
    data = np.round(cut / furthest * SHADES).astype(np.int8).tobytes()
    return {
        "side": odds.shape[-1],
        "reach": REACH,
        "furthest": furthest,
        "shades": answers.text(data),
    }


def says(state: PlaneState) -> str:
    """Return in words what there is to see now: what goes wrong, or what the experiment shows."""
    if not len(state.data.x):
        return "No points to learn from: put some on the plane."
    if state.status == "diverged":
        return "The weights have left the finite numbers. Start again with a smaller rate."
    if state.turn:
        low, now = state.turn.own.unseen, state.measures[-1].own
        return (
            f"The unseen loss was lowest at batch {state.turn.batch:,}: {low:.4f}. Since then it "
            f"rose to {now.unseen:.4f}, and the training loss is {now.seen:.4f}: it learns by "
            "heart."
        )
    if state.experiment:
        return state.experiment.says
    return "" if state.hidden else "Without a hidden column the border is a straight line."


def seen(look: Look, state: PlaneState) -> dict[str, Any]:
    """Return the network's neurons from number `look.first` on: inputs, outputs, hidden ones.

    Each has what it makes of every place of the plane: its activation at side x side places, as
    bytes with a sign, and the size that is SHADES: the largest of any, or, of an output, 1. With
    them comes all that the network computes for the place that is looked at, and what it is called.
    """
    sight = state.sight
    assert sight is not None
    network = sight.training.network
    count = 2 + sum(len(layer.b) for layer in network)
    side, together = next(rest for most, *rest in TILES if count <= most)
    grid = places(side, REACH)
    with np.errstate(over="ignore", invalid="ignore"):
        columns = [grid, *(layer.a for layer in forward(network, grid))]
        here = forward(network, np.array([state.probe], np.float32))
    order = [0, len(columns) - 1, *range(1, len(columns) - 1)]  # the large tiles come first
    every = [(c, k) for c in order for k in range(columns[c].shape[1])]
    return {
        "view": look.view,
        "first": look.first,
        "run": state.run,
        "step": sight.training.batch,
        "of": count,
        "weights": weights.offer(network),
        "units": [len(layer.b) for layer in network],
        "activations": [layer.activation.name for layer in network],
        "probe": state.probe,
        "flow": answers.flow(here, picture=False),
        "neurons": [
            {"c": c, "k": k, **_tile(columns[c][:, k], 1.0 if c == len(network) else None)}
            for c, k in every[look.first : look.first + together]
        ],
    }


def _tile(activations: Array, most: float | None) -> dict[str, Any]:
    largest = float(np.abs(activations).max())
    if not isfinite(largest):
        return {"most": None, "shades": ""}
    most = most or largest
    data = np.round(activations / (most or 1) * SHADES).astype(np.int8).tobytes()
    return {"most": _number(most), "shades": answers.text(data)}


def name(points: Points) -> str:
    """Return a name that other points do not have, and never had."""
    return _names.setdefault(points, token_hex(8))


def points(request: Request) -> Response:
    """Send the points of the studio whose token is in the header, or 404."""
    studio = STUDIOS.find(request.headers.get("x-studio"))
    if studio is None or studio.plane is None:
        return Response(status_code=404)
    now = studio.plane.state.points
    return JSONResponse(
        {
            "points": name(now),
            "x": answers.floats(now.x),
            "classes": now.classes.tolist(),
            "unseen": now.unseen.astype(int).tolist(),
            "names": now.names,
            "middle": now.middle,
            "unit": now.unit,
        },
        headers={"Cache-Control": "no-store"},
    )


ROUTE = Route("/points", points)


def command(message: dict[str, Any]) -> Command:
    """Return what is asked of the plane in {"do": ..., "value": ...}.

    Raises ValueError as `messages.command` does.
    """
    do, value = message.get("do"), message.get("value")
    match do:
        case "run" | "pause" | "step" | "epoch" | "reset" | "best" | "clear" | "undo" | "back":
            return Command(do)
        case "rate" | "l2" | "activation" | "seed" | "pace":
            return messages.command(message)
        case "batch_size":
            size = None if value is None else messages.whole(value, 1, MOST, "a batch size")
            return Command(do, size)
        case "preset":
            return Command(do, messages.one_of(value, EXPERIMENTS))
        case "optimizer":
            return Command(do, messages.one_of(value, OPTIMIZERS))
        case "hidden":
            return Command(do, _columns(value))
        case "beside":
            return Command(do, None if value is None else _columns(value))
        case "points":
            return Command(do, _made(value))
        case "part":
            return Command(do, messages.between(value, 0.0, MOST_UNSEEN, "a share unseen"))
        case "remove":
            return Command(do, messages.whole(value, 0, MOST, "a point's number"))
        case "add" | "move" | "drag" | "probe" | "weight":
            return Command(do, _parts(do, value))
    raise ValueError("expected a command that the plane knows, got another one")


def _parts(do: str, value: object) -> tuple[Any, ...]:
    match do, value:
        case "add", [x, y, of]:
            return (*_place(x, y), messages.whole(of, 0, MOST_CLASSES - 1, "a class"))
        case "probe", [x, y]:
            return _place(x, y)
        case "move" | "drag", [n, x, y]:
            return (messages.whole(n, 0, MOST, "a point's number"), *_place(x, y))
        case "weight", [l, i, k, number]:
            return (
                messages.whole(l, 0, MOST_LAYERS, "a layer"),
                None if i is None else messages.whole(i, 0, MOST_UNITS, "an input"),
                messages.whole(k, 0, MOST_UNITS, "a neuron"),
                messages.between(number, -FARTHEST, FARTHEST, "a weight"),
            )
    raise ValueError(f"expected the parts of {do}, got something else")


def _place(x: object, y: object) -> tuple[float, float]:
    what = "a place on the plane"
    return messages.between(x, -REACH, REACH, what), messages.between(y, -REACH, REACH, what)


def _columns(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > MOST_LAYERS:
        raise ValueError(f"expected 0 to {MOST_LAYERS} hidden columns, got something else")
    return tuple(messages.whole(count, 1, MOST_UNITS, "neurons in a column") for count in value)


def _made(value: object) -> Made:
    if not isinstance(value, dict):
        raise ValueError("expected a pattern of points, got something else")
    made = Made(
        messages.one_of(value.get("pattern"), PATTERNS),
        messages.whole(value.get("count"), 4, MOST, "points"),
        messages.between(value.get("noise"), 0.0, 1.0, "a noise"),
        messages.whole(value.get("classes"), 2, MOST_CLASSES, "classes"),
        messages.between(value.get("unseen"), 0.0, MOST_UNSEEN, "a share unseen"),
        messages.whole(value.get("seed"), 0, messages.MOST_SEED, "a seed"),
    )
    _ = made.points  # refuses what does not go together
    return made


def _numbers(*values: float) -> list[float | None]:
    return [_number(value) for value in values]


def _number(value: float) -> float | None:
    return float(f"{value:.7g}") if isfinite(value) else None
