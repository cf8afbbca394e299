"""Bleed that is not only declared but painted, and the marks that say where to cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .fault import MM, Box, Fault
from .page_view import Leaf
from .sight import Sight, Spot
from .spec import Spec

_PAPER = 250
"""How light, of 255, all three colours are where nothing is printed."""
_MARK = 225
"""How dark the thin line of a mark is at the least, of 255, in a picture of 100 dots an inch."""
_STEP = 1 * MM
_LEAST = 4
"""Steps in a row without colour that are no fold and no thin line."""
_ASIDE = 0.4 * MM
_SIDES = ("左", "右", "下", "上")

Point = tuple[float, float]


def bleed(view: Leaf, sight: Sight, media: Box, paper: Box, spec: Spec) -> Iterator[Fault]:
    """Report edges where the colour ends at the trim, and corners without marks where the trim is.

    `media` and `paper`, in points, are the whole sheet of the page and its box of bleed.
    """
    if not spec.bleed or not media.holds(paper.grown(2 * MM)):
        return
    rows = zip(_SIDES, _rows(view.trim, paper), strict=True)
    if bare := [side for side, row in rows if _bare(row, sight) >= _LEAST]:
        words = f"{'、'.join(bare)}边的底色只到裁切线，裁偏一点就露白"
        yield Fault(view.number, "出血", f"{words}。请把底色和图画到裁切线外 {spec.bleed:g} 毫米")
    missing = sum(not _marked(sight, sight.pixels(spot)) for spot in _marks(view.trim, media, paper))
    if missing:
        words = f"裁切边的延长线上缺 {missing} 个裁切标记，画面可能被缩小或挪动过"
        yield Fault(view.number, "出血", f"{words}。请按原大重新排版，不要用“适合纸张”")


def _bare(row: list[tuple[Point, Point]], sight: Sight) -> int:
    """Return the longest row of places with colour at the first point and none at the second."""
    pixels: Any = sight.colours.load()
    wide, high = sight.colours.size

    def white(point: Point) -> bool:
        x, y, *_ = sight.pixels(Box(*point, *point))
        return bool(min(pixels[min(max(x, 0), wide - 1), min(max(y, 0), high - 1)]) >= _PAPER)

    longest = count = 0
    for inner, outer in row:
        count = count + 1 if white(outer) and not white(inner) else 0
        longest = max(longest, count)
    return longest


def _rows(trim: Box, paper: Box) -> Iterator[list[tuple[Point, Point]]]:
    """Return pairs of points, just within the trim and just within the bleed, along each side."""
    inner, outer = trim.grown(-0.7 * MM), paper.grown(-0.6 * MM)
    ups = [trim.bottom + index * _STEP for index in range(1, int(trim.height / _STEP))]
    overs = [trim.left + index * _STEP for index in range(1, int(trim.width / _STEP))]
    for a, b in ((inner.left, outer.left), (inner.right, outer.right)):
        yield [((a, up), (b, up)) for up in ups]
    for a, b in ((inner.bottom, outer.bottom), (inner.top, outer.top)):
        yield [((over, a), (over, b)) for over in overs]


def _marks(trim: Box, media: Box, paper: Box) -> Iterator[Box]:
    """Return the eight places beyond the bleed, in line with the trim, where marks are."""
    for low, high in ((media.bottom, paper.bottom), (paper.top, media.top)):
        for x in (trim.left, trim.right):
            yield Box(x - _ASIDE, low, x + _ASIDE, high)
    for low, high in ((media.left, paper.left), (paper.right, media.right)):
        for y in (trim.bottom, trim.top):
            yield Box(low, y - _ASIDE, high, y + _ASIDE)


def _marked(sight: Sight, spot: Spot) -> bool:
    left, top, right, bottom = spot
    darkest: Any = sight.grey.crop((left, top, right + 1, bottom + 1)).getextrema()[0]
    return bool(darkest < _MARK)
