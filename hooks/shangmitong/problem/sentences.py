"""The Chinese sentences for what pydantic finds wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from . import COLON, choices, describe, nearest, shorten

_KEY_WITH_COLON = re.compile(r"(- *)?[A-Za-z_][A-Za-z0-9_-]* *(：|:(?!//))")
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
