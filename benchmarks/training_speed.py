"""How fast the core trains, beside PyTorch, scikit-learn and the bare matrix products.

    pip install -r requirements-bench.txt
    python -m benchmarks.training_speed

A step is forward, backward and update with momentum, in float32 on one thread. All start from the
same weights, meet the same batches and take turns; the tables show medians.
"""

import os
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

# NumPy and the others read this when they are loaded.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import numpy as np

from nn_core import LOSSES, OPTIMIZERS, Network, backward, datasets, forward, new_network
from nn_core.arrays import Array

try:
    import sklearn
    import torch
    from sklearn.neural_network import MLPClassifier
except ImportError as error:
    sys.exit(f"This benchmark also needs {error.name}: pip install -r requirements-bench.txt")

RATE, MU = 0.05, 0.9
BLOCK = 20  # batches of digits between two looks at the clock
LATE = 5_000  # batches after which a step must still take as long as the first ones

Train = Callable[[range], None]  # takes the batches with these numbers, round and round
Weights = Callable[[], list[Array]]  # returns every W, then every b

# The examples come as x of shape (batches, size, inputs) and y of shape (batches, size, outputs).


def inkling(network: Network, x: Array, y: Array) -> tuple[Train, Weights]:
    """Train with nn_core."""
    pairs = list(zip(x, y, strict=True))
    loss, optimizer = LOSSES["cross_entropy"], OPTIMIZERS["momentum"]
    state = optimizer.start(network)

    def train(batches: range) -> None:
        nonlocal network, state
        for batch in batches:
            x, y = pairs[batch % len(pairs)]
            gradients = backward(forward(network, x), y, loss)
            network, state = optimizer.step(network, gradients, state, RATE)

    return train, lambda: [layer.W for layer in network] + [layer.b for layer in network]


def pytorch(network: Network, x: Array, y: Array) -> tuple[Train, Weights]:
    """Train with PyTorch's modules, in eager mode."""
    torch.set_num_threads(1)
    pairs = list(zip(torch.tensor(x), torch.tensor(y.argmax(axis=-1)), strict=True))
    linear = [torch.nn.Linear(*layer.W.shape) for layer in network]
    bend = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}[network[0].activation.name]
    model = torch.nn.Sequential(*(f for layer in linear[:-1] for f in (layer, bend())), linear[-1])
    with torch.no_grad():
        for mine, layer in zip(linear, network, strict=True):
            mine.weight.copy_(torch.tensor(layer.W.T))
            mine.bias.copy_(torch.tensor(layer.b))
    loss, optimizer = torch.nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), RATE, MU)

    def train(batches: range) -> None:
        for batch in batches:
            x, labels = pairs[batch % len(pairs)]
            optimizer.zero_grad()
            loss(model(x), labels).backward()
            optimizer.step()

    def weights() -> list[Array]:
        W = [layer.weight.detach().numpy().T for layer in linear]
        return W + [layer.bias.detach().numpy() for layer in linear]

    return train, weights


def scikit_learn(network: Network, x: Array, y: Array, per_call: int) -> tuple[Train, Weights]:
    """Train with scikit-learn; one call of partial_fit takes `per_call` batches."""
    _, size, inputs = x.shape
    x, labels = (
        x.reshape(-1, per_call * size, inputs),
        y.argmax(axis=-1).reshape(-1, per_call * size),
    )
    model = MLPClassifier(
        [len(layer.b) for layer in network[:-1]],
        network[0].activation.name,
        solver="sgd",
        alpha=0.0,
        batch_size=size,
        learning_rate_init=RATE,
        momentum=MU,
        nesterovs_momentum=False,
        shuffle=False,
    )
    # The first call makes weights and a memory of its own, which give way to ours.
    model.partial_fit(x[0], labels[0], classes=np.arange(y.shape[-1]))
    ours = [layer.W for layer in network] + [layer.b for layer in network]
    for parameter, start in zip(model.coefs_ + model.intercepts_, ours, strict=True):
        parameter[:] = start
    for velocity in model._optimizer.velocities:
        velocity[:] = 0.0

    def train(batches: range) -> None:
        for batch in batches[::per_call]:
            call = batch // per_call % len(x)
            model.partial_fit(x[call], labels[call])

    return train, lambda: model.coefs_ + model.intercepts_


