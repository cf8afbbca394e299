"""Fonts: all in the file, none foreign, no glyph missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from .fault import Fault
from .parts import Number, Parts
from .spec import Spec

_FOREIGN = re.compile(
    r"CJK(JP|TC|HK|KR)|(Sans|Serif|Mono|Han)(JP|J|TC|T|HK|HC|KR|K)(VF)?([-,]|$)|CJK[-,]|CJK$|MSP?GOTHIC|MSP?MINCHO|^IPA"
    r"|HIRAGINO|YUGOTHIC|YUMINCHO|MEIRYO|TAKAO|KOZUKA|MALGUN|BATANG|GULIM|PMINGLIU|JHENGHEI|NOTOSANSJP|NOTOSERIFJP",
    re.IGNORECASE,
)
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_STANDARD = "/Type3"
_ZEROS = re.compile(rb"(?:\\(?:000|00?(?![0-7]))|\0){2}|<(?:[0-9A-Fa-f]{4})*?000[0>]|\\[\r\n]|<[0-9A-Fa-f]*\s")
"""Two bytes of nought beside each other in a text, in each way of writing them, or a text that may hide them."""


def fonts(parts: Parts, spec: Spec) -> Iterator[Fault]:
    """Report fonts that are missing in the file, stem from another script, or are not ours."""
    for font in _all(parts):
        name = _name(font)
        trouble = (
            "没有嵌入文件，别的电脑会换成别的字。请嵌入全部字体"
            if not _embedded(font)
            else "是日文、繁体或韩文字形。请换成简体字体（如 Noto Sans CJK SC）"
            if _FOREIGN.search(_plain(name, keep=",-"))
            else f"不在可用的字体里（{'、'.join(spec.fonts)}）。请换一种"
            if spec.fonts and not _allowed(name, spec)
            else ""
        )
        if trouble:
            yield Fault(_first_page(parts, font), "字体", f"字体 {name} {trouble}")


def missing_glyphs(parts: Parts) -> Iterator[Fault]:
    """Report places where the empty glyph of a font (number 0) is shown."""
    seen: dict[Number, int] = {}
    for number, page in enumerate(parts.pages, 1):
        if not _may_be_empty(page.obj.get("/Contents"), page.resources, set()):
            continue
        count = _zeros(page, page.resources, seen)
        if count:
            yield Fault(number, "缺字", f"有 {count} 个字印成了方框（字体里没有这个字）。请换一个写法或换字体")


def _may_be_empty(content: Any, resources: Any, seen: set[Number]) -> bool:
    """Tell at a glance, without reading it to the end, whether a page or form, or one in it, may show glyph 0."""
    streams = content if isinstance(content, pikepdf.Array) else (content,)
    if any(isinstance(stream, pikepdf.Stream) and _ZEROS.search(stream.read_bytes()) for stream in streams):
        return True
    for form in resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form" and form.objgen not in seen:
            seen.add(form.objgen)
            if _may_be_empty(form, form.get("/Resources", resources), seen):
                return True
    return False


def _zeros(content: Any, resources: Any, seen: dict[Number, int]) -> int:
    """Count the empty glyphs shown by a page or form and the forms in it."""
    wide, count = False, 0
    for step in pikepdf.parse_content_stream(content, operators="Tf Tj TJ ' \" Do"):
        name = str(step.operator)
        if name == "Tf":
            wide = _is_wide(resources.get("/Font", {}).get(str(step.operands[0])))
        elif name == "Do":
            count += _in_form(resources.get("/XObject", {}).get(str(step.operands[0]), {}), resources, seen)
        elif wide:
            count += sum(_zero_codes(bytes(piece)) for piece in _strings(step.operands[-1]))
    return count


def _is_wide(font: Any) -> bool:
    return font is not None and font.get("/Subtype") == "/Type0" and str(font.get("/Encoding")) in _IDENTITY


def _in_form(form: Any, resources: Any, seen: dict[Number, int]) -> int:
    if form.get("/Subtype") != "/Form":
        return 0
    if form.objgen not in seen:
        seen[form.objgen] = 0
        seen[form.objgen] = _zeros(form, form.get("/Resources", resources), seen)
    return seen[form.objgen]


_IDENTITY = ("/Identity-H", "/Identity-V")


def _strings(operand: Any) -> Iterator[Any]:
    for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            yield piece


def _zero_codes(shown: bytes) -> int:
    return 0 if b"\0\0" not in shown else sum(shown[at : at + 2] == b"\0\0" for at in range(0, len(shown), 2))


def _all(parts: Parts) -> Iterator[Any]:
    """Return each font that is a resource of something in the file, and each that stands as an object of its own."""
    seen: set[Number] = set()
    for item in parts.items:
        here = [item] if item.get("/Type") == "/Font" else []
        resources = item.get("/Resources", item)
        table = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if isinstance(table, pikepdf.Dictionary):
            here += [font for font in table.values() if isinstance(font, pikepdf.Dictionary)]
        for font in here:
            if not str(font.get("/Subtype")).startswith("/CIDFont") and not (font.objgen[0] and font.objgen in seen):
                seen.add(font.objgen)
                yield font


def _name(font: Any) -> str:
    name = str(font.get("/BaseFont", font.get("/Name", "/?"))).lstrip("/")
    return re.sub(r"^[A-Z]{6}\+|-Identity-[HV]$", "", name)


def _plain(name: str, keep: str = "") -> str:
    return re.sub(rf"[^\w{keep}]|_", "", name)


def _allowed(name: str, spec: Spec) -> bool:
    plain = _plain(name).casefold()
    return any(plain.startswith(_plain(family).casefold()) for family in spec.fonts)


def _embedded(font: Any) -> bool:
    if font.get("/Subtype") == _STANDARD:
        return True
    inner = font.get("/DescendantFonts", [font])[0]
    descriptor = inner.get("/FontDescriptor", {})
    return any(key in descriptor for key in _FILES)


def _first_page(parts: Parts, font: Any) -> int:
    """Return the number of the first page that can show a font; 0 when none can."""
    for number, page in enumerate(parts.pages, 1):
        if _uses(page.resources, font, set()):
            return number
    return 0


def _uses(resources: Any, font: Any, seen: set[Number]) -> bool:
    if any(_same(other, font) for other in resources.get("/Font", {}).values()):
        return True
    for form in resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form" and form.objgen not in seen:
            seen.add(form.objgen)
            if _uses(form.get("/Resources", {}), font, seen):
                return True
    return False


def _same(one: Any, other: Any) -> bool:
    return bool(one.objgen == other.objgen if other.objgen[0] else one == other)
