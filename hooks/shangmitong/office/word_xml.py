"""What python-docx has no word for: fonts of Chinese letters, fields, shades, rows that repeat or stay whole."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.run import Run

SERIF, SANS, DOCUMENT = "宋体", "黑体", "仿宋"
LATIN = "Times New Roman"


def font(run: Run, family: str) -> None:
    """Set a run in a family, its Chinese letters too."""
    name_fonts(run._r.get_or_add_rPr(), family)


def name_fonts(properties: Any, family: str) -> None:
    """Name the fonts of Latin and Chinese letters; those of the theme would win otherwise."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for kind, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", family)):
        fonts.set(qn(f"w:{kind}"), name)


def field_code(run: Run, name: str) -> None:
    for kind, words in (("begin", ""), ("", name), ("separate", ""), ("", "1"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText" if words == name else "w:t")
            part.text = words
        run._r.append(part)


def shade(cell: _Cell) -> None:
    paint = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EEEF")):
        paint.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(paint)


def repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """Keep a row from breaking across pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
