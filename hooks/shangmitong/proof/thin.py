"""Pages of a book that are nearly empty, because a chapter ends on their first lines."""

from __future__ import annotations

from itertools import pairwise

from PIL.Image import Image

from .fault import MM, Box
from .page_view import Leaf
from .sight import DPI, WRITTEN, Sight
from .spec import Spec

MOST = 5
"""How many nearly empty pages all the books together are to have at most."""
_SHARE = 0.25
_LINES = 1.5
"""White between two lines, in letters of the body, that belongs to the text."""


def thin(leaves: list[Leaf], spec: Spec) -> list[int]:
    """Return the numbers of the pages of which less than a quarter is used and after which the book goes on.

    `leaves` are the pages in the order in which they are read. Pages without a word are left white on purpose, the
    last one ends where the text does.
    """
    if not spec.bottom:
        return []
    return [view.number for view, after in pairwise(leaves) if view.runs and after.runs and sum(view.used) < _SHARE]


def used(view: Leaf, sight: Sight, spec: Spec) -> tuple[float, ...]:
    """Return how much of the height of the type area is used, 0 to 1, of a page or of both halves of a stapled side.

    Running heads and page numbers stand outside of it.
    """
    if not spec.bottom:
        return ()
    parts, trim = 2 if spec.stapled else 1, view.trim
    wide, side = trim.width / parts, (spec.side - 2) * MM
    lefts = [trim.left + index * wide for index in range(parts)]
    low, high = trim.bottom + spec.bottom * MM, trim.top - (spec.top - 1) * MM
    areas = [sight.pixels(Box(left + side, low, left + wide - side, high)) for left in lefts]
    return tuple(_share(sight.grey.crop(area), _LINES * spec.size * DPI / 72) for area in areas)


def _share(crop: Image, white: float) -> float:
    """Return the part of the rows with something on them; up to `white` pixels between two of them are no end."""
    _, rows = crop.point(WRITTEN).getprojection()
    _, *between = bytes(rows).split(b"\1")
    return (len(between) + sum(len(block) for block in between if len(block) <= white)) / len(rows)
