"""Points from a text: what is read, what is refused in which words, and the way back to a text."""

import re
from time import perf_counter

import numpy as np
import pytest

from nn_core.datasets import from_csv, planes
from nn_core.datasets.csv import WrongLinesError, read_points, to_csv
from nn_core.datasets.points import MOST, REACH

FOUR = "0,0,A\n1,0,A\n0,1,B\n1,2,B\n"
PLACES = [[0, 0, 0], [0, 1, 1], [1, 0, 0], [1, 2, 1]]  # x, y, class, in order


def places(points):
    """Return every point with its class in the reader's own units, in order."""
    own = points.x * points.unit + points.middle
    return sorted(
        [*map(float, place), int(k)] for place, k in zip(own, points.classes, strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        FOUR,
        "u, v, kind\n" + FOUR,
        "\ufeffx1,x2,class\r\n" + FOUR.replace("\n", "\r\n"),
        FOUR.replace(",", "\t"),
        FOUR.replace(",", " ; ").replace("1 ;", "1,0 ;"),
        "\n\n" + FOUR.replace("\n", "\n \n"),
        FOUR.replace(",", ",,").replace(",,", ",").replace("\n", ",,\n"),
        '"0","0","A"\n"1", "0", "A"\n 0e3 , +1 ,B\n1.0,.2e1,"B"',
        FOUR.replace("\n", "\r"),
        "x\ty\tclass\n" + FOUR.replace(",", "\t").replace("\t2", "\t2,0"),
    ],
)
def test_a_text_is_read_whatever_wrote_it(text):
    points = read_points(text)
    assert places(points) == PLACES
    assert points.names == ("A", "B")
    assert (points.middle, points.unit) == ((0, 0), (1, 1))  # they lie on the plane
    assert np.bincount(points.classes[points.unseen]).tolist() == [1, 1]
    np.testing.assert_array_equal(from_csv(text).x, points.dataset.x)


def test_classes_stand_in_order_and_quotes_keep_a_separator():
    text = '0,0,10\n1,1,9\n2,2,"b, c"\n0,2,9\n'
    assert read_points(text).names == ("9", "10", "b, c")


def test_other_points_are_shifted_and_scaled_column_by_column():
    points = read_points("100;-3;A\n300;-3;A\n150;-3;B\n500;-3;B\n", unseen=0)
    assert points.middle == (300, -3)
    assert points.unit == (pytest.approx(200 / 2.2), 1)  # a column of one number is not scaled
    np.testing.assert_allclose(sorted(points.x[:, 0]), [-2.2, -1.65, 0, 2.2])
    assert not points.x[:, 1].any()
    close = read_points("1,2,A\n1.001,2,A\n1,2.002,B\n1.001,2.002,B\n")
    np.testing.assert_allclose(np.abs(close.x), 2.2)
    same = read_points("7,7,A\n7,7,B\n7,7,A\n7,7,B\n1e-300,7,B", rest=True)
    assert np.isfinite(same.x).all()
    tiny = read_points("1e-320,0,A\n0,0,B\n0,0,A\n0,1e-310,B")
    assert np.isfinite(tiny.x).all()


def test_the_fourth_column_says_which_are_unseen_where_every_line_does():
    text = "0,0,A,unseen\n1,0,A,Training\n0,1,B,training\n1,1,B,training\n"
    points = read_points(text)
    assert points.unseen.tolist() == [True, False, False, False]
    assert places(read_points(text.replace(",unseen", ""))) == places(points)
    with pytest.raises(ValueError, match="expected some points for training"):
        read_points(FOUR.replace("\n", ",unseen\n"))
    with pytest.raises(WrongLinesError, match="line 1: expected “training” or “unseen” after"):
        read_points(text.replace("unseen", "perhaps"))


@pytest.mark.parametrize("factor", [1, 40])
def test_points_that_are_saved_and_read_again_are_the_same(factor):
    made = planes.points("spiral", 300, 1.0 / factor, classes=4, seed=5)
    start = read_points(to_csv(made)) if factor == 1 else read_points(foreign(made, factor))
    again = read_points(to_csv(start))
    np.testing.assert_array_equal(again.classes, start.classes)
    np.testing.assert_array_equal(again.unseen, start.unseen)
    np.testing.assert_allclose(again.x, start.x, rtol=0, atol=1e-12)
    assert again.names == start.names == made.names
    assert np.abs(again.x).max() <= REACH
    if factor == 1:
        np.testing.assert_allclose(again.x, made.x, rtol=0, atol=1e-14)


def foreign(points, factor):
    """Return these points in other units, the first column shifted, too."""
    rows = zip(points.x * factor + (1000, 0), points.classes, strict=True)
    return "".join(f"{x};{y};{points.names[k]}\n" for (x, y), k in rows)


