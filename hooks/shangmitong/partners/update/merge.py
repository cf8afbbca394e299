"""Two changed texts and the one they both come from -> one text that has the changes of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Merged:
    """What came of a merge: the text, or the places where both sides changed the same lines."""

    text: str
    conflicts: tuple[tuple[int, int], ...]
    """First and last line of each place in our text, counted from 1; when there are any, `text` is ours."""


def plain(data: bytes) -> str | None:
    """Return a file as text with LF and without a byte order mark; None for what is not UTF-8 text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.replace("\r\n", "\n")


def merged(base: str, ours: str, theirs: str) -> Merged:
    """Take over line by line what either side changed since `base`.

    Changes that touch are a conflict, unless both sides made the same one.
    """
    old, own, new = (_LINE.findall(text) for text in (base, ours, theirs))
    in_own, in_new = _matches(old, own), _matches(old, new)
    anchors = [(line, in_own[line], in_new[line]) for line in range(len(old)) if line in in_own and line in in_new]
    lines: list[str] = []
    conflicts: list[tuple[int, int]] = []
    at_old = at_own = at_new = 0
    for to_old, to_own, to_new in (*anchors, (len(old), len(own), len(new))):
        before, mine, other = old[at_old:to_old], own[at_own:to_own], new[at_new:to_new]
        if mine != before and other not in (before, mine):
            conflicts.append((at_own + 1, max(to_own, at_own + 1)))
        lines += other if mine == before else mine
        lines += old[to_old : to_old + 1]
        at_old, at_own, at_new = to_old + 1, to_own + 1, to_new + 1
    return Merged(ours if conflicts else "".join(lines), tuple(conflicts))


def _matches(old: list[str], new: list[str]) -> dict[int, int]:
    """Return the lines of `old` that stand in `new` as well, with their places there."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
