"""Rounds through all pictures: an update after each batch, or one update at the end of a round."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, inf, isfinite

from nn_core.losses import Loss
from nn_core.network import Network, forward
from nn_core.training import Dataset, Settings, Training, advance


@dataclass(frozen=True)
class Rounds:
    """A training told by its epochs; an epoch is one round through all pictures.

    `losses` are those over all pictures that it learns from, before the first epoch and after each.
    """

    settings: Settings
    updates: int  # in an epoch
    losses: tuple[float, ...]

    def reached(self, loss: float) -> int | None:
        """Return the first epoch after which its loss is no larger than this, None if there is
        none."""
        return next((epoch for epoch, own in enumerate(self.losses) if own <= loss), None)


def rounds(data: Dataset, network: Network, loss: Loss, settings: Settings, epochs: int) -> Rounds:
    """Return so many epochs of a training that starts with this network."""
    updates = ceil(len(data.x) / (settings.batch_size or len(data.x)))
    training, losses = Training(network), [_whole(network, data, loss)]
    for _ in range(epochs):
        training = advance(training, data, loss, settings, updates)
        losses.append(_whole(training.network, data, loss))
    return Rounds(settings, updates, tuple(losses))


def fastest(
    data: Dataset,
    network: Network,
    loss: Loss,
    settings: Settings,
    rates: Iterable[float],
    epochs: int,
) -> Rounds:
    """Return the training whose loss is lowest over so many epochs, out of one for each rate."""
    tried = (
        rounds(data, network, loss, replace(settings, learning_rate=rate), epochs) for rate in rates
    )
    return min(tried, key=lambda one: sum(one.losses) if isfinite(sum(one.losses)) else inf)


def says(batches: Rounds, once: Rounds, epoch: int) -> str:
    """Return how far both are after an epoch, in words."""
    if epoch == 0:
        return f"Before the first epoch both have the same weights: loss {batches.losses[0]:.4f}."
    each = (
        f"{epoch * one.updates:,} update{'s' * (epoch * one.updates > 1)}, "
        f"loss {one.losses[epoch]:.4f}"
        for one in (batches, once)
    )
    return f"After {epoch} epoch{'s' * (epoch > 1)}: {', and '.join(each)}."


def needs(batches: Rounds, once: Rounds, epoch: int) -> str:
    """Return in words how long one update an epoch takes to where batches are after this one."""
    there = once.reached(batches.losses[epoch])
    took = f"{there} epochs" if there is not None else f"more than {len(once.losses) - 1} epochs"
    return (
        f"Loss {batches.losses[epoch]:.4f}: updates after each batch are there in {epoch} epochs, "
        f"one update an epoch in {took}."
    )


def _whole(network: Network, data: Dataset, loss: Loss) -> float:
    return loss(forward(network, data.x)[-1].a, data.y)
