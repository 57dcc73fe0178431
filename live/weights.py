"""A network's weights, as a browser fetches them: once for each network, never with a rerun."""

from collections import OrderedDict
from functools import lru_cache
from hashlib import sha256
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nn_core import Network

MOST = 60  # networks that can be fetched, at most about 1 MB each; those offered last
NAMED = 20  # networks whose names are remembered

_shelf: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def offer(network: Network) -> str:
    """Return the name under which browsers may fetch this network, which nobody can guess.

    The same weights have the same name, so a browser that has them need not ask again.
    """
    name = _name(network)
    with _lock:
        if name not in _shelf:
            _shelf[name] = packed(network)
        _shelf.move_to_end(name)
        while len(_shelf) > MOST:
            _shelf.popitem(last=False)
    return name


def packed(network: Network) -> bytes:
    """Return W and b of each layer in turn, W row by row, as float32 of little-endian order."""
    return b"".join(
        parameter.astype("<f4").tobytes() for layer in network for parameter in (layer.W, layer.b)
    )


@lru_cache(NAMED)
def _name(network: Network) -> str:
    return sha256(packed(network)).hexdigest()[:32]


def weights(request: Request) -> Response:
    """Send a network that was offered, or 404. What has this name never changes."""
    found = _shelf.get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    forever = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(found, media_type="application/octet-stream", headers=forever)


ROUTE = Route("/weights/{name}", weights)
