"""Process colours: a file for the press speaks CMYK, and its black text is black ink alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from .fault import Fault
from .spec import Spec

_OPERATORS = "rg RG g G k K cs CS sc scn SC SCN q Q Tj TJ ' \" Do sh"
_SHOWS = ("Tj", "TJ", "'", '"')
_PROCESS = ("/DeviceCMYK", "/DeviceGray", "/CalGray", "/Separation", "/DeviceN", "/Pattern")
_DARK = 0.3


def ink(pdf: pikepdf.Pdf, spec: Spec) -> Iterator[Fault]:
    """Report colours of screens and black text mixed of several inks."""
    if not spec.cmyk:
        return
    for number, page in enumerate(pdf.pages, 1):
        seen: set[tuple[int, int]] = set()
        for trouble in sorted(set(_look(page, page.resources, (), seen))):
            yield Fault(number, "颜色", trouble)


def _look(content: Any, resources: Any, fill: tuple[float, ...], seen: set[tuple[int, int]]) -> Iterator[str]:
    """Follow the colours through a page or form and the forms in it; `fill` is the colour at its start."""
    kept: list[tuple[float, ...]] = []
    for step in pikepdf.parse_content_stream(content, operators=_OPERATORS):
        operands, name = step.operands, str(step.operator)
        if name in ("rg", "RG") or (name in _NAMED and not _is_process(_NAMED[name](operands[0], resources))):
            yield _RGB
        elif name in ("k", "g", "sc", "scn"):
            fill = tuple(float(part) for part in operands if not isinstance(part, pikepdf.Name))
        elif name == "q":
            kept.append(fill)
        elif name == "Q" and kept:
            fill = kept.pop()
        elif name in _SHOWS and _is_mixed_black(fill):
            yield "黑字用了几种油墨，套印不准会发虚。请让黑字只用 K（cmyk(0%, 0%, 0%, 100%)）"
        elif name == "Do":
            yield from _inner(resources.get("/XObject", {}).get(str(operands[0]), {}), resources, fill, seen)


_RGB = "用了屏幕的颜色（RGB），印出来会变色。请改用 CMYK"


def _inner(item: Any, resources: Any, fill: tuple[float, ...], seen: set[tuple[int, int]]) -> Iterator[str]:
    kind = item.get("/Subtype")
    if kind == "/Image" and not item.get("/ImageMask", False) and not _is_process(item.get("/ColorSpace", "/Pattern")):
        yield "图片是屏幕的颜色（RGB），印出来会变色。请先转成 CMYK"
    if kind == "/Form" and item.objgen not in seen:
        seen.add(item.objgen)
        yield from _look(item, item.get("/Resources", resources), fill, seen)


def _space(name: Any, resources: Any) -> Any:
    return resources.get("/ColorSpace", {}).get(str(name), name)


def _shading(name: Any, resources: Any) -> Any:
    return resources.get("/Shading", {}).get(str(name), {}).get("/ColorSpace", "/Pattern")


_NAMED = {"cs": _space, "CS": _space, "sh": _shading}
"""Operators that name a colour space in the resources, and how it is found there."""


def _is_process(space: Any) -> bool:
    if isinstance(space, pikepdf.Array):
        family = str(space[0])
        if family == "/ICCBased":
            return int(space[1].get("/N", 0)) in (1, 4)
        return _is_process(space[1]) if family == "/Indexed" else family in _PROCESS
    return str(space) in _PROCESS


def _is_mixed_black(fill: tuple[float, ...]) -> bool:
    if len(fill) != 4:
        return False
    *colours, black = fill
    return sum(colours) > 0.02 and max((1 - part) * (1 - black) for part in colours) < _DARK
