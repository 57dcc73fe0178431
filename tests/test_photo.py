"""A photo of a digit becomes the picture that its ink would have become."""

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from printed import INK, PAPER, bomb, page, photographed, saved, written
from some import some

from nn_core import datasets, forward, ink, load_network
from ui import photo

# Half in the shade, from left to right.
SHADE = np.linspace(1, 0.5, 640)
ASSETS = Path(__file__).parents[1] / "assets"
STROKES = {
    example["digit"]: example["strokes"]
    for example in json.loads((ASSETS / "drawings" / "examples.json").read_text(encoding="utf-8"))
    if "digit" in example
}


@pytest.fixture(scope="module")
def network():
    return load_network(ASSETS / "networks" / "default.npz")


@pytest.fixture(scope="module")
def digits():
    return datasets.digits()


def reads(network, picture):
    return int(forward(network, picture.reshape(1, -1))[-1].a.argmax())


def apart(one, other):
    """Return the mean difference of two pictures, as a share of the ink."""
    return np.abs(one - other).sum() / one.sum()


def linear(right, down, angle):
    way = np.cos(angle) * right + np.sin(angle) * down
    return (way - way.min()) / np.ptp(way)


def vignette(right, down, _):
    return ((right - 0.5) ** 2 + (down - 0.5) ** 2) * 2


@pytest.mark.parametrize(
    ("size", "sides", "shade", "depth", "colours"),
    some(
        [
            ((480, 360), (120, 280), linear, 0.5, (PAPER, INK)),
            ((480, 360), (120, 280), linear, 0.5, (INK, PAPER)),
            ((480, 360), (290, 340), linear, 0.4, (PAPER, INK)),  # it fills the photo
            ((300, 300), (230, 280), linear, 0.4, (PAPER, INK)),
            ((300, 300), (230, 280), linear, 0.4, (INK, PAPER)),
            ((480, 360), (120, 280), vignette, 0.6, (PAPER, INK)),
            ((1200, 900), (100, 200), linear, 0.3, (PAPER, INK)),  # from afar
        ],
        quick=1,
    ),
)
def test_printed_digits_are_read_from_photos_as_their_clean_selves_are(
    network, digits, size, sides, shade, depth, colours
):
    rng = np.random.default_rng(2)
    paper, pen = colours
    right, down = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    same = 0
    for x in digits.x_test[:20]:
        side = int(rng.integers(*sides))
        corner = tuple(int(rng.integers(0, most - side)) for most in size)
        sheet = page([(x, side, corner)], size, paper, pen, turn=rng.uniform(-10, 10))
        light = 1 - depth * shade(right, down, rng.uniform(0, 2 * np.pi))
        file = saved(photographed(sheet, rng, light), "JPEG", quality=70)
        same += reads(network, photo.picture_from_image(file)) == reads(network, x)
    assert same >= 19  # 95 %


def test_a_very_thick_line_is_not_taken_for_a_sheet(network):
    sheet = Image.new("RGB", (300, 300), PAPER)
    sheet.paste(INK, (115, 20, 190, 280))
    assert reads(network, photo.picture_from_image(saved(sheet))) == 1