def test_names_survive_the_way_to_a_text_and_back():
    names = ('a "quoted", name', "=1+1", "tab\u00a0;", "ü")
    made = read_points(
        "".join(
            f'{k},{k % 3},"{name.replace(chr(34), chr(34) * 2)}"\n' for k, name in enumerate(names)
        )
    )
    assert set(made.names) == set(names)
    assert read_points(to_csv(made)).names == made.names


def test_wrong_lines_are_named_by_number_and_the_rest_is_kept_on_request():
    text = (
        "u,v,class\n0,0,A\n1,0,A\n\n0,1,B\nabc, 2, A\n1,1,B\n"
        "NaN,1,A\n1,inf,B\n1e308,0,A\n1,2\n1,2,\n1,2,A,B,C\n1_0,2,A\n'1',2,A\n١,2,A\n"
    )
    with pytest.raises(WrongLinesError) as refused:
        read_points(text)
    expected = "expected two numbers and a class, got "
    limit = "expected numbers from −1,000,000 to 1,000,000, got "
    assert [(one.line, one.says) for one in refused.value.wrong] == [
        (6, f"{expected}“abc, 2, A”"),
        (8, f"{expected}“NaN,1,A”"),
        (9, f"{expected}“1,inf,B”"),
        (10, f"{limit}“1e308,0,A”"),
        (11, f"{expected}“1,2”"),
        (12, f"{expected}“1,2,”"),
        (13, f"{expected}“1,2,A,B,C”"),
        (14, f"{expected}“1_0,2,A”"),
        (15, f"{expected}“'1',2,A”"),
        (16, f"{expected}“١,2,A”"),
    ]
    assert str(refused.value) == f"line 6: {expected}“abc, 2, A”, and 9 more wrong lines"
    assert refused.value.rest == 4
    assert places(read_points(text, rest=True)) == [[0, 0, 0], [0, 1, 1], [1, 0, 0], [1, 1, 1]]


def test_a_first_line_without_numbers_is_wrong_where_it_can_not_be_a_header():
    for top in ("NaN,inf,A", "1e308,-1e308,A", "x,2,A", "x"):
        with pytest.raises(WrongLinesError, match="line 1: expected"):
            read_points(f"{top}\n{FOUR}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "expected two numbers and a class on each line, got an empty text"),
        ("\ufeff \n\t\r\n", "got an empty text"),
        ("x,y,class\n", "line 1: expected two numbers and a class, got “x,y,class”"),
        ("0,0,A\n1,1,B\n0,1,B\n", "expected 4 to 3,000 points, got 3"),
        (FOUR.replace("B", "A"), "expected two to four classes, got one: A"),
        ("".join(f"{k},0,c{k}\n" for k in range(7)), "got 7: c0, c1, c2, c3, …"),
        ("0,0,A\n0,1,B\n" * (MOST // 2) + "1,1,A", "expected 4 to 3,000 points, got 3,001"),
        ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "expected a text, got a file of another kind"),
        ("7" * 8_000_000, "line 1: expected a line of at most 200 characters, got 8,000,000"),
        ('"' * 150 + "\n" + '0,"0,A', "line 1: expected two numbers and a class, got “"),
    ],
    ids=range(10),
)
def test_what_can_not_be_used_is_refused_in_a_sentence(text, says):
    with pytest.raises(ValueError, match=re.escape(says)) as refused:
        read_points(text)
    assert getattr(refused.value, "rest", 0) == 0


def test_a_million_lines_are_answered_at_once():
    text, began = "0.5,0.25,A\n" * 1_000_000, perf_counter()
    with pytest.raises(ValueError, match="expected at most 3,000 points, got 1,000,000 lines"):
        read_points(text)
    assert perf_counter() - began < 2  # about 0.2 s: no line was looked into


def said(text, *, rest):
    """Return the points of a text, or the words with which it is refused."""
    try:
        return read_points(text, rest=rest)
    except ValueError as error:
        return str(error)


def test_random_text_is_points_or_refused_in_words():
    rng, read = np.random.default_rng(0), 0
    letters = list('0123456789.,;\t"\n\r -+eE−AB\0\ufeff\x85\u2028\ud800\x1c\\')
    for _ in range(150):
        text = "".join(rng.choice(letters, rng.integers(0, 60)))
        lines = "".join(f"{k},{text}\n{k},{k},{text[:3]}\n" for k in range(4))
        for hostile in (text, text + FOUR, lines):
            for rest in (False, True):
                points = said(hostile, rest=rest)
                if isinstance(points, str):
                    assert "expected" in points.encode().decode()
                    continue
                assert np.isfinite(points.x).all()
                assert 2 <= len(points.names) <= 4
                np.testing.assert_allclose(places(read_points(to_csv(points))), places(points))
                read += 1
    assert read >= 20
