"""A workbook of ours: its looks, its sheets for entries, and what a clerk must know before filling it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from .workbook_looks import CHOOSE, COUNT, DATE, DAY, LOOKS, MAY, SERIF

_FIRST = date(2000, 1, 1)
_NOTE = "例子是编的，用之前把这一行删掉"
_TITLE, _HEAD = 0, 2
"""Rows of the title and of the head of the table, from 0; the example stands below the head."""
ENTRIES = _HEAD + 2
"""The first row for entries, from 0."""
_WIDTHS = {"日期": 15, "时间": 16, "签名": 10, "选择": 11, "文字": 20}
"""Width of a column in half-width characters, by what is filled in."""
_ACROSS = 136
"""Half-width characters that stand across A4 laid sideways without being made small."""
_LINE, _EMPTY = 15, 24
"""Height in pt of a line, and of a row without an entry, which is filled in by hand."""


@dataclass(frozen=True)
class Column:
    """One column: its name, how it is filled in, and what the program fills in itself.

    `formula` is written for each row with {row} for its number and {name} for the letter of another column;
    `result` is what it gives while the row is empty.
    """

    name: str
    hint: str
    kind: str = "文字"
    options: tuple[str, ...] = ()
    example: str = ""
    formula: str = ""
    due: bool = False
    """Whether a day in it that has come turns red."""
    width: int = 0
    """In characters; 0 takes what its kind needs."""


@dataclass
class Workbook:
    """A workbook in memory. `title` stands on every sheet, `stamp` is the day of creation in seconds since 1970."""

    title: str
    publisher: str
    stamp: int
    out: BytesIO = field(default_factory=BytesIO)

    def __post_init__(self) -> None:
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True, "default_date_format": DATE})
        self.book.set_properties(
            {
                "title": self.title,
                "author": self.publisher,
                "created": datetime.fromtimestamp(self.stamp, UTC).replace(tzinfo=None),
            }
        )
        self.formats: dict[str, Format] = {
            name: self.book.add_format({"font_name": SERIF, "font_size": 11, "valign": "vcenter"} | look)
            for name, look in LOOKS.items()
        }
        self.lists: dict[tuple[str, ...], str] = {}

    def page(self, name: str, lines: Sequence[str]) -> Worksheet:
        """Add a sheet of words to read, one line a row; the first is its title."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 92)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, self.formats["title" if row == 0 else "words"])
        _paper(sheet, wide=False)
        return sheet

    def entries(
        self, name: str, use: str, columns: Sequence[Column], rows: Sequence[Sequence[str]] = (), spare: int = 200
    ) -> Worksheet:
        """Add a sheet for entries: the `rows` that are known, and `spare` empty ones below them.

        What is calculated is locked, everything else can be filled in.
        """
        sheet = self.book.add_worksheet(name)
        widths = _shared(columns)
        sheet.set_row(_TITLE, 28)
        sheet.write_string(_TITLE, 0, self.title if name == "登记" else f"{self.title}　{name}", self.formats["title"])
        sheet.write_string(_TITLE + 1, 0, use, self.formats["note"])
        last = ENTRIES + len(rows) + spare - 1
        examples = [column.example or ("（自动算）" if column.formula else "（本人签）") for column in columns]
        examples[0] = f"例：{examples[0]}"
        for row in range(_HEAD + 1, last + 1):
            words = examples if row < ENTRIES else rows[row - ENTRIES] if row - ENTRIES < len(rows) else ()
            sheet.set_row(row, _height(words, widths))
        for number, column in enumerate(columns):
            sheet.set_column(number, number, widths[number])
            sheet.write_string(_HEAD, number, column.name, self.formats["head"])
            sheet.write_comment(_HEAD, number, column.hint, {"author": "", "x_scale": 1.4})
            sheet.write_string(_HEAD + 1, number, examples[number], self.formats["example"])
            self._fill(sheet, columns, number, last, [row[number] for row in rows])
        sheet.set_row(_HEAD, 32)
        sheet.write_comment(_HEAD + 1, 0, _NOTE, {"author": ""})
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.autofilter(_HEAD, 0, last, len(columns) - 1)
        sheet.repeat_rows(_HEAD)
        sheet.print_area(0, 0, ENTRIES + len(rows) + min(spare, 20) - 1, len(columns) - 1)
        _paper(sheet, wide=True)
        if any(column.formula for column in columns):
            sheet.protect("", MAY)
        return sheet

    def table(
        self, name: str, head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[float]
    ) -> Worksheet:
        """Add a sheet of figures: the `head`, the `rows` as they are, columns as wide as `widths` says."""
        sheet = self.book.add_worksheet(name)
        for column, (words, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words, self.formats["head"])
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, at, column, value)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
        sheet.repeat_rows(0)
        _paper(sheet, wide=True)
        return sheet

    def _write(self, sheet: Worksheet, row: int, column: int, value: object) -> None:
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.formats["number"])
        else:
            sheet.write_string(row, column, str(value), self.formats["cell"])  # never read as a formula

    def _fill(self, sheet: Worksheet, columns: Sequence[Column], number: int, last: int, known: list[str]) -> None:
        column = columns[number]
        letters = {f"{other.name}": xl_col_to_name(place) for place, other in enumerate(columns)}
        look = self.formats["date" if column.kind == "日期" else "locked" if column.formula else "cell"]
        if column.formula and column.kind == "日期":
            look = self.formats["locked_date"]
        for row in range(ENTRIES, last + 1):
            value = known[row - ENTRIES] if row - ENTRIES < len(known) else ""
            if column.formula:
                sheet.write_formula(row, number, column.formula.format(row=row + 1, **letters), look, "")
            elif value:
                sheet.write_string(row, number, value, look)
            else:
                sheet.write_blank(row, number, None, look)
        if column.formula:
            return
        if column.options:
            self.choose(sheet, ENTRIES, number, column.options, last)
        elif column.kind == "日期":
            rule = {"validate": "date", "criteria": ">=", "value": _FIRST} | DAY
            sheet.data_validation(ENTRIES, number, last, number, rule)
        if column.due:
            self.redden(sheet, number, last)

    def choose(self, sheet: Worksheet, row: int, number: int, options: tuple[str, ...], last: int = 0) -> None:
        """Let the cells of a column from `row` to `last` be chosen from the options."""
        rule = {"validate": "list", "source": f"={self._list(options)}"} | CHOOSE
        sheet.data_validation(row, number, max(last, row), number, rule)

    def count(self, sheet: Worksheet, row: int, number: int, least: int, title: str) -> None:
        """Let a cell take whole numbers from `least` only; `title` says what to write where something else is."""
        sheet.data_validation(row, number, row, number, COUNT | {"value": least, "error_title": title})

    def redden(self, sheet: Worksheet, number: int, last: int) -> None:
        """Let the days of a column that have come turn red."""
        cell = f"{xl_col_to_name(number)}{ENTRIES + 1}"
        rule = {"type": "formula", "criteria": f'=AND({cell}<>"",{cell}<=TODAY())', "format": self.formats["due"]}
        sheet.conditional_format(ENTRIES, number, last, number, rule)

    def _list(self, options: tuple[str, ...]) -> str:
        """Return the name of a range that holds the options; it is made when they come up first."""
        if options not in self.lists:
            self.lists[options] = f"choice_{len(self.lists) + 1}"
        return self.lists[options]

    def done(self) -> bytes:
        """Return the bytes of the file."""
        if self.lists:
            sheet = self.book.add_worksheet("选项")
            sheet.hide()
            for number, (options, name) in enumerate(self.lists.items()):
                for row, option in enumerate(options):
                    sheet.write_string(row, number, option)
                letter = xl_col_to_name(number)
                self.book.define_name(name, f"=选项!${letter}$1:${letter}${len(options)}")
        self.book.close()
        return self.out.getvalue()


