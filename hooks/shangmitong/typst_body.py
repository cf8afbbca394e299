"""HTML as Python-Markdown writes it -> the body of a Typst file.

pandoc does this too, in two fifths of the time of a whole PDF; here it takes a tenth. Everything becomes a
function call, so that no text of an author is ever read as Typst markup.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin

FOREWORD = "写在前面"
"""What the first page of a book with chapters is called on paper."""
_MARKS = re.compile(r"""[\\#$*_`@<>\[\]~"'/=+\-.:;()]""")
_ESCAPED = re.compile(r"\\(.)")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_BREAK = re.compile(rf"(?<={_CJK})\s*\n\s*|\s*\n\s*(?={_CJK})")
_LEAD = re.compile(r"#strong\[[^\[\]]*\]")
"""A paragraph that is bold from end to end heads what follows it, and so does one that ends with a colon."""
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
_OPENS = '(id: "", title: [], body: ['
_BLANKS = " \t\n"
"""What HTML takes for space; a no-break space is a line of its own in a form."""
_WIDEST = 60
_NARROWEST = 4
"""A column counts as wide as its longest cell, between these bounds, in characters."""


class PageBody(NamedTuple):
    """One page: its address below the site, and its HTML."""

    url: str
    html: str


def typst_body(pages: list[PageBody], site_url: str) -> str:
    """Give the Typst body of a document.

    Links between its `pages` lead to the place on paper, all others to the site at `site_url`. The title of the
    document stands on the cover, so the first page begins with FOREWORD instead; where it is the only page, its
    title is left out and the headings below it move up one level.
    """
    prefixes = {urljoin(site_url, page.url): prefix(page.url) for page in pages}
    return "\n".join(
        _Page(site_url, urljoin(site_url, page.url), prefixes, first=page is pages[0]).convert(page.html)
        for page in pages
    )


def typst_sections(pages: list[PageBody], site_url: str) -> str:
    """Give the sections of a sheet as a Typst array: its single page cut at the headings of level 2.

    Each section has the `id` of its heading, its `title` and its `body`; what stands before the first heading is a
    section without them. The title of the page is left out: it is among the facts that the layout gets.
    """
    page = _Sheet(site_url, urljoin(site_url, pages[0].url), {}, first=True)
    return f"({_OPENS}{page.convert(pages[0].html)}]),)"


def prefix(url: str) -> str:
    """Give what the labels of a page begin with."""
    return re.sub(r"\W+", "-", url).strip("-")


def text(value: str) -> str:
    """Give a text in Typst markup: every mark that could mean something is escaped."""
    return _MARKS.sub(lambda match: "\\" + match[0], _BREAK.sub("", value))


def string(value: str) -> str:
    """Give a text as a Typst string."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


class _Table:
    """The cells of a table, row by row."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.cells: list[str] = []
        self.widths: list[int] = []
        self.column = 0

    def add(self, cell: str, *, head: bool) -> None:
        (self.head if head else self.cells).append(f"[{cell.strip(_BLANKS)}]")
        shown = min(max(len(re.sub(r"#\w+(\([^)]*\))?|[\\\[\]]", "", cell)), _NARROWEST), _WIDEST)
        if self.column == len(self.widths):
            self.widths.append(shown)
        self.widths[self.column] = max(self.widths[self.column], shown)
        self.column += 1

    def typst(self) -> str:
        shares = ", ".join(f"{width**0.5:.2f}fr" for width in self.widths)
        head = f"table.header({', '.join(self.head)}), " if self.head else ""
        return f"#table(columns: ({shares},), {head}{', '.join(self.cells)})\n"


class _Page(HTMLParser):
    """Writes one page; `out` is a stack of the texts of the elements that are open."""

    def __init__(self, site_url: str, address: str, prefixes: dict[str, str], *, first: bool) -> None:
        super().__init__()
        self.site_url, self.address, self.prefixes = site_url, address, prefixes
        self.first, self.lift = first, first and len(prefixes) == 1
        self.out: list[list[str]] = [[]]
        self.ends: list[tuple[str, str]] = []
        self.items: list[list[str]] = []
        self.tables: list[_Table] = []
        self.titles: list[str] = []
        self.skip = ""

    def convert(self, html: str) -> str:
        self.feed(html)
        self.close()
        return f"#anchor({self.label()})\n" + "".join(self.out[0])

    def label(self, mark: str = "", page: str | None = None) -> str:
        name = self.prefixes[self.address] if page is None else page
        return f"label({string(f'{name}--{mark}' if mark else name)})"

    def write(self, words: str) -> None:
        self.out[-1].append(words)

    def open(self, tag: str, end: str = "") -> None:
        self.out.append([])
        self.ends.append((tag, end))

    def handle_data(self, data: str) -> None:
        if self.skip:
            return
        if data.strip(_BLANKS):
            self.write(text(data))
        elif self.out[-1] and "\n" not in data:
            self.write(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "hr", "img", "input"):
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        if self.skip or (tag in _SKIPPED and tag != "input") or "headerlink" in classes:
            self.skip = self.skip or tag
        elif tag == "br":
            self.write("#linebreak()")
        elif tag == "hr":
            self.write("#horizontalrule\n")
        elif tag == "img" and given.get("src", "").startswith("qr:"):
            address = self.site_url + given["src"].removeprefix("qr:")
            self.write(f"#qr({string(address)}, {string(given.get('alt', ''))})")
        elif tag == "img":
            file = urljoin(self.address, given.get("src", "")).removeprefix(self.site_url)
            self.write(f"#flowchart({string('/' + file)}, {string(given.get('alt', ''))})\n")
        elif tag != "input":
            self.start(tag, given, classes)

    def start(self, tag: str, given: dict[str, str], classes: list[str]) -> None:
        """Open an element; what it becomes is written when it closes."""
        end = ""
        if tag in ("ul", "ol"):
            self.items.append([])
            end = "tasks" if "task-list" in classes else ""
        elif tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].column = 0
        elif tag == "a":
            end = self.target(given.get("href", ""))
        elif tag == "div" and "admonition" in classes:
            self.titles.append("")
            end = next((name for name in classes if name != "admonition"), "note")
        elif tag == "p" and "admonition-title" in classes:
            end = "title"
        elif re.fullmatch(r"h[1-6]", tag):
            end = self.label(given.get("id", ""))
        if tag == "span" and given.get("id"):
            self.write(f"#anchor({self.label(given['id'])})")
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
            self.write(f"#link({end})[{body}]" if end else body)
        elif tag == "code":
            self.write(f"#raw({string(_ESCAPED.sub(lambda match: match[1], body))})")
        elif tag == "p":
            if end and self.titles:
                self.titles[-1] = body.strip()
            else:
                words = body.strip()
                name = "#lead" if _LEAD.fullmatch(words) else "#keep" if words.endswith("：") else ""
                self.write(f"{name}[{words}]\n\n" if name else f"{words}\n\n")
        elif tag == "li" and self.items:
            self.items[-1].append(f"[{body.strip()}]")
        elif tag in ("ul", "ol"):
            name = "enum" if tag == "ol" else "list"
            call = f"{name}({', '.join(self.items.pop())})"
            self.write(f"\n\n#tasks({call})\n\n" if end else f"\n\n#{call}\n\n")
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].add(body, head=tag == "th")
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

    def heading(self, level: int, label: str, body: str) -> None:
        if level == 1 and self.lift:
            return
        words = FOREWORD if level == 1 and self.first else body.strip()
        self.write(f"\n#heading(level: {level - self.lift})[{words}] #{label}\n\n")

    def target(self, address: str) -> str:
        """Give where a link leads: a label of this document, or the address on the site."""
        whole = urljoin(self.address, address)
        page, _, mark = whole.partition("#")
        if page in self.prefixes:
            return self.label(unquote(mark), self.prefixes[page])
        return string(whole) if whole.startswith(("http://", "https://", "mailto:", "tel:")) else ""


class _Sheet(_Page):
    """Writes the sections of a sheet, whose links all lead to the site."""

    def convert(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self.out[0])

    def heading(self, level: int, label: str, body: str) -> None:
        if level == 2:
            self.write(f"]),\n(id: {label}, title: [{body.strip()}], body: [")
        elif level > 2:
            self.write(f"\n#heading(level: {level - 1})[{body.strip()}]\n\n")

    def label(self, mark: str = "", page: str | None = None) -> str:
        return string(mark)
