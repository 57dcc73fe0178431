"""Ten thousand handwritten digits: MNIST (LeCun, Cortes, Burges 1998), the part that ships."""

from pathlib import Path

import numpy as np

from nn_core.training import Dataset

FILE = Path(__file__).parents[2] / "assets" / "digits" / "digits.npz"
TRAINING = 9_000  # the file is shuffled, so the rest is as good a test as any


def digits() -> Dataset:
    """Return 9,000 digits to learn from and 1,000 unseen ones.

    x is ink in [0, 1], (examples, 784) float32; y is one-hot, (examples, 10) float32. The
    arrays are read-only, so that all visitors can share them.
    """
    with np.load(FILE, allow_pickle=False) as file:
        x = file["pictures"].astype(np.float32) / np.float32(255)
        y = np.eye(10, dtype=np.float32)[file["labels"]]
    for array in (x, y):
        array.flags.writeable = False
    return Dataset(x[:TRAINING], y[:TRAINING], x[TRAINING:], y[TRAINING:])
