"""The outlines of letters inside a file: whether a font program can be read to its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from struct import unpack
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .fault import Fault
from .parts import Parts

_ENDS = (10, 11, 14, 29)
"""The last byte of an outline in Type 2 form: endchar, return, or a call of a subroutine that has it."""
_TRUE_TYPE = (b"\0\1\0\0", b"true", b"OTTO")


def font_programs(parts: Parts) -> Iterator[Fault]:
    """Report embedded font programs that are damaged: tables that differ from their sums, outlines without an end."""
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it tells of sums that are wrong by a warning too
    for item in parts.items:
        if "/FontName" in item:
            files = [item[key] for key in ("/FontFile2", "/FontFile3") if isinstance(item.get(key), pikepdf.Stream)]
            if any(not _is_sound(file.read_bytes()) for file in files):
                name = str(item.FontName).split("+")[-1].lstrip("/")
                yield Fault(0, "字体", f"字体 {name} 的字形数据坏了，有的字印不出来或印错。请重新生成这份 PDF")


def _is_sound(data: bytes) -> bool:
    try:
        return _tables(data) if data.startswith(_TRUE_TYPE) else _outlines(data)
    except Exception:  # the reader stumbles over damage in ways of its own
        return False


def _tables(data: bytes) -> bool:
    """Tell whether each table has the sum that the font says; that of `head` leaves out a part of it."""
    with TTFont(BytesIO(data), lazy=True) as font:
        reader: Any = font.reader
        return all(_sum(data, entry) == entry.checkSum for tag, entry in reader.tables.items() if tag != "head")


def _sum(data: bytes, entry: Any) -> int:
    """Return the sum of a table as the format defines it, over its 32-bit words; -1 when the file ends before it."""
    table = data[entry.offset : entry.offset + entry.length]
    if len(table) != entry.length:
        return -1
    words = -(-len(table) // 4)
    total: int = sum(unpack(f">{words}I", table.ljust(4 * words, b"\0")))
    return total & 0xFFFFFFFF


def _outlines(data: bytes) -> bool:
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(data), None)
    outlines: Any = fonts[0].CharStrings
    return all(_ended(outlines[name].bytecode) for name in outlines.keys())  # noqa: SIM118


def _ended(code: bytes) -> bool:
    return bool(code) and code[-1] in _ENDS
