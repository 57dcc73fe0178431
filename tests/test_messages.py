"""What a browser says is checked at the door."""

import json
from base64 import b64encode

import numpy as np
import pytest

from live import messages
from live.studio import Drawing
from live.worker import Command
from nn_core import ink


def test_a_drawing_comes_through():
    drawing = messages.drawing({"seq": 3, "strokes": [[1, 2, 3.5, 4], [5, 6]], "label": 7})
    assert drawing == Drawing(((1, 2, 3.5, 4), (5, 6)), 7)
    assert [line.tolist() for line in drawing.lines] == [[[1, 2], [3.5, 4]], [[5, 6]]]
    assert drawing.number == 3
    assert messages.drawing({"seq": 0, "strokes": [], "label": None}) == Drawing()


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (None, "expected a drawing, got None"),
        ("strokes", "expected a drawing, got str"),
        ({}, "at most 200 strokes, got None"),
        ({"strokes": {"0": [1, 2]}}, "at most 200 strokes, got dict"),
        ({"strokes": [[1, 2]] * 201}, "at most 200 strokes, got a list of 201"),
        ({"strokes": [[1, 2, 3]]}, "x, y, x, y, ..., got a list of 3"),
        ({"strokes": [[]]}, "got a list of 0"),
        ({"strokes": [7]}, "got 7"),
        ({"strokes": [[1, 2] * 10_001]}, "at most 10000 points"),
        ({"strokes": [[1, 2] * 9_000] * 2}, "at most 10000 points in a drawing, got 18000"),
        ({"strokes": [[1, "2"]]}, "coordinates between -10000 and 10000, got str"),
        ({"strokes": [[1, True]]}, "got True"),
        ({"strokes": [[1, [2]]]}, "got a list of 1"),
        ({"strokes": [[1, float("nan")]]}, "got nan"),
        ({"strokes": [[1, float("inf")]]}, "got inf"),
        ({"strokes": [[1, 10**400]]}, "got 1000"),
        ({"strokes": [[1, 1e9]]}, "got 1000000000.0"),
        ({"strokes": [], "label": 10}, "digit from 0 to 9 as the label, got 10"),
        ({"strokes": [], "label": True}, "got True"),
        ({"strokes": [], "label": 3.0}, "got 3.0"),
        ({"strokes": [], "label": "<img src=x>"}, "got str"),
        ({"strokes": [], "label": 7}, "seq as a whole number from 0, got None"),
    ],
)
def test_what_is_no_drawing_is_refused_in_a_short_sentence(message, sentence):
    with pytest.raises(ValueError, match="expected") as refusal:
        messages.drawing(message)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 190


@pytest.mark.parametrize(
    "strokes",
    [
        [[-10_000, -10_000, 10_000, 10_000], [0, 0]] * 100,
        [[0, 0, 5e-324, 0]],
        [[-1e-300, 1e4, 1e-300, 1e4]],
        [[0, 0, 1e4, 1e4] * 2_500],
        [[1e4, -1e4]] * 200,
    ],
)
def test_whatever_passes_the_door_can_be_inked(strokes):
    picture = ink.picture(messages.drawing({"seq": 1, "strokes": strokes}).lines)
    assert np.isfinite(picture).all()
    assert picture.max() > 0.9


def test_an_image_comes_through():
    assert messages.image({"strokes": [], "image": b64encode(b"\x89PNG\0\xff").decode()}) == (
        b"\x89PNG\0\xff"
    )
    assert messages.image({"strokes": []}) is None
    assert messages.image({"strokes": [], "image": None}) is None
    assert messages.image({"strokes": [], "image": "same"}) == "same"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (7, "as text in base64, got 7"),
        (["a"], "as text in base64, got a list of 1"),
        (True, "as text in base64, got True"),
        ("<script>", "in base64, got other text"),
        ("QUJ", "in base64, got other text"),
        ("ünder", "in base64, got other text"),
        ("A" * 12_000_000, "at most 8 MB, got 9 MB"),
    ],
)
def test_what_is_no_image_is_refused_in_a_short_sentence(sent, sentence):
    with pytest.raises(ValueError, match="expected a picture file") as refusal:
        messages.image({"strokes": [], "image": sent})
    assert sentence in str(refusal.value)


