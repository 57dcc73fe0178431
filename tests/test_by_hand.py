"""The 2-2-2 network worked by hand: a published example, every number on the way, and the page."""

import itertools
from dataclasses import replace

import lesson_page
import numpy as np
import pytest

from nn_core import LOSSES, forward
from nn_core.by_hand import (
    EXAMPLES,
    HIDDEN,
    MAZUR,
    NAMES,
    OFF,
    OUTPUT,
    SHARES,
    STEPS,
    Example,
    losses_of,
)
from nn_core.explain import reconciled
from nn_core.explain.arithmetic import evaluate
from ui.components.by_hand import number, steps

EVERY = [
    (hidden, output, loss)
    for hidden, output in itertools.product(HIDDEN, OUTPUT)
    for loss in losses_of(output)
]


def loss_of(example):
    case = example.case
    return case.loss(case.trace[-1].a, case.y)


def weights(case):
    return np.concatenate([layer.layer.W.T.ravel() for layer in case.trace])


def test_the_published_example_comes_out_as_it_was_published():
    """Matt Mazur, "A Step by Step Backpropagation Example" (2015), with all the digits he gives."""
    case = MAZUR.case
    (hidden, output), (blamed, last) = case.trace, case.gradients
    for value, published in [
        (hidden.z[0, 0], 0.3775),
        (hidden.a[0, 0], 0.593269992),
        (hidden.a[0, 1], 0.596884378),
        (output.z[0, 0], 1.105905967),
        (output.a[0, 0], 0.75136507),
        (output.a[0, 1], 0.772928465),
        (loss_of(MAZUR), 0.298371109),
        (last.W[0, 0], 0.082167041),
        (blamed.W[0, 0], 0.000438568),
    ]:
        assert value == pytest.approx(published, abs=1.01e-9 / 2)
    after = [0.149780716, 0.19956143, 0.24975114, 0.29950229]
    after += [0.35891648, 0.408666186, 0.511301270, 0.561370121]
    np.testing.assert_allclose(weights(replace(MAZUR, taken=1).case), after, atol=5.1e-9)


def test_the_published_loss_after_the_step_is_that_of_weights_updated_one_layer_at_a_time():
    assert loss_of(replace(MAZUR, taken=1)) == pytest.approx(0.291027774, abs=5e-10)
    # His text updates all at once, and so do we; his program sent the blame for hidden 1 back
    # through output weights that were new already.
    (hidden, output), back = MAZUR.case.trace, MAZUR.case.gradients
    new = replace(output.layer, W=output.layer.W - 0.5 * back[1].W)
    grad_z = (back[1].z @ new.W.T) * hidden.a * (1 - hidden.a)
    changed = replace(hidden.layer, W=hidden.layer.W - 0.5 * hidden.x.T @ grad_z)
    a = forward((changed, new), hidden.x)[-1].a
    assert LOSSES["mse"](a, MAZUR.case.y) == pytest.approx(0.291027924, abs=5e-10)


def central(f, at, h=1e-5):
    return (f(at + h) - f(at - h)) / (2 * h)


def slopes(example):
    """Return dL/d of everything, by its symbol's place, from forward passes alone."""
    case = example.case
    layers = [here.layer for here in case.trace]

    def from_layer(l, a):
        a = forward(tuple(layers[l:]), a)[-1].a if l < 2 else a
        return case.loss(a, case.y)

    def parameter(l, part, place):
        def moved(value):
            changed = getattr(layers[l], part).copy()
            changed[place] = value
            layer = replace(layers[l], **{part: changed})
            network = (*layers[:l], layer, *layers[l + 1 :])
            return case.loss(forward(network, case.trace[0].x)[-1].a, case.y)

        return central(moved, getattr(layers[l], part)[place])

    def one(values, k, f):
        def moved(value):
            changed = values.copy()
            changed[0, k] = value
            return f(changed)

        return central(moved, values[0, k])

    def of_column(l):
        here = case.trace[l]
        for k in (0, 1):
            yield "gradient_a", None, k, one(here.a, k, lambda a: from_layer(l + 1, a))
            bent = one(here.z, k, lambda z: from_layer(l + 1, here.layer.activation(z)))
            yield "gradient_z", None, k, bent
            yield "gradient_b", None, k, parameter(l, "b", k)
            yield "gradient_x", k, None, one(here.x, k, lambda x: from_layer(l, x))
            for i in (0, 1):
                yield "gradient_W", i, k, parameter(l, "W", (i, k))

    for l in (0, 1):
        for kind, i, k, slope in of_column(l):
            yield kind, l + 1, k, i, slope


