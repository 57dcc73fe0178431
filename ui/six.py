"""What each of the six steps says of a batch, and the numbers that it shows: each of them opens."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nn_core import OPTIMIZERS, Parameter, explain
from nn_core.activations import SOFTMAX
from nn_core.arrays import Array
from nn_core.explain import Case, Explanation
from nn_core.explain.numbers import PERCENT, Format, ordinary, plain, significant, telling
from nn_core.explain.places import opening
from ui import walked
from ui.components import printed
from ui.walked import Walk

Row = dict[str, Any]
RANKS = 100  # pictures that stand in order of a number; of a larger batch so many, evenly taken
CALLED = {"sgd": "gradient", "momentum": "velocity", "adam": "direction"}
FORMULAS = {
    "predict": "",
    "compare": "d_k = a_k - y_k",
    "measure": r"L = \frac{1}{N} \sum_n L_n",
    "blame": r"\frac{\partial L}{\partial w} = \frac{1}{N} \sum_n \frac{\partial L_n}{\partial w}",
    "repeat": "",
}
TOO_FAR = "This step leads to numbers too large to work with. The training blows up."
FORGOTTEN = "What the optimizer remembered at that batch is gone. Look at now to see its next step."
TRIED = (
    "So far the step was only tried. Take it, and the next batch is waiting: learning is nothing "
    "but this, again and again."
)


def step(now: Walk, at: Parameter, name: str) -> dict[str, Any]:
    """Return what a step says, what stands under each picture, a formula in LaTeX, a table, and all
    pictures in order of their number where that is telling.

    Rows are {name, cells, bar}: a cell is text or a number that opens, a bar goes from -1 to 1.
    """
    taken = OPTIMIZERS[now.state.settings.optimizer]
    formula = taken.latex if name == "adjust" else FORMULAS[name]
    return {"formula": formula, "ranked": None} | STEPS[name](now, at)


def number(now: Walk, at: Parameter, code: str) -> Explanation | None:
    """Return the number that goes by this code, None where there is no such one.

    a-3 and d-3 are output 3 of the picture that is followed, and how far it is off.
    """
    n = walked.example(now)
    case = now.batch.case(n)
    what, _, k = code.partition("-")
    if what in ("a", "d") and k in map(str, range(case.outputs)):
        return _output(case, int(k)) if what == "a" else explain.difference(case, int(k))
    made: dict[str, Callable[[], Explanation]] = {
        "loss": lambda: explain.picture_loss(now.batch, n),
        "batch": lambda: explain.batch_loss(now.batch),
        "gradient": lambda: explain.picture_gradient(now.batch, at, n),
        "mean": lambda: explain.batch_gradient(now.batch, at),
        "own": lambda: _confidence(now.own(now.batch), now.truth),
    }
    return made[code]() if code in made else _stepped(now, at, code)


def _stepped(now: Walk, at: Parameter, code: str) -> Explanation | None:
    """Return the number that goes by this code and is there only after the step."""
    match code, now.after:
        case "update", explain.Batch():
            return explain.batch_update(now.batch, at, now.state.settings, now.memory)
        case "after", explain.Batch() as after:
            return explain.batch_loss(after)
        case "then", explain.Batch() as after:
            return _confidence(now.own(after), now.truth)
    return None


def _predict(now: Walk, _: Parameter) -> dict[str, Any]:
    wrong, n = int(now.wrong.sum()), walked.example(now)
    case = now.batch.case(n)
    return {
        "says": f"The network looks at {_pictures(now)}, and says what it takes each for. "
        f"{_wrong(wrong)}",
        "head": "what it takes each for",
        "captions": [f"says {digit}" for digit in now.said[: now.shown]],
        "bars": None,
        "title": f"What it says of picture {n + 1}",
        "columns": ["output"],
        "rows": [
            {
                "name": str(k),
                "cells": [printed(_output(case, k), f"a-{k}")],
                "bar": float(value / max(1.0, np.abs(case.trace[-1].a).max())),
                "truth": bool(k == now.labels[n]),
            }
            for k, value in enumerate(case.trace[-1].a[0])
        ],
    }


def _compare(now: Walk, _: Parameter) -> dict[str, Any]:
    n = walked.example(now)
    case = now.batch.case(n)
    own = now.batch.trace[-1].a[np.arange(now.shown), now.labels[: now.shown]]
    off = [explain.difference(case, k) for k in range(case.outputs)]
    most = max(1.0, *(abs(one.value) for one in off))
    return {
        "says": "The output of a picture's own digit should be 1, and all others 0. "
        "What is missing or too much is the difference.",
        "head": "what each gives its own digit",
        "captions": _column(own, _share(now)),
        **_bars(np.clip(own, 0.0, 1.0), "amount", 1.0),
        "title": f"Picture {n + 1}, labelled {now.labels[n]}",
        "columns": ["output", "should be", "difference"],
        "rows": [
            {
                "name": str(k),
                "cells": [
                    printed(_output(case, k), f"a-{k}"),
                    f"{case.y[0, k]:g}",
                    printed(difference, f"d-{k}"),
                ],
                "bar": difference.value / most,
                "truth": bool(k == now.labels[n]),
            }
            for k, difference in enumerate(off)
        ],
    }


def _measure(now: Walk, at: Parameter) -> dict[str, Any]:
    n, losses = walked.example(now), now.batch.losses[: now.shown]
    return {
        "says": "One number tells how wrong all ten outputs of a picture are: its loss. "
        f"The loss of the batch is the mean of {len(now.batch):,}.",
        "head": "loss of each",
        "captions": _column(losses, telling(*losses)),
        **_bars(losses, "loss"),
        "title": "How wrong is it?",
        "columns": ["loss"],
        "rows": [
            _row(f"picture {n + 1}", number(now, at, "loss"), "loss"),
            _row(f"the batch, mean of {len(now.batch):,}", number(now, at, "batch"), "batch"),
        ],
        "ranked": _ranked(now, now.batch.losses, telling, "losses", "loss"),
    }


def _blame(now: Walk, at: Parameter) -> dict[str, Any]:
    n, slopes = walked.example(now), now.batch.slopes(at)
    digits, power = _digits(slopes[: now.shown])
    down, up = int((slopes > 0).sum()), int((slopes < 0).sum())
    return {
        "says": "The way back tells for every weight how the loss would grow with it: its "
        f"gradient. For {down:,} of the pictures this one should go down, for {up:,} up.",
        "head": f"gradient for each{power and f', times {power}'}",
        "captions": digits,
        **_bars(slopes[: now.shown], "sign"),
        "title": opening(explain.parameter(now.batch, at).name),
        "columns": ["gradient"],
        "rows": [
            _row(f"picture {n + 1}", number(now, at, "gradient"), "gradient"),
            _row(f"the batch, mean of {len(now.batch):,}", number(now, at, "mean"), "mean"),
        ],
        "ranked": _ranked(now, slopes, significant, "gradients", "sign"),
    }


def _adjust(now: Walk, at: Parameter) -> dict[str, Any]:
    update = number(now, at, "update")
    row = _row(explain.parameter(now.batch, at).name, update, "update")
    if update:
        row["cells"].insert(0, plain(update.parts[0].shown))
    changes = now.after.losses - now.batch.losses if now.after else now.batch.losses[:0]
    return {
        "says": _adjusted(now),
        **_afterwards(now),
        "title": "One step",
        "columns": ["now", "after it"],
        "rows": [*([row] if update else []), *_before_and_after(now, at)],
        "ranked": _ranked(now, changes, significant, "changes of loss", "sign"),
    }


def _repeat(now: Walk, at: Parameter) -> dict[str, Any]:
    taken = now.state.training.batch
    back = f"You look back. The next step is taken from now: it is number {taken + 1:,}."
    return {
        "says": back if now.state.at is not None else TRIED if now.after else TOO_FAR,
        **_afterwards(now),
        "title": "The same again, with other pictures",
        "columns": ["now", "after it"],
        "rows": [
            {"name": "batches taken", "cells": [f"{taken:,}", f"{taken + 1:,}"]},
            *_before_and_after(now, at),
        ],
    }


STEPS: dict[str, Callable[[Walk, Parameter], dict[str, Any]]] = {
    "predict": _predict,
    "compare": _compare,
    "measure": _measure,
    "blame": _blame,
    "adjust": _adjust,
    "repeat": _repeat,
}


def _row(name: str, shown: Explanation | None, code: str) -> Row:
    return {"name": name, "cells": [printed(shown, code)] if shown else []}


def _before_and_after(now: Walk, at: Parameter) -> list[Row]:
    """Return what the step does to the loss of this very batch, and to the reader's drawing."""
    codes = {
        "loss of this batch": ("batch", "after"),
        f"your drawing, output {now.truth}": ("own", "then"),
    }
    return [
        {
            "name": name,
            "cells": [printed(one, code) for code in pair if (one := number(now, at, code))],
        }
        for name, pair in codes.items()
    ]


