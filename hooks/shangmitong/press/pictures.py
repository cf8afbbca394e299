"""Pictures that people put into chapters -> pictures that the typesetter reads, no larger than print needs."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from PIL import Image, ImageOps

from ..problem import Problem, ProblemsError

_SOURCE = re.compile(r'src=\\"[./]*([^"\\:]+)\\"')
"""The address of a picture below the site, in HTML inside JSON."""
SHARP = 300
"""Pixels to the inch that print needs; the proof asks for as many."""
_MOST = 2100
"""Pixels at the longer side: 300 to the inch on the type area of A4, which is 178 mm wide."""
_DRAWN = {".svg", ".pdf"}
_JPEG = {".jpg", ".jpeg"}
_TYPESET = {".png", ".gif", ".webp"}


def named(pages: str) -> list[str]:
    """Return the paths of the pictures that the JSON `pages` show, as they are called on disk."""
    return sorted({unquote(unescape(address)) for address in _SOURCE.findall(pages)})


def printable(path: str, file: Path) -> bytes:
    """Return the bytes of `file` as the typesetter reads them under the name `path`.

    Raises:
        ProblemsError: the file is no picture, or of a kind that cannot be read.
    """
    ending = Path(path).suffix.lower()
    data = file.read_bytes()
    if ending in _DRAWN:
        return data
    try:
        with Image.open(BytesIO(data)) as picture:
            fits = max(picture.size) <= _MOST and picture.mode != "CMYK" and not picture.getexif().get(0x0112, 1) > 1
            return data if fits and ending in _JPEG | _TYPESET else _redrawn(picture, ending)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        message = "这张图片读不了，印不出来。请用看图软件打开，另存为 .png 或 .jpg 再用"
        raise ProblemsError([Problem(f"docs/{path}", 1, 1, message)]) from error


def widest(path: str, data: bytes) -> float | None:
    """Return how wide, in mm, the picture `data` may be printed before its dots show; None for a drawing."""
    if Path(path).suffix.lower() in _DRAWN:
        return None
    with Image.open(BytesIO(data)) as picture:
        return round(picture.width / SHARP * 25.4, 2)


def _redrawn(picture: Image.Image, ending: str) -> bytes:
    """Return the picture upright, in screen colours and no larger than print needs, in the format of its `ending`."""
    upright = ImageOps.exif_transpose(picture)
    clear = upright.mode in ("RGBA", "LA", "P") and ending not in _JPEG
    small = upright.convert("RGBA" if clear else "RGB")
    small.thumbnail((_MOST, _MOST))
    out = BytesIO()
    if ending in _JPEG:
        small.save(out, "JPEG", quality=88)
    else:
        small.save(out, {".gif": "GIF", ".webp": "WEBP"}.get(ending, "PNG"))
    return out.getvalue()
