"""Footnotes that stand on another page than their mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .fault import Fault
from .parts import Parts

_FORGIVEN = 1
"""Misplaced notes that a book may have: the typesetter now and then leaves one behind where a paragraph moves on."""


def footnotes(parts: Parts) -> Iterator[Fault]:
    """Report notes a page early or late, where there is more than one; the tag tree says what belongs to what."""
    pages = (_pages(parts, note) for note in parts.tags.get("/Note", ()))
    found = [(mark, note) for mark, note in pages if mark and mark != note]
    for mark, note in found if len(found) > _FORGIVEN else ():
        yield Fault(mark, "脚注", f"这一页的脚注印到了第 {note} 页。请把这一句移前或移后几行")


def _pages(parts: Parts, note: Any) -> tuple[int, int]:
    """Return the page of the mark of a note, which stands before it in the tag tree, and that of the note; 0 is unknown."""
    inside: Any = note.get("/P", {}).get("/K", [])
    around = list(inside) if isinstance(inside, pikepdf.Array) else []
    place = next((number for number, item in enumerate(around) if _same(item, note)), 0)
    mark = around[place - 1] if place else None
    known = isinstance(mark, pikepdf.Dictionary) and mark.get("/S") == "/Lbl"
    return parts.page_of(mark) if known else 0, parts.page_of(note)


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and bool(one.objgen == other.objgen)