@pytest.mark.parametrize(("hidden", "output", "loss"), EVERY)
def test_every_number_of_the_way_back_is_a_measured_slope_and_adds_up(hidden, output, loss):
    seed = EVERY.index((hidden, output, loss))
    rng = np.random.default_rng(seed)
    numbers = np.r_[rng.normal(size=14), rng.uniform(0.1, 0.9, 2)]
    example = Example(tuple(numbers), hidden, output, loss, taken=seed % 3).fitting
    shown = {}
    for step in steps(example):
        for line in step.lines:
            assert reconciled(line.number), line.number.name
            assert line.number.value == pytest.approx(
                float(evaluate(line.number.shown)), rel=6e-4, abs=6e-5
            )
            kind = step.kind
            if kind == "gradient_W" and line.i is None:
                kind = "gradient_b"
            shown[kind, line.column, line.k, line.i] = line.number.value
    measured = list(slopes(example))
    assert len(measured) == 24
    for *place, slope in measured:
        if tuple(place) not in shown:
            assert place[:2] == ["gradient_a", 1]  # it stands there as the dL/dx of the output
            place = ["gradient_x", 2, None, place[2]]
        assert shown[tuple(place)] == pytest.approx(slope, rel=1e-5, abs=1e-8), place


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("biases", [False, True])
def test_the_updates_that_are_shown_are_those_that_are_taken(name, biases):
    example = replace(EXAMPLES[name], biases=biases)
    *_, update = steps(example)
    assert len(update.lines) == (12 if biases else 8)
    after = replace(example, taken=1)
    for line in update.lines:
        layer = after.case.trace[line.column - 1].layer
        value = layer.b[line.k] if line.i is None else layer.W[line.i, line.k]
        assert line.number.value == value
        assert reconciled(line.number)
    np.testing.assert_array_equal(example.next.trace[-1].a, after.case.trace[-1].a)


def test_a_neuron_that_is_off_is_not_blamed_and_nothing_passes_it():
    hidden, output = OFF.case.gradients
    assert OFF.case.trace[0].z[0, 1] < 0
    assert hidden.a[0, 1] != 0
    assert hidden.z[0, 1] == 0
    assert not hidden.W[:, 1].any()
    assert not output.W[1].any()
    assert output.W[0].all()


def test_softmax_with_cross_entropy_comes_down_to_a_difference():
    case = SHARES.case
    np.testing.assert_array_equal(case.gradients[1].z, case.trace[-1].a - case.y)


def test_a_step_too_long_stops_before_numbers_that_nobody_can_read():
    wild = Example((100.0,) * 14 + (0.0, 0.0), "identity", "identity", rate=100.0, taken=STEPS)
    assert len(wild.states) == 1
    assert wild.next is None
    assert all(
        reconciled(line.number) for step in steps(replace(wild, taken=0)) for line in step.lines
    )
    assert replace(MAZUR, taken=STEPS).next is None
    assert len(replace(MAZUR, taken=STEPS).states) == STEPS + 1


def test_an_example_is_made_to_fit():
    far = replace(MAZUR, numbers=(1e9,) + (-1e300,) * 13 + (3.0, -4.0))
    assert far.fitting.numbers == (100.0,) + (-100.0,) * 13 + (3.0, -4.0)
    assert replace(far, loss="binary_cross_entropy").fitting.numbers[-2:] == (1.0, 0.0)
    assert replace(SHARES, numbers=(1.0,) * 14 + (0.3, 0.3)).fitting.numbers[-2:] == (0.3, 0.7)
    for output, losses in [("tanh", 2), ("relu", 2), ("sigmoid", 4), ("softmax", 4)]:
        assert len(losses_of(output)) == losses
        fitted = replace(SHARES, output=output).fitting
        assert fitted.loss == ("cross_entropy" if losses == 4 else "squared_error")


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_what_is_written_in_a_link_is_read_again(example):
    edited = replace(example, numbers=(0.123456789, *example.numbers[1:]), taken=3)
    assert Example.read(edited.written) == edited
    turned = replace(edited, taken=0, began=example.numbers)
    assert Example.read(turned.written) == turned
    for nonsense in (
        "",
        "x",
        edited.written + " 1",
        edited.written.replace("0.123", "nan "),
        "1 2",
    ):
        assert Example.read(nonsense) is None


