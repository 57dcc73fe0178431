"""Every value of a network is an array, and its rows are examples."""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]
