"""Process colours: a file for the press has four inks, not too much of them, and its black text is black ink alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import ImageChops

from .fault import Fault
from .spec import Spec

_OPERATORS = "rg RG g G k K cs CS sc scn SC SCN q Q Tj TJ ' \" Do sh"
_SHOWS = ("Tj", "TJ", "'", '"')
_PROCESS = ("/DeviceCMYK", "/DeviceGray", "/CalGray", "/Pattern")
_SPOT = ("/Separation", "/DeviceN")
_COLOURS = ("k", "K", "g", "G", "sc", "SC", "scn", "SCN")
_DARK = 0.3
MOST_INK = 3.0
"""The most ink in one place, the four added up, as printing houses commonly ask for sheets of coated paper."""


def ink(pdf: pikepdf.Pdf, spec: Spec) -> Iterator[Fault]:
    """Report colours of screens, spot colours, too much ink, and black text mixed of several inks."""
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
        if name in ("rg", "RG"):
            yield _RGB
        elif name in _NAMED:
            yield from _foreign(_NAMED[name](operands[0], resources), _RGB)
        elif name in _COLOURS:
            mixed = tuple(float(part) for part in operands if not isinstance(part, pikepdf.Name))
            yield from _heavy(sum(mixed) if len(mixed) == 4 else 0)
            fill = mixed if name.islower() else fill
        elif name == "q":
            kept.append(fill)
        elif name == "Q" and kept:
            fill = kept.pop()
        elif name in _SHOWS and _is_mixed_black(fill):
            yield "黑字用了几种油墨，套印不准会发虚。请让黑字只用 K（cmyk(0%, 0%, 0%, 100%)）"
        elif name == "Do":
            yield from _inner(resources.get("/XObject", {}).get(str(operands[0]), {}), resources, fill, seen)


def _heavy(total: float) -> Iterator[str]:
    """Report more ink in one place than paper can take; `total` is the sum of the four, each up to 1."""
    if total > MOST_INK + 0.005:
        yield f"一处油墨合计 {total:.0%}，超过 {MOST_INK:.0%}，印出来不干、会蹭脏。请把颜色调浅"


_RGB = "用了屏幕的颜色（RGB），印出来会变色。请改用 CMYK"


def _inner(item: Any, resources: Any, fill: tuple[float, ...], seen: set[tuple[int, int]]) -> Iterator[str]:
    kind = item.get("/Subtype")
    if item.objgen in seen:
        return
    seen.add(item.objgen)
    if kind == "/Image" and not item.get("/ImageMask", False):
        yield from _foreign(item.get("/ColorSpace", "/Pattern"), "图片是屏幕的颜色（RGB），印出来会变色。请先转成 CMYK")
        yield from _heavy(_most_ink(item))
    if kind == "/Form":
        yield from _look(item, item.get("/Resources", resources), fill, seen)


def _most_ink(image: Any) -> float:
    """Return the most ink in any place of a picture of four inks, up to 4; 0 for other pictures."""
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except (NotImplementedError, ValueError, pikepdf.PdfError, pikepdf.models.image.UnsupportedImageTypeError):
        return 0  # what cannot be decoded is not seen on the page either
    if picture.mode != "CMYK":
        return 0
    cyan, magenta, yellow, black = picture.reduce(max(1, min(picture.size) // 200)).split()
    halves = ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2)
    most: Any = ImageChops.add(*halves, 2).getextrema()[1]
    return float(most) * 4 / 255


def _foreign(space: Any, screen: str) -> Iterator[str]:
    """Report a colour space that the press does not have; `screen` says what is wrong with one of screens."""
    family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if family == "/Indexed":
        yield from _foreign(space[1], screen)
    elif family in _SPOT:
        yield f"用了专色（{_inks(space[1])}），四色印刷印不出。请改用 CMYK"
    elif not _is_process(space):
        yield screen


def _inks(names: Any) -> str:
    return "、".join(str(name)[1:] for name in (names if isinstance(names, pikepdf.Array) else (names,)))


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
