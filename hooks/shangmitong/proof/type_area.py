"""The size of the body type and the place of the type area of books: both tell of a file that was scaled or moved."""

from __future__ import annotations

from collections.abc import Iterator

from .fault import MM, Fault
from .page_view import Leaf
from .spec import Spec
from .text import NEW_PAGES, edges

_SHARE = 0.1
"""How many of the letters of a file have the size of the body at least; tables and notes are smaller."""
_NEAR = 0.01
_SLACK = 2.0
"""How far the type area may lie from its place, in mm: letters do not fill their boxes."""


def type_area(leaves: list[Leaf], spec: Spec) -> Iterator[Fault]:
    """Report a file whose body type has another size, or whose type area another place, than they should.

    `leaves` are the pages in the order in which they are read.
    """
    if not spec.size:
        return
    if size := _other_size(leaves, spec):
        words = f"正文应当是 {spec.size:g} 点，这份里最多的字是 {size:.2f} 点，像是按比例缩放过"
        yield Fault(0, "字号", f"{words}。请按原大重新排版，不要用“适合纸张”")
    elif spec.side and len(leaves) >= NEW_PAGES:
        yield from _moved(leaves, spec)


def _other_size(leaves: list[Leaf], spec: Spec) -> float:
    """Return the size of most letters when too few have that of the body, else 0."""
    sizes: dict[float, int] = {}
    for view in leaves:
        for run in view.runs:
            sizes[round(run.size, 2)] = sizes.get(round(run.size, 2), 0) + len(run.text)
    body = sum(count for size, count in sizes.items() if abs(size - spec.size) <= _NEAR * spec.size)
    return 0 if body >= _SHARE * sum(sizes.values()) else max(sizes, key=lambda size: (sizes[size], size))


def _moved(leaves: list[Leaf], spec: Spec) -> Iterator[Fault]:
    trim = leaves[0].trim
    left, right = edges(leaves)
    body = [run.box.top for view in leaves for run in view.runs if run.size >= spec.size * (1 - _NEAR)]
    found = {
        "左": ((left - trim.left) / MM, spec.side),
        "右": ((trim.right - right) / MM, spec.side),
        "上": ((trim.top - max(body)) / MM, spec.top),
    }
    for side, (white, wanted) in found.items():
        if abs(white - wanted) > _SLACK:
            words = f"版心离{side}边 {white:.1f} 毫米，应当是 {wanted:g} 毫米，像是挪动过"
            yield Fault(0, "版心", f"{words}。请按原大、原位重新排版")
            return