@pytest.mark.parametrize("share", some([0.9, 0.6, 0.3], quick=1))
def test_a_sheet_on_a_table_is_not_taken_for_the_digit(network, share):
    for digit in (0, 2, 4, 8):
        sheet = written(STROKES[digit])
        table = Image.new("RGB", [round(side / share) for side in sheet.size], (110, 82, 60))
        table.paste(sheet, [(t - s) // 2 for t, s in zip(table.size, sheet.size, strict=True)])
        table = table.rotate(6, Image.Resampling.BICUBIC, fillcolor=(110, 82, 60))
        found = photo.read(saved(table, "JPEG"))
        assert reads(network, ink.scan_steps(found.ink).picture) == digit
        left, top, right, bottom = ink.scan_steps(found.ink, 28, found.corner, found.unit).box
        assert 250 < (left + right) / 2 < 750
        assert 250 < (top + bottom) / 2 < 750


@pytest.mark.parametrize("digit", range(10))
def test_a_scan_becomes_what_its_strokes_become(digit):
    # Some in a hundred: what is bent and blurred between pixels of the scan.
    lines = [np.reshape(stroke, (-1, 2)) for stroke in STROKES[digit]]
    scan = photo.picture_from_image(saved(written(STROKES[digit])))
    assert scan.shape == (28, 28)
    assert scan.dtype == np.float32
    assert apart(ink.picture(lines), scan) < 0.08
    large = photo.picture_from_image(saved(written(STROKES[digit])), 60)
    assert apart(ink.picture(lines, 60), large) < 0.08


@pytest.mark.parametrize("pen", some([8, 2, 50], quick=1))
def test_thin_and_thick_pens_are_read(network, pen):
    for digit, strokes in STROKES.items():
        sheet = written(strokes, (900, 900), unit=0.8, corner=(50, 50), pen=pen)
        assert reads(network, photo.picture_from_image(saved(sheet))) == digit


@pytest.mark.parametrize(
    ("paper", "pen"),
    [
        ((255, 255, 255), (0, 0, 0)),
        ((0, 0, 0), (255, 255, 255)),
        ((250, 235, 120), (30, 60, 190)),
        ((30, 90, 60), (240, 240, 230)),
        ((240, 160, 160), (160, 190, 90)),  # hardly darker: only its colour differs
        ((225, 225, 225), (170, 170, 170)),  # a hard pencil
    ],
)
def test_whatever_the_colours_the_picture_is_the_same(paper, pen):
    plain = photo.picture_from_image(saved(written(STROKES[3])))
    other = photo.picture_from_image(saved(written(STROKES[3], paper=paper, ink=pen)))
    assert apart(plain, other) < 0.03


def test_where_and_how_large_it_is_written_makes_no_difference():
    plain = photo.picture_from_image(saved(written(STROKES[5], (800, 800), 0.7, (50, 50), 66)))
    small = written(STROKES[5], (800, 800), 0.3, (450, 30), 28)
    assert apart(plain, photo.picture_from_image(saved(small))) < 0.03


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_camera_is_turned_back(orientation):
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = written(STROKES[7])
    stored = upright.transpose(turned[orientation]) if orientation in turned else upright
    tags = Image.Exif()
    tags[0x0112] = orientation
    file = saved(stored, "JPEG", quality=95, exif=tags)
    assert apart(photo.picture_from_image(saved(upright)), photo.picture_from_image(file)) < 0.02


def test_of_several_digits_the_tallest_is_taken_and_the_others_are_counted(network, digits):
    labels = digits.y_test.argmax(axis=1).tolist()
    three, eight, zero = (digits.x_test[labels.index(digit)] for digit in (3, 8, 0))
    places = [(eight, 90, (20, 200)), (three, 160, (150, 90)), (zero, 80, (360, 40))]
    found = photo.read(saved(page(places)))
    assert found.others == 2
    assert reads(network, ink.scan_steps(found.ink).picture) == 3
    assert photo.read(saved(page(places[1:2]))).others == 0


def test_a_stroke_that_does_not_quite_touch_belongs_to_its_digit():
    bar, body = [420, 130, 700, 130], STROKES[5][0]
    whole = photo.read(saved(written([body, bar])))
    alone = photo.read(saved(written([body])))
    assert whole.others == 0
    assert apart(ink.scan_steps(whole.ink).picture, ink.scan_steps(alone.ink).picture) > 0.2


def test_the_edge_of_the_table_and_a_shadow_are_no_digits(network):
    sheet = np.asarray(written(STROKES[2], (480, 360))).copy()
    sheet[:, 420:] = (60, 40, 30)
    sheet[:, :200] = sheet[:, :200] * 0.6
    assert reads(network, photo.picture_from_image(saved(Image.fromarray(sheet)))) == 2


def test_a_phone_s_large_photo_is_unpacked_small(network):
    large = written(STROKES[3]).resize((7200, 5400), Image.Resampling.NEAREST)  # 39 million
    assert reads(network, photo.picture_from_image(saved(large, "JPEG"))) == 3


def sixteen_bits(picture):
    return Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 200 + 1000)


def unbounded(picture):
    """Return a picture of floating-point numbers, some of which are none."""
    values = np.array(picture.convert("F")) * 1e6
    values[5, 5:8] = np.inf, -np.inf, np.nan
    return Image.fromarray(values)


def see_through(picture):
    """Return only the ink, on nothing."""
    grey = picture.convert("L")
    ink_alone = Image.new("RGBA", picture.size, INK)
    ink_alone.putalpha(grey.point([255 * (v < 130) for v in range(256)]))
    return ink_alone


@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("RGB", "JPEG", {"quality": 60}),
        ("RGB", "WEBP", {}),
        ("RGB", "BMP", {}),
        ("RGB", "TIFF", {}),
        ("RGB", "GIF", {}),
        ("L", "PNG", {}),
        ("1", "PNG", {}),
        ("P", "PNG", {}),
        ("CMYK", "JPEG", {"quality": 90}),
        ("CMYK", "TIFF", {}),
        ("YCbCr", "TIFF", {}),
        ("LAB", "TIFF", {}),
        ("F", "TIFF", {}),
        ("I", "TIFF", {}),
        (sixteen_bits, "PNG", {}),
        (sixteen_bits, "TIFF", {}),
        (unbounded, "TIFF", {}),
        (see_through, "PNG", {}),
        (see_through, "WEBP", {}),
    ],
)
def test_every_kind_of_picture_is_read(network, mode, kind, options):
    sheet = written(STROKES[2])
    other = mode(sheet) if callable(mode) else sheet.convert(mode)
    found = photo.picture_from_image(saved(other, kind, **options))
    assert reads(network, found) == 2
    assert apart(photo.picture_from_image(saved(sheet)), found) < 0.15


