"""Whether text is seen where it stands: not clipped away, not under something else, not without shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PIL.Image import Image

from .fault import Fault, place, quote
from .page_view import DPI, Leaf, Run, to_pixels

_POINTS = 72 / DPI
_STRANGE = 12
"""How much darker or lighter than the ground, of 255, a dot is that belongs to a letter."""
_SLACK = 0.55
"""How much more white than its letters leave may be in a line, in letters: less than the narrowest Chinese one covers."""


def seen(view: Leaf, page: Any, look: Image) -> Iterator[Fault]:
    """Report text of which a letter or more is not in the picture of its page, `look`, drawn at 100 dots an inch."""
    grey = look.convert("L")
    dots: Any = grey.load()
    inked: dict[int, Image] = {}
    for run in view.runs:
        left, top, right, bottom = to_pixels(page, look.size, run.box.grown(0.6))
        if run.box.height <= 0 or not (0 <= left < look.width and 0 <= top < look.height):
            continue
        ground = dots[left, top]
        if ground not in inked:
            inked[ground] = grey.point([255 if abs(level - ground) > _STRANGE else 0 for level in range(256)])
        if not _whole(inked[ground].crop((left, top, right + 1, bottom + 1)), run):
            words = f"{quote(run.text)}看不见或只看见一部分。请看是不是被盖住、被裁掉，或字体坏了"
            yield Fault(view.number, "看不见", f"{place(run.box, view.trim)}：{words}")


def _whole(crop: Image, run: Run) -> bool:
    """Tell whether ink is found wherever a run has letters; `crop` is its place, white where there is ink."""
    columns, _ = crop.getprojection()
    white = max(map(len, bytes(columns).split(b"\1")))
    upright = run.box.height > 1.6 * run.size
    return white < len(columns) if upright else white * _POINTS <= run.gap + max(_SLACK * run.size, 3 * _POINTS)
