"""The HTML of the whole-site PDF: what mkdocs-with-pdf put together, mended for a Chinese book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from bs4 import BeautifulSoup, Tag

_HEADINGS = re.compile(r"^h[1-6]$")
_ABSOLUTE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FILE = re.compile(r"(?:downloads|sources|assets)/.*[^/]")
_ENDING = re.compile(r"(\.[a-z0-9]{2,5})/$")
"""The end of the address of a file that the plugin takes for a page."""
_HOME = {"", "/", ".", "./"}
_SVG_WIDTH = re.compile(r"<svg[^>]*?\sviewBox=\"\S+ \S+ ([\d.]+) ")
_FLOW_SCALE = 0.8
"""Flowcharts are drawn with letters of 16 px = 12 pt; at this scale they match the tables."""


# --- each page, as the plugin takes it from the theme -----------------------------------------------------------------


def arrange(article: Tag, page: Any) -> None:
    """Return the headings of a page the level of its place in the nav: industry 1, document 2, chapter 3.

    Sections of a page start at level 4 everywhere, so that they look alike and stay out of the contents. `page`
    is the page of the generator, with its `parent` and `ancestors`.
    """
    level = min(_level(page), 3)
    for heading in article.find_all(_HEADINGS):
        depth = int(heading.name[1])
        heading.name = f"h{level if depth == 1 else min(depth + 2, 6)}"
        if depth == 1:
            # The plugin moves links out of a heading when it copies the heading into the contents.
            for link in heading.find_all("a"):
                link.unwrap()
    if _opens_section(page) and not page.is_index:
        article.insert(0, _part(page))
    for link in article.find_all("a", href=_ABSOLUTE):
        # The plugin spoils addresses that contain “%”; bind_links puts them back.
        link["data-href"] = link["href"]


def _level(page: Any) -> int:
    leads = _opens_section(page) and page.is_index
    return len(page.ancestors) + (0 if leads else 1)


def _opens_section(page: Any) -> bool:
    return page.parent is not None and page.parent.children[0] is page


def _part(page: Any) -> Tag:
    heading = Tag(name=f"h{min(len(page.ancestors), 3)}", attrs={"id": f"{page.url}:part", "class": "part"})
    heading.string = str(page.parent.title)
    return heading


# --- the whole book, before WeasyPrint --------------------------------------------------------------------------------


def finish(soup: BeautifulSoup) -> list[str]:
    """Mend the book in place and give the addresses that lead nowhere."""
    for table in soup.find_all("table"):
        _size_columns(soup, table)
    for unseen in soup.select(
        "svg.icon, svg.band, .shots"
    ):  # icons say nothing of their own; pictures for chats stay on the web
        unseen.decompose()
    for box in soup.find_all("input"):
        done = " done" if box.has_attr("checked") else ""
        box.replace_with(soup.new_tag("span", attrs={"class": f"check{done}"}))
    for paragraph in soup.find_all("p"):
        if _leads(paragraph):
            paragraph["class"] = "lead"
    for image in soup.select("p > img:only-child"):
        if image.parent and not image.parent.get_text(strip=True):
            image.parent["class"] = "figure"
            _size_flow(image)
    return sorted(set(_bind_links(soup)))


def set_head(soup: BeautifulSoup, fonts: str) -> None:
    """Return the book its language, title and author (from the cover), and drop all styles but ours."""
    cover = soup.select_one("#doc-cover")
    if cover is None or soup.html is None or soup.head is None:
        raise ValueError("封面没有排出来，请检查 paper/compendium/cover.html.j2")
    soup.html["lang"] = "zh-CN"
    look = soup.head.find_all("style")[-1].get_text()
    soup.head.clear()
    soup.head.append(soup.new_tag("meta", attrs={"charset": "utf-8"}))
    for name, value in (("author", str(cover["data-author"])), ("generator", "商秘通")):
        soup.head.append(soup.new_tag("meta", attrs={"name": name, "content": value}))
    for name, text in (("title", str(cover["data-title"])), ("style", fonts), ("style", look)):
        tag = soup.new_tag(name)
        tag.string = text
        soup.head.append(tag)


def bold_text(soup: BeautifulSoup) -> str:
    """Return all text that may be set in bold."""
    marks = "h1, h2, h3, h4, h5, h6, strong, b, th, dt, .admonition-title, #doc-toc, #doc-cover"
    return "".join(tag.get_text() for tag in soup.select(marks))


def _bind_links(soup: BeautifulSoup) -> Iterator[str]:
    """Lead every link to a place in the book or to the website; yield those whose place does not exist."""
    ids = {str(tag["id"]) for tag in soup.find_all(id=True)}
    cover = soup.select_one("#doc-cover")
    site = str(cover["data-site"]) if cover else ""
    for link in soup.find_all("a", href=True):
        if "data-href" in link.attrs:
            link["href"] = link.attrs.pop("data-href")
            continue
        address = str(link["href"])
        if not address.startswith("#") or address[1:] in ids:
            continue
        path, _, mark = address[1:].partition(":")
        if path in _HOME:
            path = "./" if mark else "."
        if f"{path}:{mark}" in ids:
            link["href"] = f"#{path}:{mark}"
        elif f"{path}:" in ids or (path == "./" and ".:" in ids):
            yield address
        else:
            _bind_outside(link, site, path, mark)


def _bind_outside(link: Tag, site: str, path: str, mark: str) -> None:
    """Lead a link to a file or page that is not in the book to the website, or make it plain text."""
    file = _FILE.search(path)
    if not site:
        link.unwrap()
        return
    place = file[0] if file else _ENDING.sub(r"\1", path)
    link["href"] = site.rstrip("/") + "/" + place + (f"#{mark}" if mark else "")


def _leads(paragraph: Tag) -> bool:
    """Say whether a paragraph only announces what follows, so that it must not stand last on a page."""
    text = paragraph.get_text(strip=True)
    strong = paragraph.strong
    return not paragraph.has_attr("class") and (
        text.endswith("：") or bool(strong and strong.get_text(strip=True) == text)
    )


def _size_columns(soup: BeautifulSoup, table: Tag) -> None:
    """Make a column as wide as its longest cell asks, within bounds; else Chinese columns shrink to one character."""
    longest: list[int] = []
    for row in table.find_all("tr"):
        cells = row.find_all(["th", "td"])
        if any(cell.has_attr("colspan") for cell in cells):
            return
        longest += [0] * (len(cells) - len(longest))
        for index, cell in enumerate(cells):
            longest[index] = max(longest[index], len(cell.get_text(strip=True)))
    shares = [min(max(count, 5), 80) ** 0.7 for count in longest]
    group = soup.new_tag("colgroup")
    for share in shares:
        group.append(soup.new_tag("col", attrs={"style": f"width: {100 * share / sum(shares):.2f}%"}))
    table.insert(0, group)


def _size_flow(image: Tag) -> None:
    """Scale a flowchart so that its letters are as large as those of a table."""
    address = urlsplit(str(image.get("src", "")))
    file = Path(url2pathname(address.path))
    if address.scheme != "file" or file.suffix != ".svg" or not file.exists():
        return
    if width := _SVG_WIDTH.search(file.read_text("utf-8")[:2000]):
        image["style"] = f"width: {float(width[1]) * _FLOW_SCALE:.0f}px"
