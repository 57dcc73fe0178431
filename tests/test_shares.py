"""Softmax on sums that the reader changes: what is said of it is so, and large sums do no harm."""

import lesson_page
import numpy as np
import pytest

from nn_core import explain
from nn_core.activations import SOFTMAX
from nn_core.explain.shares import shared, too_large
from ui.components.shares import number
from ui.sums import CLOSE, Asked, check

Z = np.array(CLOSE)


def test_one_share_grows_and_all_others_shrink_alike():
    raised = Z + 2.0 * (np.arange(10) == 5)
    before, now = SOFTMAX(Z), SOFTMAX(raised)
    left = np.delete(now / before, 5)
    np.testing.assert_allclose(left, left[0], rtol=1e-14)
    assert left[0] < 1 < now[5] / before[5]
    assert shared(Z, raised) == (
        f"The sum of output 5 is 2 higher: its share went from {before[5]:.4f} to {now[5]:.4f}. "
        f"The other 9 have all fallen, each to {left[0]:.1%} of what it was.".replace("%", " %")
    )
    assert "all risen" in shared(raised, Z)
    unrounded = Z + 4e-5 * (-1.0) ** np.arange(10)  # as a network's sums are, before a bar is taken
    assert shared(unrounded, raised) == shared(Z, raised)


def test_the_same_added_to_all_changes_no_share():
    for more in (5.0, -5.0, 1000.0):
        np.testing.assert_allclose(SOFTMAX(Z + more), SOFTMAX(Z), rtol=1e-12)
        assert "no share changed" in shared(Z, Z + more)
    assert shared(Z, Z) == shared(Z, np.arange(10.0)) == ""


def test_very_large_sums_are_named_and_do_no_harm():
    assert too_large(Z) == ""
    assert too_large(Z + 1000).startswith("e to the power of 1,002 is too large")
    trace = explain.given_sums((Z + 1000)[None])
    assert number(trace, "power-3") is number(trace, "power") is None
    np.testing.assert_allclose(trace[0].a, [SOFTMAX(Z)], rtol=1e-12)


@pytest.mark.parametrize("added", [0.0, 5.0, 400.0, 1000.0])
def test_every_number_of_the_table_reconciles(added):
    trace = Asked("close", None, added).trace(explain.given_sums(Z[None]))
    codes = [f"{name}-{k}" for name in ("z", "power", "lowered", "share") for k in range(10)]
    found = [number(trace, code) for code in (*codes, "power", "lowered", "share")]
    assert all(explain.reconciled(one) for one in found if one)
    assert len([one for one in found if one]) == (43 if added < 709 else 32)


@pytest.mark.parametrize(
    "forged", [("best", None, 0), ("own", [1] * 9, 0), ("own", ["1"] * 10, 0), ("own", None, 1e9)]
)
def test_what_makes_no_sense_is_not_taken(forged):
    assert check(*forged) is None
    assert check("own", [*[0] * 9, float("nan")], 0) is None


def test_the_page_opens_by_its_link_and_follows_a_bar():
    page = lesson_page.opened("activations", softmax="close", added="5", open="shares-share-3")
    shown = lesson_page.data(page, "shares")
    assert [one["share"]["value"] for one in shown["positions"]] == SOFTMAX(Z + 5.0).tolist()
    assert shown["link"] == {
        "softmax": "close",
        "sums": None,
        "added": "5",
        "open": "shares-share-3",
    }
    assert lesson_page.explained(page) == ["softmax of output 3"]
    sums = [3.0, *CLOSE[1:]]
    asked = {"n": 1, "preset": "close", "sums": sums, "added": 5, "grab": 7}
    shown = lesson_page.tell(page, "shares", asked=asked)
    assert shown["said"] == shared(Z + 5, np.array(sums) + 5)
    assert shown["before"] == SOFTMAX(Z + 5.0).tolist()
    again = {**asked, "n": 2, "sums": [4.0, *CLOSE[1:]]}
    shown = lesson_page.tell(page, "shares", asked=again)  # the same grab: the bar goes on
    assert shown["before"] == SOFTMAX(Z + 5.0).tolist()
    forged = {**again, "n": 3, "sums": ["<b>"] * 10}
    assert lesson_page.tell(page, "shares", asked=forged)["asked"] == shown["asked"]
