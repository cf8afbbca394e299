"""QR codes that are drawn on a page, whether they are seen or not: each is one path, made of squares."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from .page_view import objects

_STEPS = 300
"""A QR code of the smallest kind has more corners."""
_STRAIGHT = 0.02


def drawn_codes(page: Any) -> int:
    """Count the QR codes drawn on a page of an open document: paths of many straight steps, as wide as high."""
    return sum(_is_code(item) for item, _ in objects(page, raw.FPDF_PAGEOBJ_PATH))


def _is_code(path: Any) -> bool:
    steps = raw.FPDFPath_CountSegments(path)
    if steps < _STEPS:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    places = []
    for index in range(steps):
        part = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetType(part) == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        raw.FPDFPathSegment_GetPoint(part, x, y)
        places.append((raw.FPDFPathSegment_GetType(part), x.value, y.value))
    for (_, a, b), (kind, c, d) in pairwise(places):
        if kind == raw.FPDF_SEGMENT_LINETO and min(abs(a - c), abs(b - d)) > _STRAIGHT:
            return False
    wide, high = (max(side) - min(side) for side in list(zip(*places, strict=True))[1:])
    return bool(abs(wide - high) < _STRAIGHT * wide)
