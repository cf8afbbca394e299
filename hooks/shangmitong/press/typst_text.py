"""Text as Typst reads it: every mark that could mean something is escaped, long codes may break."""

from __future__ import annotations

import re

_MARKS = re.compile(r"""[\\#$*_`@<>\[\]~"'/=+\-.:;()]""")
ESCAPED = re.compile(r"\\(.)")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_BREAK = re.compile(rf"(?<={_CJK})\s*\n\s*|\s*\n\s*(?={_CJK})")
UNBROKEN = re.compile(r"[!-~]{30,}")
"""A code, an address or a row of telephone numbers that is wider than a narrow column."""
PIECE = re.compile(r"[^/@._?&=-]{1,12}[/@._?&=-]?(?=.{3})|[/@._?&=-]{1,12}(?=.{3})")
"""Where such a word may break: behind a mark, at the latest after a dozen letters."""


def text(value: str) -> str:
    """Return a text in Typst markup: every mark that could mean something is escaped."""
    return _MARKS.sub(lambda match: "\\" + match[0], _BREAK.sub("", value))


def breakable(value: str) -> str:
    """Return a text in which long codes and addresses may break."""
    return UNBROKEN.sub(lambda match: PIECE.sub("\\g<0>\u200b", match[0]), value)


def string(value: str) -> str:
    """Return a text as a Typst string."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def plain(words: str) -> str:
    """Return a text in Typst markup without its escapes and calls."""
    return ESCAPED.sub(lambda match: match[1], re.sub(r"(?<!\\)(#\w+(\([^)]*\))?|[\[\]])", "", words)).strip()


def unescaped(value: str) -> str:
    """Return a text of Typst markup without the escapes of its marks."""
    return ESCAPED.sub(lambda match: match[1], value)
