"""The followed pictures under Streamlit: told once, chosen as is said, and their numbers open."""

from base64 import b64decode

import numpy as np
import pytest
from few_doodles import few
from lesson_page import data, explained, opened, tell

from nn_core import forward
from nn_core.story import started
from ui import followed

__all__ = ["few"]


def test_two_are_followed_and_every_number_opens(few):
    page = opened("two_classes", epoch="7", open="follow-cat-cat-12")
    shown = data(page, "followed")
    assert (shown["opening"], shown["link"]["open"]) == (7, "follow-cat-cat-12")
    cat, wrong = shown["followed"]
    assert (cat["truth"], wrong["truth"]) == (0, 1)
    first = forward(started(), few.x_test)[-1].a
    cats = first[few.y_test[:, 0] == 1]
    nearest = cats[np.abs(cats[:, 0] - 0.75).argmin()]
    assert cat["says"] == (
        "Of 20 unseen cats the fresh network gives this one the answer nearest to [0.75, 0.25]: "
        f"[{nearest[0]:.4f}, {nearest[1]:.4f}]."
    )
    path = np.frombuffer(b64decode(wrong["path"]), "<f4").reshape(-1, 3)
    assert len(path) == 30 * 5 + 1
    assert path[0, 0] > path[0, 1]  # it starts wrong
    np.testing.assert_allclose(path[:, 2], -np.log(path[:, 1]), atol=1e-4)
    assert explained(page) == ["softmax of output 0"]
    said = np.frombuffer(b64decode(cat["path"]), "<f4").reshape(-1, 3)[12, 0]
    assert followed.number("cat-cat-12").value == pytest.approx(said, abs=1e-5)
    assert followed.number("wrong-loss-150").value == pytest.approx(path[-1, 2], abs=1e-4)
    tell(page, "followed", asked={"n": 1, "open": "wrong-loss-7"})
    assert "loss" in explained(page)[0]
    shown = tell(page, "followed", asked={"n": 2, "follow": "wrong-loss-8"})
    assert (shown["n"], shown["link"]["open"]) == (2, "follow-wrong-loss-8")
    for n, nonsense in enumerate(["wrong-loss-151", "cat", "cat-cow-1", "cat-cat-x", 7], 3):
        shown = tell(page, "followed", asked={"n": n, "open": nonsense})
        assert shown["link"]["open"] == "follow-wrong-loss-8"
    assert tell(page, "followed", asked={"n": 9, "open": None})["link"]["open"] is None
