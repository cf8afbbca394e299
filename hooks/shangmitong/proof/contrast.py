"""Whether text can be told from what is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from PIL.Image import Image

from .fault import Fault, place, quote
from .page_view import Leaf
from .sight import Sight, Spot

Colour = tuple[int, int, int]
_SHARE = 0.08


def contrast(view: Leaf, sight: Sight) -> Iterator[Fault]:
    """Report text that is too faint against the picture of its page."""
    look: Any = sight.colours.load()
    for run, whole in zip(view.runs, sight.spots, strict=True):
        spot = _clipped(whole, sight.colours.size)
        if spot is None or run.unknown == len(run.text):
            continue
        least = 3.0 if run.size >= 18 or (run.bold and run.size >= 14) else 4.5
        if all(ratio(run.colour, colour) >= least for colour in {look[point] for point in _around(spot)}):
            continue
        found = _best(sight.colours.crop(spot), run.colour)
        if found < least:
            message = f"{quote(run.text)}和底色对比只有 {found:.1f}，要 {least:g} 以上。请把字加深或把底色改浅"
            yield Fault(view.number, "对比度", f"{place(run.box, view.trim)}：{message}")


@cache
def ratio(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def _light(colour: Colour) -> float:
    red, green, blue = (part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _clipped(spot: Spot, size: tuple[int, int]) -> Spot | None:
    left, top, right, bottom = spot
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, size[0] - 1), min(bottom, size[1] - 1)
    return (left, top, right, bottom) if right > left and bottom > top else None


def _around(spot: Spot) -> Iterator[tuple[int, int]]:
    """Return points on the rim of a run, where mostly the ground is seen."""
    left, top, right, bottom = spot
    step = max(1, (right - left) // 8)
    for x in range(left, right + 1, step):
        yield x, top
        yield x, bottom


def _best(crop: Image, colour: Colour) -> float:
    """Return the contrast with the ground: the colours that fill a good part of the crop and are not the ink.

    The edges of letters are mixtures; they are many, but each is rare.
    """
    least = crop.width * crop.height * _SHARE
    counts: list[tuple[int, Any]] = crop.getcolors(crop.width * crop.height) or []
    return max((ratio(colour, other) for count, other in counts if count >= least), default=21.0)
