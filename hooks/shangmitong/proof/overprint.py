"""Transparency and overprint: what a printing house mixes otherwise than the screen shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .fault import Fault
from .parts import Parts
from .spec import Spec

_PLAIN = ("/Normal", "/Compatible")


def overprint(parts: Parts, spec: Spec) -> Iterator[Fault]:
    """Report graphics states of a file for the press that are not opaque or do not knock out, and pictures with a mask."""
    if not spec.cmyk:
        return
    found: set[str] = set()
    for item in parts.items:
        found.update(_troubles(item))
        for table in (item, item.get("/Resources")):
            states = table.get("/ExtGState") if isinstance(table, pikepdf.Dictionary) else None
            for state in states.values() if isinstance(states, pikepdf.Dictionary) else ():
                found.update(_troubles(state))
    for trouble in sorted(found):
        yield Fault(0, "颜色", trouble)


_CLEAR = "用了透明效果，印刷厂压平后颜色会变。请改成不透明的颜色再导出"
_OVER = "用了叠印，下面的颜色会透上来。请关掉叠印再导出"


def _troubles(state: Any) -> Iterator[str]:
    """Return what is wrong with a graphics state; a picture with a mask has the same entry."""
    if not isinstance(state, pikepdf.Dictionary | pikepdf.Stream):
        return
    if any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA")) or state.get("/SMask", "/None") != "/None":
        yield _CLEAR
    modes: Any = state.get("/BM", "/Normal")
    if any(str(mode) not in _PLAIN for mode in (modes if isinstance(modes, pikepdf.Array) else (modes,))):
        yield _CLEAR
    if state.get("/OP", False) or state.get("/op", False):
        yield _OVER
