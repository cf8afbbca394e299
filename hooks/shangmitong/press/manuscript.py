"""What Typst is given to set: the HTML of a printed file's pages, converted once for all editions of a book."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from .typst_bodies import PageBody, typst_body, typst_sections, typst_words

_TURN = Lock()


def manuscript(layout: str, pages: tuple[PageBody, ...], site_url: str, colophon: str) -> str:
    """Return the Typst text that calls the `layout` with the `pages`; `colophon` is the HTML of a book's colophon."""
    if layout != "book":
        return f'#render(json("job.json"), {typst_sections(list(pages), site_url)})\n'
    with _TURN:  # editions of a book come together, and the second one shall find what the first has made
        body = _book(pages, site_url)
    return f'#show: render.with(json("job.json"), {typst_words(colophon, site_url)})\n\n{body}'


@lru_cache(maxsize=2)
def _book(pages: tuple[PageBody, ...], site_url: str) -> str:
    return typst_body(list(pages), site_url)
