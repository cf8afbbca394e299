"""What a page says of itself where others show a link to it: its first sentences."""

from __future__ import annotations

import re
from html import escape, unescape

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_MARK = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.DOTALL)
_LEAST, _MOST = 12, 120
"""How many letters make a sentence worth showing, and how many a chat app or a search engine shows."""


def summary(html: str) -> str:
    """Return the first whole sentences of a page's text, of at most 120 letters; an empty text when it has none.

    The theme writes it into an attribute as it is: what has a meaning in HTML is escaped.
    """
    for match in _PARAGRAPH.finditer(html):
        text = " ".join(unescape(_MARK.sub("", match[1])).split())
        if len(text) < _LEAST:
            continue
        if len(text) > _MOST:
            text = text[: text.rfind("。", 0, _MOST) + 1] or text[: _MOST - 1] + "…"
        return escape(text)
    return ""
