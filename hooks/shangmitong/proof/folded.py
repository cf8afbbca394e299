"""The order of pages: told by the numbers printed on them, on folded sheets as they will be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..press.imposition import sides, signatures
from .fault import Box, Fault
from .page_view import Leaf

_FILLING = 3
_NUMBER = re.compile(r"^\d{1,3}(?=\s|$)|(?<=\s)\d{1,3}$")


def folded(leaves: list[Leaf]) -> dict[int, Leaf]:
    """Return the halves of the printed sides by their place in the book, in reading order; `number` stays that of the side."""
    pages = {
        place: _half(view, index)
        for view, pair in zip(leaves, _pairs(leaves), strict=True)
        for index, place in enumerate(pair)
    }
    return dict(sorted(pages.items()))


def misplaced(leaves: list[Leaf], pages: dict[int, Leaf]) -> Iterator[Fault]:
    """Report sides whose printed page numbers are not those that folding puts there; `pages` are the folded halves."""
    numbers = {place: _number(page) for place, page in pages.items()}
    before = _unnumbered(numbers)
    for view, pair in zip(leaves, _pairs(leaves), strict=True):
        printed, right = [numbers[place] for place in pair], [place - before for place in pair]
        if any(number not in (None, wanted) for number, wanted in zip(printed, right, strict=True)):
            words = f"折好后页码不连：{_told(printed)}，应当是{_told(right)}。请按骑马钉的顺序重新拼版"
            yield Fault(view.number, "拼版", words)


def disordered(leaves: list[Leaf]) -> Iterator[Fault]:
    """Report that pages of a book have another number than their place asks for."""
    numbers = {view.number: number for view in leaves if (number := _number(view))}
    before = _unnumbered(numbers)
    wrong = [place for place, number in numbers.items() if place - number != before]
    if wrong:
        first = wrong[0]
        words = f"页码是 {numbers[first]}，按次序应当是 {first - before}（共 {len(wrong)} 页不对）"
        yield Fault(first, "页序", f"{words}。请看有没有缺页、重页、颠倒")


def _unnumbered(numbers: Mapping[int, int | None]) -> int:
    """Return how many pages come before page 1, as most of the numbers have it that are printed at each place."""
    ahead = Counter(place - number for place, number in numbers.items() if number)
    return ahead.most_common(1)[0][0] if ahead else 0


def emptied(pages: list[Leaf]) -> Iterator[Fault]:
    """Report pages of a folded book without a word; up to three before the back cover fill the last sheet."""
    for page in pages[: -_FILLING - 1]:
        if not any(run.text.strip() for run in page.runs):
            yield Fault(page.number, "空白页", "折好后这一面上有一页什么也没有。请重新拼版")


def _told(numbers: Sequence[int | None]) -> str:
    left, right = (f"第 {number} 页" if number and number > 0 else "没有页码" for number in numbers)
    return f"左半{left}、右半{right}"


def _pairs(leaves: list[Leaf]) -> list[tuple[int, int]]:
    """Return the places in the book of the left and the right half of each side, 1 for the first page."""
    pairs, first = [], 1
    for fold in signatures(2 * len(leaves)):
        pairs += sides(fold, first)
        first += fold
    return pairs[: len(leaves)]


def _half(view: Leaf, index: int) -> Leaf:
    """Return the left (0) or the right (1) half of a side as a page whose trim begins at nought."""
    wide = view.trim.width / 2
    left, bottom = view.trim.left + index * wide, view.trim.bottom

    def own(box: Box) -> bool:
        return left <= (box.left + box.right) / 2 < left + wide

    def moved(box: Box) -> Box:
        return Box(box.left - left, box.bottom - bottom, box.right - left, box.top - bottom)

    runs = [replace(run, box=moved(run.box)) for run in view.runs if own(run.box)]
    bitmaps = [replace(item, box=moved(item.box)) for item in view.bitmaps if own(item.box)]
    return replace(
        view, trim=Box(0, 0, wide, view.trim.height), runs=runs, bitmaps=bitmaps, used=view.used[index : index + 1]
    )


def _number(page: Leaf) -> int | None:
    """Return the page number: it begins or ends the lowest line of a page."""
    lowest = min(page.runs, key=lambda run: run.box.bottom, default=None)
    match = _NUMBER.search(lowest.text.strip()) if lowest else None
    return int(match[0]) if match else None
