"""How long a page takes to read, and what it is called, by the way that facts name it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

from ..facts.project import Project
from .markdown import title
from .pages import Page

PER_MINUTE = 400
"""How many characters somebody reads in a minute who wants to understand them."""
_UNREAD = re.compile(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>|[\s|#*_>\[\]-]+")
"""Addresses, marks and blanks of Markdown, which nobody reads."""


class Reading:
    """The pages that are finished so far."""

    def __init__(self, project: Project, pages: Iterable[Page]) -> None:
        self._tree = project.tree
        self._texts = {page.path: page.markdown for page in pages}

    def add(self, page: Page) -> None:
        """Remember one more finished page."""
        self._texts[page.path] = page.markdown

    def minutes(self, slug: str, page: str) -> int:
        """Return in how many minutes "guide/people" of the trade `slug`, or "/contacts" of the site, is read."""
        return ceil(len(_UNREAD.sub("", self._text(slug, page))) / PER_MINUTE)

    def title(self, slug: str, page: str) -> str:
        """Return the title of a page, named as for `minutes`."""
        return title(self._text(slug, page))

    def _text(self, slug: str, page: str) -> str:
        path = f"{page[1:]}.md" if page.startswith("/") else f"{slug}/{page}.md"
        if path not in self._texts:
            self._texts[path] = self._tree.find(f"docs/{path}").read_text("utf-8-sig")
        return self._texts[path]
