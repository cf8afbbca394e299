"""What an author did wrong in a template, in Chinese, with the nearest right spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import jinja2
from jinja2.exceptions import SecurityError

from ..facts import model
from ..facts.laws import CitationError
from ..problem import choices, nearest, shorten, unknown

_Item = TypeVar("_Item")


class UnknownIdError(LookupError):
    """Raised when a template names an id that does not exist; the message is for the author."""


def find(what: str, word: str, known: Mapping[str, _Item]) -> _Item:
    """Return the item with the id `word`; `what` is what people call such an item.

    Raises UnknownIdError with the nearest right spelling.
    """
    if word not in known:
        raise UnknownIdError(unknown(what, word, known))
    return known[word]


_SYNTAX = {
    "unexpected char": "用了不能用的字符，是不是用了中文的引号或括号？",
    "Unexpected end of template": "少了 {% endfor %}、{% endif %} 或 {% endmacro %}",
    "Encountered unknown tag": "{% %} 里的词不认识，或者和前面的 for、if 没有配成对",
    "Expected an expression": "大括号里少了内容",
}


def explain_template(error: Exception, names: dict[str, Any]) -> str:
    """Say in Chinese what went wrong in a template, with the nearest right spelling; our own errors say it already."""
    text = str(error)
    if isinstance(error, CitationError | UnknownIdError):
        return text
    if isinstance(error, SecurityError):
        return f"模板只能取用给它的内容，不能碰程序内部，也不能改内容。请删去这一处（{shorten(text, 80)}）"
    if isinstance(error, OverflowError) and "Range too big" in text:
        return "range 里的数太大，最多 100000。请改小"
    if match := re.fullmatch(r"'(\w+)' is undefined", text):
        return f"没有“{match[1]}”这个名称。{nearest(match[1], names)}"
    if match := re.search(r"'[\w.]*?(\w+) object' has no attribute '(\w+)'", text):
        fields = getattr(getattr(model, match[1], None), "model_fields", {})
        return f"{match[1]} 里没有“{match[2]}”这一项。{nearest(match[2], fields)}可用的：{choices(fields)}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"没有这个模板文件，可能改了名或者被删了（{shorten(text, 80)}）"
    if isinstance(error, jinja2.TemplateSyntaxError):
        known = next((words for english, words in _SYNTAX.items() if english in text), "大括号里的写法不对")
        return f"{known}（{shorten(text, 80)}）"
    return f"算不出来（{type(error).__name__}：{shorten(text, 80)}）"
