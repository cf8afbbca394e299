"""Contact sheets: all pages of a file, small, to look over at a glance."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ..facts.fonts import regular
from ..problem.system_errors import at

ACROSS, DOWN = 10, 6
"""Thumbnails in a row, rows on a sheet."""
CELL, GAP, LINE = 180, 12, 22
"""Largest side of a thumbnail, room between them and height of a caption, in pixels."""
_GROUND, _INK = "#d9dcde", "#1b1b1b"


def thumbnail(picture: Image.Image) -> Image.Image:
    """Return a page small; the large picture is no longer needed."""
    small = picture.reduce(max(1, max(picture.size) // CELL))
    small.thumbnail((CELL, CELL))
    return small


def sheets(name: str, thumbnails: list[Image.Image], folder: Path) -> list[Path]:
    """Write PNG sheets of a file's thumbnails below `folder`, named after the file; give their paths."""
    font = ImageFont.truetype(str(regular("Noto Sans SC")), 15)
    step = ACROSS * DOWN
    parts = [thumbnails[start : start + step] for start in range(0, len(thumbnails), step)]
    paths = []
    for index, part in enumerate(parts):
        ending = f"-{index + 1}" if len(parts) > 1 else ""
        path = folder / Path(name).with_suffix("").with_name(f"{Path(name).stem}{ending}.png")
        path.parent.mkdir(parents=True, exist_ok=True)
        with at(path):
            _drawn(name, part, index * step + 1, font).save(path, compress_level=2)
        paths.append(path)
    return paths


def _drawn(name: str, part: list[Image.Image], first: int, font: ImageFont.FreeTypeFont) -> Image.Image:
    across = min(ACROSS, len(part))
    high = max(image.height for image in part) + LINE + GAP
    rows = -(-len(part) // across)
    sheet = Image.new("RGB", (max(across * (CELL + GAP) + GAP, 420), LINE + 2 * GAP + rows * high), _GROUND)
    pen = ImageDraw.Draw(sheet)
    shown = name.encode("utf-8", "replace").decode()  # a name that is not UTF-8 has letters that no font draws
    pen.text((GAP, GAP), f"{shown}　第 {first}–{first + len(part) - 1} 页", fill=_INK, font=font)
    for index, image in enumerate(part):
        left = GAP + index % across * (CELL + GAP) + (CELL - image.width) // 2
        top = LINE + 2 * GAP + index // across * high
        sheet.paste(image, (left, top))
        middle = left + image.width // 2
        pen.text((middle, top + image.height + 2), str(first + index), fill=_INK, font=font, anchor="ma")
    return sheet
