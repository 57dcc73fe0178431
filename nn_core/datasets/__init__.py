"""What the networks of the lessons learn from."""

from nn_core.datasets.csv import from_csv
from nn_core.datasets.digits import digits
from nn_core.datasets.doodles import doodles, face
from nn_core.datasets.planes import blobs, circles, moons, spiral, xor

__all__ = ["blobs", "circles", "digits", "doodles", "face", "from_csv", "moons", "spiral", "xor"]
