"""Characters that cannot be printed, found before the press meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ...problem import Problem

_RARE = re.compile(
    "[^\\s!-~\u00a0-\u00ff\u2013-\u2026\u203b\u2103\u2190-\u2193\u2460-\u2473\u25a1\u3001-\u3015\u4e00-\u9fa5\uff01-\uff5e]"
)
"""Characters that may be missing in the fonts; all others are surely there."""
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
    """Give the place of each character in `line` that none of the fonts has, and a sentence about it."""
    for match in _RARE.finditer(line):
        char = match[0]
        if char not in _MARKS and char.isprintable() and ord(char) not in _shapes():
            yield match.start(), f"“{char}”（U+{ord(char):04X}）这个字印刷字体里没有，请换一个写法"


@cache
def _shapes() -> frozenset[int]:
    """Give the characters of the fonts; read only where a rare one asks for it, because it takes a while."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    from ..fonts import collection_face, regular

    return frozenset(collection_face().getBestCmap()) | frozenset(
        TTFont(regular("Noto Serif SC"), lazy=True).getBestCmap()
    )
