"""What a browser is told of a race, and what it may ask of one."""

from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np

from live import answers, mapping, messages, names, sweep
from live.landscape import PLANES
from live.looks import Look
from live.race import FEWEST, GOAL, LIMIT, MOST, Entry, RaceState, Runner
from live.sweep import LENGTH, RATES, Sweep
from live.worker import Command
from nn_core import OPTIMIZERS
from nn_core.presets import COURSES

MOST_POINTS = 700  # losses in one frame, of all runners together; the rest follows in the next


def frame(state: RaceState, have: tuple[int, int]) -> dict[str, Any]:
    """Return a race at one moment, and the part of its past that a browser has not got.

    The browser has that of the run `have[0]` up to the batch `have[1]`; it gets what comes after
    it, up to the batch `until`. Of each runner there are `points`, the loss of every batch, and
    `measured`, rows of (batch, loss on the first training digits, unseen loss, unseen accuracy),
    in float32 and base64.
    """
    since = have[1] if have[0] == state.run and have[1] <= state.step else 0
    until = min(state.step, since + MOST_POINTS // len(state.runners))
    return {
        "run": state.run,
        "status": state.status,
        "busy": state.busy,
        "step": state.step,
        "since": since,
        "until": until,
        "limit": LIMIT,
        "course": state.setup.course.name,
        "guess": state.setup.course.guess,
        "seed": state.seed,
        "says": says(state),
        "runners": [_runner(one, state, since, until) for one in state.runners],
        "sweep": state.sweep and _sweep(state.sweep),
    }


def says(state: RaceState) -> str:
    """Return in words who is ahead, who reached GOAL first, and for whom it is hopeless."""
    called = names.runners([one.settings for one in state.runners])
    fates = [one.fate(state.setup.course.guess) for one in state.runners]
    each = list(zip(state.runners, called, fates, strict=True))
    words = []
    measured = [
        (one.measures[-1].loss, name)
        for one, name, fate in each
        if one.measures[-1].batch and fate not in ("worse", "diverged")
    ]
    loss, best = min(measured, key=lambda one: one[0], default=(inf, ""))
    if best:
        words.append(f"{best} is ahead, with a loss of {loss:.4f}.")
    first = min((one.goal for one in state.runners if one.goal is not None), default=None)
    if first is not None:
        quickest = [name for one, name, _ in each if one.goal == first]
        words.append(
            f"{'It' if quickest == [best] else _listed(quickest)} first read "
            f"{100 * GOAL:.0f} % of the unseen digits right, after {first:,} batches."
        )
    if worse := [name for _, name, fate in each if fate == "worse"]:
        words.append(f"{_listed(worse)}: worse than guessing.")
    if gone := [name for _, name, fate in each if fate == "diverged"]:
        words.append(f"{_listed(gone)}: the loss has left the finite numbers.")
    return " ".join(words) or "All of them stand at the same start."


def _listed(runners: Sequence[str]) -> str:
    *others, last = runners
    return f"{', '.join(others)} and {last}" if others else last


def seen(look: Look, state: RaceState) -> dict[str, Any]:
    """Return what else a browser gets to see of a race: the next part of its landscape."""
    now = {"view": look.view, "first": look.first, "run": state.run, "step": state.step}
    return now | mapping.part(state.landscape, look.first)


def command(message: dict[str, Any]) -> Command:
    """Return what is asked of a race in {"do": ..., "value": ...}.

    Raises ValueError as `messages.command` does.
    """
    do, value = message.get("do"), message.get("value")
    match do:
        case "run" | "pause" | "reset" | "sweep-stop" | "landscape-stop":
            return Command(do)
        case "runners":
            return Command(do, entries(value))
        case "course":
            return Command(do, messages.one_of(value, COURSES))
        case "seed":
            return Command(do, messages.whole(value, 0, messages.MOST_SEED, "a seed"))
        case "sweep":
            return Command(do, messages.one_of(value, OPTIMIZERS))
        case "landscape":
            return Command(do, messages.one_of(value, PLANES))
    raise ValueError("expected a command that a race knows, got another one")


def entries(value: object) -> tuple[Entry, ...]:
    """Return the runners of [{"rate", "optimizer"}, ...]. Raises ValueError as `command` does."""
    if not isinstance(value, list) or not FEWEST <= len(value) <= MOST:
        count = f"{len(value)}" if isinstance(value, list) else "something else"
        raise ValueError(f"expected a list of {FEWEST} to {MOST} runners, got {count}")
    return tuple(_entry(one) for one in value)


def _entry(value: object) -> Entry:
    if not isinstance(value, dict):
        raise ValueError("expected a runner with a rate and an optimizer, got something else")
    rate = messages.between(value.get("rate"), *messages.RATES, "a learning rate")
    return Entry(rate, messages.one_of(value.get("optimizer"), OPTIMIZERS))


def _runner(runner: Runner, state: RaceState, since: int, until: int) -> dict[str, Any]:
    training, last = runner.training, runner.measures[-1]
    points = [point.loss for point in training.curve[since:until]]
    measured = [
        (one.batch, one.loss, one.unseen_loss, one.unseen_accuracy)
        for one in runner.measures
        if one.batch <= until and (one.batch > since or not since)
    ]
    return {
        "rate": runner.settings.learning_rate,
        "optimizer": runner.settings.optimizer,
        "fate": runner.fate(state.setup.course.guess),
        "batch": training.batch,
        "loss": _loss(last.loss, diverged=training.diverged),
        "accuracy": last.unseen_accuracy,
        "goal": runner.goal,
        "milliseconds": round(runner.milliseconds, 1),
        "points": _packed(points),
        "measured": _packed(measured),
    }


def _sweep(now: Sweep) -> dict[str, Any]:
    """Return a sweep: rows of (rate, loss, unseen accuracy, batches), in float32 and base64.

    `valley`, `cliff` and `slow` are places among them, or None.
    """
    rows = [
        (one.rate, one.loss, one.measure.unseen_accuracy, one.left or LENGTH) for one in now.found
    ]
    return {
        "status": now.status,
        "optimizer": now.settings.optimizer,
        "done": len(now.found),
        "of": len(RATES),
        "batch": now.training.batch,
        "length": LENGTH,
        "rows": _packed(rows),
        "valley": now.valley,
        "cliff": now.cliff,
        "slow": now.slow,
        "start": now.start.loss,
        "says": sweep.says(now),
    }


@np.errstate(over="ignore")
def _packed(numbers: Sequence[Any]) -> str:
    """Return numbers as float32, in base64; what is too large for it becomes infinite."""
    return answers.floats(np.array(numbers, np.float64))


def _loss(loss: float, *, diverged: bool) -> str:
    return "inf" if diverged or not np.isfinite(loss) else f"{loss:.{answers.DECIMALS}f}"
