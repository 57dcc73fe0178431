"""Who works for a visitor: what is asked waits in line, and time slices carry it out.

Only `slice` assigns `state`, and only as a whole. So a slice can't overwrite what was asked while
it ran, and whoever reads sees one moment of the work, never a mixture of two.
"""

from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

MOST_WAITING = 256  # commands in line; more push out the oldest

State = TypeVar("State")


@dataclass(frozen=True)
class Command:
    """What a reader asks of a worker, and the value that belongs to it."""

    do: str
    value: Any = None


class Worker(ABC, Generic[State]):
    """What others ask for something and give time to."""

    def __init__(self, state: State) -> None:
        """Begin with this state, and nothing in line."""
        self.state = state
        self._waiting: deque[Command] = deque(maxlen=MOST_WAITING)
        self._lock = Lock()

    def ask(self, command: Command) -> None:
        """Put a command in line for the next slice."""
        self._waiting.append(command)

    @property
    def waiting(self) -> bool:
        """Return whether a command waits in line."""
        return bool(self._waiting)

    @abstractmethod
    def rest(self) -> float:
        """Return the seconds until there is something to do; infinite without a command."""

    @abstractmethod
    def slice(self, seconds: float) -> None:
        """Carry out what waits in line, then work, for so many seconds together.

        At least one command is carried out.
        """
