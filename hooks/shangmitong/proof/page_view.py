"""One page as the press sees it: its runs of text and its bitmap images."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import hypot
from operator import itemgetter
from typing import Any

import pypdfium2.raw as raw

from .fault import Box

_INVISIBLE = 3
_BLANK = (0x3000, 0x2060)
"""The wide space and the mark that keeps words together: white, but with a box."""
_NONE = (0, 0xFFFD)
"""Codes of a letter that stands for no character."""
_SPACE = 0x20
_NOWHERE = Box(0, 0, 0, 0)
_DEEP = 12

Matrix = tuple[float, float, float, float, float, float]
Corners = tuple[float, float, float, float]
"""Left, bottom, right and top."""
Letter = tuple[int, int, int, Any, Corners]
"""The address of its text object, its number on the page, its code, the object and its box."""


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


def read(page: Any, number: int, trim: Box) -> Leaf:
    """Return what stands on one page of an open document."""
    bitmaps = list(_bitmaps(page))
    return Leaf(number, trim, list(_runs(page)), bitmaps, raw.FPDFPage_CountObjects(page.raw))


def _runs(page: Any) -> Iterator[Run]:
    """Read the letters object by object; a run ends where the text object or the line does."""
    letters = page.get_textpage()
    fonts: dict[int, tuple[str, bool]] = {}
    for _, group in groupby(_letters(letters.raw), key=itemgetter(0)):
        yield from _lines(letters.raw, group, fonts)
    letters.close()


def _letters(handle: Any) -> Iterator[Letter]:
    """Return every letter of a page that stands in the file, in its order: a page has thousands."""
    sides = left, right, bottom, top = tuple(ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(side) for side in sides]
    last = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code <= _SPACE and raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        item = raw.FPDFText_GetTextObject(handle, index)
        address = ctypes.addressof(item.contents) if item else 0
        raw.FPDFText_GetCharBox(handle, index, *places)
        box = (left.value, bottom.value, right.value, top.value)
        if code in _BLANK:
            box = (box[0], box[1], box[0], box[1])
        elif address != last:
            box = _placed(handle, index, box)
        last = address
        yield address, index, code, item, box


def _placed(handle: Any, index: int, box: Corners) -> Corners:
    """Return the box of the first letter of a text object where it is.

    PDFium forgets where the form lies that holds the object if the letter stands for several characters, or for one
    that is written in two ways; the matrix has the right place.
    """
    matrix, across, up = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    raw.FPDFText_GetCharOrigin(handle, index, across, up)
    x, y = matrix.e - across.value, matrix.f - up.value
    return (box[0] + x, box[1] + y, box[2] + x, box[3] + y) if max(abs(x), abs(y)) > 1 else box


def _lines(handle: Any, group: Iterable[Letter], fonts: dict[int, tuple[str, bool]]) -> Iterator[Run]:
    """Return the letters of one text object as a run for each line."""
    run: Run | None = None
    left = bottom = right = top = 0.0
    for _, index, code, item, (west, south, east, north) in group:
        high = north > south
        if run is None or (high and top > bottom and (south > top or north < bottom) and west < left):
            yield from _closed(run, left, bottom, right, top)
            run = _begun(handle, index, item, fonts)
            left, bottom, right, top = west, south, east, north
            if run is None:
                continue
        if code in _NONE:
            run.unknown += 1
        run.text += chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if not (high and east > west):
            continue
        if right > left:
            run.gap = max(run.gap, west - right, left - east)
        if right <= left or top <= bottom:
            left, bottom, right, top = west, south, east, north
        else:
            left, bottom, right, top = min(left, west), min(bottom, south), max(right, east), max(top, north)
    yield from _closed(run, left, bottom, right, top)


def _closed(run: Run | None, *sides: float) -> Iterator[Run]:
    """Return a run with its box, if it shows anything."""
    if run is not None and (run.unknown or run.text.strip()):
        run.box = Box(*sides)
        yield run


def _begun(handle: Any, index: int, item: Any, fonts: dict[int, tuple[str, bool]]) -> Run | None:
    """Return a run without letters that looks like letter `index`; None where it is invisible."""
    if not item or raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE:
        return None
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = raw.FPDFText_GetFontSize(handle, index) * hypot(matrix.c, matrix.d)
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFText_GetFillColor(handle, index, red, green, blue, alpha)
    name, bold = _font(item, fonts)
    colour, turned = (red.value, green.value, blue.value), matrix.a < 0 or matrix.d < 0
    return Run("", _NOWHERE, size, name, bold, colour, raw.FPDFPageObj_GetMarkedContentID(item), turned=turned)


def _font(item: Any, fonts: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    """Return the name of the font of a text object, and whether it is bold; `fonts` keeps those of the page."""
    font = raw.FPDFTextObj_GetFont(item)
    address = ctypes.addressof(font.contents) if font else 0
    if address not in fonts:
        room = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, room, 256)
        name = room.value.decode("utf-8", "replace").split("+")[-1]
        fonts[address] = name, raw.FPDFFont_GetWeight(font) >= 600 or "bold" in name.casefold()
    return fonts[address]


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
