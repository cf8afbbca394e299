"""Page sizes, boxes and page counts."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from .fault import MM, Box, Fault
from .spec import Spec

_SLACK = 0.5 * MM


def box(page: pikepdf.Page, name: str) -> Box:
    """Return a box of a page in points, with what the format says where it is not written."""
    area = {"media": page.mediabox, "crop": page.cropbox, "bleed": page.bleedbox, "trim": page.trimbox}[name]
    a, b, c, d = (float(number) for number in area)
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def size(page: pikepdf.Page) -> tuple[float, float]:
    """Return width and height of the finished page in mm, as it is looked at."""
    trim, unit = box(page, "trim"), float(page.obj.get("/UserUnit", 1))
    wide, high = trim.width * unit / MM, trim.height * unit / MM
    return (high, wide) if int(page.get("/Rotate", 0)) % 180 else (wide, high)


def boxes(pdf: pikepdf.Pdf, spec: Spec) -> Iterator[Fault]:
    """Report wrong counts, sizes and boxes."""
    yield from _count(len(pdf.pages), spec)
    for number, page in enumerate(pdf.pages, 1):
        wide, high = size(page)
        if not _fits(wide, high, spec):
            asked = f"{spec.width:g}×{spec.height:g}"
            yield Fault(number, "尺寸", f"页面是 {wide:.0f}×{high:.0f} 毫米，应当是 {asked} 毫米。请改纸张尺寸再做一遍")
        if int(page.get("/Rotate", 0)) % 360 == 180:
            yield Fault(number, "方向", "这一页被转了 180 度，双面印会倒过来。请转正再印")
        yield from _nested(number, page, spec)
    if len(sizes := {tuple(round(side) for side in size(page)) for page in pdf.pages}) > 1:
        said = "、".join(f"{wide}×{high}" for wide, high in sorted(sizes))
        yield Fault(0, "尺寸", f"各页大小不一（{said} 毫米）。请统一成一种")


def _count(count: int, spec: Spec) -> Iterator[Fault]:
    if spec.pages is not None and count != spec.pages:
        yield Fault(0, "页数", f"有 {count} 页，应当正好 {spec.pages} 页。请增减内容")
    if count % spec.multiple:
        why = "骑马订的书" if spec.multiple == 4 else "双面印的纸"
        yield Fault(0, "页数", f"有 {count} 页，{why}页数要是 {spec.multiple} 的倍数。请补空白页")


def _fits(wide: float, high: float, spec: Spec) -> bool:
    asked = [(spec.width, spec.height), *([(spec.height, spec.width)] if spec.turned else [])]
    return any(abs(wide - w) <= 0.5 and abs(high - h) <= 0.5 for w, h in asked)


def _nested(number: int, page: pikepdf.Page, spec: Spec) -> Iterator[Fault]:
    media, crop, bleed, trim = (box(page, name) for name in ("media", "crop", "bleed", "trim"))
    if not media.holds(trim, 0.1) or not media.holds(bleed, 0.1):
        yield Fault(number, "页框", "裁切框或出血框超出了纸张。请让 TrimBox、BleedBox 都在 MediaBox 里面")
    elif not crop.holds(bleed, 0.1):
        yield Fault(number, "页框", "显示框盖不住整张成品，边上的内容会不见。请去掉 CropBox，或让它和纸张一样大")
    elif not bleed.holds(trim, 0.1):
        yield Fault(number, "页框", "裁切框超出了出血框。请让 TrimBox 在 BleedBox 里面")
    elif spec.bleed:
        if not bleed.holds(trim.grown(spec.bleed * MM), _SLACK):
            yield Fault(number, "页框", f"四边出血不足 {spec.bleed:g} 毫米。请把底色和图放大到裁切线外并写上 BleedBox")
        elif not media.holds(bleed.grown(1)):
            yield Fault(number, "页框", "纸张没有比出血大，放不下裁切标记。请把 MediaBox 放大")
