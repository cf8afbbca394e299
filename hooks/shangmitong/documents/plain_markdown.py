"""Markdown as people write it: read as it is meant where that is plain, named where it would not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts.source.text import unusable_characters
from ..problem import Problem

_ITEM = re.compile(r"^(?P<indent> *)(?:[-*+]|\d+\.) ")
_OFFICIAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+、|[０-９]+[．、]|[①-⑳])")
_NO_PROSE = re.compile(r"^(?:\s|$|[#>|<]|[-*+] |\d+\. |!!! |\?\?\? |```|~~~|:   |\{|&emsp;)")
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,8}：\S")
"""A line such as 联系电话：…, which stands on a line of its own."""
_LEAD = re.compile(r"[：:]\**\s*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_CODE = re.compile(r"`[^`]*`|\{[{%#].*?[#%}]\}|\]\([^)]*\)|<[^>]*>|\{ ?[#.:][^}]*\}")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_DEEP = 4
"""Blanks that put an item of a list below the one above it."""

_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^#{1,6}(?=[^#\s])"), "“#”后面空一格才是标题，写成“# 标题”"),
    (re.compile(r"^[-*+](?=[\u4e00-\u9fff])"), "“-”后面空一格才是列表"),
    (re.compile(r"^\d+\.(?=[\u4e00-\u9fff])"), "“1.”后面空一格才是列表；不要列表就写“1、”"),
    (re.compile(r"\[\^[^\]\s]+\]"), "脚注“[^1]”印不出来。把话写进句子里，或者用括号"),
    (re.compile(r"~~(?=\S)[^~]+~~"), "删除线“~~”印不出来。要删的字直接删去"),
    (re.compile(r"==(?=\S)[^=]+=="), "“==”印不出来。要突出的字用“**两个星号**”"),
    (re.compile(r"[A-Za-z]~\w{1,4}~|\w\^\w{1,4}\^"), "上标、下标的写法印不出来。直接写 H₂O、m² 这样的字"),
)
"""What would stand on the page as it was typed, and what to write instead."""


def as_meant(text: str) -> str:
    """Return `text` with lists and official lines apart from the words above, and nested items deep enough.

    A list counts as meant behind a line that ends with a colon; so does a line that begins with 一、 or （一）. Lines such as 电话：… stay lines of their own.
    """
    lines: list[str] = []
    fenced = False
    for line in _nested(text.split("\n")):
        fenced ^= bool(_FENCE.match(line))
        above = lines[-1] if lines else ""
        if not fenced and _apart(above, line):
            lines.append("")
        elif not fenced and _LABEL.match(above) and _LABEL.match(line):
            lines[-1] = above.rstrip() + "  "
        lines.append(line)
    return "\n".join(lines)


def _apart(above: str, line: str) -> bool:
    one, other = _ITEM.match(above), _ITEM.match(line)
    if one and other and one["indent"] == other["indent"]:
        return above.lstrip()[0].isdigit() is not line.lstrip()[0].isdigit()
    if not above or _NO_PROSE.match(above):
        return False
    return bool(_OFFICIAL.match(line)) or bool(_ITEM.match(line) and _LEAD.search(above))


def _nested(lines: list[str]) -> Iterator[str]:
    """Return the lines; in a list whose items are nested by two or three blanks, by four each."""
    step, fenced = 0, False
    for line in lines:
        fenced ^= bool(_FENCE.match(line))
        match = _ITEM.match(line)
        if fenced or not (match or line.startswith(" ")):
            step = step if not line.strip() and not fenced else 0
        elif match and not match["indent"]:
            step = 0
        elif match and (depth := len(match["indent"])):
            step = step or (depth if depth < _DEEP else 0)
            if step:
                line = " " * (_DEEP * (depth // step)) + line[depth:]
        yield line


def markdown_faults(name: str, text: str) -> list[Problem]:
    """Report what of the template or page `name` would not come out as it is meant, with line and cure."""
    found = unusable_characters(name, text)
    front = text.split("\n---", 1)[0].count("\n") + 2 if text.startswith("---\n") else 0
    fenced = titled = False
    above = ""
    for number, line in enumerate(text.split("\n"), 1):
        fenced ^= bool(_FENCE.match(line))
        if not fenced and number > front:
            found += [Problem(name, number, column, words) for column, words in _of_line(above, line)]
            if titled and line.startswith("# "):
                found.append(
                    Problem(name, number, 1, "一页只有一个“# ”大标题。下面的标题用“## ”；不是标题，就在“#”前面加“\\”")
                )
            titled |= line.startswith("# ")
        above = line
    return found


def _of_line(above: str, line: str) -> Iterator[tuple[int, str]]:
    shown = _CODE.sub(lambda match: "\0" * len(match[0]), line)
    for pattern, words in _FAULTS:
        if match := pattern.search(shown):
            yield match.start() + 1, words
    if _UNDERLINE.match(line) and above.strip() and not _NO_PROSE.match(above):
        yield 1, "这一行会把上一行变成标题。要标题，写成“## 标题”；要分隔线，前面空一行"
    prose = above.strip() and not _NO_PROSE.match(above) and not _OFFICIAL.match(above)
    if prose and "{%" not in above and re.match(r"[-*+] |1\. ", line) and not _LEAD.search(above):
        yield 1, "列表前面空一行，不然会和上一行连成一段"
