"""The text of a YAML file before it is parsed: its encoding, and characters that must not stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from ...problem import Problem

LARGEST = 1024 * 1024
"""Largest file that is read, in bytes."""
_MOST = 20
"""Most places of unusable characters that are named in one file."""
_SPACE = "\u200b"
"""The one character without a shape that may stand in a text, because the models remove it."""
_CURES = dict.fromkeys("\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc", "是 Word、WPS 的项目符号，请换成“- ”")
"""What to write instead of a bullet that was pasted."""
_WIDE_INDENT = re.compile(r"^[ \t]*(?P<wide>[^\S \t\r\n])")


_CUT = re.compile(r"[ \t]#(?=[\u2e80-\u9fff]|[0-9A-Fa-f]{6}\b)")
_STARTS = (yaml.ValueToken, yaml.BlockEntryToken)
"""What a value follows on its line."""


def read_text(path: Path, root: Path, name: str) -> tuple[str, Problem | None]:
    """Return the text of a file below `root`, or the problem that stands in the way."""
    data, words = _bytes(path, root)
    words = words or _wide_encoding(data)
    if words:
        return "", Problem(name, 1, 1, words)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig", "replace")) + 1
        return "", Problem(name, line, column, f"{_encoding(data)}，请用编辑器另存为 UTF-8 编码")


def _bytes(path: Path, root: Path) -> tuple[bytes, str]:
    """Return the bytes of a regular file inside `root`, or the words that say why they cannot be had."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return b"", "这个文件是指向项目以外的链接，不读取"
        if path.is_dir():
            return b"", "读不了：这是一个文件夹，不是文件"
        if not path.is_file():
            return b"", "读不了：这不是普通文件，或者链接指向的文件不存在"
        if path.stat().st_size > LARGEST:
            return b"", f"文件太大，最大 {LARGEST // 1024} KB"
        return path.read_bytes(), ""
    except PermissionError:
        return b"", "读不了：没有读取权限"
    except (OSError, RuntimeError):  # a RuntimeError is a link that leads to itself
        return b"", "读不了这个文件；如果它是链接，请换成真的文件"


def _wide_encoding(data: bytes) -> str:
    """Tell UTF-16 and UTF-32 by their marks or by their many zero bytes; an empty text for anything else."""
    zeros = data.count(0)
    if data and zeros == len(data):
        return "文件里全是空字节，可能已经损坏，请换成备份"
    many = zeros >= 3 and zeros * 20 >= len(data)
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")) or (many and zeros * 2 > len(data)):
        return "文件是 UTF-32 编码，请用编辑器另存为 UTF-8 编码"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or many:
        return "文件是 UTF-16 编码，请用编辑器另存为 UTF-8 编码"
    return ""


def _encoding(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 编码"
    return "文件像是 GBK（ANSI）编码"


def unusable(text: str) -> Iterator[tuple[int, str]]:
    """Return the place of each character in `text` that cannot be printed, and a sentence about it."""
    for index, character in enumerate("" if text.isprintable() else text):
        if character.isprintable() or character in "\n\r\t":
            continue
        category = unicodedata.category(character)
        newer = category == "Cn" and 0x20000 <= ord(character) < 0x3FFFE  # ideographs younger than this Python
        if (category in ("Cc", "Cf", "Cn", "Co", "Cs") and not newer) and character != _SPACE:
            kind = {"Cc": "，是控制字符", "Cf": "，搜索和引用会因为它对不上"}.get(category, "")
            cure = _CURES.get(character, "请删去")
            yield index, f"这里有看不见的或不能用的字符（U+{ord(character):04X}）{kind}，{cure}"


def unusable_characters(name: str, text: str) -> list[Problem]:
    """Report the unusable characters of a file, the first few of them."""
    if text.isprintable():
        return []
    found = (
        Problem(name, number, index + 1, words)
        for number, line in enumerate(re.split("\r\n|\r|\n", text), 1)
        if not line.isprintable()
        for index, words in unusable(line)
    )
    return [problem for problem, _ in zip(found, range(_MOST), strict=False)]


def wide_indents(name: str, text: str) -> list[Problem]:
    """Report lines that are indented with a tab or with a wide blank; a paragraph of a block text may be."""
    lines = text.splitlines()
    tabs = [
        Problem(name, number, 1, "缩进用了制表符（Tab），请改成空格")
        for number, line in enumerate(lines, 1)
        if "\t" in line[: len(line) - len(line.lstrip())]
    ]
    wide = [(number, match) for number, line in enumerate(lines) if (match := _WIDE_INDENT.match(line))]
    if tabs or not wide:
        return tabs
    tokens, last = tokens_of(text)
    inside = text_lines(tokens)
    return [
        Problem(name, number + 1, match.start("wide") + 1, "缩进用了全角空格或不间断空格，请改成普通（半角）空格")
        for number, match in wide
        if number not in inside and number <= last
    ]


def cut_values(name: str, text: str) -> list[Problem]:
    """Report plain values that a “#” cuts short although it looks like a part of them."""
    if not _CUT.search(text):
        return []
    tokens, _ = tokens_of(text)
    found = []
    for number, line in enumerate(re.split("\r\n|\r|\n", text)):
        for match in _CUT.finditer(line):
            place = (number, match.end() - 1)
            before = [token for token in tokens if (token.start_mark.line, token.start_mark.column) < place]
            token = next((token for token in reversed(before) if token.start_mark.line == number), None)
            plain = isinstance(token, yaml.ScalarToken) and token.plain
            if (
                token
                and (plain or isinstance(token, _STARTS))
                and (token.end_mark.line, token.end_mark.column) <= place
            ):
                words = (
                    "“#”后面的内容被当成了说明，不会用上。是内容，就把整段文字用双引号括起来；是说明，就在“#”后面空一格"
                )
                found.append(Problem(name, number + 1, place[1] + 1, words))
                break
    return found


def tokens_of(text: str) -> tuple[list[yaml.Token], int]:
    """Return the tokens of `text` up to its first fault, and the line of that fault (or the last line)."""
    tokens: list[yaml.Token] = []
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            tokens.append(token)
    except yaml.MarkedYAMLError as error:
        return tokens, error.problem_mark.line if error.problem_mark else 0
    except yaml.YAMLError:
        return tokens, 0
    return tokens, text.count("\n") + text.count("\r") + 1


def text_lines(tokens: list[yaml.Token]) -> set[int]:
    """Return the lines, from 0, that begin inside a quoted or block text."""
    return {
        line
        for token in tokens
        if isinstance(token, yaml.ScalarToken) and token.style
        for line in range(token.start_mark.line + 1, token.end_mark.line + (token.style in "'\""))
    }
