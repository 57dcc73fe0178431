"""Train the networks that ship, and print how well they read digits they have never seen.

    python -m tools.train_digits                           from what ships alone
    python -m tools.train_digits --mnist DIR --pen FILE    from all of MNIST and pen digits

DIR holds MNIST's four IDX files (gzip), FILE is the digits part of UNIPEN train_r01_v07 as
gzipped JSON: a list of {"label", "writer", "strokes"}. Neither is part of this repository.
"""

import argparse
import gzip
import json
import time
from dataclasses import replace
from math import cos, pi
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
    datasets,
    forward,
    ink,
    load_network,
    new_network,
    save_network,
)
from nn_core.arrays import Array
from tools.augment import augment

ASSETS = Path(__file__).parents[1] / "assets" / "networks"
SIZES = (784, 128, 64, 10)
EPOCHS = 60
BATCH = 128
RATE = 1e-3  # at the start; it falls to zero along half a cosine (Loshchilov, Hutter 2017)
SEED = 1
UNSEEN_WRITERS = 14  # of UNIPEN's 86: every digit of theirs is kept for the test
CHUNK = 50  # batches between two changes of the rate

Examples = tuple[Array, Array]  # x (examples, 784) in [0, 1], labels (examples,)


def main() -> None:
    """Train, save and examine the default network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mnist", type=Path, help="folder of MNIST's IDX files")
    parser.add_argument("--pen", type=Path, help="UNIPEN digits, gzipped JSON")
    options = parser.parse_args()

    shipped = datasets.digits()
    unseen = shipped.x_test, shipped.y_test.argmax(axis=1)
    parts = [(shipped.x, shipped.y.argmax(axis=1))]
    tests = {"shipped, unseen": unseen}
    if options.mnist:
        parts = [_without(_mnist(options.mnist, "train"), unseen)]
        tests["MNIST t10k"] = _mnist(options.mnist, "t10k")
    if options.pen:
        seen, tests["pen, unseen writers"] = _pen(options.pen)
        parts.append(seen)
    x, labels = (np.concatenate(part) for part in zip(*parts, strict=True))

    start = time.perf_counter()
    network = _trained(x, np.eye(10, dtype=np.float32)[labels])
    minutes = (time.perf_counter() - start) / 60
    small = tuple(
        Layer(layer.W.astype(np.float16), layer.b.astype(np.float16), layer.activation)
        for layer in network
    )
    ASSETS.mkdir(parents=True, exist_ok=True)
    save_network(ASSETS / "default.npz", small)
    network = load_network(ASSETS / "default.npz")  # what ships is what is examined
    print(f"default {'-'.join(map(str, SIZES))}: {len(x)} digits, {minutes:.1f} minutes")
    for name, (x, labels) in tests.items():
        print(f"{name:>20}  {_accuracy(network, x, labels):7.2%} of {len(x)}")


def _trained(x: Array, y: Array) -> Network:
    rng = np.random.default_rng(SEED)
    training = Training(new_network(SIZES, "relu", "softmax", rng=rng))
    settings = Settings(RATE, BATCH, "adam", SEED)
    batches = -(-len(x) // BATCH)
    for epoch in range(EPOCHS):
        other = np.concatenate([augment(part, rng) for part in np.array_split(x, 500)])
        data = Dataset(other, y, other[:0], y[:0])
        for first in range(0, batches, CHUNK):
            done = (epoch + first / batches) / EPOCHS
            settings = replace(settings, learning_rate=RATE * (1 + cos(pi * done)) / 2)
            many = min(CHUNK, batches - first)
            training = advance(training, data, LOSSES["cross_entropy"], settings, many)
    return training.network


def _accuracy(network: Network, x: Array, labels: Array) -> float:
    return float((forward(network, x)[-1].a.argmax(axis=1) == labels).mean())


def _mnist(folder: Path, part: str) -> Examples:
    with gzip.open(folder / f"{part}-images-idx3-ubyte.gz") as file:
        pictures = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(folder / f"{part}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return pictures.astype(np.float32) / np.float32(255), labels.astype(np.intp)


def _without(examples: Examples, unseen: Examples) -> Examples:
    """Leave out the pictures that the app calls unseen; they are part of MNIST's training set."""
    x, labels = examples
    hidden = {row.tobytes() for row in unseen[0]}
    keep = np.array([row.tobytes() not in hidden for row in x])
    return x[keep], labels[keep]


def _pen(file: Path) -> tuple[Examples, Examples]:
    """Return the pen digits of most writers, and those of writers that are kept unseen."""
    digits = json.loads(gzip.decompress(file.read_bytes()))
    writers = sorted({digit["writer"] for digit in digits})
    unseen = set(np.random.default_rng(0).permutation(writers)[:UNSEEN_WRITERS])
    x = np.array([ink.picture(digit["strokes"]).ravel() for digit in digits])
    labels = np.array([digit["label"] for digit in digits])
    held = np.array([digit["writer"] in unseen for digit in digits])
    return (x[~held], labels[~held]), (x[held], labels[held])


if __name__ == "__main__":
    main()
