"""One page as the press sees it: its runs of text, its bitmap images and its picture."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import pypdfium2.raw as raw
from PIL.Image import Image

from .fault import Box

DPI = 100
_INVISIBLE = 3
_BLANK = (0x3000, 0x2060)
"""The wide space and the mark that keeps words together: white, but with a box."""
_DEEP = 12

Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Run:
    """Letters of one line that share font, size and colour.

    `size` in points as printed, `colour` in 0–255, `mark` the number of its marked content (-1: none),
    `unknown` how many of its letters stand for no character, `turned` whether they stand on their head or are mirrored,
    `gap` the most white between two of its letters, in points.
    """

    text: str
    box: Box
    size: float
    font: str
    bold: bool
    colour: tuple[int, int, int]
    mark: int
    unknown: int = 0
    turned: bool = False
    gap: float = 0.0


@dataclass(slots=True)
class Bitmap:
    """An image of dots: where it stands, and how many dots an inch it has there in its coarser direction."""

    box: Box
    dpi: float


@dataclass(slots=True)
class Leaf:
    """`number` counts from 1; `trim` is the finished page in points; `used` how much of its type area, or of those of its
    two halves, has something on it, 0 to 1."""

    number: int
    trim: Box
    runs: list[Run]
    bitmaps: list[Bitmap]
    objects: int
    used: tuple[float, ...] = ()


def picture(page: Any, dpi: float = DPI) -> Image:
    """Return the page as an RGB picture."""
    drawn: Image = page.render(scale=dpi / 72).to_pil()
    return drawn.convert("RGB")


def to_pixels(page: Any, size: tuple[int, int], box: Box) -> tuple[int, int, int, int]:
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


def read(page: Any, number: int, trim: Box) -> Leaf:
    """Return what stands on one page of an open document."""
    bitmaps = list(_bitmaps(page))
    return Leaf(number, trim, list(_runs(page)), bitmaps, raw.FPDFPage_CountObjects(page.raw))


def _runs(page: Any) -> Iterator[Run]:
    """Read the letters one after the other; a run ends where the text object or the line does."""
    letters = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    last, run = 0, None
    for index in range(raw.FPDFText_CountChars(letters.raw)):
        code = raw.FPDFText_GetUnicode(letters.raw, index)
        if raw.FPDFText_IsGenerated(letters.raw, index) == 1:
            continue
        item = raw.FPDFText_GetTextObject(letters.raw, index)
        address = ctypes.addressof(item.contents) if item else 0
        raw.FPDFText_GetCharBox(letters.raw, index, left, right, bottom, top)
        box = Box(left.value, bottom.value, right.value, top.value)
        if code in _BLANK:
            box = Box(box.left, box.bottom, box.left, box.bottom)
        elif address != last:
            box = _placed(letters, index, box)
        if run is None or address != last or _breaks(run, box):
            if run is not None and (run.text.strip() or run.unknown):
                yield run
            run, last = _begun(letters, index, item, box), address
        if run is None:
            continue
        if code in (0, 0xFFFD):
            run.unknown += 1
        run.text += chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if box.width > 0 and box.height > 0:
            run.gap = max(run.gap, box.left - run.box.right, run.box.left - box.right) if run.box.width > 0 else 0
            run.box = _around(run.box, box)
    if run is not None and (run.text.strip() or run.unknown):
        yield run
    letters.close()


def _placed(letters: Any, index: int, box: Box) -> Box:
    """Return the box of the first letter of a text object where it is.

    PDFium forgets where the form lies that holds the object if the letter stands for several characters, or for one
    that is written in two ways; the matrix has the right place.
    """
    matrix, across, up = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetMatrix(letters.raw, index, matrix)
    raw.FPDFText_GetCharOrigin(letters.raw, index, across, up)
    x, y = matrix.e - across.value, matrix.f - up.value
    return Box(box.left + x, box.bottom + y, box.right + x, box.top + y) if max(abs(x), abs(y)) > 1 else box


def _around(one: Box, other: Box) -> Box:
    if one.width <= 0 or one.height <= 0:
        return other
    return Box(
        min(one.left, other.left), min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top)
    )


def _breaks(run: Run, box: Box) -> bool:
    """Tell whether a letter of the same object stands on another line."""
    return (
        box.height > 0
        and run.box.height > 0
        and (box.bottom > run.box.top or box.top < run.box.bottom)
        and (box.left < run.box.left)
    )


def _begun(letters: Any, index: int, item: Any, box: Box) -> Run | None:
    if not item or raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE:
        return None
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(letters.raw, index, matrix)
    size = raw.FPDFText_GetFontSize(letters.raw, index) * hypot(matrix.c, matrix.d)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(letters.raw, index, red, green, blue, alpha)
    font = raw.FPDFTextObj_GetFont(item)
    name = _name(font)
    bold = raw.FPDFFont_GetWeight(font) >= 600 or "bold" in name.casefold()
    colour = (red.value, green.value, blue.value)
    return Run(
        "", box, size, name, bold, colour, raw.FPDFPageObj_GetMarkedContentID(item), turned=matrix.a < 0 or matrix.d < 0
    )


def _name(font: Any) -> str:
    room = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, room, 256)
    return room.value.decode("utf-8", "replace").split("+")[-1]


def _bitmaps(page: Any) -> Iterator[Bitmap]:
    for item, outer in objects(page, raw.FPDF_PAGEOBJ_IMAGE):
        a, b, c, d, e, f = _times(_matrix(item), outer)
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        if not raw.FPDFImageObj_GetImagePixelSize(item, wide, high):
            continue
        corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)]
        across, up = zip(*corners, strict=True)
        inches = (hypot(a, b) / 72, hypot(c, d) / 72)
        dpi = min(dots / length for dots, length in zip((wide.value, high.value), inches, strict=True) if length > 0.01)
        yield Bitmap(Box(min(across), min(up), max(across), max(up)), dpi)


_ONE: Matrix = (1, 0, 0, 1, 0, 0)


def objects(page: Any, wanted: int) -> Iterator[tuple[Any, Matrix]]:
    """Return the objects of one kind of a page and of the forms in it, with the matrix around them."""
    return _objects(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, page.raw, wanted, _ONE, 0)


def _objects(count: Any, get: Any, holder: Any, wanted: int, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    for index in range(count(holder)):
        item = get(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == wanted:
            yield item, outer
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            inner = _times(_matrix(item), outer)
            yield from _objects(raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, item, wanted, inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
