"""The looks of our workbooks, and what Excel says when something does not fit."""

from __future__ import annotations

from typing import Any

SERIF, SANS = "宋体", "黑体"
DATE = 'yyyy"年"m"月"d"日"'
MAY = {
    "autofilter": True,
    "sort": True,
    "insert_rows": True,
    "delete_rows": True,
    "format_columns": True,
    "format_rows": True,
}
COUNT: dict[str, Any] = {"validate": "integer", "criteria": ">=", "error_message": "只写数，如 38。"}
"""A cell that takes a number of people or things."""
CHOOSE: dict[str, Any] = {
    "error_title": "请从列表里选",
    "error_message": "这一栏只能选列表里的。点格子右边的小箭头。",
}
DAY: dict[str, Any] = {
    "error_type": "warning",
    "error_title": "请写成日期",
    "error_message": "写成 2027-3-20 这样，以后才能按日期筛选、提醒。",
}
_GRID = {"border": 1, "border_color": "#9AA5A8", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": SANS, "font_size": 16},
    "words": {"text_wrap": True},
    "note": {"font_size": 10, "font_color": "#555555"},
    "head": _GRID | {"font_name": SANS, "bg_color": "#E4EBEC", "align": "center"},
    "example": _GRID | {"font_color": "#777777", "bg_color": "#F6F6F6", "locked": False},
    "cell": _GRID | {"locked": False},
    "date": _GRID | {"locked": False, "num_format": DATE, "align": "center"},
    "locked": _GRID | {"bg_color": "#F2F5F5"},
    "locked_date": _GRID | {"bg_color": "#F2F5F5", "num_format": DATE, "align": "center"},
    "due": {"font_color": "#B00020", "bold": True},
    "number": _GRID | {"align": "center"},
}
