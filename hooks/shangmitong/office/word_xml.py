"""What python-docx has no word for: fonts of Chinese letters, fields, shades, bookmarks, rows that repeat or stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.run import Run

SERIF, SANS, DOCUMENT = "宋体", "黑体", "仿宋"
LATIN = "Times New Roman"
_BLANK = re.compile("\ue000([a-z0-9_]+)\ue001([^\ue002]*)\ue002")
_FIRST = 100
"""The first number of a bookmark; comments count from 0."""


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


def blank_line(word: str, line: str) -> str:
    """Return the `line` to write on of the blank `word`, which gets a bookmark when the file is done."""
    return f"\ue000{word.replace('-', '_')}\ue001{line}\ue002"


def set_bookmarks(parts: Iterable[Any]) -> None:
    """Give every blank in these parts of a file a run and a bookmark of its own, named blank_<word>_<number>."""
    number = _FIRST
    for part in parts:
        for run in [run for run in part.iter(qn("w:r")) if _BLANK.search(run.text)]:
            pieces = _BLANK.split(run.text)  # words, name, line, words, name, line, words
            for words, name, line in zip(pieces[::3], ["", *pieces[1::3]], ["", *pieces[2::3]], strict=True):
                if name:
                    _bookmark(_before(run, line), f"blank_{name}_{number}", number)
                    number += 1
                if words:
                    _before(run, words)
            run.getparent().remove(run)


def _before(run: Any, words: str) -> Any:
    """Put a copy of a run before it, with other words."""
    copy = deepcopy(run)
    copy.text = words
    run.addprevious(copy)
    return copy


def _bookmark(run: Any, name: str, number: int) -> None:
    for tag, put in (("w:bookmarkStart", run.addprevious), ("w:bookmarkEnd", run.addnext)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        put(mark)


def set_width(element: Any, width: int) -> None:
    """Set a width, in twentieths of a point."""
    element.set(qn("w:type"), "dxa")
    element.set(qn("w:w"), str(width))
