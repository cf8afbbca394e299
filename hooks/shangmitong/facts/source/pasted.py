"""What came in with the clipboard or with a merge: blanks that look like blanks, quotes round a key, merge marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problem import Problem
from .text import text_lines, tokens_of

_KEY = r"^(?P<before>\s*(?:- +)*)"
_BLANK = re.compile(_KEY + r"(?P<key>[A-Za-z_][A-Za-z0-9_-]*) *:(?P<blank>[\u00a0\u2002-\u200a\u202f\u3000])")
_QUOTED = re.compile(_KEY + r"(?P<open>[“”‘’])(?P<key>[A-Za-z_][A-Za-z0-9_-]*)(?P<close>[“”‘’]) *[:：]")
_MERGE = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: |$)")
_SUSPECT = re.compile("[“”‘’\u00a0\u2002-\u200a\u202f\u3000]|^<{7}", re.MULTILINE)
_NAMES = {"\u00a0": "不间断空格", "\u3000": "全角空格"}
_MERGED = (
    "这是合并两个版本留下的记号：“<<<<<<<”到“=======”是一边的写法，“=======”到“>>>>>>>”是另一边的。"
    "留下要的那几行，把三行记号都删去"
)


def pasted(name: str, text: str) -> list[Problem]:
    """Report the marks of a merge; where there are none, keys with a pasted blank or with Chinese quotes."""
    if not _SUSPECT.search(text):
        return []
    lines = re.split("\r\n|\r|\n", text)
    if any(line.startswith("<" * 7) and _MERGE.match(line) for line in lines):
        starts = (number for number, line in enumerate(lines, 1) if line.startswith("<" * 7))
        return [Problem(name, number, 1, _MERGED) for number in starts]
    inside = text_lines(tokens_of(text)[0])
    return [
        Problem(name, number + 1, column, words)
        for number, line in enumerate(lines)
        if number not in inside
        for column, words in _of_line(line)
    ]


def _of_line(line: str) -> Iterator[tuple[int, str]]:
    """Return the column and a sentence for what is wrong with the key of a line."""
    if match := _QUOTED.match(line):
        sign = match["open"] + match["close"]
        words = f"“{match['key']}”两边是中文引号（{sign}）。键不用引号，写成 {match['key']}: 就可以"
        yield match.start("open") + 1, words
    elif match := _BLANK.match(line):
        kind = _NAMES.get(match["blank"], "特别的空格")
        words = f"“{match['key']}”的冒号后面是{kind}（U+{ord(match['blank']):04X}），请删去，改成普通空格"
        yield match.start("blank") + 1, words
