"""HTML as Python-Markdown writes it -> the body of a Typst file.

pandoc does this too, in two fifths of the time of a whole PDF; here it takes a tenth. Everything becomes a
function call, so that no text of an author is ever read as Typst markup.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

from ..documents.drawings import FOLDERS
from .typst_blocks import UNMARKED, BlockWriter
from .typst_table import BLANKS, Table, shape
from .typst_text import breakable, string, text, unescaped

_LONG = 5000
"""Sections of a single page open like chapters when they hold more HTML than this, about two pages, on average."""
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


class PageWriter(BlockWriter, HTMLParser):
    """Reads one page, and writes each element when it closes."""

    def convert(self, html: str) -> str:
        self.opens = not self.lift or len(html) > _LONG * html.count("<h2")
        self.feed(html)
        self.close()
        return f"#anchor({self.places.label()})\n" + "".join(self.out[0]) + self.drawing

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
        if not self.index or inside or any(tag in UNMARKED for tag, _ in self.ends):
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
            address = self.places.site_url + given["src"].removeprefix("qr:")
            self.write(f"#qr({string(address)}, {string(given.get('alt', ''))})")
        elif tag == "img":
            self.picture(given.get("src", ""), given.get("alt", ""))
        elif tag == "svg":
            self.write(f"#beside({string(given['data-icon'])})" if "data-icon" in given else "")
            self.skip = tag
        elif tag != "input":
            self.start(tag, given, classes)

    def picture(self, address: str, words: str) -> None:
        """Write a picture where it stands; a flowchart waits for the steps that say it in words."""
        file = unquote(urljoin(self.places.address, address).removeprefix(self.places.site_url))
        flow = not self.places.prefixes or file.startswith(FOLDERS)
        call = f"#{'flowchart' if flow else 'picture'}({string('/' + file)}, {string(words)})\n\n"
        if flow and self.places.prefixes:
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
            end = self.places.target(given.get("href", ""))
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
            self.write(f"#anchor({self.places.label(given['id'])})")
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
            self.paragraph(self.note(body.strip()), end)
        elif tag == "li" and self.items:
            self.items[-1].append(f"[{self.note(body.strip())}]")
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
