"""What Typst finds wrong in a layout -> a sentence in Chinese with the place."""

from __future__ import annotations

import re

GENERATED = ("main.typ", "body.typ")
"""Files that no author writes."""
_FAULT = re.compile(r"^error: (.*)\n(?: *┌─ (\S+?):(\d+):(\d+)$)?", re.MULTILINE)
_OURS = re.compile(r'(?:panicked with|assertion failed): "?(.*?)"?')
_REASONS = {
    r"unclosed (?:delimiter|string)|unexpected closing .*": "括号或引号没有配成对",
    r"unknown variable: (.*)": "没有“{0}”这个名称",
    r'.*does not (?:contain|have) (?:key|field|method) [`"](.*?)[`"].*': "没有“{0}”这一项",
    r"file not found.*": "要用的文件不存在",
    r"unexpected argument: (.*)": "不能写“{0}”",
}
"""What Typst says, and what we say instead."""
_MOST = 3


def explained(diagnostic: str) -> list[str]:
    """Say what Typst found wrong, the first few: our own words as they are, else the place and the reason."""
    told = []
    for words, path, line, column in _FAULT.findall(diagnostic):
        file = re.split(r"[/\\]", path)[-1]
        place = (
            f"{file if file in GENERATED else f'paper/{file}'} 第 {line} 行第 {int(column) + 1} 个字：" if path else ""
        )
        ours = _OURS.fullmatch(words)
        told.append(ours[1] if ours else place + _reason(words))
    return list(dict.fromkeys(told))[:_MOST]


def _reason(words: str) -> str:
    for pattern, reason in _REASONS.items():
        if match := re.fullmatch(pattern, words):
            return reason.format(*match.groups())
    return f"Typst 不认识这样写（{words}）"
