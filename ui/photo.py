"""An image file, whatever its kind, becomes a digit to read, or a sentence that says why not."""

from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from live.studio import GRID, Photo
from nn_core import ink
from nn_core.arrays import Array
from ui import paper

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
MOST_PIXELS = 24_000_000  # to unpack
LONGEST = 1024  # pixels of the longer side that are looked at
SHORTEST = 256  # a smaller picture is enlarged, so that lines have an inside
SHOWN = 480  # pixels of the longer side that the page shows

Source = str | PathLike[str] | bytes | IO[bytes] | Image.Image


def picture_from_image(source: Source, size: int = ink.SIDE) -> Array:
    """Return the digit in an image file as ink in [0, 1], (size, size), as `ink.picture` does.

    `source` is a path, an open binary file, its bytes, or a Pillow image. Raises ValueError as
    `read` does.
    """
    return ink.scan_steps(paper.scan(_opened(source)).ink, size).picture


def read(file: bytes) -> Photo:
    """Return what is written in an image file: of several things the tallest one.

    Raises ValueError, with a sentence for the reader, for what is no picture, is too large, or
    has nothing written on it.
    """
    image = _opened(file)
    small, shown = image.copy(), BytesIO()
    small.thumbnail((SHOWN, SHOWN))
    small.save(shown, "JPEG", quality=80)
    scan = paper.scan(image)
    grid = GRID / max(image.size)  # units a pixel; the photo lies in the middle of the pad
    left, top = (
        (GRID - grid * side) / 2 + grid * corner
        for side, corner in zip(image.size, scan.corner, strict=True)
    )
    return Photo(shown.getvalue(), scan.ink, (left, top), grid * scan.unit, scan.others)


def png(scan: Array) -> bytes:
    """Return the ink of a scan, in [0, 1], as the opacity of a black PNG."""
    opacity = Image.fromarray(np.round(scan * 255).astype(np.uint8))
    black, file = Image.new("L", opacity.size), BytesIO()
    Image.merge("LA", (black, opacity)).save(file, "PNG")
    return file.getvalue()


def _opened(source: Source) -> Image.Image:
    """Return the picture in a file, upright, in RGB, of a size that can be worked with."""
    image = source if isinstance(source, Image.Image) else _identified(source)
    image.draft(None, (LONGEST, LONGEST))  # a JPEG need not be unpacked to its full size
    if not image.width * image.height:
        raise ValueError("expected a picture, but this one has no pixels")
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(f"{image.width} × {image.height}")
    try:
        image = _in_colour(ImageOps.exif_transpose(image))
    except Exception as error:  # a broken file can make its decoder raise nearly anything
        raise _broken(error) from error
    scale = np.clip(max(image.size), SHORTEST, LONGEST) / max(image.size)
    return _on_paper(image.resize([max(1, round(side * scale)) for side in image.size]))


def _identified(source: str | PathLike[str] | bytes | IO[bytes]) -> Image.Image:
    if isinstance(source, str | PathLike):
        source = Path(source).read_bytes()
    file = source if isinstance(source, bytes) else source.read()
    try:
        return Image.open(BytesIO(file), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large("many more") from error
    except UnidentifiedImageError as error:
        known = ", ".join(FORMATS)
        raise ValueError(f"expected a picture ({known}), but this is {_kind(file)}") from error
    except Exception as error:  # a broken file can make its reader raise nearly anything
        raise _broken(error) from error


def _broken(error: Exception) -> ValueError:
    return ValueError(f"expected a whole picture, but this file is broken ({error})")


def _kind(file: bytes) -> str:
    """Return what a file is that is none of FORMATS, as far as its first bytes tell."""
    kinds = {b"%PDF": "a PDF", b"ftyphei": "an HEIC", b"ftypavif": "an AVIF", b"<svg": "an SVG"}
    named = (kind for head, kind in kinds.items() if head in file[:100])
    return next(named, "a file of another kind" if file else "an empty file")


def _too_large(got: str) -> ValueError:
    return ValueError(
        f"expected a picture of at most {MOST_PIXELS // 10**6} million pixels, but this has {got}"
    )


def _in_colour(image: Image.Image) -> Image.Image:
    """Return the picture in RGB, or in RGBA where one can see through it, whatever its mode."""
    if image.mode[0] in "IF":  # 16 bits and more a pixel: Pillow would cut them off
        values = np.asarray(image, np.float64)
        finite = values[np.isfinite(values)]
        low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
        values = np.nan_to_num(values, nan=low, posinf=high, neginf=low)
        image = Image.fromarray(((values - low) / ((high - low) or 1.0) * 255).astype(np.uint8))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_paper(image: Image.Image) -> Image.Image:
    """Return the picture in RGB, on black paper if what can be seen is light, else on white."""
    if image.mode == "RGB":
        return image
    opaque = np.asarray(image.getchannel("A"), np.float64)
    light = (np.asarray(image.convert("L")) * opaque).sum() > 128 * opaque.sum()
    sheet = Image.new("RGBA", image.size, "black" if light else "white")
    return Image.alpha_composite(sheet, image).convert("RGB")
