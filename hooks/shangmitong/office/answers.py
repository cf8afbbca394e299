"""What firms send back: self-check workbooks that were renamed, reordered, half filled or broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from python_calamine import CalamineWorkbook

from ..documents.self_check import ANSWERS
from ..problem import written
from .selfcheck import ABOUT

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
"""Workbooks that can be read."""
_LARGEST = 10 * 1024 * 1024
_UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook may have unpacked; a bomb has more."""
_HEAD_ROWS = 12
"""Where the head of the questions is looked for."""
_NUMBER = re.compile(r"[AB]\d{2}")
_ASKED = re.compile(r"[C-Z]\d{2}")
_COLUMNS = ("题号", "结果")
_TALK = ("题号", "回答")


@dataclass(frozen=True)
class Unread:
    """What could not be read: file, sheet, cell and value, and what to do."""

    file: str
    sheet: str
    cell: str
    value: str
    why: str


@dataclass
class Reply:
    """One workbook that came back: what the firm says of itself, and its answers by number of the question."""

    file: str
    about: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    """Answers to the self-check."""
    said: dict[str, str] = field(default_factory=dict)
    """Answers to a questionnaire, in the words that were written."""
    unread: list[Unread] = field(default_factory=list)


def read_reply(path: Path, name: str) -> Reply:
    """Read one workbook; whatever cannot be read stands in its list, and nothing is guessed."""
    reply = Reply(name)
    sheets, why = read_sheets(path)
    if why:
        reply.unread.append(Unread(name, "", "", "", why))
        return reply
    for sheet, texts in sheets:
        _about(reply, texts)
        _answers(reply, sheet, texts)
        _talk(reply, sheet, texts)
    if not reply.answers and not reply.said:
        reply.unread.append(Unread(name, "", "", "", "里面没有找到“题号”和“结果”（或“回答”）两栏，或者一题也没有答"))
    return reply


Sheets = list[tuple[str, list[list[str]]]]
"""Sheets by name with their cells as text, row by row."""


def read_sheets(path: Path) -> tuple[Sheets, str]:
    """Return the sheets of a workbook from outside, or none and why it cannot be read."""
    if why := _refused(path):
        return [], why
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in book.sheet_names]
    except BaseException as error:  # on some broken files the reader panics, which is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return [], "打不开：可能加了密码或者坏了。请去掉密码，另存为 .xlsx 再交"
    return [(sheet, [[as_read(value) for value in row] for row in rows]) for sheet, rows in sheets], ""


def _refused(path: Path) -> str:
    """Say why a file is not opened at all; empty where it may be."""
    if path.suffix.lower() not in ENDINGS:
        return f"不是 Excel 文件（{path.suffix or '没有后缀'}）。WPS 的 .et 请另存为 .xlsx"
    try:
        size = path.stat().st_size
        if not size:
            return "文件是空的"
        if size > _LARGEST:
            return f"文件太大，最大 {_LARGEST // 1024 // 1024} MB"
        if is_zipfile(path):
            with ZipFile(path) as archive:
                if sum(item.file_size for item in archive.infolist()) > _UNPACKED:
                    return "解开以后太大，没有打开"
    except (OSError, BadZipFile) as error:
        return f"读不了（{error.__class__.__name__}）"
    return ""


def as_read(value: object) -> str:
    """Return a cell as text: whole numbers without a point, full-width letters as half-width ones."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def _about(reply: Reply, rows: list[list[str]]) -> None:
    """Find what the firm says of itself: a known word, and what stands to its right."""
    for row in rows:
        for place, word in enumerate(row[:-1]):
            name = word.rstrip("：:")
            if name in ABOUT and name not in reply.about:
                found = next((value for value in row[place + 1 :] if value), "")
                if found and found.rstrip("：:") not in ABOUT:
                    reply.about[name] = found


def _answers(reply: Reply, sheet: str, rows: list[list[str]]) -> None:
    """Read the answers below the head, wherever its columns are now."""
    for _, cell, asked, said in below(rows, _COLUMNS):
        if fault := _fault(reply, asked, said):
            reply.unread.append(Unread(reply.file, sheet, cell, said or asked, fault))
        elif said:
            reply.answers[asked] = said


def _talk(reply: Reply, sheet: str, rows: list[list[str]]) -> None:
    """Read the answers of a questionnaire as they were written."""
    for _, cell, asked, said in below(rows, _TALK):
        if said and not _ASKED.fullmatch(asked):
            reply.unread.append(Unread(reply.file, sheet, cell, said, f"题号“{asked}”不认识，这一行是加进来的"))
        elif said and reply.said.get(asked, said) != said:
            why = f"{asked} 答了两次，不一样，用了前面的“{reply.said[asked]}”"
            reply.unread.append(Unread(reply.file, sheet, cell, said, why))
        elif said:
            reply.said[asked] = said


def below(rows: list[list[str]], columns: tuple[str, str]) -> Iterator[tuple[int, str, str, str]]:
    """Return row, cell, number and answer of each row below the head with these columns, wherever they are now."""
    head = next((at for at, row in enumerate(rows[:_HEAD_ROWS]) if all(name in row for name in columns)), None)
    if head is None:
        return
    number, result = (rows[head].index(name) for name in columns)
    for at, row in enumerate(rows[head + 1 :], head + 2):
        asked = row[number] if number < len(row) else ""
        said = row[result] if result < len(row) else ""
        if asked or said:
            yield at, f"{_column(result)}{at}", asked, said


def _fault(reply: Reply, asked: str, said: str) -> str:
    if not _NUMBER.fullmatch(asked):
        return f"题号“{asked}”不认识，这一行是加进来的" if said else ""
    if said and said not in ANSWERS:
        return f"结果只能是{'、'.join(ANSWERS)}"
    if said and reply.answers.get(asked, said) != said:
        return f"{asked} 答了两次，不一样，用了前面的“{reply.answers[asked]}”"
    return ""


def _column(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def replies(folder: Path) -> Iterator[Reply]:
    """Read every file below a folder in the order of names; what programs leave behind is passed over."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(("~$", ".")):
            yield read_reply(path, written(path.relative_to(folder).as_posix()))
