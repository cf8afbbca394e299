"""Bitmap images at the size in which they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from .fault import MM, Fault, place
from .page_view import Leaf

LEAST = 300
_SMALL = 1 * MM


def images(view: Leaf) -> Iterator[Fault]:
    """Report images with fewer than 300 dots an inch; specks under a millimetre do not count."""
    for image in view.bitmaps:
        if image.dpi < LEAST - 1 and image.box.width > _SMALL and image.box.height > _SMALL:
            message = f"图片只有 {image.dpi:.0f} dpi，印出来会糊。请换成 {LEAST} dpi 以上的图，或缩小它"
            yield Fault(view.number, "图片", f"{place(image.box, view.trim)}：{message}")
