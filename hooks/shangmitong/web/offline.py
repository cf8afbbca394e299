"""The edition that runs from a folder without a network: links that name files, a search that loads no data by itself.

A browser that opens a file from a disk shows a folder's listing for an address that ends with /, and lets no page fetch
another file. So every link names its index.html, and the search is a page with its data in a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

SEARCH = "offline-search.html"
"""The page that stands for the search of the theme."""
_LEFT = re.compile(r"(?:.*\.map|sitemap\.xml(?:\.gz)?|404\.html|search/search_index\.json)")
"""What only a server needs."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)
_PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>搜索</title><link rel="stylesheet" href="assets/offline.css"></head>
<body><main><p><a href="index.html">回首页</a></p><h1>搜索</h1>
<label for="query">写要找的词，或者整句话来问</label>
<input id="query" type="search" autocomplete="off" autofocus><p id="many" role="status"></p><ol id="found"></ol></main>
<script src="search/docs.js"></script><script src="assets/search.js"></script><script src="assets/offline.js"></script>
</body></html>
"""


def offline(site: Path) -> Iterator[tuple[str, bytes]]:
    """Return the files of the edition by name, from a finished `site`.

    Raises FileNotFoundError when the site was not built.
    """
    docs = (site / "search" / "docs.json").read_text("utf-8")
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or _LEFT.fullmatch(name):
            continue
        data = path.read_bytes()
        yield name, _page(data, site, path) if path.suffix == ".html" else data
    yield "search/docs.js", f"globalThis.DOCS = {docs}\n".encode()
    yield SEARCH, _PAGE.encode()


def _page(data: bytes, site: Path, path: Path) -> bytes:
    """Return a page whose links name files, with a link to the search in the place of the theme's."""
    page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    for element, attribute, link, _ in list(page.iterlinks()):
        if attribute == "href" and element.tag in ("a", "link") and not _ELSEWHERE.match(link):
            element.set("href", _named(link, site, path))
    for policy in page.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        policy.drop_tree()  # browsers do not agree on what a page's own place is when it comes from a folder
    up = "../" * (len(path.relative_to(site).parts) - 1)
    for search in page.xpath("//div[contains(concat(' ', @class, ' '), ' md-search ')]"):
        search.drop_tree()
    for button in page.xpath("//label[@for='__search']"):
        link = html.Element("a", {"href": up + SEARCH, "class": button.get("class", ""), "aria-label": "搜索全站"})
        link.extend(list(button))
        button.getparent().replace(button, link)
    written: bytes = html.tostring(page, encoding="utf-8")
    return b"<!doctype html>\n" + written


def _named(link: str, site: Path, path: Path) -> str:
    """Return a link that leads to a file: that to a folder gets its index.html."""
    place, mark, anchor = link.partition("#")
    target = (path.parent / place.partition("?")[0]).resolve()
    if not target.is_dir() or not target.is_relative_to(site.resolve()):
        return link
    return f"{place.rstrip('/') + '/' if place else ''}index.html{mark}{anchor}"