def matrix_products(network: Network, x: Array) -> Train:
    """Work out the products of a step and nothing else: for every z, W and x but the first x."""
    W = [layer.W for layer in network]
    a = [here.a for here in forward(network, x[0])]

    def train(batches: range) -> None:
        for batch in batches:
            inputs = [x[batch % len(x)], *a]
            for l in range(len(W)):
                inputs[l] @ W[l]
                inputs[l].T @ a[l]
                if l > 0:
                    a[l] @ W[l].T

    return train


def agree(*trainings: tuple[Train, Weights]) -> None:
    """Take the first batches with all, and make sure that all did the same, in float32."""
    for train, _ in trainings:
        train(range(BLOCK))
    first, *others = (weights() for _, weights in trainings)
    for other in others:
        for array, ours in zip(other, first, strict=True):
            assert array.dtype == ours.dtype == np.float32
            np.testing.assert_allclose(array, ours, rtol=1e-3, atol=1e-5)


def race(trains: list[Train], rounds: int, block: int) -> list[float]:
    """Return everyone's seconds a step: the median of some rounds of so many steps each."""
    rng = np.random.default_rng(0)
    times: list[list[float]] = [[] for _ in trains]
    for number in range(1, rounds + 1):
        batches = range(number * block, (number + 1) * block)
        for k in rng.permutation(len(trains)):  # nobody always comes after the same one
            start = perf_counter()
            trains[k](batches)
            times[k].append((perf_counter() - start) / block)
    return [median(mine) for mine in times]


def digits() -> None:
    """Print how many pictures a second everyone learns from, 784-128-64-10 in batches of 64."""
    data, size, count = datasets.digits(), 64, 7 * BLOCK
    x = data.x[: count * size].reshape(count, size, -1)
    y = data.y[: count * size].reshape(count, size, -1)
    network = new_network([784, 128, 64, 10], "relu", rng=np.random.default_rng(0))
    ours, torchs = inkling(network, x, y), pytorch(network, x, y)
    each, block = scikit_learn(network, x, y, 1), scikit_learn(network, x, y, BLOCK)
    agree(ours, torchs, each, block)
    late, _ = inkling(network, x, y)
    late(range(LATE))
    names = [
        "Inkling",
        f"Inkling after {LATE:,} batches",
        f"PyTorch {torch.__version__}, eager",
        f"scikit-learn {sklearn.__version__}, one `partial_fit` a batch",
        f"scikit-learn {sklearn.__version__}, one for {BLOCK} batches",
        "the matrix products alone",
    ]
    trains = [ours[0], late, torchs[0], each[0], block[0], matrix_products(network, x)]
    times = race(trains, rounds=36, block=BLOCK)
    print("| 784-128-64-10, batches of 64 | images a second | Inkling's speed beside it |")
    print("|---|---|---|")
    for name, seconds in zip(names, times, strict=True):
        print(f"| {name} | {size / seconds:,.0f} | {seconds / times[0]:.2f} × |")


def points() -> None:
    """Print how long a step takes where overhead is everything: 2-8-2 in batches of 16."""
    x = np.random.default_rng(0).normal(size=(200, 16, 2)).astype(np.float32)
    y = np.eye(2, dtype=np.float32)[(x.prod(axis=-1) > 0).astype(int)]
    network = new_network([2, 8, 2], "tanh", rng=np.random.default_rng(0))
    ours, torchs = inkling(network, x, y), pytorch(network, x, y)
    agree(ours, torchs)
    names = ["Inkling", f"PyTorch {torch.__version__}, eager"]
    times = race([ours[0], torchs[0]], rounds=60, block=200)
    print("| 2-8-2, batches of 16 | µs a step | Inkling's speed beside it |")
    print("|---|---|---|")
    for name, seconds in zip(names, times, strict=True):
        print(f"| {name} | {seconds * 1e6:.0f} | {seconds / times[0]:.2f} × |")


if __name__ == "__main__":
    digits()
    print()
    points()
