"""Numbers in Chinese legal texts."""

from __future__ import annotations

import re

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ARABIC = re.compile(r"(\d+(?:\.\d+)?) ?(万|亿)?")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]*")
_LARGE = {"万": 10_000, "亿": 100_000_000}
_UNIT = r"(?= ?(?:个月|[日天年月倍元]|小时))"
_SAID = re.compile(rf"\d+(?:\.\d+)? ?[万亿]?(?!\d)|[零〇一二两三四五六七八九十百千万]+{_UNIT}")
"""What a gist says as a number: figures, and Chinese numerals before a unit; “一样” is none."""


def value(word: str) -> int:
    """Return the number that a Chinese numeral such as 二百一十九 or 五十万 names."""
    total = part = digit = 0
    for char in word:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            part, digit = part + (digit or 1) * _UNITS[char], 0
        else:
            total, part, digit = (total + part + digit) * _LARGE[char], 0, 0
    return total + part + digit


def numbers(text: str) -> set[int]:
    """Return every whole number of `text`, in figures or in Chinese; 10万 is 100000."""
    figures = {round(float(word) * _LARGE.get(unit, 1)) for word, unit in _ARABIC.findall(text)}
    return figures | {value(word) for word in _CHINESE.findall(text)}


def said(text: str) -> set[int]:
    """Return the numbers that a sentence of ours states: amounts, terms, multiples."""
    return {number for word in _SAID.findall(text) for number in numbers(word)}