def test_white_ink_on_nothing_is_read(network):
    ghost = see_through(written(STROKES[2]))
    white = Image.new("RGBA", ghost.size, "white")
    white.putalpha(ghost.getchannel("A"))
    assert reads(network, photo.picture_from_image(saved(white))) == 2


def test_of_an_animation_the_first_picture_is_taken(network):
    first, second = written(STROKES[4]), written(STROKES[0])
    file = saved(first, "GIF", save_all=True, append_images=[second], duration=100)
    assert reads(network, photo.picture_from_image(file)) == 4


def test_a_path_an_open_file_bytes_and_a_picture_are_all_the_same(tmp_path):
    sheet = written(STROKES[6])
    path = tmp_path / "six.png"
    path.write_bytes(saved(sheet))
    plain = photo.picture_from_image(path)
    with path.open("rb") as file:
        np.testing.assert_array_equal(photo.picture_from_image(file), plain)
    for source in (str(path), path.read_bytes(), sheet):
        np.testing.assert_array_equal(photo.picture_from_image(source), plain)


def dotted(side):
    """Return a page with a dot on it."""
    dot = Image.new("RGB", (1024, 768), PAPER)
    dot.paste(INK, (300, 300, 300 + side, 300 + side))
    return saved(dot)


WHOLE = saved(written(STROKES[1]))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (bomb(20_000), "at most 24 million pixels, but this has many more"),
        (bomb(11_000), "at most 24 million pixels, but this has many more"),
        (bomb(6_000), "at most 24 million pixels, but this has 6000 × 6000"),
        (WHOLE[: len(WHOLE) // 2], "expected a whole picture, but this file is broken"),
        (
            saved(written(STROKES[1]), "JPEG")[:3000],
            "expected a whole picture, but this file is broken",
        ),
        (WHOLE[:20], "expected a"),
        (b"%PDF-1.7 and so on", "this is a PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "this is an HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this is an SVG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "this is a file of another kind"),
        (b"seven", "this is a file of another kind"),
        (b"", "this is an empty file"),
        (saved(Image.new("RGB", (1, 1))), "nothing stands out from its paper"),
        (Image.new("RGB", (0, 0)), "this one has no pixels"),
        (dotted(2), "nothing stands out from its paper"),
        (saved(Image.new("L", (5000, 1), 200)), "nothing stands out from its paper"),
        (saved(Image.new("RGB", (640, 480), PAPER)), "nothing stands out from its paper"),
        (
            saved(
                photographed(Image.new("RGB", (640, 480), PAPER), np.random.default_rng(1), SHADE)
            ),
            "nothing stands out from its paper",
        ),
    ],
)
def test_what_can_not_be_read_is_refused_in_one_sentence(file, sentence):
    with pytest.raises(ValueError, match="expected") as refusal:
        photo.picture_from_image(file)
    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("seed", some(range(20), quick=5))
def test_anything_else_gives_a_picture_or_a_sentence(seed):
    rng = np.random.default_rng(seed)
    size = tuple(rng.integers(1, 400, 2))
    blots = rng.integers(0, 256, (*size, 3), dtype=np.uint8)
    blots[rng.random(size) < rng.random()] = rng.integers(0, 256, 3)
    with suppress(ValueError):
        found = photo.picture_from_image(saved(Image.fromarray(blots)))
        assert found.shape == (28, 28)
        assert 0 <= found.min() <= found.max() <= 1 + 1e-6


def test_a_photo_lies_on_the_grid_of_the_pad():
    found = photo.read(saved(written(STROKES[0], (480, 240), unit=0.2, corner=(10, 20), pen=16)))
    steps = ink.scan_steps(found.ink, 28, found.corner, found.unit)
    # The longer side, 480 pixels, is 1000 units, and the shorter side lies in the middle.
    unit = 1000 / 480
    points = np.reshape(STROKES[0][0], (-1, 2))
    low = (points.min(axis=0) * 0.2 + [10, 20] - 8) * unit + [0, 250]
    high = (points.max(axis=0) * 0.2 + [10, 20] + 8) * unit + [0, 250]
    np.testing.assert_allclose(steps.box, [*low, *high], atol=2 * unit)
    middle = steps.scale * (steps.box[:2] + steps.box[2:]) / 2 + steps.scaled
    np.testing.assert_allclose(middle, [14, 14], atol=1e-9)
    assert steps.scale * (steps.box[3] - steps.box[1]) == pytest.approx(20)