def _afterwards(now: Walk) -> dict[str, Any]:
    """Return what stands under the pictures once the step is taken."""
    before = now.batch.losses[: now.shown]
    losses = now.after.losses[: now.shown] if now.after else before
    return {
        "head": "loss of each, after the step" if now.after else "loss of each",
        "captions": _column(losses, telling(*losses)),
        **_bars(losses, "loss", float(max(before.max(), losses.max()))),
    }


def _adjusted(now: Walk) -> str:
    if not now.after:
        return FORGOTTEN if now.forgotten else TOO_FAR
    optimizer = now.state.settings.optimizer
    fell = int((now.after.losses < now.batch.losses).sum())
    return (
        f"All weights move at once, each a little against its {CALLED[optimizer]}. "
        f"Afterwards the loss is smaller for {fell:,} of {len(now.batch):,}."
    )


def _column(values: Array, format: Format) -> list[str]:
    return [plain(format.latex(value)) for value in values]


def _bars(values: Array, hue: str, most: float | None = None) -> dict[str, Any]:
    """Return values as bars in the colour of a role; `most` is as long as a bar can be."""
    longest = float(np.abs(values).max()) if most is None else most
    return {"bars": (values / (longest or 1.0)).round(4).tolist(), "hue": hue}


def _ranked(
    now: Walk, values: Array, column: Callable[..., Format], name: str, hue: str
) -> dict[str, Any] | None:
    """Return the pictures of a batch in order of their values as bars, from the largest down; None
    where there is nothing to put in order."""
    if len(values) < 2:
        return None
    order, count = np.argsort(-values, kind="stable"), min(len(values), RANKS)
    taken = order[np.linspace(0, len(order) - 1, count).round().astype(int)]
    rank = int(np.flatnonzero(order == walked.example(now))[0])
    own = round(rank * (count - 1) / (len(order) - 1))
    taken[own] = order[rank]
    first, last = _column(values[order[[0, -1]]], column(*values))
    all_of = f"The {count}" if count == len(values) else f"{count} of the {len(values):,}"
    mean = float(values.mean() / (np.abs(values).max() or 1.0))
    return {
        **_bars(values[taken], hue),
        "mean": round(mean, 4),
        "own": own,
        "says": f"{all_of} {name} in order, from {first} to {last}. The line is their mean.",
    }


def _digits(values: Array) -> tuple[list[str], str]:
    """Return a column of gradients without its power of ten, and that power; "" for none."""
    written = [number.partition("·") for number in _column(values, significant(*values))]
    return [digits for digits, _, _ in written], written[0][2]


def _share(now: Walk) -> Format:
    return PERCENT if now.batch.network[-1].activation is SOFTMAX else ordinary(1.0)


def _output(case: Case, k: int) -> Explanation:
    return explain.activation(case.trace, case.last, k)


def _confidence(case: Case, k: int) -> Explanation:
    if case.trace[-1].layer.activation is SOFTMAX:
        return explain.confidence(case.trace, k)
    return _output(case, k)


def _pictures(now: Walk) -> str:
    count = len(now.batch)
    return "1 picture" if count == 1 else f"{count:,} pictures"


def _wrong(count: int) -> str:
    if count == 0:
        return "None is wrong."
    return "1 is wrong: it is ringed." if count == 1 else f"{count:,} are wrong: they are ringed."
