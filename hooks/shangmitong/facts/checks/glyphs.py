"""Characters that cannot be printed, found before the press meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from ...problem import Problem

if TYPE_CHECKING:
    from ..source.reader import YamlFile

_RARE = re.compile(
    "[^\\s!-~\u00a0-\u00ff\u2013-\u2026\u203b\u2103\u2190-\u2193\u2460-\u2473\u25a1\u3001-\u3015\u4e00-\u9fa5\uff01-\uff5e]"
)
"""Characters that may be missing in the fonts; all others are surely there."""
_ENTITY = re.compile(r"&#(?:[0-9]{3,7}|[xX][0-9A-Fa-f]{2,6});")
"""A character by its number, as HTML and Markdown write it."""
_NO_SHAPE = "“{}”（U+{:04X}）这个字印刷字体里没有，请换一个写法"
_MARKS = "\u200b\u200c\u200d\u2060"
"""Characters without a shape, which need none."""


def unprintable(root: Path, paths: list[Path]) -> Iterator[Problem]:
    """Report each character of the files that none of the fonts has; `paths` lie below `root`.

    Files that are not UTF-8 are passed over, as they are reported elsewhere.
    """
    for path in paths:
        try:
            lines = path.read_text("utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError):
            continue
        for number, line in enumerate(lines, 1):
            for index, message in unprintable_in(line):
                yield Problem(path.relative_to(root).as_posix(), number, index + 1, message)


def unprintable_in(line: str) -> Iterator[tuple[int, str]]:
    """Return the place of each character in `line` that none of the fonts has, and a sentence about it."""
    places = [(match.start(), match[0]) for match in _RARE.finditer(line)]
    places += [(match.start(), unescape(match[0])) for match in _ENTITY.finditer(line)]
    for place, char in places:
        if _RARE.fullmatch(char) and char not in _MARKS and char.isprintable() and ord(char) not in _shapes():
            yield place, _NO_SHAPE.format(char, ord(char))


def escaped(file: YamlFile) -> Iterator[Problem]:
    """Report what none of the fonts has and what a double-quoted text names by its number, as "\\U0002A6A5"."""
    for node in _quoted(file.node):
        length = node.end_mark.index - node.start_mark.index - 2
        if length > len(node.value):  # else nothing in it is escaped
            for _, message in unprintable_in(node.value):
                yield Problem(file.name, node.start_mark.line + 1, node.start_mark.column + 1, message)


def _quoted(top: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Return the double-quoted texts below a node, each once, however often a file of aliases leads to it."""
    waiting, seen = [top], {id(top)}
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            if node.style == '"':
                yield node
            continue
        parts = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
        waiting += [part for part in parts if id(part) not in seen]
        seen |= {id(part) for part in parts}


@cache
def _shapes() -> frozenset[int]:
    """Return the characters of the fonts; read only where a rare one asks for it, because it takes a while."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    from ..fonts import collection_face, regular

    return frozenset(collection_face().getBestCmap()) | frozenset(
        TTFont(regular("Noto Serif SC"), lazy=True).getBestCmap()
    )
