"""How fast a training goes: as fast as it can, or so many batches a second."""

from time import monotonic

CATCH_UP = 0.25  # seconds of missed batches that are made up for, at the pace that was asked for


class Pace:
    """A clock that says when the next batch may be taken; the first one may at once."""

    def __init__(self) -> None:
        """Begin to count now."""
        self._due = monotonic()

    def wait(self, pace: float | None) -> float:
        """Return the seconds until the next batch, at so many a second; None waits for nothing."""
        return max(0.0, self._due - monotonic()) if pace else 0.0

    def due(self, pace: float | None) -> bool:
        """Return whether the next batch may be taken, and count it as taken if so."""
        if not pace:
            return True
        now = monotonic()
        if now < self._due:
            return False
        self._due = max(self._due, now - CATCH_UP) + 1.0 / pace
        return True
