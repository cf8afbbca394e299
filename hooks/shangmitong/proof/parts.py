"""A file taken apart once: its pages, its objects, the elements of its tags. Every check looks at the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

Number = tuple[int, int]
"""The number of an object in its file; (0, 0) for one that is written inside another."""


@dataclass(frozen=True)
class Parts:
    """The parts of an open file.

    `items` are the dictionaries and streams that are objects of their own, `tags` those of them that say what they are
    (by /S), by kind, as /P or /Note. Actions, which say so too, are among them.
    """

    pdf: pikepdf.Pdf
    pages: list[pikepdf.Page]
    items: list[Any]
    tags: dict[str, list[Any]]
    numbers: dict[Number, int]
    """The number of each page, counted from 1, by that of its object."""

    def page_of(self, element: Any) -> int:
        """Return the number of the page on which a tagged element begins; 0 when it does not say.

        Tags that lead back to themselves are followed once.
        """
        waiting, seen = [element], set()
        while waiting:
            item = waiting.pop()
            if not isinstance(item, pikepdf.Dictionary) or (item.is_indirect and item.objgen in seen):
                continue
            seen.add(item.objgen)
            if "/Pg" in item:
                return self.numbers.get(item.Pg.objgen, 0)
            inner: Any = item.get("/K", [])
            waiting += list(inner) if isinstance(inner, pikepdf.Array) else [inner]
        return 0


def taken_apart(pdf: pikepdf.Pdf) -> Parts:
    """Return the parts of an open file."""
    pages = list(pdf.pages)
    items = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
    tags: dict[str, list[Any]] = {}
    for kind, item in _named(items):
        tags.setdefault(kind, []).append(item)
    return Parts(pdf, pages, items, tags, {page.obj.objgen: number for number, page in enumerate(pages, 1)})


def _named(items: list[Any]) -> Iterator[tuple[str, Any]]:
    for item in items:
        kind = item.get("/S")
        if kind is not None and isinstance(item, pikepdf.Dictionary):
            yield str(kind), item
