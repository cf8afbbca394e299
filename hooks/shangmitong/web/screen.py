"""What a screen needs in the body of a page and paper does not, so that nothing moves once the page is seen.

Tables that turn into cards on a phone, drawings that can be enlarged, and whether a long page opens folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

from mkdocs.structure.toc import AnchorLink

from ..documents.icons import ICONS, picture

_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_PART = re.compile(r"<(table|thead|tbody|tr|th|td)\b")
_TAG = re.compile(r"<[^>]*>")
_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
_PICTURE = re.compile(r'<img (?=[^>]*class="flow")[^>]*?src="([./]*)(assets/[^"]*)"[^>]*>')
_BY_HAND = re.compile(r'<img (?![^>]*(?:class|width)=)[^>]*?src="([./]*)(assets/[^"]+\.svg)"[^>]*>')
"""A picture on a page written by hand."""
_SIZE = re.compile(r'<svg [^>]*?(width="[\d.]+" height="[\d.]+")')
_CALLOUT = re.compile(r'<div class="admonition (\w+)">\s*<p class="admonition-title">')
_GROUP = re.compile(r'<h2 id="[^"]*">(?=(?:[\d.]+ )?(?:<a [^>]*>)?([^<：]+))')
"""A heading of a group, with the word that it begins with."""
_MAP = re.compile(r'<svg class="drawing".*?</svg>', re.DOTALL)
_BLOCK = re.compile(r"(</?(?:li|p|td|ul|ol|div)\b[^>]*>)")
_LINK = re.compile(r"<a (?![^>]*\bclass=)(?=[^>]*\bhref=)[^>]*>(.*?)</a>", re.DOTALL)
_LEAST_HEADS = 3
"""A table of two columns fits a phone as it is."""
_MANY = 11
"""More items than this are folded: questions, secrets, procedures, scenes."""
_LONG = 7000
"""How many letters make a page with at least six sections too long to scroll through."""


def for_screen(
    html: str, drawn: Mapping[str, str], toc: Iterable[AnchorLink] = (), read: Callable[[str], str] = str
) -> str:
    """Return the body of a page as a browser gets it; `drawn` are the drawings as SVG, by path.

    `read` gives the text of an SVG file of the site for its path. A page that is folded shows its headings below each
    other by itself, so its contents `toc` get shorter.
    """
    if folds(html) == "h3":
        _shorten(toc)
    html = _CALLOUT.sub(lambda match: match[0] + str(picture(match[1] if match[1] in ICONS else "note")), html)
    html = _GROUP.sub(
        lambda match: match[0] + str(picture(match[1].strip()) if match[1].strip() in ICONS else ""), html
    )
    html = _TABLE.sub(lambda match: _as_cards(match[0]), "".join(map(_for_a_finger, _BLOCK.split(html))))
    html = _PICTURE.sub(lambda match: _enlargeable(match, drawn.get(match[2], "")), html)
    html = _BY_HAND.sub(lambda match: _enlargeable(match, read(match[2])), html)
    return _MAP.sub(r'<div class="drawing-box">\g<0></div>', html)


def folds(html: str) -> str:
    """Return which headings of a page open and close what is below them: h3, scenes, h2, or an empty text for none."""
    if html.count("<h3 id=") > _MANY:
        return "h3"
    if html.count('<h2 id="scene-') > _MANY:
        return "scenes"
    long = html.count("<h2 id=") > _MANY // 2 and len("".join(_TAG.sub("", html).split())) > _LONG
    return "h2" if long else ""


def _shorten(toc: Iterable[AnchorLink]) -> None:
    """Leave the third level out of the contents, which stand twice in each page before its first words."""
    for link in toc:
        if link.level > 1:
            link.children.clear()
        _shorten(link.children)


def _for_a_finger(block: str) -> str:
    """Return what stands between two tags of blocks; a link with no words around it is marked, to be large enough."""
    links = list(_LINK.finditer(block))
    words = _words(block).rstrip("。、")
    if len(links) != 1 or not words or words != _words(links[0][1]).rstrip("。、"):
        return block
    at = links[0].start() + len("<a ")
    return f'{block[:at]}class="alone" {block[at:]}'


def _words(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()


def _as_cards(table: str) -> str:
    """Return a table each of whose cells names its column, and keeps its role when it is laid out as a card."""
    heads = [_words(head) for head in _HEAD.findall(table)]
    if len(heads) < _LEAST_HEADS:
        return table
    column = 0

    def marked(match: re.Match[str]) -> str:
        nonlocal column
        name = match[1]
        more = f' data-cards="{len(heads)}"' if name == "table" else ""
        if name == "tr":
            column = 0
        elif name == "td":
            more = f' data-label="{escape(heads[min(column, len(heads) - 1)])}"'
            column += 1
        return f'<{name} role="{_ROLES[name]}"{more}'

    return _PART.sub(marked, table)


def _enlargeable(match: re.Match[str], svg: str) -> str:
    """Return a picture in a link to itself, with its size, so that the words below it do not jump when it comes."""
    size = _SIZE.search(svg)
    image = match[0].replace("<img ", f"<img {size[1]} ", 1) if size else match[0]
    return f'<a class="flow-box" href="{match[1]}{match[2]}">{image}</a>'
