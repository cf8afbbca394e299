"""The fonts of the whole-site PDF: Simplified-Chinese Noto faces from the font wheels, never from the system.

The wheels carry Noto Serif SC and Noto Sans SC in regular weight only, and a variable collection of all East Asian
shapes. WeasyPrint would embed the variable face as CFF2, which many readers cannot show, and might choose the
Japanese shapes of the collection; so the bold face is drawn from the collection's SC face, for the characters in use.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from ..facts.fonts import REGULAR, FontError, collection_face, regular

__all__ = [
    "BOLD",
    "REGULAR",
    "FontError",
    "collection_face",
    "draw_bold",
    "font_faces",
    "fontconfig",
    "missing",
    "regular",
]

BOLD = "Noto Sans SC Heading"
"""Its family; not the bold of Noto Sans SC, which fontconfig passes over because it lacks most of the characters."""
_WEIGHT = 700


def fontconfig(folder: Path) -> str:
    """Return a fontconfig file that knows the regular faces and no system font; `folder` takes its cache."""
    fonts = escape(str(regular("Noto Serif SC").parent))
    return f'<?xml version="1.0"?><fontconfig><dir>{fonts}</dir><cachedir>{escape(str(folder))}</cachedir></fontconfig>'


def missing(text: Iterable[str]) -> list[str]:
    """Return the printing characters of `text` that the regular faces lack."""
    known = set.intersection(*(set(TTFont(regular(family), lazy=True).getBestCmap()) for family in REGULAR))
    return sorted(char for char in set(text) if char.isprintable() and ord(char) not in known)


def draw_bold(text: Iterable[str], out: Path) -> None:
    """Write a bold Noto Sans SC with the characters of `text`; the same text gives the same bytes."""
    source = collection_face()
    shapes = source.getGlyphSet(location={"wght": _WEIGHT})
    names = source.getBestCmap()
    used = {ord(char): names[ord(char)] for char in sorted(set(text)) if ord(char) in names}
    order = [".notdef", *dict.fromkeys(used.values())]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=False)
    builder.font.recalcTimestamp = False
    builder.updateHead(created=source["head"].created, modified=source["head"].modified)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(used)
    outlines = {name: _outline(shapes, name) for name in order}
    builder.setupCFF("NotoSansSC-Bold", {"FullName": BOLD}, outlines, {})
    builder.setupHorizontalMetrics({name: (round(shapes[name].width), 0) for name in order})
    _set_metrics(builder, source)
    builder.save(out)


def _outline(shapes: object, name: str) -> object:
    shape = shapes[name]  # type: ignore[index]
    pen = T2CharStringPen(shape.width, None)
    shape.draw(pen)
    return pen.getCharString()


def _set_metrics(builder: FontBuilder, source: TTFont) -> None:
    lines, system = source["hhea"], source["OS/2"]
    builder.setupHorizontalHeader(ascent=lines.ascent, descent=lines.descent)
    builder.setupNameTable({"familyName": BOLD, "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=system.sTypoAscender,
        sTypoDescender=system.sTypoDescender,
        usWinAscent=system.usWinAscent,
        usWinDescent=system.usWinDescent,
        usWeightClass=_WEIGHT,
    )
    builder.setupPost()


def font_faces(bold: Path) -> str:
    """Return the @font-face rules of the book; `bold` is the file of the bold face."""
    faces = [(family, 400, regular(family)) for family in REGULAR] + [(BOLD, _WEIGHT, bold)]
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{path.as_uri()}"); }}'
        for family, weight, path in faces
    )
