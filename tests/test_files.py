"""A network file comes back exactly, and a broken or hostile one is refused in a sentence."""

import io
import pickle
import zipfile

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from some import some

from nn_core import load_network, new_network, save_network


def saved(network):
    file = io.BytesIO()
    save_network(file, network)
    return file.getvalue()


@pytest.fixture
def network():
    return new_network([4, 3, 2], "leaky_relu", "softmax", rng=np.random.default_rng(0))


def arrays(**changed):
    """The arrays of a good 2-3-1 file, with some changed or (None) left out."""
    good = {
        "version": np.array(1),
        "activations": np.array(["relu", "identity"]),
        "W0": np.ones((2, 3)),
        "b0": np.zeros(3),
        "W1": np.ones((3, 1)),
        "b1": np.zeros(1),
    }
    return {name: array for name, array in (good | changed).items() if array is not None}


def packed(**changed):
    file = io.BytesIO()
    np.savez(file, **arrays(**changed))
    return io.BytesIO(file.getvalue())


def test_a_saved_network_comes_back_exactly(network, tmp_path):
    for place in (tmp_path / "network.npz", str(tmp_path / "without an ending"), io.BytesIO()):
        save_network(place, network)
        if isinstance(place, io.BytesIO):
            place.seek(0)
        for one, other in zip(network, load_network(place), strict=True):
            assert_array_equal(one.W, other.W)
            assert_array_equal(one.b, other.b)
            assert other.W.dtype == np.float32
            assert one.activation == other.activation


def test_half_precision_is_loaded_as_the_dtype_asked_for():
    half = {name: array.astype(np.float16) for name, array in arrays().items() if name[0] in "Wb"}
    assert load_network(packed(**half))[0].W.dtype == np.float32
    assert load_network(packed(**half), np.float64)[0].W.dtype == np.float64


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"version": None}, "'version' and 'activations'"),
        ({"version": np.array(2)}, "version 1, got 2"),
        ({"version": np.array([1, 1])}, "version 1"),
        ({"version": np.array("one")}, "version 1"),
        ({"activations": np.array(["relu", "sine"])}, "got 'sine'"),
        ({"activations": np.array([], "U4")}, "1 to 16 activations"),
        ({"activations": np.array(["relu"] * 17)}, "1 to 16 activations"),
        ({"activations": np.array([1, 2])}, "activations"),
        ({"activations": np.array(["relu"] * 3)}, "array W2"),
        ({"b1": None}, "array b1"),
        ({"W1": np.ones((2, 1))}, r"W1 of shape \(3, units\)"),
        ({"b0": np.zeros(2)}, r"b0 of shape \(units,\)"),
        ({"W0": np.ones(6)}, "W0 of shape"),
        ({"W0": np.ones((2, 0)), "b0": np.zeros(0)}, "W0 of shape"),
        ({"W0": np.array(1.0)}, "W0"),
        ({"W0": np.full((2, 3), np.nan)}, "finite numbers in the array W0"),
        ({"W0": np.full((2, 3), 1e300)}, "finite numbers in the array W0"),
        ({"W0": np.ones((2, 3), int)}, "floating-point numbers in W0, got int64"),
        ({"b0": np.array(["a", "b", "c"])}, "floating-point numbers in b0"),
    ],
)
def test_a_file_with_the_wrong_things_in_it_is_refused(changed, sentence):
    with pytest.raises(ValueError, match=sentence):
        load_network(packed(**changed))


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("something was unpickled",))


def zipped(name, content, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def broken_bzip2():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("W0.npy", header((1,)) + bytes(8))
    content = bytearray(file.getvalue())
    content[60:80] = bytes(20)
    return bytes(content)


def header(shape, descr="<f8"):
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        file, {"shape": shape, "fortran_order": False, "descr": descr}
    )
    return file.getvalue()


def many():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for k in range(100):
            archive.writestr(f"W{k}.npy", header((0,)))
    return file.getvalue()


HOSTILE = {
    "nothing": (b"", "zip"),
    "two letters": (b"PK", "zip"),
    "words": (b"not a network", "zip"),
    "one array": (b"\x93NUMPY\x01\x00v\x00{'descr': '<f8'}", "zip"),
    "a pickle": (pickle.dumps([1, 2, 3]), "zip"),
    "a pickle that acts": (pickle.dumps(Bomb()), "zip"),
    "an empty member": (zipped("W0.npy", b""), "EOF|magic"),
    "a long header": (zipped("W0.npy", b"\x93NUMPY\x01\x00\xff\xff" + b"{" * 70_000), "eader"),
    "a header that acts": (
        zipped("W0.npy", b"\x93NUMPY\x01\x00\x20\x00__import__('os').getcwd()       \n"),
        "malformed",
    ),
    "a huge array": (zipped("W0.npy", header((10**12,))), "does not fit"),
    "a huger array": (zipped("W0.npy", header((10**12, 10**12, 10**12))), "does not fit"),
    "a negative shape": (zipped("W0.npy", header((-1,)) + bytes(8)), "does not fit"),
    "half an array": (zipped("W0.npy", header((2,)) + bytes(8)), "does not fit"),
    "objects": (zipped("W0.npy", header((1,), "|O") + pickle.dumps(Bomb())), "does not fit"),
    "eight bytes of objects": (zipped("W0.npy", header((1,), "|O") + bytes(8)), "Object arrays"),
    "a bomb": (zipped("W0.npy", bytes(100 * 2**20)), "too large"),
    "many arrays": (many(), "too large"),
    "garbage in bzip2": (broken_bzip2(), "Invalid data stream"),
}


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_network_file_is_refused_before_it_costs_anything(content, sentence, tmp_path):
    (tmp_path / "network.npz").write_bytes(content)
    for place in (io.BytesIO(content), tmp_path / "network.npz"):
        with pytest.raises(ValueError, match=f"expected a network file.*({sentence})"):
            load_network(place)


def test_a_sentence_about_a_huge_name_is_short():
    for changed in [{"activations": np.array(["x" * 10**6])}, {"version": np.array("1" * 10**6)}]:
        with pytest.raises(ValueError, match="expected") as refusal:
            load_network(packed(**changed))
        assert len(str(refusal.value)) < 200


def test_a_file_of_objects_is_refused(tmp_path):
    np.savez(tmp_path / "objects.npz", **arrays(W0=np.array([Bomb()], dtype=object)))
    with pytest.raises(ValueError, match="expected a network file"):
        load_network(tmp_path / "objects.npz")


def test_every_truncation_of_a_good_file_is_refused(network, tmp_path):
    whole, file = saved(network), tmp_path / "network.npz"
    for length in range(0, len(whole), 37):
        file.write_bytes(whole[:length])
        with pytest.raises(ValueError, match="expected"):
            load_network(file)


@pytest.mark.parametrize("step", some([7, 1], quick=1))
def test_a_flipped_byte_is_refused_or_changes_nothing_unseen(network, tmp_path, step):
    whole, file = saved(network), tmp_path / "network.npz"
    for place in range(0, len(whole), step):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        file.write_bytes(broken)
        try:
            loaded = load_network(file)
        except ValueError:
            continue
        for one, other in zip(network, loaded, strict=True):
            assert_array_equal(one.W, other.W)


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_network(tmp_path / "none.npz")
