"""The emblem that a person gives for a paper: looked at before it is used, and made one small PNG."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageOps, UnidentifiedImageError

from ita.errors import N_, InputError

MAX_BYTES = 10 * 1024 * 1024
# A page is printed with 300 points an inch, and an emblem is some three centimetres high.
_LARGEST, _MOST_PIXELS = 1_000, 25_000_000
_SVG = re.compile(rb"<svg[\s>]|<!DOCTYPE\s+svg", re.IGNORECASE)
_LOOKED_AT = 4_096
_CHOOSE = N_("Choose a PNG or JPEG picture of at most {limit_mb} MB.")


def emblem_png(data: bytes) -> bytes:
    """Return an emblem as PNG of at most 1,000 points a side, without what else the file says of itself.

    Raises
    ------
    InputError
        ``logo-too-large``: over 10 MB, or of more points than any emblem; ``logo-svg``; ``logo-not-picture``: no PNG
        or JPEG, or a damaged one.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            N_("The emblem has {size_mb} MB; at most {limit_mb} MB are taken."),
            {"size_mb": f"{len(data) / 1024 / 1024:.1f}", **_LIMIT},
            hint=_CHOOSE,
            rule="logo-too-large",
        )
    if _SVG.search(data[:_LOOKED_AT]):
        raise InputError(
            N_("The emblem is an SVG drawing, which Word does not show everywhere."),
            _LIMIT,
            hint=N_("Save it as PNG and choose that."),
            rule="logo-svg",
        )
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise _no_picture()
            # A photograph is read no larger than it is used, and stands upright as its camera says.
            picture.draft("RGB", (_LARGEST, _LARGEST))
            made = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _no_picture() from None
    made.thumbnail((_LARGEST, _LARGEST))
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return out.getvalue()


_LIMIT = {"limit_mb": MAX_BYTES // 1024 // 1024}


def _no_picture() -> InputError:
    return InputError(
        N_("The emblem is no picture that can be read (PNG or JPEG)."), _LIMIT, hint=_CHOOSE, rule="logo-not-picture"
    )
