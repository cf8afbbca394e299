"""The questions at the console: one line each, asked again with the reason until the answer is good."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from ...facts.checks.placeholders import MARK
from ...problem import choices
from .answers import Plan, misfits, refusals
from .neighbours import Neighbours

_BETWEEN = re.compile(r"\s*[、，,；;]\s*")


def asked(plan: Plan, root: Path, near: Neighbours) -> dict[str, Any]:
    """Return the answers by field. Raises EOFError when the input ends before the last one."""
    print(f"新建{plan.what}：每问答一行，按回车。暂时不知道的写“{MARK}”。\n随时可以按 Ctrl+C 退出，不会留下文件。")
    return {name: _answer(plan, root, near, name, field) for name, field in plan.answers.model_fields.items()}


def _answer(plan: Plan, root: Path, near: Neighbours, name: str, field: FieldInfo) -> Any:
    many = str(field.annotation).startswith("tuple")
    print("\n" + _question(near, name, field))
    while True:
        text = input("> ").strip("\ufeff \t\r\u3000")
        if not text and not field.is_required():
            return field.default
        value = [part for part in _BETWEEN.split(text) if part] if many else text
        found = chain(misfits(plan, name, value), (words for _, words in refusals(plan, root, near, name, value)))
        fault = next(found, None) if value else "不能为空"
        if not fault:
            return value
        print(f"  {fault.rstrip('。')}。请再答一次。")


def _question(near: Neighbours, name: str, field: FieldInfo) -> str:
    words = [field.description or ""]
    if name == "industries":
        words.append("可选：" + choices(f"{slug}（{title}）" for slug, title in near.industries.items()) + "。")
    elif name == "offices":
        words.append(f"可选：{choices(_options(field))}。")
    if not field.is_required():
        default = field.default if isinstance(field.default, str) else "、".join(field.default)
        words.append(f"直接按回车：{default or '全部'}。")
    return "".join(words)


def _options(field: FieldInfo) -> tuple[str, ...]:
    """Return the words that a list of fixed words may hold."""
    options: tuple[str, ...] = field.annotation.__args__[0].__args__  # type: ignore[union-attr]
    return options
