"""The points that a visitor has, as a file for a spreadsheet."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from live.studio import STUDIOS
from nn_core.datasets.csv import to_csv


def points(request: Request) -> Response:
    """Send the points of the studio whose token is in the header X-Studio, or 404."""
    studio = STUDIOS.find(request.headers.get("x-studio"))
    if studio is None or studio.plane is None:
        return Response(status_code=404)
    text = to_csv(studio.plane.state.points)
    return Response(text, media_type="text/csv", headers={"Cache-Control": "no-store"})


ROUTE = Route("/points.csv", points)
