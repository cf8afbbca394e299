"""The result as the user reads it: a table, then every fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from .examine import Result
from .fault import told

_HEAD = ("文件", "页数", "尺寸（毫米）", "结果")


def table(results: Iterable[Result]) -> Iterator[str]:
    """Return the lines of a table with a row for each file."""
    rows = [_HEAD, *((one.name, str(one.pages or "—"), one.size or "—", _verdict(one)) for one in results)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def listing(results: Iterable[Result]) -> Iterator[str]:
    """Return each fault with its file and page."""
    for one in results:
        for where, message in told(one.faults):
            yield f"{one.name}:{where}: {message}" if where else f"{one.name}: {message}"


def _verdict(result: Result) -> str:
    kinds = Counter(fault.kind for fault in set(result.faults))
    return "、".join(f"{kind} {count}" for kind, count in kinds.items()) or "合格"


def _width(text: str) -> int:
    """Return the columns that a text takes in a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
