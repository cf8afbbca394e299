"""What the site search looks through: each section of each page as plain text.

The browser looks for the words as they stand (docs/assets/search.js), so no Chinese has to be cut into words here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .markdown import plain

_HEADING = re.compile(r"^#{1,6} (.+?)(?: \{ #([\w-]+) \})?$", re.MULTILINE)
_BLOCK = re.compile(r"^\|[ :|-]+\|$|^ *(?:[-*] (?:\[[ x]\] )?|\d+\. |> )|\|", re.MULTILINE)
"""Marks between pieces of text: the line below the head of a table, list items, quotations, cells."""
_INLINE = re.compile(r"<[^>]*>|\{[:#. ][^}]*\}|!?\[|\]\([^)]*\)|\*\*|`")
"""Marks inside a text: HTML, attributes, links and pictures, bold, code."""
_CALLOUT = re.compile(r'^[!?]{3} \w+ "(.*)"$', re.MULTILINE)


def sections(url: str, markdown: str) -> Iterator[dict[str, str]]:
    """Give the sections of a page: `location` (address with anchor), `title` and `text`, both escaped as HTML."""
    begins = list(_HEADING.finditer(markdown))
    if not begins:
        return
    ends = [*(match.start() for match in begins[1:]), len(markdown)]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        location = url if number == 0 else f"{url}#{begin[2]}" if begin[2] else url
        text = _INLINE.sub("", _BLOCK.sub(" ", _CALLOUT.sub(r"\1", markdown[begin.end() : end])))
        words = html.escape(" ".join(html.unescape(text).split()), quote=False)
        yield {"location": location, "title": html.escape(plain(begin[1]), quote=False), "text": words}
