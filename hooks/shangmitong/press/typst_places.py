"""Where the links of a page lead, and the citations that stand at its foot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin

from .typst_text import string

_SOURCE = r"#source\((label\([^)]*--(law-[^)]*)\"\))\)\[((?:\\.|[^\]\\])*)\]"
_SOURCES = re.compile(rf"（(?:{_SOURCE}、?)+）")
"""Citations alone in brackets: on paper they stand at the foot of the page."""


@dataclass(frozen=True)
class Places:
    """The address of a page on the site, and the labels of the pages that stand in the same book."""

    site_url: str
    address: str
    prefixes: dict[str, str]
    """The prefix of the labels of each page of the book, by its address."""

    def label(self, mark: str = "", page: str | None = None) -> str:
        """Return the Typst label of a page, or of a place on it."""
        return f"label({string(self.name(mark, page))})"

    def name(self, mark: str, page: str | None = None) -> str:
        """Return the name of a label: of a page, or of a place on it."""
        name = self.prefixes[self.address] if page is None else page
        return f"{name}--{mark}" if mark else name

    def target(self, address: str) -> str:
        """Return where a link leads: a label of this document, or the address on the site."""
        whole = urljoin(self.address, address)
        page, _, mark = whole.partition("#")
        if page in self.prefixes:
            return self.label(unquote(mark), self.prefixes[page])
        return string(whole) if whole.startswith(("http://", "https://", "mailto:", "tel:")) else ""


@dataclass
class Notes:
    """The notes of a page: what an article says stands once."""

    noted: set[str] = field(default_factory=set)

    def cited(self, body: str) -> str:
        """Return a Typst body whose citations that stand alone in brackets are notes."""
        return _SOURCES.sub(self._note, body)

    def _note(self, match: re.Match[str]) -> str:
        parts = []
        for label, key, name in re.findall(_SOURCE, match[0]):
            gist = "none" if key in self.noted else f"gists.at({string(key)}, default: none)"
            self.noted.add(key)
            parts.append(f"({label}, [{name}], {gist}), ")
        return f"#note(({''.join(parts)}))"
