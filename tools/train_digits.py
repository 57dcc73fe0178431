"""Train the networks that ship, and print how well they read digits they have never seen.

    python -m tools.train_digits --mnist DIR --pen FILE         from all of MNIST and pen digits
    python -m tools.train_digits                                from what ships alone
    python -m tools.train_digits textbook --mnist DIR --pen FILE      one of them

DIR holds MNIST's four IDX files (gzip), FILE is the digits part of UNIPEN train_r01_v07 as
gzipped JSON: a list of {"label", "writer", "strokes"}. Neither is part of this repository.

A large network learns first and teaches the small ones of its picture size: they aim half at
the label and half at its confidences, which tell what a digit nearly was (Hinton, Vinyals, Dean
2015). Each network is trained from several seeds, and the validation digits choose among them;
they also chose the constants below. The test digits are read once, by what ships.
"""

import argparse
import time
from math import cos, isqrt, pi
from pathlib import Path

import numpy as np

from nn_core import (
    LOSSES,
    Dataset,
    Layer,
    Network,
    Settings,
    Training,
    advance,
    forward,
    load_network,
    new_network,
    save_network,
)
from nn_core.arrays import Array
from tools import sources
from tools.augment import augment
from tools.sources import Split

ASSETS = Path(__file__).parents[1] / "assets" / "networks"
NETWORKS = {
    "default": (784, 128, 64, 10),
    "large": (784, 300, 100, 10),
    "textbook": (784, 16, 16, 10),
    "picture60": (3600, 64, 10),
}
TEACHERS = {784: (784, 800, 400, 10)}
EPOCHS = {784: 60, 3600: 30}
TEACHER_EPOCHS = 40
SEEDS = (1, 2, 3)
BATCH = 128
RATE = 1e-3  # at the start; it falls to zero along half a cosine (Loshchilov, Hutter 2017)
CHUNK = 50  # batches between two changes of the rate
TAUGHT = 0.5  # share of the target that is the teacher's
TEMPERATURE = 2.0  # by which its weighted sums are divided, so that its doubts show
PEN_TIMES = 4  # pen digits are few and count most: each epoch meets them so many times


def main() -> None:
    """Train, choose, save and examine the networks named, or all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="network", help=", ".join(NETWORKS))
    parser.add_argument("--mnist", type=Path, help="folder of MNIST's IDX files")
    parser.add_argument("--pen", type=Path, help="UNIPEN digits, gzipped JSON")
    options = parser.parse_args()
    names = options.names or list(NETWORKS)
    if unknown := set(names) - set(NETWORKS):
        parser.error(f"expected names out of {list(NETWORKS)}, got {sorted(unknown)}")

    ASSETS.mkdir(parents=True, exist_ok=True)
    for inputs in (784, 3600):
        group = [name for name in names if NETWORKS[name][0] == inputs]
        if group:
            _train(group, inputs, options.mnist, options.pen)


def _train(names: list[str], inputs: int, folder: Path | None, pen: Path | None) -> None:
    """Train networks of one picture size side by side, save them and print their figures."""
    start = time.perf_counter()
    side = isqrt(inputs)
    splits = (
        {"MNIST": sources.mnist(folder, side)} if folder else {"shipped": sources.shipped(side)}
    )
    learnt = [split.training for split in splits.values()] + [sources.foreign(side)]
    if pen:
        splits["pen"] = sources.pen(pen, side)
        learnt += [splits["pen"].training] * PEN_TIMES
    x, labels = (np.concatenate(part) for part in zip(*learnt, strict=True))

    teacher = None
    if inputs in TEACHERS:
        (trained,) = _trained([_new(TEACHERS[inputs], SEEDS[0])], x, labels, TEACHER_EPOCHS)
        teacher = _softened(trained)
    starts = [_new(NETWORKS[name], seed) for name in names for seed in SEEDS]
    networks = iter(_trained(starts, x, labels, EPOCHS[inputs], teacher))
    for name in names:
        tried = [_small(next(networks)) for _ in SEEDS]
        save_network(ASSETS / f"{name}.npz", max(tried, key=lambda one: _validated(one, splits)))
        # What ships is what is examined.
        _print_figures(name, load_network(ASSETS / f"{name}.npz"), splits)
    minutes = (time.perf_counter() - start) / 60
    print(f"{len(x):,} digits of {side} x {side} an epoch, {minutes:.0f} minutes", flush=True)


def _new(sizes: tuple[int, ...], seed: int) -> Network:
    return new_network(sizes, "relu", "softmax", rng=np.random.default_rng(seed))


def _softened(teacher: Network) -> Network:
    """Return the teacher less sure of itself."""
    *hidden, output = teacher
    heat = np.float32(TEMPERATURE)
    return (*hidden, Layer(output.W / heat, output.b / heat, output.activation))


def _trained(
    networks: list[Network], x: Array, labels: Array, epochs: int, teacher: Network | None = None
) -> list[Network]:
    """Train networks side by side, on the same digits, written anew for every epoch."""
    rng = np.random.default_rng(0)
    y = np.eye(10, dtype=np.float32)[labels]
    trainings = [Training(network) for network in networks]
    for epoch in range(epochs):
        other = np.concatenate([augment(part, rng) for part in np.array_split(x, 500)])
        target = y
        if teacher:
            target = TAUGHT * _answers(teacher, other) + np.float32(1 - TAUGHT) * y
        data = Dataset(other, target, other[:0], y[:0])
        trainings = [_epoch(training, data, epoch, epochs) for training in trainings]
    return [training.network for training in trainings]


def _epoch(training: Training, data: Dataset, epoch: int, epochs: int) -> Training:
    batches = -(-len(data.x) // BATCH)
    for first in range(0, batches, CHUNK):
        done = (epoch + first / batches) / epochs
        settings = Settings(RATE * (1 + cos(pi * done)) / 2, BATCH, "adam")
        training = advance(
            training, data, LOSSES["cross_entropy"], settings, min(CHUNK, batches - first)
        )
    return training


def _small(network: Network) -> Network:
    """Return the network as it is stored, in half precision."""
    return tuple(
        Layer(layer.W.astype(np.float16), layer.b.astype(np.float16), layer.activation)
        for layer in network
    )


def _validated(network: Network, splits: dict[str, Split]) -> float:
    """Return the mean accuracy on the validation digits of all sources."""
    return sum(_accuracy(network, *split.validation) for split in splits.values()) / len(splits)


def _print_figures(name: str, network: Network, splits: dict[str, Split]) -> None:
    """Print a line of a table: what share is read right of each validation and each test."""
    cells = [f"{name} {'-'.join(map(str, NETWORKS[name]))}"]
    for source, split in splits.items():
        for part, examples in (("validation", split.validation), ("test", split.test)):
            share = _accuracy(network, *examples)
            cells.append(f"{share:.2%} of {len(examples[0]):,} {source} {part}")
    print("| " + " | ".join(cells) + " |", flush=True)


def _accuracy(network: Network, x: Array, labels: Array) -> float:
    return float((_answers(network, x).argmax(axis=1) == labels).mean())


def _answers(network: Network, x: Array) -> Array:
    parts = np.array_split(x, -(-len(x) // 1000))  # a trace of all at once would not fit a cache
    return np.concatenate([forward(network, part)[-1].a for part in parts])


if __name__ == "__main__":
    main()
