"""The press of one build: takes the HTML of pages as they are finished, starts each printed file once it has all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from ..documents.addresses import web_address
from ..documents.pages import Print, Site
from .jobs import Press
from .pinyin import expect
from .typst_bodies import PageBody

_PAGE = re.compile(r'(?<=href=")(?!https?:)([^"#:]*\.md)')
"""A link to a page as Markdown writes it."""
_LISTED = re.compile(r"^(?:#+ (?:[\d.]+ )?(.+?) \{ #\w|\| ([^|]+?) \|)", re.MULTILINE)
"""What an index may list: a heading with an id, and the first cell of a row."""


@dataclass
class PrintQueue:
    """What is to be printed of a site, the pages that have come in, and the files that are on their way."""

    site: Site
    press: Press
    prints: tuple[Print, ...]
    html: dict[str, PageBody] = field(default_factory=dict)
    files: dict[str, Future[Path]] = field(default_factory=dict)

    def sheets(self, to_html: Callable[[str], str]) -> None:
        """Start what is no book, and note what the books say of themselves; `to_html` turns Markdown into HTML as the web pages do."""
        pages = self.site.all_pages()
        found = (match[1] or match[2] for page in pages for match in _LISTED.finditer(page.markdown))
        expect((word for words in found for word in (words, *words.split("、"))), soon=self.press.unused)
        of_site = {page.path for page in pages}
        worded: dict[tuple[str, str], str] = {}
        for item in self.prints:
            if item.pages[0].path not in of_site:
                page = item.pages[0]
                if (page.path, page.markdown) not in worded:
                    html = to_html(page.markdown)
                    worded[page.path, page.markdown] = _PAGE.sub(lambda match: web_address(match[1]), html)
                body = PageBody(page.path.rpartition("/")[0] + "/", worded[page.path, page.markdown])
                self.files[item.path] = self.press.submit(item, [body], self.site.drawings)
            elif item.colophon and item.colophon.path not in self.html:
                self.html[item.colophon.path] = PageBody("", to_html(item.colophon.markdown))

    def page(self, path: str, url: str, html: str) -> None:
        """Note the HTML of the page written at `path`, and start the books that it completes."""
        self.html[path] = PageBody(url, html)
        for item in self.prints:
            parts = [page.path for page in item.pages]
            if path in parts and all(part in self.html for part in parts):
                bodies = [self.html[part] for part in parts]
                words = self.html[item.colophon.path].html if item.colophon else ""
                self.files[item.path] = self.press.submit(item, bodies, self.site.drawings, words)

    def finished(self) -> Iterator[tuple[Print, Path]]:
        """Return each file with its place in the cache, in the order of the list, as soon as it is there.

        Raises PaperError for the first that could not be made; what has not begun is then dropped.
        """
        try:
            for item in self.prints:
                yield item, self.files[item.path].result()
        finally:
            self.press.pool.drop()
