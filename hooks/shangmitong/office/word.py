"""A Word file of ours: paper, letters, tables with real widths, numbered clauses, blanks, places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from .package import repacked
from .word_xml import (
    DOCUMENT,
    LATIN,
    SANS,
    SERIF,
    field_code,
    font,
    keep_whole,
    name_fonts,
    repeat,
    set_bookmarks,
    set_width,
    shade,
)

_BODY, _TITLE = 12, 20
"""Letters of the text (小四) and of the title, in pt."""
_MARGIN = (25, 25, 28, 26)
"""Margins in mm: top, bottom, left, right."""
_OFFICIAL = (37, 35, 28, 26)
"""The same of a paper from or to an office: the type area of GB/T 9704, 156 by 225 mm."""
_OFFICIAL_BODY, _OFFICIAL_TITLE = 16, 22
"""Letters of such a paper (三号, 二号), in pt."""
_STYLES = {"Normal", "Title", "Heading 1", "Heading 2", "Table Grid", "Header", "Footer"}
_NUMBERED = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>
<w:lvlText w:val="第%1条"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>
<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{SANS}"/></w:rPr></w:lvl></w:abstractNum>
"""
"""Clauses count 第一条、第二条 by Word's own list."""


@dataclass
class WordFile:
    """A Word file in memory. `title` is its heading, `stamp` the day of creation in seconds since 1970.

    `firm` stands in the header, `author` in the properties; `wide` lays the paper sideways, `official` gives it the
    margins and letters of a paper from or to an office.
    """

    title: str
    firm: str
    author: str
    stamp: int
    wide: bool = False
    official: bool = False

    def __post_init__(self) -> None:
        self.margin = _OFFICIAL if self.official else _MARGIN
        self.body = _OFFICIAL_BODY if self.official else _BODY
        self.doc = docx.Document(BytesIO(_template(self.official)))
        self._properties()
        self._page()
        head = self.doc.add_paragraph(self.title, style="Title")
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER

    @property
    def width(self) -> float:
        """Return the width of the text in mm."""
        return (297 if self.wide else 210) - self.margin[2] - self.margin[3]

    def text(self, words: str, *, indent: bool = True, style: str | None = None) -> Paragraph:
        """Add a paragraph; `\\n` breaks a line of it."""
        paragraph = self.doc.add_paragraph(style=style)
        if indent and not style:
            paragraph.paragraph_format.first_line_indent = Pt(2 * self.body)
        paragraph.add_run(words)
        return paragraph

    def clause(self, title: str) -> Run:
        """Add the head of the next clause, numbered 第一条 and on, and return its run."""
        paragraph = self.doc.add_paragraph(style="Heading 2")
        properties = paragraph._p.get_or_add_pPr()
        number = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", "0"), ("w:numId", "90")):
            part = OxmlElement(tag)
            part.set(qn("w:val"), value)
            number.append(part)
        properties.append(number)
        return paragraph.add_run(title)

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[str]], *, head: bool = True) -> Table:
        """Add a table with lines; `widths` are shares of the width of the text. The head is repeated on each page."""
        table: Table = self.doc.add_table(len(rows), len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._grid(table, widths)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                fill(cell, words, bold=(head and row is table.rows[0]) or False)
            keep_whole(row)
        if head:
            for cell in table.rows[0].cells:
                shade(cell)
                for run in cell.paragraphs[0].runs:
                    font(run, SANS)
            repeat(table.rows[0])
        return table

    def signatures(self, parties: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Add places to sign, the parties side by side, kept together on one page."""
        self.doc.add_paragraph().paragraph_format.keep_with_next = True
        table = self.doc.add_table(1, len(parties))
        self._grid(table, [1.0] * len(parties))
        keep_whole(table.rows[0])
        for cell, (party, lines) in zip(table.rows[0].cells, parties, strict=True):
            fill(cell, party)
            for line in lines:
                room = "＿" * max(4, 15 - len(line))  # so that name and line stay on one line
                cell.add_paragraph().add_run(f"{line}：{room}")

    def _grid(self, table: Table, widths: Sequence[float]) -> None:
        """Fix the widths of columns and cells: WPS reads the grid first."""
        table.autofit = False
        shares = [round(self.width * width / sum(widths) * 56.6929) for width in widths]  # twentieths of a point
        for column, share in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):
            column.set(qn("w:w"), str(share))
        properties = table._tbl.tblPr
        whole = properties.find(qn("w:tblW"))
        if whole is None:
            whole = OxmlElement("w:tblW")
            properties.append(whole)
        set_width(whole, sum(shares))
        for row in table.rows:
            for cell, share in zip(row.cells, shares, strict=True):
                set_width(cell._tc.get_or_add_tcPr().get_or_add_tcW(), share)

    def note(self, run: Run, words: str) -> None:
        """Add a comment to a run."""
        comment = self.doc.add_comment(run, words, author="说明", initials="说")
        comment._comment_elm.set(qn("w:date"), datetime.fromtimestamp(self.stamp, UTC).strftime("%Y-%m-%dT00:00:00Z"))

    def done(self) -> bytes:
        """Return the bytes of the file."""
        set_bookmarks((self.doc.sections[0].header._element, self.doc.element))
        out = BytesIO()
        self.doc.save(out)
        return repacked(out.getvalue())

    def _properties(self) -> None:
        day = datetime.fromtimestamp(self.stamp, UTC)
        said = self.doc.core_properties
        said.title, said.author, said.last_modified_by, said.comments = self.title, self.author, "", ""
        said.created = said.modified = day.replace(tzinfo=None)
        said.revision = 1
        said.language = "zh-CN"

    def _page(self) -> None:
        section = self.doc.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if self.wide else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if self.wide else WD_ORIENT.PORTRAIT
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, self.margin)
        section.header_distance = section.footer_distance = Mm(13)
        header = section.header.paragraphs[0]
        header.add_run(self.firm)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in ("第 ", "PAGE", " 页，共 ", "NUMPAGES", " 页"):
            run = footer.add_run() if part.isupper() else footer.add_run(part)
            if part.isupper():
                field_code(run, part)


@cache
def _template(official: bool) -> bytes:
    """Return an empty file with our styles and lists, made once from that of the library."""
    doc = docx.Document()
    _set_styles(doc, official)
    _set_numbering(doc)
    package = doc.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    out = BytesIO()
    doc.save(out)
    return out.getvalue()


def _set_styles(doc: Any, official: bool) -> None:
    """Set the looks of the styles, and leave out those that nothing has: they are nine tenths of the file."""
    styles: Any = doc.styles
    default = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    name_fonts(default, SERIF)
    body, size_of_title = (_OFFICIAL_BODY, _OFFICIAL_TITLE) if official else (_BODY, _TITLE)
    for name, family, size, before, after in (
        ("Normal", DOCUMENT if official else SERIF, body, 0, 0),
        ("Title", SERIF if official else SANS, size_of_title, 0, 14),
        ("Heading 1", SANS, max(14, body), 12, 6),
        ("Heading 2", SANS, body, 8, 2),
        ("Header", SERIF, 9, 0, 0),
        ("Footer", SERIF, 9, 0, 0),
    ):
        style = styles[name]
        name_fonts(style.element.get_or_add_rPr(), family)
        style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.4
    for style in list(styles):
        if style.name not in _STYLES and not style.element.get(qn("w:default")):
            style.element.getparent().remove(style.element)
    border = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)


def _set_numbering(doc: Any) -> None:
    """Add the list of the clauses, and leave out the others."""
    numbering = doc.part.numbering_part.element
    for other in list(numbering):
        numbering.remove(other)
    numbering.append(parse_xml(_NUMBERED.strip()))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def fill(cell: _Cell, words: str, *, bold: bool = False) -> None:
    """Write words into a cell, a paragraph for each line."""
    for number, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        shape = paragraph.paragraph_format
        shape.line_spacing, shape.space_before, shape.space_after = 1.15, Pt(2), Pt(2)
        run = paragraph.add_run(line)
        run.font.size = Pt(10.5)
        run.bold = bold
