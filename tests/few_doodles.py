"""Stories of fewer cats and dogs: quickly told, and forgotten after the test."""

import pytest

from nn_core import datasets
from ui import doodled, followed
from ui.components import followed as component
from ui.components import rounds

CACHES = (
    doodled.story.cache_clear,
    followed.pictures.clear,
    component._told.clear,
    rounds._data.clear,
)


@pytest.fixture
def few(monkeypatch):
    """Put fewer pictures in the place of the shipped ones; return them."""
    pictures = datasets.doodles(100, 40)
    monkeypatch.setattr(doodled, "data", lambda: pictures)
    for clear in CACHES:
        clear()
    yield pictures
    for clear in CACHES:
        clear()
