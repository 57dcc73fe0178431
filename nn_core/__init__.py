"""Neural networks and ink, as values and plain functions. Knows nothing of screens."""

from nn_core import datasets, explain, ink
from nn_core.activations import ACTIVATIONS
from nn_core.backprop import Gradients, LayerGradient, backward
from nn_core.files import load_network, save_network
from nn_core.losses import LOSSES
from nn_core.network import Layer, LayerTrace, Network, Trace, forward, fresh, new_network
from nn_core.optimizers import OPTIMIZERS
from nn_core.parameters import Parameter, losses_along, outputs_along, steepest
from nn_core.training import Dataset, Point, Settings, Training, advance

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "OPTIMIZERS",
    "Dataset",
    "Gradients",
    "Layer",
    "LayerGradient",
    "LayerTrace",
    "Network",
    "Parameter",
    "Point",
    "Settings",
    "Trace",
    "Training",
    "advance",
    "backward",
    "datasets",
    "explain",
    "forward",
    "fresh",
    "ink",
    "load_network",
    "losses_along",
    "new_network",
    "outputs_along",
    "save_network",
    "steepest",
]
