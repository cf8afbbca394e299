"""A table of a page -> the Typst call that sets it."""

from __future__ import annotations

import re

BLANKS = " \t\n"
"""What HTML takes for space; a no-break space is a line of its own in a form."""
_WIDEST = 110
_NARROWEST = 4
"""A column counts as wide as its longest cell, between these bounds, in characters."""
_CALLS = re.compile(r"#\w+(\([^()]*(\([^()]*\))?[^()]*\))?|[\\\[\]]")


class Table:
    """The cells of a table, row by row, and the classes of its columns."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.cells: list[str] = []
        self.widths: list[int] = []
        self.classes: list[str] = []
        self.row: list[str] = []

    def begin_row(self) -> None:
        """Start the next row."""
        self.row = []

    def column_class(self) -> str:
        """Give the class that the head of the present column has."""
        return self.classes[len(self.row)] if len(self.row) < len(self.classes) else ""

    def add(self, cell: str, *, head: bool, name: str = "") -> None:
        """Add a cell in Typst markup; `name` is the class of a head cell."""
        (self.head if head else self.cells).append(f"[{cell.strip(BLANKS)}]")
        shown = min(max(len(_CALLS.sub("", cell)), _NARROWEST), _WIDEST)
        column = len(self.row)
        if column == len(self.widths):
            self.widths.append(shown)
        if head:
            self.classes.append(name)
        self.widths[column] = max(self.widths[column], shown)
        self.row.append(cell)

    def typst(self) -> str:
        """Give the call; columns share the width by the root of their longest cell, so that long texts do not win all.

        A column of the class `date` is as wide as it needs, for a date is not to be broken.
        """
        dates = [number for number, name in enumerate(self.classes) if name == "date"]
        shares = ", ".join("auto" if n in dates else f"{width**0.5:.2f}fr" for n, width in enumerate(self.widths))
        return f"#rows(({shares},), ({', '.join([*self.head, ''])}), {', '.join(self.cells)})\n"
