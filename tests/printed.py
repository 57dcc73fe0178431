"""Pictures of digits as cameras and scanners make them, for tests."""

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw

PAPER, INK = (236, 230, 214), (38, 42, 66)


def page(digits, size=(480, 360), paper=PAPER, ink=INK, turn=0.0):
    """Return a page with digits on it: (x of 28 x 28, side in pixels, (left, top)) each."""
    amount = Image.new("L", size)
    for x, side, corner in digits:
        small = Image.fromarray((x.reshape(28, 28) * 255).astype(np.uint8))
        amount.paste(small.resize((side, side), Image.Resampling.BICUBIC), corner)
    amount = amount.rotate(turn, Image.Resampling.BICUBIC)
    return Image.composite(Image.new("RGB", size, ink), Image.new("RGB", size, paper), amount)


def written(strokes, size=(480, 360), unit=0.3, corner=(60, 30), pen=28, paper=PAPER, ink=INK):
    """Return a page with strokes of the 0-1000 grid written on it, smooth at the edges."""
    fine = 4
    amount = Image.new("L", (size[0] * fine, size[1] * fine))
    canvas = ImageDraw.Draw(amount)
    for stroke in strokes:
        points = [
            ((x * unit + corner[0]) * fine, (y * unit + corner[1]) * fine)
            for x, y in np.reshape(stroke, (-1, 2))
        ]
        canvas.line(points, 255, pen * fine, "curve")
        for x, y in points:
            half = pen * fine / 2
            canvas.ellipse((x - half, y - half, x + half, y + half), 255)
    amount = amount.resize(size, Image.Resampling.BOX)
    return Image.composite(Image.new("RGB", size, ink), Image.new("RGB", size, paper), amount)


def photographed(picture, rng, light=1.0, noise=8.0):
    """Return the picture as it is lit, (rows, columns), with a camera's noise."""
    seen = np.asarray(picture, float) * np.broadcast_to(light, picture.size[::-1])[:, :, None]
    seen += rng.normal(0, noise, seen.shape)
    return Image.fromarray(seen.clip(0, 255).astype(np.uint8))


def saved(picture, kind="PNG", **options):
    """Return the bytes of a file with the picture."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def bomb(side):
    """Return a PNG whose header promises side x side pixels."""

    def chunk(name, content):
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
