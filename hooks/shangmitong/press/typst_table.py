"""A table of a page -> the Typst call that sets it."""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANKS = " \t\n"
"""What HTML takes for space; a no-break space is a line of its own in a form."""
_WIDEST = 110
_NARROWEST = 4
"""A column counts as wide as its longest cell, between these bounds, in characters."""
_TALL = 300
"""Characters of a cell that may be taller than a small page, or than a page of large print."""
_CALLS = re.compile(r"#\w+(\([^()]*(\([^()]*\))?[^()]*\))?|[\\\[\]]")


@dataclass(frozen=True)
class Shape:
    """How many columns and rows a cell covers, and on which side its words stand."""

    columns: int = 1
    rows: int = 1
    align: str = ""

    def typst(self) -> str:
        """Return the arguments of `table.cell`; empty for a plain cell."""
        parts = {"colspan": self.columns, "rowspan": self.rows}
        said = [f"{name}: {value}" for name, value in parts.items() if value > 1]
        return ", ".join([*said, *([f"align: {self.align}"] if self.align else [])])


PLAIN = Shape()
_ALIGN = re.compile(r"text-align: *(center|right)")
_MOST = 100
"""Rows or columns that a cell may cover."""


def shape(given: dict[str, str]) -> Shape:
    """Return the shape that the attributes of a cell in HTML ask for."""
    match = _ALIGN.search(given.get("style", ""))
    columns, rows = (given.get(name, "") for name in ("colspan", "rowspan"))
    return Shape(_count(columns), _count(rows), match[1] if match else "")


def _count(word: str) -> int:
    return min(max(int(word), 1), _MOST) if word.isascii() and word.isdigit() else 1


class Table:
    """The cells of a table, row by row, and the classes of its columns."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.cells: list[str] = []
        self.widths: list[int] = []
        self.classes: list[str] = []
        self.column = 0
        self.taken: set[tuple[int, int]] = set()
        self.line = -1
        self.laid = self.tall = False

    def begin_row(self) -> None:
        """Start the next row."""
        self.line += 1
        self.column = 0
        self._pass_taken()

    def column_class(self) -> str:
        """Return the class that the head of the present column has."""
        return self.classes[self.column] if self.column < len(self.classes) else ""

    def add(self, cell: str, shape: Shape = PLAIN, *, head: bool, name: str = "") -> None:
        """Add a cell in Typst markup; `name` is the class of a head cell."""
        body = f"[{cell.strip(BLANKS)}]"
        self.laid |= bool(arguments := shape.typst())
        (self.head if head else self.cells).append(f"table.cell({arguments}){body}" if arguments else body)
        letters = len(_CALLS.sub("", cell))
        self.tall |= letters > _TALL
        shown = min(max(letters // shape.columns, _NARROWEST), _WIDEST)
        for column in range(self.column, self.column + shape.columns):
            self.widths += [_NARROWEST] * (column + 1 - len(self.widths))
            self.widths[column] = max(self.widths[column], shown)
            self.taken |= {(self.line + down, column) for down in range(1, shape.rows)}
            if head:
                self.classes.append(name)
        self.column += shape.columns
        self._pass_taken()

    def typst(self) -> str:
        """Return the call; columns share the width by the root of their longest cell, so that long texts do not win all.

        A column of the class `date` is as wide as it needs, for a date is not to be broken.
        """
        dates = [number for number, name in enumerate(self.classes) if name == "date"]
        shares = ", ".join("auto" if n in dates else f"{width**0.5:.2f}fr" for n, width in enumerate(self.widths))
        laid = "laid: true, " * self.laid + "tall: true, " * self.tall
        return f"#rows(({shares},), ({', '.join([*self.head, ''])}), {laid}{', '.join(self.cells)})\n"

    def _pass_taken(self) -> None:
        """Step over the places that cells of the rows above reach into."""
        while (self.line, self.column) in self.taken:
            self.column += 1
