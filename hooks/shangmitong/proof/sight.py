"""What the eye meets on a page: its picture in colour and in grey, and where its letters are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw
from PIL import ImageChops
from PIL.Image import Image

from .fault import Box
from .page_view import Run, objects

DPI = 100
_STRANGE = 12
"""How much darker or lighter, of 255, a dot is with a letter than without it."""
_INKED = [255 * (level > _STRANGE) for level in range(256)]
WRITTEN = [255 * (level < 245) for level in range(256)]
"""A table for pictures in grey: white where something is printed."""
_RIM = 0.6
"""What is looked at around a run of letters, in pt."""

Spot = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


@dataclass(slots=True)
class Sight:
    """The picture of an open page at 100 dots an inch.

    `letters` is white where the letters of the page change the picture; `spots` are the places of its runs with a rim.
    """

    page: Any
    colours: Image
    grey: Image
    letters: Image
    spots: list[Spot]

    def pixels(self, box: Box) -> Spot:
        """Return the place of a box of the page in the picture."""
        return to_pixels(self.page, self.colours.size, box)


def sight(page: Any, runs: Iterable[Run]) -> Sight:
    """Return the sight of an open page on which the `runs` stand."""
    colours = picture(page)
    grey = colours.convert("L")
    letters = ImageChops.difference(grey, _without_letters(page)).point(_INKED)
    return Sight(page, colours, grey, letters, [to_pixels(page, colours.size, run.box.grown(_RIM)) for run in runs])


def picture(page: Any, dpi: float = DPI) -> Image:
    """Return the page as an RGB picture."""
    drawn: Image = page.render(scale=dpi / 72, rev_byteorder=True).to_pil()
    return drawn if drawn.mode == "RGB" else drawn.convert("RGB")


def _without_letters(page: Any) -> Image:
    """Return the page in grey as it would be without its text, which is there again afterwards."""
    texts = [item for item, _ in objects(page, raw.FPDF_PAGEOBJ_TEXT)]
    for item in texts:
        raw.FPDFPageObj_SetIsActive(item, False)
    bare: Image = page.render(scale=DPI / 72, rev_byteorder=True).to_pil().convert("L")
    for item in texts:
        raw.FPDFPageObj_SetIsActive(item, True)
    return bare


def to_pixels(page: Any, size: tuple[int, int], box: Box) -> Spot:
    """Return left, top, right and bottom of a box of the page in a picture of `size` pixels."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box.left, box.bottom), (box.right, box.top)):
        raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (a, b), (c, d) = corners
    return min(a, c), min(b, d), max(a, c), max(b, d)


def to_page(page: Any, size: tuple[int, int], x: float, y: float) -> tuple[float, float]:
    """Return the place on the page, in points, of a pixel of a picture of `size` pixels."""
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDF_DeviceToPage(page.raw, 0, 0, *size, 0, int(x), int(y), across, up)
    return across.value, up.value
