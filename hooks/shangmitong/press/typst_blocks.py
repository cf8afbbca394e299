"""The elements of a page as Typst calls: paragraphs, lists, headings, links, the cells of tables."""

from __future__ import annotations

import re
from urllib.parse import quote

from .keyword_index import ENTRY, KINDS, WordIndex
from .typst_places import Notes, Places
from .typst_table import Shape, Table
from .typst_text import plain, string

FOREWORD = "写在前面"
"""What the first page of a book with chapters is called on paper."""
_LEAD = re.compile(r"#strong\[[^\[\]]*\]")
"""A paragraph that is bold from end to end heads what follows it, and so does one that ends with a colon."""
_HELD = ("#list(", "#enum(", "#tasks(", "#noted(", "#callout(")
"""What stays with the sources that follow it."""
_NUMBERED = re.compile(r"(?:(\d+) )?(.*)", re.DOTALL)
_SHORT = 70
"""What an article says stands at the foot of the page up to so many characters."""
UNMARKED = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "th", "code"}
"""Where the text has no marks for the index: it is set twice or has a mark as a whole."""


class BlockWriter:
    """Writes the elements of one page; `out` is a stack of the texts of the elements that are open."""

    places_of: type[Places] = Places
    """What says where links lead."""

    def __init__(self, site_url: str, address: str, prefixes: dict[str, str], *, first: bool) -> None:
        super().__init__()
        self.places = self.places_of(site_url, address, prefixes)
        self.first, self.lift = first, first and len(prefixes) == 1
        self.out: list[list[str]] = [[]]
        self.ends: list[tuple[str, str]] = []
        self.items: list[list[str]] = []
        self.tables: list[Table] = []
        self.shapes: list[Shape] = []
        self.titles: list[str] = []
        self.skip = ""
        self.index: WordIndex | None = None
        self.gists: dict[str, str] = {}
        self.notes = Notes()
        self.row = ""
        self.opens = False
        self.drawing = ""

    def write(self, words: str) -> None:
        self.out[-1].append(words)

    def note(self, body: str) -> str:
        """Put citations at the foot of the page; in a table, which may break, they stay in their cell.

        Typst sets the notes of a table that breaks on whatever page has room.
        """
        return body if self.tables else self.notes.cited(body)

    def paragraph(self, words: str, end: str) -> None:
        """Write a paragraph, or keep it as the title of the box that it opens."""
        if end == "title" and self.titles:
            self.titles[-1] = words
        elif end == "basis":
            self.hold()
            self.write(f"#basis[{words}]\n\n")
        else:
            name = "#lead" if _LEAD.fullmatch(words) else "#keep" if words.endswith("：") else ""
            self.write(f"{name}[{words}]\n\n" if name else f"{words}\n\n")

    def hold(self) -> None:
        """Keep the end of the list or the box that was just written on the page of its sources."""
        written = self.out[-1]
        last = next((at for at in reversed(range(len(written))) if written[at].strip()), -1)
        if last >= 0 and written[last].lstrip().startswith(_HELD):
            written[last] = f"\n\n#held[{written[last].strip()}]\n\n"

    def list(self, name: str, end: str) -> None:
        """Write a list; `end` is the number that it starts with, or says that it is a list of tasks."""
        start = f"start: {end}, " if re.fullmatch(r"[0-9]+", end) else ""
        call = f"{name}({start}{', '.join(self.items.pop())})"
        if self.ends and self.ends[-1][0] == "li" and (words := "".join(self.out[-1]).strip()):
            self.out[-1] = [words if words.startswith("#keep") else f"#keep[{self.note(words)}]"]
        noted = "#note(" in call and not self.items
        wrap = "tasks" if end == "tasks" else "noted" if noted else ""
        self.write(f"\n\n#{wrap}({call})\n\n" if wrap else f"\n\n#{call}\n\n")
        if not self.items:
            self.draw()

    def draw(self) -> None:
        """Write the drawing that waits: after the steps that say it in words, so that a page is not left half empty."""
        self.write(self.drawing)
        self.drawing = ""

    def heading(self, level: int, mark: str, body: str) -> None:
        self.draw()
        if level == 1 and self.lift:
            return
        words = FOREWORD if level == 1 and self.first else body.strip()
        if self.index and mark.partition("-")[0] in KINDS:
            self.index.define(mark, plain(words), self.places.name(mark))
        heading = f"#heading(level: {level - self.lift})[{words}] #{self.places.label(mark)}"
        if level - self.lift == 1 and self.opens:
            address = self.places.address + (f"#{quote(mark)}" if self.lift else "")
            number, name = _NUMBERED.fullmatch(words).groups("")  # type: ignore[union-attr]  # it fits every text
            heading = f"#chapter({string(address)}, {string(number)}, [{name}])[{heading}]"
        self.write(f"\n{heading}\n\n")

    def link(self, end: str, body: str) -> None:
        """Write a link; to an article as a source, to what the index lists with a mark for it."""
        if end.startswith("label(") and "--law-" in end:
            self.write(f"#source({end})[{body}]")
            return
        match = ENTRY.search(end)
        quiet = any(tag in UNMARKED for tag, _ in self.ends)
        if match and self.index and not quiet and (spot := self.index.mention(match[1], plain(body))):
            self.write(f"#spot({string(spot)})")
        self.write(f"#link({end})[{body}]" if end else body)

    def cell(self, body: str, *, head: bool, name: str) -> None:
        """Add a cell to the table; note the terms that it explains, or what the article of its row says."""
        column = "" if head else self.tables[-1].column_class()
        if column == "term" and self.index:
            for word in plain(body).split("、"):
                body += f"#spot({string(self.index.explain(word))})"
        if column == "gist" and self.row and len(body) <= _SHORT:
            self.gists[self.row] = body.strip()
        self.tables[-1].add(self.note(body), self.shapes.pop(), head=head, name=name)
