"""A whole short training, remembered: the network after each epoch, and how it was doing."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from nn_core.arrays import Array
from nn_core.losses import LOSSES
from nn_core.network import Network, forward, new_network
from nn_core.progress import Measure, measure
from nn_core.training import Dataset, Settings, Training, advance

SIZES = (784, 64, 2)
EPOCHS = 30
LOSS = LOSSES["cross_entropy"]
SCALE = 1.25  # of the random weights: for some cat the first answer is near [0.75, 0.25]
NEARLY = 0.01  # of the pictures: one or two of them are no reason to go on
START = 348  # the lesson's network: chosen because it takes about half of each kind for a cat
SURE = 0.75  # where the followed picture's path begins
PRESET = Settings(learning_rate=0.005, batch_size=20)


@dataclass(frozen=True, eq=False)
class Story:
    """A training from its start on: `networks` and `measures` are those after epoch 0, 1, ….

    `losses` are those of the batches, each before its step.
    """

    networks: tuple[Network, ...]
    measures: tuple[Measure, ...]
    losses: Array  # (batches,)

    @property
    def enough(self) -> int:
        """Return from which epoch on the unseen accuracy stays within NEARLY of its best."""
        seen = [one.unseen_accuracy for one in self.measures]
        short = [epoch for epoch, one in enumerate(seen) if one < max(seen) - NEARLY]
        return short[-1] + 1 if short else 0

    def outputs(self, picture: Array) -> Array:
        """Return what all its networks make of a picture, (epochs + 1, outputs)."""
        x = picture.reshape(1, -1)
        return np.concatenate([forward(network, x)[-1].a for network in self.networks])


def started(seed: int = START) -> Network:
    """Return a network for pictures with two outputs whose weights are still random."""
    return new_network(SIZES, "tanh", "softmax", rng=np.random.default_rng(seed), scale=SCALE)


def told(
    data: Dataset, network: Network, settings: Settings = PRESET, epochs: int = EPOCHS
) -> Story:
    """Return the story of a training with cross-entropy that starts with this network."""
    updates = ceil(len(data.x) / (settings.batch_size or len(data.x)))
    training, networks, losses = Training(network), [network], []
    measures = [measure(training, data, LOSS)]
    for _ in range(epochs):
        for _ in range(updates):
            training = advance(training, data, LOSS, settings)
            losses.append(training.curve[-1].loss)
        networks.append(training.network)
        measures.append(measure(training, data, LOSS))
    return Story(tuple(networks), tuple(measures), np.array(losses))


def path(
    data: Dataset, network: Network, settings: Settings, epochs: int, pictures: Array
) -> Array:
    """Return what is made of some pictures before the first batch and after each of a training.

    Shape is (batches + 1, pictures, outputs).
    """
    training, said = Training(network), [forward(network, pictures)[-1].a]
    for _ in range(epochs * ceil(len(data.x) / (settings.batch_size or len(data.x)))):
        training = advance(training, data, LOSS, settings)
        said.append(forward(training.network, pictures)[-1].a)
    return np.stack(said)


def nearest(network: Network, x: Array, among: Array) -> int:
    """Return the row of x, out of those `among`, whose first output is nearest to SURE."""
    said = forward(network, x[among])[-1].a[:, 0]
    return int(among[np.abs(said - SURE).argmin()])
