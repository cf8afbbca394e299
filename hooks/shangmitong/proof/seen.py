"""Whether text is seen where it stands: not clipped away, not under a box or a picture, not without shape."""

from __future__ import annotations

from collections.abc import Iterator

from PIL.Image import Image

from .fault import Fault, place, quote
from .page_view import Leaf, Run
from .sight import DPI, Sight

_POINTS = 72 / DPI
_SLACK = 0.55
"""How much more white than its letters leave may be in a line, in letters: less than the narrowest Chinese one covers."""


def seen(view: Leaf, sight: Sight) -> Iterator[Fault]:
    """Report text of which a letter or more could be left out, and its page would look the same."""
    wide, high = sight.letters.size
    for run, (left, top, right, bottom) in zip(view.runs, sight.spots, strict=True):
        if run.box.height <= 0 or not (0 <= left < wide and 0 <= top < high):
            continue
        if not _whole(sight.letters.crop((left, top, right + 1, bottom + 1)), run):
            words = f"{quote(run.text)}看不见或只看见一部分。请看是不是被盖住、被裁掉，或字体坏了"
            yield Fault(view.number, "看不见", f"{place(run.box, view.trim)}：{words}")


def _whole(crop: Image, run: Run) -> bool:
    """Tell whether ink is found wherever a run has letters; `crop` is its place, white where there is ink."""
    columns, _ = crop.getprojection()
    white = max(map(len, bytes(columns).split(b"\1")))
    upright = run.box.height > 1.6 * run.size
    return white < len(columns) if upright else white * _POINTS <= run.gap + max(_SLACK * run.size, 3 * _POINTS)
