"""Markdown as this project writes it: values that stay text, numbered headings, stable anchors."""

from __future__ import annotations

import html
import re
from functools import cache

from markupsafe import Markup

_SPECIAL = re.compile(r"[&<>\"'`*_\[\]{}|\\~^$#!=+@]|:(?=[a-z])|//|^[-.:\d]+(?=[\s.)])|^-")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*(?:\{\s*#([\w-]+)\s*\})?\s*$")


@cache
def escape(value: object) -> Markup:
    """Return a value as Markdown that shows exactly its characters: no HTML, no markup, no template code."""
    text = _SPECIAL.sub(lambda match: "".join(f"&#{ord(char)};" for char in match[0]), str(value))
    return Markup(text)  # noqa: S704 - escaped on the line above


def plain(text: str) -> str:
    """Return the text of a Markdown heading: entities resolved, emphasis marks and links dropped."""
    return html.unescape(re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", text)).strip()


def anchor(text: str) -> str:
    """Return the anchor of a heading: its letters, digits and Chinese characters, joined by hyphens."""
    return "-".join(re.findall(r"\w+", plain(text).lower())) or "section"


def number_headings(text: str, chapter: int | None, top: int = 1) -> str:
    """Number the headings below level `top` and give every heading an anchor that does not depend on numbers.

    `chapter` is the number of the page itself, or None for a page that is a whole document: then level 2
    counts 1, 2, 3. With `top` 0 no heading is numbered.
    """
    counts = [chapter or 0, 0, 0, 0, 0, 0]
    used: dict[str, int] = {}
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= "```" in line
        match = _HEADING.match(line) if line.startswith("#") and not fenced else None
        lines.append(_numbered(match, counts, used, chapter, top) if match else line)
    return "\n".join(lines)


def _numbered(match: re.Match[str], counts: list[int], used: dict[str, int], chapter: int | None, top: int) -> str:
    marks, text, name = match.groups()
    level = len(marks)
    name = name or anchor(text)
    used[name] = used.get(name, 0) + 1
    if used[name] > 1:
        name = f"{name}-{used[name]}"
    if level > 1:
        counts[level - 1] += 1
        counts[level:] = [0] * (6 - level)
    first = 0 if chapter is not None else 1
    shown = counts[first:level] if top and level <= 3 else []
    number = ".".join(map(str, shown)) + " " if shown else ""
    return f"{marks} {number}{text} {{ #{name} }}"


def title(text: str) -> str:
    """Return the plain text of the first heading of a page, with its number."""
    match = next((match for line in text.split("\n") if (match := _HEADING.match(line))), None)
    return plain(match[2]) if match else ""
