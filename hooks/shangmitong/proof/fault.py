"""One thing to mend before printing, and where it stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

MM = 72 / 25.4
"""Points in a millimetre."""
_MOST = 10


class Fault(NamedTuple):
    """`page` counts from 1, 0 is the file as a whole; `kind` is the short word of the table."""

    page: int
    kind: str
    message: str


class Box(NamedTuple):
    """A rectangle in points of the page's own coordinates, which grow to the right and up."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """Return the box with `by` points more on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Tell whether `other` lies within, `slack` points forgiven."""
        return (
            other.left >= self.left - slack
            and other.bottom >= self.bottom - slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def meets(self, other: Box) -> bool:
        """Tell whether the two share some room."""
        return (
            other.left < self.right and other.right > self.left and other.bottom < self.top and other.top > self.bottom
        )


def millimetres(points: float) -> str:
    """Return a length as a reader measures it."""
    return f"{round(points / MM, 1):g} 毫米"


def place(spot: Box, page: Box) -> str:
    """Say where on the trimmed page a spot begins."""
    return f"离左边 {millimetres(spot.left - page.left)}、离上边 {millimetres(page.top - spot.top)}"


def quote(text: str) -> str:
    """Return the beginning of a text in quotation marks."""
    words = " ".join(text.split())
    return f"“{words[:18]}{'…' if len(words) > 18 else ''}”"


def told(faults: Iterable[Fault]) -> Iterator[tuple[str, str]]:
    """Return place and message of each fault in order; what is the same on many pages once, a flood shortened."""
    ordered = sorted(set(faults), key=lambda fault: (fault.kind, fault.page, fault.message))
    lines: list[tuple[int, str, str]] = []
    for kind, group in groupby(ordered, key=lambda fault: fault.kind):
        pages: dict[str, list[int]] = {}
        for fault in group:
            pages.setdefault(fault.message, []).append(fault.page)
        for message, numbers in list(pages.items())[:_MOST]:
            lines.append((numbers[0], numbered(numbers), message))
        if len(pages) > _MOST:
            rest = [number for numbers in list(pages.values())[_MOST:] for number in numbers]
            lines.append((rest[0], numbered(rest), f"还有 {len(pages) - _MOST} 处“{kind}”问题，先改上面的再查"))
    for _, where, message in sorted(lines, key=lambda line: line[0]):
        yield where, message


def numbered(numbers: list[int]) -> str:
    """Return page numbers as they are read, with those that follow each other in short; "" for the file as a whole."""
    numbers = sorted(set(numbers))
    if numbers == [0]:
        return ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "第 " + "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs) + " 页"
