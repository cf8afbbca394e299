"""QR codes, read from the page as it will look on paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
import zxingcpp
from PIL.Image import Image

from .fault import MM, Box, Fault, millimetres, place
from .page_view import Leaf
from .parts import Parts
from .sight import Sight, picture, to_page
from .spec import Spec
from .web import Web

_KIND = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_FINE = (200, 300)
_ANNOUNCED = "二维码"
"""How the words of a code begin."""
_SLACK = 0.5
"""How far the width of a code, read from dots, may be out, in mm."""


def announced(parts: Parts) -> Counter[int]:
    """Count the QR codes that the pages say they have, by a figure's text or a link's words."""
    count = Counter[int]()
    for figure in parts.tags.get("/Figure", ()):
        if str(figure.get("/Alt", "")).startswith(_ANNOUNCED):
            count[parts.page_of(figure)] += 1
    for number, page in enumerate(parts.pages, 1):
        notes = [note for note in page.obj.get("/Annots", []) if isinstance(note, pikepdf.Dictionary)]
        linked = sum(str(note.get("/Contents", "")).startswith(_ANNOUNCED) for note in notes)
        count[number] = max(count[number], linked)
    return count


def codes(view: Leaf, sight: Sight, announced: int, drawn: int, web: Web | None, spec: Spec) -> tuple[int, list[Fault]]:
    """Return how many codes of a page can be read, and report those that cannot, are too small or lead nowhere.

    `announced` is how many the page says it has, `drawn` how many are drawn on it, under something else perhaps.
    """
    look, found, wanted = sight.grey, _quick(sight.grey), max(announced, drawn)
    for dpi in _FINE:
        if len(found) < wanted or any(not code.valid for code in found):
            look = picture(sight.page, dpi)
            found = zxingcpp.read_barcodes(look, formats=_KIND, return_errors=True)
    good, faults = sum(code.valid for code in found), []
    if good < wanted:
        said = f"写明有 {announced}" if announced >= drawn else f"画着 {drawn}"
        less = f"{said} 个二维码，扫得出来的只有 {good} 个。请看是不是被盖住，或放大、加白边、加深"
        faults = [Fault(view.number, "二维码", less)]
        found = [code for code in found if code.valid]
    return good, faults + list(_faults(view, sight.page, look, found, web, spec))


def _faults(view: Leaf, page: Any, look: Image, found: list[Any], web: Web | None, spec: Spec) -> Iterator[Fault]:
    for code in found:
        box = _box(page, look, code)
        if not code.valid:
            yield Fault(view.number, "二维码", f"{place(box, view.trim)}：二维码扫不出来。请放大、加白边或加深")
            continue
        if box.width < (spec.code - _SLACK) * MM:
            small = f"二维码只有 {millimetres(box.width)}宽，至少要 {spec.code:g} 毫米。请放大"
            yield Fault(view.number, "二维码", f"{place(box, view.trim)}：{small}")
        if trouble := _trouble(code.text, web):
            yield Fault(view.number, "二维码", f"{place(box, view.trim)}：二维码写的是“{code.text}”，{trouble}")


def _quick(grey: Image) -> list[Any]:
    return list(
        zxingcpp.read_barcodes(
            grey, formats=_KIND, try_rotate=False, try_downscale=False, try_invert=False, return_errors=True
        )
    )


def too_few(document: Any, readable: int, wanted: int) -> Iterator[Fault]:
    """Report a file of which fewer codes can be read than it should have; `readable` were read at a first look."""
    if readable < wanted:
        close = (zxingcpp.read_barcodes(picture(page, _FINE[-1]), formats=_KIND) for page in document)
        readable = max(readable, sum(map(len, close)))
    if readable < wanted:
        less = f"应当有 {wanted} 个二维码，扫得出来的只有 {readable} 个。请看是不是被盖住、漏印或太淡"
        yield Fault(0, "二维码", less)


def _trouble(text: str, web: Web | None) -> str:
    if not re.match(r"https?://", text):
        return "不是完整的网址，手机扫了打不开。请从 https:// 写起"
    if web is None:
        return ""
    if not web.owns(text):
        return f"不是本站的网址。请改成以 {web.address} 开头"
    why = web.trouble(text)
    return f"{why}。请改正网址" if why else ""


def _box(page: Any, look: Image, code: Any) -> Box:
    """Return where a code stands, without its white border."""
    spot = code.position
    xs = [corner.x for corner in (spot.top_left, spot.top_right, spot.bottom_left, spot.bottom_right)]
    ys = [corner.y for corner in (spot.top_left, spot.top_right, spot.bottom_left, spot.bottom_right)]
    one = to_page(page, look.size, min(xs), min(ys))
    two = to_page(page, look.size, max(xs), max(ys))
    return Box(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))
