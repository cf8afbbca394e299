"""Tags and bookmarks that lead back to themselves: whoever follows them never comes to an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .fault import Fault
from .parts import Number, Parts

_DEEP = 50
"""How deep objects are written inside each other at most; ours do not go beyond three."""


def circles(parts: Parts) -> Iterator[Fault]:
    """Report tags of which one is part of itself, and bookmarks that come round to one that was there before."""
    if _goes_round(_tree(parts)):
        yield Fault(0, "绕圈", "标签绕圈：有一个标签套着自己，读屏软件会一直读下去。请重新生成这份 PDF")
    if len(listed := bookmarks(parts.pdf)) != len({entry.objgen for entry in listed}):
        yield Fault(0, "绕圈", "书签绕圈：走着走着又回到前面的书签，有的软件打开会停住。请重新生成这份 PDF")


def bookmarks(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the bookmarks of a file; one that is come upon a second time is listed twice and not followed again."""
    root: Any = pdf.Root
    waiting: list[Any] = [root.get("/Outlines", {}).get("/First")]
    seen: set[Number] = set()
    found = []
    while waiting:
        entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary):
            continue
        found.append(entry)
        if entry.objgen not in seen:
            seen.add(entry.objgen)
            waiting += [entry.get("/Next"), entry.get("/First")]
    return found


def _tree(parts: Parts) -> dict[Number, list[Number]]:
    """Return for each element of the tags the elements that are its parts."""
    return {item.objgen: list(_inner(item.K, 0)) for kind in parts.tags.values() for item in kind if "/K" in item}


def _inner(inside: Any, depth: int) -> Iterator[Number]:
    for part in inside if isinstance(inside, pikepdf.Array) else (inside,):
        if not isinstance(part, pikepdf.Dictionary):
            continue
        if part.is_indirect:
            yield part.objgen
        elif depth < _DEEP:
            yield from _inner(part.get("/K"), depth + 1)


def _goes_round(tree: dict[Number, list[Number]]) -> bool:
    """Tell whether a way through `tree` comes back to where it was: what has no parts left is taken off, again and again."""
    above: dict[Number, list[Number]] = {}
    left = {}
    for one, parts in tree.items():
        left[one] = sum(part in tree for part in parts)
        for part in parts:
            above.setdefault(part, []).append(one)
    ready = [one for one, count in left.items() if not count]
    done = 0
    while ready:
        done += 1
        for one in above.get(ready.pop(), ()):
            left[one] -= 1
            if not left[one]:
                ready.append(one)
    return done < len(tree)
