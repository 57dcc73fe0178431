"""What a browser is told of a landscape: the map and the paths in parts, and what they show."""

from typing import Any

import numpy as np

from live import names
from live.answers import floats, rounded
from live.landscape import SIDE, Landscape, Run
from nn_core.progress import EXAMPLES, parameters

MOST_NUMBERS = 1_050  # of rows and places in one part, so that it is less than 8 KB
MOSTLY = 0.5  # of a way; one that lies less than that in the plane is seen falsely from there


def part(landscape: Landscape | None, first: int) -> dict[str, Any]:
    """Return what a browser gets that has the first so many pieces of a landscape: at most 8 KB.

    Pieces are the rows of the map, SIDE losses each as float32, and then the places of the paths,
    each three float32: the number of the run, a, and b. Of both only a part goes at once, in
    base64: those from `since` to `until`. A browser that has pieces of a landscape with another
    `number` asks again, from the first.
    """
    if not landscape:
        return {"number": 0, "status": "idle", "done": 0.0, "since": 0, "until": 0}
    places = [(k, *place) for k, path in enumerate(landscape.paths) for place in path]
    since = min(first, len(landscape.rows) + len(places))
    rows = landscape.rows[since:]
    had, room = max(0, since - SIDE), (MOST_NUMBERS - SIDE * len(rows)) // 3
    sent = places[had : had + room]
    with np.errstate(over="ignore"):  # what is too large for float32 is infinite
        return {
            "number": landscape.number,
            "plane": landscape.name,
            "status": landscape.status,
            "done": round(landscape.done, 4),
            "side": SIDE,
            "examples": EXAMPLES,
            "middle": landscape.middle,
            "reach": landscape.reach,
            "unit": landscape.plane.unit,
            "runs": [_told(run) for run in landscape.runs],
            "says": says(landscape),
            "since": since,
            "until": since + len(rows) + len(sent),
            "rows": floats(np.array(rows)),
            "places": floats(np.array(sent)),
        }


def says(landscape: Landscape) -> str:
    """Return in words which plane it is, and what of the runs' ways can be seen from it."""
    if not any(run.batches for run in landscape.runs):
        return "No run has taken a step yet, so there is no path. Race, then map the ground again."
    if landscape.name == "random":
        none = "No two runs ended in different directions, so no plane goes through their ends. "
        return (none if landscape.instead else "") + _of_random(landscape)
    called = names.runners([run.settings for run in landscape.runs])
    one, other = (called[k] for k in sorted(landscape.ends))
    words = [
        f"This plane goes through the start and the ends of {one} and {other}, which ended lowest."
    ]
    beside = [k for k, run in enumerate(landscape.runs) if not run.left and run.share < MOSTLY]
    if beside:
        k = min(beside, key=lambda k: landscape.runs[k].share)
        words.append(_of_beside(called[k], landscape.runs[k]))
    if left := [name for name, run in zip(called, landscape.runs, strict=True) if run.left]:
        words.append(f"Off the map, out of the finite numbers: {', '.join(left)}.")
    return " ".join(words)


def _of_beside(name: str, run: Run) -> str:
    return (
        f"Only {100 * run.share:.1f} % of the way of {name} lies in it: that run's own loss is "
        f"{run.loss:.4f}, while the ground below its end is at {run.below:.4f}."
    )


def _of_random(landscape: Landscape) -> str:
    shares = sorted(100 * run.share for run in landscape.runs if run.batches and not run.left)
    numbers = parameters(landscape.plane.origin)
    why = (
        f"The network has {numbers:,} weights and biases, and in so many dimensions a random "
        "direction is nearly at right angles to every way."
    )
    if not shares:
        return f"Two random directions. {why}"
    most = f"{shares[0]:.1f} % to {shares[-1]:.1f} %" if len(shares) > 1 else f"{shares[0]:.1f} %"
    return (
        f"Two random directions see only {most} of a run's way, so most paths shrink to dots. {why}"
    )


def _told(run: Run) -> dict[str, Any]:
    loss, below, share = rounded(np.array([run.loss, run.below, run.share]))
    return {
        "rate": run.settings.learning_rate,
        "optimizer": run.settings.optimizer,
        "batches": run.batches,
        "left": run.left,
        "loss": loss,
        "below": below,
        "share": share,
    }
