"""Problems that an author can mend, and the Chinese sentences for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

_SHOWN = 12
_MOST = 300
"""Most problems that are printed in one run."""
COLON = "冒号要用英文半角“:”，后面空一格"
"""What is said wherever a colon is not written as YAML wants it."""
_KEY_WITH_COLON = re.compile(r"(- *)?[A-Za-z_][A-Za-z0-9_-]* *(：|:(?!//))")
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


_KINDS = {
    "string_type": "这里要写一段文字",
    "tuple_type": "这里要写成列表（每项一行，以“- ”开头）",
    "model_type": "这里要写成“键: 值”的形式",
    "model_attributes_type": "这里要写成“键: 值”的形式",
    "dict_type": "这里要写成“键: 值”的形式",
    "bool_parsing": "这里只能写 true 或 false",
    "bool_type": "这里只能写 true 或 false",
    "int_parsing": "这里要写整数",
    "int_type": "这里要写整数",
    "date_from_datetime_parsing": "这里要写日期，如 2026-11-23",
    "date_parsing": "这里要写日期，如 2026-11-23",
    "date_type": "这里要写日期，如 2026-11-23",
    "date_from_datetime_inexact": "这里只写日期，不写时刻，如 2026-11-23",
    "string_too_short": "不能为空",
}


def sentence(error: Any, siblings: Iterable[str]) -> str:
    """Turn one pydantic error into a Chinese sentence.

    `error` is an item of `ValidationError.errors()`; `siblings` are the keys allowed beside the faulty one.
    """
    kind, context, value = error["type"], error.get("ctx", {}), error.get("input")
    key = str(error["loc"][-1]) if error["loc"] else ""
    if value is None and kind not in ("missing", "extra_forbidden"):
        return _nothing(error["loc"], kind)
    match kind:
        case "missing":
            return f"缺少必填项“{key}”"
        case "extra_forbidden":
            if _KEY_WITH_COLON.match(key):
                return f"不认识的键“{shorten(key)}”。{COLON}"
            return f"不认识的键“{shorten(key)}”。{nearest(key, siblings)}这里可用的键：{choices(siblings)}"
        case "literal_error":
            allowed = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
            return f"{describe(value)}不在可选值里。{nearest(str(value), allowed)}可选：{'、'.join(allowed)}"
        case "too_short":
            return f"列表至少要有 {context['min_length']} 项，现在有 {context['actual_length']} 项"
        case "string_too_long":
            return f"太长了：{len(str(value))} 个字，最多 {context['max_length']} 个字"
        case "too_long":
            return f"列表最多 {context['max_length']} 项，现在有 {context['actual_length']} 项"
        case "value_error":
            return str(context["error"])
        case "string_pattern_mismatch":
            return f"“{shorten(value)}”的写法不对。{pattern_hint(context['pattern'])}"
        case "greater_than_equal" | "less_than_equal":
            return f"数值“{shorten(value)}”超出范围（要{'不小于' if 'ge' in context else '不大于'} {context.get('ge', context.get('le'))}）"
    hint = f"。{COLON}" if kind != "string_type" and isinstance(value, str) and _KEY_WITH_COLON.match(value) else ""
    return f"{_KINDS.get(kind, '写法不对')}，现在是{describe(value)}{hint}"


def _nothing(path: tuple[str | int, ...], kind: str) -> str:
    """Say that nothing was filled in under `path`; a colour was perhaps taken for a comment."""
    if not path:
        return "文件里没有填内容"
    last = path[-1]
    if isinstance(last, int):
        return f"第 {last + 1} 项没有填内容。{_KINDS.get(kind, '')}"
    hint = '以 # 开头的内容要加引号，如 "#2f5d62"。' if last == "colour" else ""
    return f"“{last}”后面没有填内容。{hint}{_KINDS.get(kind, '')}"


def pattern_hint(pattern: str) -> str:
    """Say in words what a pattern of the model asks for."""
    if pattern.startswith("^[a-z]"):
        return "只能用小写英文字母、数字和连字符，以字母开头，如 kiln-curve"
    if "@" in pattern:
        return "邮箱写成 name@example.gov.cn 的样子"
    if pattern.startswith("^[C-Z]"):
        return "写一个大写字母，C 到 Z"
    if pattern.startswith("^#"):
        return "颜色写成 # 加六位十六进制数，如 #2f5d62"
    if pattern.startswith("[省"):
        return "地名要写全，以省、市、区、县、州、盟、旗结尾，如 湖南省"
    if "svg" in pattern:
        return "写项目里的图片路径，文件夹用 / 分开，以 .svg、.png 或 .jpg 结尾，如 docs/assets/crest.svg"
    if pattern.startswith("^([0-9]+"):
        return "条号写成 10、13(3)、219-1 的样子，条号未核的写英文短名"
    return "号码只能用数字和连字符，3 到 14 位"
