"""Links within a file and to the website."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .boxes import box
from .circles import bookmarks
from .fault import Box, Fault, place
from .parts import Number, Parts
from .web import Web


def links(parts: Parts, web: Web | None) -> Iterator[Fault]:
    """Report links and bookmarks that lead nowhere; without a `web`, addresses are passed over."""
    pages, named = parts.numbers, _named(parts.pdf)
    for number, page in enumerate(parts.pages, 1):
        for note in page.obj.get("/Annots", []):
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Link":
                trouble = _trouble(note, pages, named, web)
                if trouble:
                    spot = Box(*(float(side) for side in note.get("/Rect", [0, 0, 0, 0])))
                    yield Fault(number, "链接", f"{place(spot, box(page, 'trim'))}：{trouble}")
    for entry in bookmarks(parts.pdf):
        if ("/Dest" in entry or "/A" in entry) and (trouble := _trouble(entry, pages, named, web)):
            yield Fault(0, "链接", f"书签“{entry.get('/Title', '')}”：{trouble}")


def _trouble(item: Any, pages: dict[Number, int], named: dict[str, Any], web: Web | None) -> str:
    action = item.get("/A", {})
    kind = str(action.get("/S", "/GoTo"))
    if kind == "/URI":
        url = bytes(action.get("/URI", b"")).decode("utf-8", "replace")
        why = web.trouble(url) if web else ""
        return f"链接“{url}”打不开，{why}。请改正网址" if why else ""
    if kind != "/GoTo":
        return ""  # told among the actions
    aim = item.get("/Dest", action.get("/D"))
    return "" if _leads(aim, pages, named) else "链接没有落脚的地方。请改成书里有的位置"


def _leads(aim: Any, pages: dict[Number, int], named: dict[str, Any]) -> bool:
    for _ in range(3):  # a name, the dictionary behind it, the place in that
        if isinstance(aim, pikepdf.Name | pikepdf.String):
            aim = named.get(str(aim).removeprefix("/") if isinstance(aim, pikepdf.Name) else str(aim))
        elif isinstance(aim, pikepdf.Dictionary):
            aim = aim.get("/D")
    return isinstance(aim, pikepdf.Array) and len(aim) > 0 and getattr(aim[0], "objgen", None) in pages


def _named(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return the named places of both ways of writing them."""
    root: Any = pdf.Root
    old = root.get("/Dests", {})
    places: dict[str, Any] = {name.removeprefix("/"): aim for name, aim in old.items()}
    tree = root.get("/Names", {}).get("/Dests")
    if tree is not None:
        places.update((str(name), aim) for name, aim in pikepdf.NameTree(tree).items())
    return places
