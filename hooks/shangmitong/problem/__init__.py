"""Problems that an author can mend: what they are, and the words that all of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_SHOWN = 12
_MOST = 300
"""Most problems that are printed in one run."""
COLON = "冒号要用英文半角“:”，后面空一格"
"""What is said wherever a colon is not written as YAML wants it."""
_BREAKS = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]\s*")


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place of one file; `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    message: str
    place: str = ""

    def __str__(self) -> str:
        """Return `path:line:column: message`, the form that editors and terminals turn into a link."""
        where = f"{self.place}：" if self.place else ""
        return _BREAKS.sub(" ", f"{self.file}:{self.line}:{self.column}: {where}{self.message}")


class ProblemsError(Exception):
    """Raised when a project cannot be built; carries all problems that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        more = [f"……还有 {len(self.problems) - _MOST} 处，先改好上面的"] if len(self.problems) > _MOST else []
        super().__init__("\n".join([*map(str, self.problems[:_MOST]), *more]))


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return “是不是想写 X？” for the likeliest right spelling of `word`, or an empty text."""
    close = get_close_matches(word, list(allowed), n=1, cutoff=0.5)
    return f"是不是想写“{close[0]}”？" if close else ""


def choices(allowed: Iterable[str]) -> str:
    """Return the allowed values for a message, cut after a dozen."""
    words = list(allowed)
    tail = f" 等 {len(words)} 个" if len(words) > _SHOWN else ""
    return "、".join(words[:_SHOWN]) + tail


def unknown(what: str, word: str, allowed: Iterable[str]) -> str:
    """Say that `word` is none of the `allowed` ones, and which is nearest."""
    words = sorted(allowed)
    return f"没有“{shorten(word)}”这个{what}。{nearest(word, words)}可用的有：{choices(words) or '（还没有）'}"


def shorten(value: object, longest: int = 40) -> str:
    """Return `value` as text for a message, cut to `longest` characters."""
    text = str(value)
    return text if len(text) <= longest else text[:longest] + "…"


def in_utf8(name: str) -> bool:
    """Say whether the name of a file is UTF-8, so that it can stand in a text; Python keeps other bytes as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def written(name: str) -> str:
    """Return the name of a file for a message: what is not UTF-8 is shown byte by byte."""
    return name if in_utf8(name) else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def describe(value: object) -> str:
    """Name a value in a message: a text as it stands, anything else by its kind."""
    if value is None:
        return "空的"
    if isinstance(value, dict):
        return "一段“键: 值”"
    if isinstance(value, list | tuple):
        return "一个列表"
    return f"“{shorten(value)}”" if value != "" else "空的"


def place(path: Iterable[str | int]) -> str:
    """Return a YAML path as people read it: secrets[3].grade, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
