"""A network file is NumPy's .npz: plain arrays, checked before they are used, never unpickled."""

import zipfile
from os import PathLike
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import DTypeLike

from nn_core.activations import ACTIVATIONS
from nn_core.arrays import Array
from nn_core.network import Layer, Network

VERSION = 1
LARGEST = 64 * 2**20  # bytes once unpacked, some ten times the largest network of the lessons
MOST_LAYERS = 16

File = str | PathLike[str] | IO[bytes]


def save_network(path_or_file: File, network: Network) -> None:
    """Write the network, each number in the dtype it has, to a path or an open binary file."""
    arrays: dict[str, Any] = {"version": np.array(VERSION)}
    arrays["activations"] = np.array([layer.activation.name for layer in network])
    for l, layer in enumerate(network):
        arrays |= {f"W{l}": layer.W, f"b{l}": layer.b}
    if isinstance(path_or_file, str | PathLike):
        with open(path_or_file, "wb") as file:  # NumPy would add .npz to the name
            np.savez_compressed(file, **arrays)
    else:
        np.savez_compressed(path_or_file, **arrays)


def load_network(path_or_file: File, dtype: DTypeLike = np.float32) -> Network:
    """Return the network in a file that `save_network` wrote, as float32 or the dtype asked for.

    Raises ValueError, with a sentence that says what is wrong, for anything else, and OSError
    where a path can't be read.
    """
    if isinstance(path_or_file, str | PathLike):
        with open(path_or_file, "rb") as file:
            return load_network(file, dtype)
    try:
        arrays = _arrays(path_or_file)
    except Exception as error:  # a hostile zip can make its reader raise nearly anything
        raise ValueError(f"expected a network file (.npz of plain arrays): {error}") from error
    if "version" not in arrays or "activations" not in arrays:
        raise ValueError("expected a network file with 'version' and 'activations' in it")
    version, names = arrays["version"], arrays["activations"]
    if version.shape != () or version.dtype.kind not in "iu" or version != VERSION:
        raise ValueError(f"expected a network file of version {VERSION}, got {_short(version)}")
    if names.ndim != 1 or names.dtype.kind != "U" or not 1 <= len(names) <= MOST_LAYERS:
        raise ValueError(
            f"expected the names of 1 to {MOST_LAYERS} activations, got {_short(names)}"
        )
    layers: list[Layer] = []
    for l, name in enumerate(names.tolist()):
        if name not in ACTIVATIONS:
            raise ValueError(
                f"expected an activation out of {list(ACTIVATIONS)}, got {_short(name)}"
            )
        W, b = (_parameter(arrays, f"{kind}{l}", dtype) for kind in "Wb")
        inputs = layers[-1].W.shape[1] if layers else len(W)
        if W.ndim != 2 or b.ndim != 1 or 0 in W.shape or W.shape != (inputs, len(b)):
            raise ValueError(
                f"expected W{l} of shape ({inputs}, units) and b{l} of shape (units,), "
                f"got {W.shape} and {b.shape}"
            )
        layers.append(Layer(W, b, ACTIVATIONS[name]))
    return tuple(layers)


def _short(value: object) -> str:
    """Return what came, short enough for a sentence."""
    text = repr(value.tolist() if isinstance(value, np.ndarray) else value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _parameter(arrays: dict[str, Array], key: str, dtype: DTypeLike) -> Array:
    if key not in arrays:
        raise ValueError(f"expected an array {key} in the network file, found none")
    array = arrays[key]
    if array.dtype.kind != "f":
        raise ValueError(f"expected floating-point numbers in {key}, got {array.dtype}")
    with np.errstate(over="ignore"):
        array = array.astype(dtype)
    if array.ndim == 0 or not np.isfinite(array).all():
        raise ValueError(f"expected finite numbers in the array {key}")
    return array


def _arrays(path_or_file: File) -> dict[str, Array]:
    """Return the arrays by name. What they would unpack to is looked at before they are."""
    with zipfile.ZipFile(path_or_file) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > LARGEST or len(members) > 2 * MOST_LAYERS + 2:
            raise ValueError(f"too large, {size} bytes in {len(members)} arrays once unpacked")
        arrays = {}
        for member in members:
            with archive.open(member) as file:
                _check_header(file, member.file_size)
                file.seek(0)
                array = npy.read_array(file, allow_pickle=False)
            arrays[member.filename.removesuffix(".npy")] = array
    return arrays


def _check_header(file: IO[bytes], size: int) -> None:
    """Raise ValueError unless the header promises just the bytes that are there."""
    version = npy.read_magic(file)
    if version != (1, 0):
        raise ValueError(f"unknown array format {version}")
    shape, _, dtype = npy.read_array_header_1_0(file)
    promised = file.tell() + dtype.itemsize * int(np.prod(shape, dtype=object))
    if promised != size:
        raise ValueError(f"an array of shape {shape} does not fit into its {size} bytes")
