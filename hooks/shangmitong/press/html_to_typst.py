"""HTML as Python-Markdown writes it -> the body of a Typst file.

pandoc does this too, in two fifths of the time of a whole PDF; here it takes a tenth. Everything becomes a
function call, so that no text of an author is ever read as Typst markup.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urljoin

from ..documents.drawings import FOLDERS
from .keyword_index import ENTRY, KINDS, WordIndex
from .typst_table import BLANKS, Shape, Table, shape
from .typst_text import breakable, plain, string, text, unescaped

FOREWORD = "写在前面"
"""What the first page of a book with chapters is called on paper."""
_LEAD = re.compile(r"#strong\[[^\[\]]*\]")
"""A paragraph that is bold from end to end heads what follows it, and so does one that ends with a colon."""
_NUMBERED = re.compile(r"(?:(\d+) )?(.*)", re.DOTALL)
_SOURCE = r"#source\((label\([^)]*--(law-[^)]*)\"\))\)\[((?:\\.|[^\]\\])*)\]"
_SOURCES = re.compile(rf"（(?:{_SOURCE}、?)+）")
"""Citations alone in brackets: on paper they stand at the foot of the page."""
_SHORT = 70
"""What an article says stands at the foot of the page up to so many characters."""
_LONG = 5000
"""Sections of a single page open like chapters when they hold more HTML than this, about two pages, on average."""
_UNMARKED = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "th", "code"}
"""Where the text has no marks for the index: it is set twice or has a mark as a whole."""
_INLINE = {
    "strong": "#strong[",
    "b": "#strong[",
    "em": "#emph[",
    "i": "#emph[",
    "sub": "#sub[",
    "sup": "#super[",
    "mark": "#gap[",
}
_SKIPPED = {"label", "input", "script", "style"}


class PageWriter(HTMLParser):
    """Writes one page; `out` is a stack of the texts of the elements that are open."""

    def __init__(self, site_url: str, address: str, prefixes: dict[str, str], *, first: bool) -> None:
        super().__init__()
        self.site_url, self.address, self.prefixes = site_url, address, prefixes
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
        self.noted: set[str] = set()
        self.row = ""
        self.opens = False
        self.drawing = ""

    def convert(self, html: str) -> str:
        self.opens = not self.lift or len(html) > _LONG * html.count("<h2")
        self.feed(html)
        self.close()
        return f"#anchor({self.label()})\n" + "".join(self.out[0]) + self.drawing

    def label(self, mark: str = "", page: str | None = None) -> str:
        return f"label({string(self.name(mark, page))})"

    def name(self, mark: str, page: str | None = None) -> str:
        """Give the name of a label: of a page, or of a place on it."""
        name = self.prefixes[self.address] if page is None else page
        return f"{name}--{mark}" if mark else name

    def write(self, words: str) -> None:
        self.out[-1].append(words)

    def open(self, tag: str, end: str = "") -> None:
        self.out.append([])
        self.ends.append((tag, end))

    def handle_data(self, data: str) -> None:
        if self.skip:
            return
        if self.listing():
            self.write(data)
        elif data.strip(BLANKS):
            self.words(data)
        elif self.out[-1] and "\n" not in data:
            self.write(" ")

    def listing(self) -> bool:
        """Say whether a block is open whose lines and blanks stay as they were typed."""
        return any(tag == "pre" for tag, _ in self.ends)

    def words(self, data: str) -> None:
        """Write a text, with marks where the index will send its readers; a long code or address may break."""
        data = breakable(data)
        inside = self.tables and self.tables[-1].column_class() == "term"
        if not self.index or inside or any(tag in _UNMARKED for tag, _ in self.ends):
            self.write(text(data))
            return
        for spot, piece in self.index.cut(data):
            self.write((f"#spot({string(spot)})" if spot else "") + text(piece))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "hr", "img", "input"):
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        if self.skip or (tag in _SKIPPED and tag != "input") or not {"headerlink", "download"}.isdisjoint(classes):
            self.skip = self.skip or tag
        elif tag == "br":
            self.write("#linebreak()")
        elif tag == "hr":
            self.write("#horizontalrule\n")
        elif tag == "img" and given.get("src", "").startswith("qr:"):
            address = self.site_url + given["src"].removeprefix("qr:")
            self.write(f"#qr({string(address)}, {string(given.get('alt', ''))})")
        elif tag == "img":
            self.picture(given.get("src", ""), given.get("alt", ""))
        elif tag != "input":
            self.start(tag, given, classes)

    def picture(self, address: str, words: str) -> None:
        """Write a picture where it stands; a flowchart waits for the steps that say it in words."""
        file = unquote(urljoin(self.address, address).removeprefix(self.site_url))
        flow = not self.prefixes or file.startswith(FOLDERS)
        call = f"#{'flowchart' if flow else 'picture'}({string('/' + file)}, {string(words)})\n\n"
        if flow and self.prefixes:
            self.drawing += call
        else:
            self.write(call)

    def start(self, tag: str, given: dict[str, str], classes: list[str]) -> None:
        """Open an element; what it becomes is written when it closes."""
        end = ""
        if tag in ("ul", "ol"):
            self.items.append([])
            end = "tasks" if "task-list" in classes else given.get("start", "") if tag == "ol" else ""
        elif tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
            self.row = ""
        elif tag == "a":
            end = self.target(given.get("href", ""))
        elif tag == "div" and "admonition" in classes:
            self.titles.append("")
            end = next((name for name in classes if name != "admonition"), "note")
        elif tag == "p" and "admonition-title" in classes:
            end = "title"
        elif tag == "p" and "basis" in classes:
            end = "basis"
        elif tag in ("td", "th"):
            end = classes[0] if classes and tag == "th" else ""
            self.shapes.append(shape(given))
        elif re.fullmatch(r"h[1-6]", tag):
            end = given.get("id", "")
            if self.index and tag <= "h2":
                self.index.next_section()
        if tag == "span" and given.get("id"):
            self.write(f"#anchor({self.label(given['id'])})")
            self.row = given["id"]
        self.open(tag, end)

    def handle_endtag(self, tag: str) -> None:
        if self.skip:
            self.skip = "" if tag == self.skip else self.skip
        elif tag in [name for name, _ in self.ends]:
            while True:
                name, end = self.ends.pop()
                self.finish(name, end, "".join(self.out.pop()))
                if name == tag:
                    break

    def finish(self, tag: str, end: str, body: str) -> None:
        """Write a closed element with what it holds."""
        if tag in _INLINE:
            self.write(f"{_INLINE[tag]}{body}]")
        elif tag == "a":
            self.link(end, body)
        elif tag == "pre":
            self.write("\n\n#listing(({},))\n\n".format(", ".join(map(string, body.strip("\n").split("\n")))))
        elif tag == "code" and self.listing():
            self.write(body)
        elif tag == "code":
            self.write(f"#raw({string(unescaped(body))})")
        elif tag == "p":
            self.paragraph(self.cited(body.strip()), end)
        elif tag == "li" and self.items:
            self.items[-1].append(f"[{self.cited(body.strip())}]")
        elif tag in ("ul", "ol"):
            self.list("enum" if tag == "ol" else "list", end)
        elif tag in ("td", "th") and self.tables:
            head = any(name == "thead" for name, _ in self.ends)
            self.cell(body if head or tag == "td" else f"#strong[{body}]", head=head, name=end)
        elif tag == "table":
            self.write("\n" + self.tables.pop().typst() + "\n")
        elif tag == "div" and end:
            self.write(f"#callout({string(end)}, [{self.titles.pop()}])[{body.strip()}]\n")
        elif tag == "blockquote":
            self.write(f"#verse[{body.strip()}]\n")
        elif re.fullmatch(r"h[1-6]", tag):
            self.heading(int(tag[1]), end, body)
        else:
            self.write(body)

    def paragraph(self, words: str, end: str) -> None:
        """Write a paragraph, or keep it as the title of the box that it opens."""
        if end == "title" and self.titles:
            self.titles[-1] = words
        elif end == "basis":
            self.write(f"#basis[{words}]\n\n")
        else:
            name = "#lead" if _LEAD.fullmatch(words) else "#keep" if words.endswith("：") else ""
            self.write(f"{name}[{words}]\n\n" if name else f"{words}\n\n")

    def list(self, name: str, end: str) -> None:
        """Write a list; `end` is the number that it starts with, or says that it is a list of tasks."""
        start = f"start: {end}, " if re.fullmatch(r"[0-9]+", end) else ""
        call = f"{name}({start}{', '.join(self.items.pop())})"
        if self.ends and self.ends[-1][0] == "li" and (words := "".join(self.out[-1]).strip()):
            self.out[-1] = [words if words.startswith("#keep") else f"#keep[{self.cited(words)}]"]
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
            self.index.define(mark, plain(words), self.name(mark))
        heading = f"#heading(level: {level - self.lift})[{words}] #{self.label(mark)}"
        if level - self.lift == 1 and self.opens:
            address = self.address + (f"#{quote(mark)}" if self.lift else "")
            number, name = _NUMBERED.fullmatch(words).groups("")  # type: ignore[union-attr]  # it fits every text
            heading = f"#chapter({string(address)}, {string(number)}, [{name}])[{heading}]"
        self.write(f"\n{heading}\n\n")

    def link(self, end: str, body: str) -> None:
        """Write a link; to an article as a source, to what the index lists with a mark for it."""
        if end.startswith("label(") and "--law-" in end:
            self.write(f"#source({end})[{body}]")
            return
        match = ENTRY.search(end)
        quiet = any(tag in _UNMARKED for tag, _ in self.ends)
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
        self.tables[-1].add(self.cited(body), self.shapes.pop(), head=head, name=name)

    def cited(self, body: str) -> str:
        """Put citations that stand alone in brackets at the foot of the page; the gist of each once in a page.

        In a table they stay in their cell: Typst sets the notes of a table that breaks on whatever page has room.
        """
        if self.tables:
            return body

        def note(match: re.Match[str]) -> str:
            parts = []
            for label, key, name in re.findall(_SOURCE, match[0]):
                gist = "none" if key in self.noted else f"gists.at({string(key)}, default: none)"
                self.noted.add(key)
                parts.append(f"({label}, [{name}], {gist}), ")
            return f"#note(({''.join(parts)}))"

        return _SOURCES.sub(note, body)

    def target(self, address: str) -> str:
        """Give where a link leads: a label of this document, or the address on the site."""
        whole = urljoin(self.address, address)
        page, _, mark = whole.partition("#")
        if page in self.prefixes:
            return self.label(unquote(mark), self.prefixes[page])
        return string(whole) if whole.startswith(("http://", "https://", "mailto:", "tel:")) else ""
