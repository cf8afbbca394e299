"""The white around what a sheet shows: it tells of a poster or a card that was scaled or moved."""

from __future__ import annotations

from collections.abc import Iterator

from .fault import MM, Fault
from .page_view import Leaf
from .sight import WRITTEN, Sight, to_page
from .spec import Spec

_SLACK = 1.2
"""How far an edge may lie from its place, in mm: lines are thick, and a dot of the picture is a quarter of a millimetre."""


def framed(view: Leaf, sight: Sight, spec: Spec) -> Iterator[Fault]:
    """Report a first page with more or less white at its sides than it should have.

    A note at the head, as drafts have it, may stand in the white there.
    """
    area = sight.grey.point(WRITTEN).getbbox()
    if view.number != 1 or not any(spec.frame) or area is None:
        return
    one, other = (to_page(sight.page, sight.grey.size, *corner) for corner in (area[:2], area[2:]))
    (left, right), (bottom, top) = (sorted(pair) for pair in zip(one, other, strict=True))
    trim = view.trim
    found = (left - trim.left, trim.top - top, trim.right - right, bottom - trim.bottom)
    for side, points, wanted in zip("左上右下", found, spec.frame, strict=True):
        white = points / MM
        if wanted and (white - wanted > _SLACK or (wanted - white > _SLACK and side != "上")):
            words = f"画面离{side}边 {white:.1f} 毫米，应当是 {wanted:.3g} 毫米，像是缩放或挪动过"
            yield Fault(1, "版心", f"{words}。请按原大重新排版，不要用“适合纸张”")
            return
