"""The numbers of the plane's network that open: they reconcile, and nonsense opens nothing."""

from lesson_page import component, data, explained, opened, tell

from live.plane import begun, trained
from nn_core.explain import reconciled
from ui.planed import Moment, number


def test_what_is_opened_reconciles_and_other_codes_are_none():
    moment = Moment.of(trained(begun(), 20))
    for code in ("z-0-0", "a-0-2", "z-1-1", "a-1-0"):
        found = number(moment, code)
        assert found is not None
        assert reconciled(found)
    trace = moment.trace
    assert "after 20 batches" in moment.says
    assert "after 1 batch," in Moment.of(trained(begun(), 1)).says
    assert number(moment, "z-0-1").value == trace[0].z[0, 1]
    assert number(moment, "a-1-1").value == trace[1].a[0, 1]
    for code in (
        "",
        "z",
        "z-0",
        "z-0-3",
        "z-2-0",
        "a--1-0",
        "b-0-0",
        "z-0-0-0",
        "z-0-²",
        f"z-{'9' * 5000}-0",
    ):
        assert number(moment, code) is None


def test_a_number_opens_below_the_plane_and_a_forged_one_does_not():
    assert explained(opened("boundary", open="plane-a-1-0"))
    at = opened("boundary", open="plane-z-7-0")
    for forged in ({"n": 1, "open": "z-9-9"}, {"n": 2, "open": 7}, {"n": 3}, "z-0-0"):
        tell(at, "plane", open=forged)
        assert not [c for c in at.get("bidi_component") if c.proto.id.endswith("-explanation")]
    tell(at, "plane", open={"n": 4, "open": "z-0-1"})
    assert explained(at) == ["weighted sum of neuron 1 in hidden 1"]
    assert data(at, "plane")["frame"]["status"] == "paused"
    assert component(at, "explanation")
    assert data(at, "plane")["opened"] == "plane-z-0-1"
    assert any("after 100 batches" in text.value for text in at.markdown)
