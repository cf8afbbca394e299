"""What a printed file has no use for: layers that can be switched off, attachments, notes, actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .boxes import box
from .fault import Box, Fault, place
from .parts import Number, Parts

_PLACES = ("/A", "/AA", "/OpenAction")
"""Entries that hold an action, or several by the occasion on which they run."""
_HARMLESS = ("/GoTo", "/URI")
"""Actions that our links have: to a place in the file, to an address."""
_DEEP = 50
"""How many actions that follow each other, or are written inside each other, are looked at."""


def hidden(parts: Parts) -> Iterator[Fault]:
    """Report layers, attached files, notes laid over the pages, scripts and actions other than links."""
    root: Any = parts.pdf.Root
    if root.get("/OCProperties", {}).get("/OCGs"):
        yield Fault(0, "图层", "文件里有可以关掉的图层，印出来和屏幕上会不一样。请合并成一层再导出")
    if "/EmbeddedFiles" in root.get("/Names", {}) or "/AF" in root:
        yield Fault(0, "附件", "文件里夹带了附件。请去掉附件再做一遍")
    kinds = set(_actions(parts))
    if "JavaScript" in kinds or "/JavaScript" in root.get("/Names", {}):
        yield Fault(0, "脚本", "文件里有 JavaScript 程序。请去掉")
    for kind in sorted(kinds - {"JavaScript"}):
        yield Fault(0, "动作", f"文件里有印刷和阅读都用不上的动作（{kind}）。请去掉，只留链接")
    for number, page in enumerate(parts.pages, 1):
        yield from _notes(number, page)


def _notes(number: int, page: pikepdf.Page) -> Iterator[Fault]:
    """Report what is laid over a page, other than links; our links have no look of their own."""
    trim = box(page, "trim")
    for note in page.obj.get("/Annots", []):
        if not isinstance(note, pikepdf.Dictionary):
            continue
        kind = str(note.get("/Subtype", "/?"))
        if kind == "/Link" and "/AP" not in note:
            continue
        spot = place(Box(*(float(side) for side in note.get("/Rect", [0, 0, 0, 0]))), trim)
        if kind == "/FileAttachment":
            yield Fault(number, "附件", f"{spot}：页面上夹带了附件。请去掉附件再做一遍")
        else:
            yield Fault(number, "批注", f"{spot}：页面上盖着批注或表单（{kind[1:]}），会遮住字。请去掉，只留链接")


def _actions(parts: Parts) -> Iterator[str]:
    """Return the kinds of the actions of a file that do more than lead somewhere."""
    seen: set[Number] = set()
    for item in parts.items:
        for key in _PLACES:
            if key in item:
                yield from _kinds(item[key], seen, 0)


def _kinds(action: Any, seen: set[Number], depth: int) -> Iterator[str]:
    if not isinstance(action, pikepdf.Dictionary) or action.objgen in seen or depth > _DEEP:
        return
    if action.is_indirect:
        seen.add(action.objgen)
    if "/S" not in action:
        for inner in action.values():
            yield from _kinds(inner, seen, depth + 1)
        return
    kind = str(action.S)
    if kind not in _HARMLESS:
        yield kind[1:]
    following: Any = action.get("/Next")
    for inner in following if isinstance(following, pikepdf.Array) else (following,):
        yield from _kinds(inner, seen, depth + 1)