def _shared(columns: Sequence[Column]) -> list[int]:
    """Return the widths of the columns; texts give way until all stand on one sheet of paper."""
    widths = [column.width or _WIDTHS[column.kind] for column in columns]
    free = [number for number, column in enumerate(columns) if column.kind == "文字" and not column.width]
    over = sum(widths) - _ACROSS
    for number in free if over > 0 else ():
        widths[number] = max(10, widths[number] - -(-over // len(free)))
    return widths


def _height(words: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row in pt; a Chinese character takes two half-width ones."""
    lines = (
        -(-sum(2 if ord(letter) > 0x2E7F else 1 for letter in text) // max(width - 2, 1))
        for text, width in zip(words, widths, strict=False)
    )
    return max(_EMPTY, _LINE * max(lines, default=1) + 8)


def _paper(sheet: Worksheet, *, wide: bool) -> None:
    """Set A4, one page wide, with page numbers."""
    sheet.set_paper(9)
    if wide:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&10第 &P 页，共 &N 页")


def count(sheet: Worksheet, book: Workbook, rows: Iterable[tuple[str, str, int]], at: int) -> None:
    """Write lines of (what, formula, its result now) from row `at` on, with the results cached for previews."""
    for row, (words, formula, result) in enumerate(rows, at):
        sheet.write_string(row, 0, words, book.formats["head"])
        sheet.write_formula(row, 1, formula, book.formats["number"], result)