def test_messages_and_commands_come_through():
    message = messages.parse('{"kind": "train", "do": "rate", "value": 0.3}')
    assert message == {"kind": "train", "do": "rate", "value": 0.3}
    assert messages.command(message) == Command("rate", 0.3)
    assert messages.command({"do": "rate", "value": 100}) == Command("rate", 100.0)
    assert messages.command({"do": "rate", "value": 1e-5}) == Command("rate", 1e-5)
    assert messages.command({"do": "pace", "value": 8}) == Command("pace", 8.0)
    assert messages.command({"do": "pace", "value": None}) == Command("pace", None)
    assert messages.command({"do": "course", "value": "linear-mse"}).value == "linear-mse"
    for do in ("run", "pause", "step", "epoch", "reset"):
        assert messages.command({"do": do, "value": "nothing to them"}) == Command(do)
    assert messages.number({"seq": 3}, "seq") == 3


def test_the_largest_drawing_of_a_pad_passes():
    strokes = [[1000, 1000] * 30 for _ in range(200)]
    text = json.dumps({"kind": "drawing", "seq": 2**52, "strokes": strokes, "label": None})
    assert messages.drawing(messages.parse(text.replace(" ", ""))).strokes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "in JSON, got other text"),
        ("{", "in JSON, got other text"),
        ("<html>", "in JSON, got other text"),
        ('{"kind": "drawing", "x": NaN}', "in JSON, got other text"),
        ('{"kind": "drawing", "x": -Infinity}', "in JSON, got other text"),
        ('{"kind": "drawing", "x": ' + "9" * 5_000 + "}", "in JSON, got other text"),
        ("7", "a message with a kind, got 7"),
        ("[]", "a message with a kind, got a list of 0"),
        ("{}", "a message with a kind, got dict"),
        ('{"kind": 7}', "a message with a kind, got dict"),
        ("[" * 60_000, "at most 200 strokes in a message, got more brackets"),
        ('{"a":' * 10_000, "at most 200 strokes in a message, got more brackets"),
        (" " * 64_001, "at most 64000 characters, got 64001"),
    ],
)
def test_what_is_no_message_is_refused_in_a_short_sentence(text, sentence):
    with pytest.raises(ValueError, match="expected") as refusal:
        messages.parse(text)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 140


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({}, "a command that a training knows, got None"),
        ({"do": "explode"}, "a command that a training knows, got str"),
        ({"do": ["run"]}, "got a list of 1"),
        ({"do": "rate"}, "a learning rate from 1e-05 to 100, got None"),
        ({"do": "rate", "value": "0.1"}, "got str"),
        ({"do": "rate", "value": True}, "got True"),
        ({"do": "rate", "value": 0}, "got 0"),
        ({"do": "rate", "value": -1}, "got -1"),
        ({"do": "rate", "value": 100.1}, "got 100.1"),
        ({"do": "rate", "value": float("nan")}, "got nan"),
        ({"do": "rate", "value": 10**400}, "got 1000"),
        ({"do": "pace", "value": 0}, "a pace from 0.5 to 1000, got 0"),
        ({"do": "pace", "value": float("inf")}, "got inf"),
        (
            {"do": "course", "value": "magic"},
            "one of softmax-cross-entropy, softmax-mse, ",
        ),
        ({"do": "course", "value": ["linear-mse"]}, "got a list of 1"),
        ({"do": "hidden", "value": [8] * 4}, "0 to 3 hidden columns, got a list of 4"),
        ({"do": "hidden", "value": [0]}, "neurons in a column from 1 to 100, got 0"),
        ({"do": "hidden", "value": [101]}, "got 101"),
        ({"do": "activation", "value": "softmax"}, "one of tanh, sigmoid, relu"),
        ({"do": "optimizer", "value": "lbfgs"}, "one of sgd, momentum, adam"),
        ({"do": "batch_size", "value": 9000}, "a batch size from 1 to 8999, got 9000"),
        ({"do": "seed", "value": 1.5}, "a seed from 0 to 9999, got 1.5"),
        ({"do": "scale", "value": 11}, "a size of the weights from 0 to 10, got 11"),
        ({"do": "l2", "value": -1}, "a factor of L2 from 0 to 1, got -1"),
        ({"do": "back", "value": -1}, "a batch from 0"),
    ],
)
def test_what_is_no_command_is_refused_in_a_short_sentence(message, sentence):
    with pytest.raises(ValueError, match="expected") as refusal:
        messages.command(message)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 190


@pytest.mark.parametrize("value", [None, -1, 1.5, True, "3", 2**53, float("nan")])
def test_what_a_browser_cannot_have_counted_is_refused(value):
    with pytest.raises(ValueError, match="expected seq as a whole number from 0"):
        messages.number({"seq": value}, "seq")
    with pytest.raises(ValueError, match="expected seq"):
        messages.number(None, "seq")
