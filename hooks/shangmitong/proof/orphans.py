"""Lines left alone: a heading at the foot of a page, the last line of a paragraph at the head of the next.

Tags tell what is a heading and what a paragraph. In a file without them, size, font and indent must do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from .fault import MM, Fault, place, quote
from .page_view import Leaf, Run
from .spec import Spec
from .text import lines

_BLOCKS = ("/P", "/LBody", "/BlockQuote", "/Note")
_HEADINGS = ("/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_HEADING = "标题落在页尾，下面没有正文。请让它和下文在一起"
_ITEM = re.compile(r"\d+[.、]|[•–☐①-⑳㉑-㊿]")
"""How an item of a list begins: it goes on with nothing."""
_WIDOW = "一段的最后一行孤零零落在页头。请增减几个字，或让前页多留一行"


def orphans(pdf: pikepdf.Pdf, leaves: list[Leaf], spec: Spec) -> Iterator[Fault]:
    """Report headings and single lines that a page break left alone in a book."""
    if not spec.book:
        return
    tags = Tags.of(pdf)
    yield from _by_tags(tags, leaves) if tags.tree else _by_looks(leaves)


@dataclass(frozen=True)
class Tags:
    """`tree` gives the elements of the marked content of a page by its number in the parent tree."""

    pdf: pikepdf.Pdf
    tree: dict[int, Any]

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> Tags:
        """Read the parent tree; it is empty where the file has no tags."""
        root: Any = pdf.Root.get("/StructTreeRoot")
        root = root.get("/ParentTree") if root is not None else None
        return cls(pdf, dict(pikepdf.NumberTree(root).items()) if root is not None else {})

    def block(self, number: int, mark: int, kinds: tuple[str, ...]) -> Any:
        """Return the nearest element of one of the kinds around marked content `mark` of page `number`, or None."""
        found = self.tree.get(int(self.pdf.pages[number - 1].obj.get("/StructParents", -1)))
        if not isinstance(found, pikepdf.Array) or not 0 <= mark < len(found):
            return None
        element: Any = found[mark]
        for _ in range(20):
            if not isinstance(element, pikepdf.Dictionary) or str(element.get("/S")) in kinds:
                return element if isinstance(element, pikepdf.Dictionary) else None
            element = element.get("/P")
        return None

    def pages(self, element: Any) -> set[tuple[int, int]]:
        """Return the pages on which an element has content; tags that lead back to themselves are followed once."""
        found, waiting, seen = set(), [(element, element.get("/Pg"))], set()
        while waiting:
            item, page = waiting.pop()
            if isinstance(item, pikepdf.Dictionary):
                if item.is_indirect and item.objgen in seen:
                    continue
                seen.add(item.objgen)
                page = item.get("/Pg", page)
                if "/MCID" in item:
                    found.add(page.objgen)
                inner: Any = item.get("/K", [])
                waiting += [(one, page) for one in (inner if isinstance(inner, pikepdf.Array) else [inner])]
            elif page is not None:
                found.add(page.objgen)
        return found


def _by_tags(tags: Tags, leaves: list[Leaf]) -> Iterator[Fault]:
    for view in leaves:
        rows = lines([run for run in view.runs if run.mark >= 0 and run.text.strip()])
        if not rows:
            continue
        if tags.block(view.number, rows[-1][0].mark, _HEADINGS) is not None and view.number < len(leaves):
            yield _fault(view, rows[-1], _HEADING)
        block = tags.block(view.number, rows[0][0].mark, _BLOCKS)
        if block is None or view.number == 1:
            continue
        own = [row for row in rows if any(_same(tags.block(view.number, run.mark, _BLOCKS), block) for run in row)]
        if len(own) == 1 and tags.pdf.pages[view.number - 2].obj.objgen in tags.pages(block):
            yield _fault(view, rows[0], _WIDOW)


def _same(one: Any, other: Any) -> bool:
    return one is not None and one.objgen == other.objgen


def _fault(view: Leaf, row: list[Run], message: str) -> Fault:
    words = quote("".join(run.text for run in row))
    return Fault(view.number, "孤行", f"{place(row[0].box, view.trim)}：{words}这行{message}")


def _by_looks(leaves: list[Leaf]) -> Iterator[Fault]:
    sizes = Counter[float]()
    for view in leaves:
        for run in view.runs:
            sizes[round(run.size, 1)] += len(run.text)
    if not sizes:
        return
    body = sizes.most_common(1)[0][0]
    pages = [lines([run for run in view.runs if run.size >= body - 0.3 and run.text.strip()]) for view in leaves]
    edges = [(row[0].box.left, row[-1].box.right) for rows in pages for row in rows]
    left = Counter(round(edge[0]) for edge in edges).most_common(1)[0][0] if edges else 0
    right = max((edge[1] for edge in edges), default=0.0)
    foot = _foot(leaves)
    for view, rows, before in zip(leaves, pages, [[], *pages], strict=False):
        if len(rows) > 1 and view.number < len(leaves) and rows[-2][0].size < body * 1.12 <= rows[-1][0].size:
            last = rows[-1][-1].box
            if last.right < right - 3 * body and not any(foot < run.box.bottom < last.bottom - 1 for run in view.runs):
                yield _fault(view, rows[-1], _HEADING)
        if len(rows) > 1 and before and _is_widow(rows, before[-1], left, right, body):
            yield _fault(view, rows[0], _WIDOW)


def _foot(leaves: list[Leaf]) -> float:
    """Return the height, in points, up to which the page numbers reach; 0 when most pages have none."""
    lowest = Counter(round(min(run.box.bottom for run in view.runs)) for view in leaves if view.runs)
    height, count = lowest.most_common(1)[0]
    return height + 3.0 if count * 2 > len(leaves) else 0.0


def _is_widow(rows: list[list[Run]], before: list[Run], left: float, right: float, body: float) -> bool:
    """Tell whether the first line goes on with the line before the break and ends there."""
    first, second = rows[0], rows[1]
    plain = all(abs(run.size - body) < 0.3 for run in (*first, *second, *before))
    goes_on = before[-1].box.right > right - body and abs(first[0].box.left - left) < 2 * MM
    ends = first[-1].box.right < right - 1.5 * body
    item = _ITEM.match("".join(run.text for run in first).lstrip())
    return plain and goes_on and ends and not item and second[0].box.left > left + 1.5 * body