def opened(**link):
    return lesson_page.opened("backpropagation", **{"part": "2-2-2 by hand"} | link)


def data(at, key="by-hand"):
    return lesson_page.data(at, key)


def ask(at, **message):
    return lesson_page.tell(at, "by-hand", asked={"n": data(at)["n"] + 1} | message)


def explained(at):
    return data(at, "by-hand-explanation")["steps"]


def test_the_page_opens_with_the_published_example_and_says_where_to_look_it_up():
    at = opened()
    shown = data(at)
    assert (shown["loss"], shown["after"], shown["before"]) == ("0.2984", "0.2910", None)
    assert "Matt Mazur" in shown["tells"]
    assert shown["link"] == {"preset": None, "numbers": None}
    assert [len(step["lines"]) for step in shown["steps"]] == [
        2,
        2,
        2,
        2,
        3,
        2,
        2,
        6,
        2,
        2,
        6,
        2,
        8,
    ]
    assert explained(at) == []


def test_steps_are_taken_and_undone():
    at = opened()
    taken = ask(at, example=data(at)["example"] | {"taken": 1})
    assert (taken["before"], taken["loss"]) == ("0.2984", "0.2910")
    assert taken["now"][NAMES.index("w200")] == pytest.approx(0.35891648, abs=5e-9)
    assert Example.read(taken["link"]["numbers"]) == replace(MAZUR, taken=1)
    assert data(opened(numbers=taken["link"]["numbers"]))["now"] == taken["now"]
    again = ask(at, example=taken["example"] | {"taken": 0})
    assert again["now"] == list(MAZUR.numbers)
    assert again["chosen"] == "mazur"


def test_every_line_opens_and_another_network_is_explained_at_once():
    at = opened(preset="off")
    assert data(at)["chosen"] == "off"
    for step, line in [(0, 0), (4, 2), (7, 5), (12, 11)]:
        ask(at, open=[step, line])
        (shown,) = explained(at)
        assert shown["name"] == number(OFF, (step, line)).name
    before = explained(at)[0]["shown"]
    ask(at, example=data(at)["example"] | {"rate": 0.2})
    assert explained(at)[0]["shown"] != before
    ask(at, open=None)
    assert explained(at) == []


def test_forged_messages_change_nothing():
    at = opened()
    before, good = data(at), data(at)["example"]
    for forged in [
        *({"example": good | {"numbers": numbers}} for numbers in ([], [1] * 15, ["1"] * 16)),
        {"example": good | {"numbers": [True] * 16}},
        {"example": good | {"numbers": [10**400] + [1] * 15}},
        {"example": good | {"numbers": None}},
        *({"example": good | {"hidden": name}} for name in ("softmax", "", None, "__class__")),
        *({"example": good | {"loss": name}} for name in ("hinge", 3)),
        *({"example": good | {"rate": rate}} for rate in (0, -1, 1e9, "0.5", None, 10**400)),
        *({"example": good | {"taken": taken}} for taken in (-1, 10**9, 0.5, "1")),
        {"example": good | {"biases": 1}},
        *(
            {"example": good | {"began": began}}
            for began in ([1], ["1"] * 16, [10**400] * 16, None)
        ),
        *({"example": example} for example in (None, [], "mazur", {})),
        *(
            {"open": at}
            for at in ([99, 0], [0, 99], [-1, 0], [0, -1], [0], "0", [0, 0, 0], [0.0, 0])
        ),
    ]:
        after = ask(at, **forged)
        assert after | {"n": 0} == before | {"n": 0}, forged
        assert explained(at) == []


@pytest.mark.parametrize("link", [{"preset": "x"}, {"numbers": "1 2 3"}, {"numbers": "nan " * 22}])
def test_a_link_that_is_nonsense_says_nothing(link):
    assert data(opened(**link))["now"] == list(MAZUR.numbers)
