"""The pages of a document or a sheet -> the body of a Typst file."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin

from .completeness import compare
from .html_to_typst import PageWriter
from .keyword_index import WordIndex
from .sheet_writer import SheetWriter
from .typst_text import string

_SPOT = re.compile(r'#spot\(("spot-\d+")\)')
"""A place that the index may name; most words stand in more places than it prints."""
_OPENS = '(id: "", title: [], body: ['


class PageBody(NamedTuple):
    """One page: its address below the site, and its HTML."""

    url: str
    html: str


def typst_body(pages: list[PageBody], site_url: str) -> str:
    """Return the Typst body of a document.

    Links between its `pages` lead to the place on paper, all others to the site at `site_url`. The title of the
    document stands on the cover, so the first page begins with FOREWORD instead; where it is the only page, its
    title is left out and the headings below it move up one level.

    Raises:
        LostError: when something that a page shows is not in its body.

    """
    prefixes = {urljoin(site_url, page.url): prefix(page.url) for page in pages}
    index = WordIndex() if len(pages) > 1 else None
    gists: dict[str, str] = {}
    bodies = []
    for number, page in reversed(list(enumerate(pages))):  # words and articles are explained at the end
        if index:
            index.begin(number)
        writer = PageWriter(site_url, urljoin(site_url, page.url), prefixes, first=number == 0)
        writer.index, writer.gists = index, gists
        bodies.append(writer.convert(page.html))
        compare(page.url, page.html, bodies[-1])
    told = "".join(f"{string(key)}: [{gist}], " for key, gist in sorted(gists.items()))
    body, listed = "\n".join(reversed(bodies)), _index(index) if index else ""
    named = set(re.findall(r'"spot-\d+"', listed))
    body = _SPOT.sub(lambda match: match[0] if match[1] in named else "", body)
    lead = "#let (source, note) = unpaged\n" if not gists and re.search(r"#(?:source|note)\(", body) else ""
    return f"#let gists = ({told or ':'})\n{lead}\n{body}\n{listed}"


def _index(index: WordIndex) -> str:
    """Return the Typst call of the keyword index."""
    groups = []
    for letter, entries in index.groups():
        rows = []
        for name, kind, main, places in entries:
            marks = "".join(f"{string(place)}, " for place in places)
            rows.append(f"({string(name)}, {string(kind)}, {string(main) if main else 'none'}, ({marks}))")
        groups.append(f"({string(letter)}, ({', '.join(rows)},))")
    return f"#word-index(({''.join(f'{group}, ' for group in groups)}))\n"


def typst_sections(pages: list[PageBody], site_url: str) -> str:
    """Return the sections of a sheet as a Typst array: its single page cut at the headings of level 2.

    Each section has the `id` of its heading, its `title` and its `body`; what stands before the first heading is a
    section without them. The title of the page is left out: it is among the facts that the layout gets.
    """
    page = SheetWriter(site_url, urljoin(site_url, pages[0].url), {}, first=True)
    return f"({_OPENS}{page.convert(pages[0].html)}]),)"


def typst_words(html: str, site_url: str) -> str:
    """Return HTML without headings as Typst content."""
    return f"[{SheetWriter(site_url, site_url, {}, first=True).convert(html)}]"


def prefix(url: str) -> str:
    """Return what the labels of a page begin with."""
    return re.sub(r"\W+", "-", url).strip("-")
