"""One YAML file -> plain values with the place of each: safe, with every fault reported in Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from .problem import COLON, Problem, place, shorten

LARGEST = 1024 * 1024
"""Largest file that is read, in bytes."""
DEEPEST = 30
"""Deepest nesting that is read; the models need eight."""
_EMPTY = {"", "~", "null", "Null", "NULL"}
_PLAIN = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value")
}
_WORDS = {
    "could not find expected ':'": "这一行像是“键: 值”，但缺少冒号（冒号要用英文半角，后面空一格）",
    "mapping values are not allowed in this context": "这里多了一个“: ”。文字里有英文冒号时，请把整段文字用双引号括起来",
    "did not find expected key": "缩进不齐，或者引号没有配对（配对的引号后面不能再写文字）",
    "did not find expected '-' indicator": "列表的“-”没有和上一项对齐",
    "did not find expected <document start>": "一个文件只能有一份内容，不要写“---”分隔线；第一行的缩进也要和后面的对齐",
    "expected a single document in the stream": "一个文件只能有一份内容，不要写“---”分隔线",
    "found unexpected document indicator": "引号没有配对：这里开始的引号，到“---”或“...”还没有结束",
    "found character that cannot start any token": "这个字符不能放在开头（如 @、%、制表符），请把文字用双引号括起来",
    "found unexpected end of stream": "引号或括号没有配对",
    "found undefined alias": "引用（*）了没有定义过的锚点；本项目不用锚点和引用",
    "while scanning an alias": "以“*”开头的文字要用双引号括起来",
    "while scanning an anchor": "以“&”开头的文字要用双引号括起来",
    "while scanning a tag": "以“!”开头的文字要用双引号括起来",
    "found undefined tag handle": "以“!”开头的文字要用双引号括起来",
    "found a tab character": "缩进用了制表符（Tab），请改成空格",
    "while scanning a block scalar": "“|”和“>”后面要换行再写文字；文字以“|”或“>”开头时，请用双引号括起来",
    "mapping keys are not allowed in this context": "以“?”开头的文字要用双引号括起来",
    "while parsing a flow node": "方括号或花括号里多了逗号，或者括号没有配对",
    "did not find expected node content": "文字不能以逗号或右括号开头，请用双引号括起来",
    "did not find expected ',' or ']'": "方括号列表里缺少逗号或右方括号（都用英文半角）",
    "did not find expected ',' or '}'": "花括号里缺少逗号或右花括号（都用英文半角）",
    "found unknown escape character": "双引号里的反斜杠“\\”写法不对；改用单引号，或把“\\”写成“\\\\”",
    "did not find expected hexdecimal number": "双引号里的“\\x”“\\u”后面要写足十六进制数；改用单引号，或直接写这个字",
    "found invalid Unicode character escape code": "双引号里的“\\u”写的不是一个字；请直接写这个字",
    "while scanning a directive": "以“%”开头的行不能用；是文字就用双引号括起来",
    "while scanning a %": "以“%”开头的行不能用；是文字就用双引号括起来",
    "directive": "以“%”开头的行不能用；是文字就用双引号括起来",
    "found incompatible YAML document": "以“%”开头的行不能用，请删去",
    "block sequence entries are not allowed in this context": "列表的“-”不能和键写在同一行",
}
_OTHERWISE = "写法有误，请对照旁边的写法；多半是冒号、引号、缩进或括号"
_MOST = 20
"""Most places of unusable characters that are named in one file."""
_NEAR = 6
"""How many lines above a syntax error the slip that caused it is looked for."""
_KEY = r"^(?P<before>\s*(?P<dash>- +)*(?P<key>[A-Za-z_][A-Za-z0-9_-]*) *)"
_SLIPS = (re.compile(_KEY + "："), re.compile(_KEY + r":(?=[^\s/:])"))
_NO_COLON = re.compile(_KEY + r"(?:[^:：A-Za-z0-9_-][^:：]*)?$")
_WIDE_INDENT = re.compile(r"^[ \t]*(?P<wide>[^\S \t\r\n])")


@dataclass(frozen=True)
class YamlFile:
    """A file that was read: `value` is made of dict, list, str and None only."""

    name: str
    value: object
    node: yaml.Node

    def problem(self, path: tuple[str | int, ...], message: str, *, at_key: bool = False) -> Problem:
        """Give a problem at the value under `path`, at its key, or at the nearest node above that exists."""
        node = self.node
        for depth, part in enumerate(path):
            last = depth == len(path) - 1
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            elif isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == part), None)
                if pair is None:
                    break
                node = pair[0] if last and at_key else pair[1]
        mark = node.start_mark
        return Problem(self.name, mark.line + 1, mark.column + 1, message, place(path))


def read_yaml(path: Path, root: Path) -> tuple[YamlFile | None, list[Problem]]:
    """Read one YAML file below `root`; give it, or None and the problems that stand in the way."""
    name = path.relative_to(root).as_posix()
    text, problem = _text(path, root, name)
    if problem:
        return None, [problem]
    faults = _characters(name, text) or _indents(name, text)
    if faults:
        return None, faults
    try:
        if _too_deep(text):
            return None, [Problem(name, 1, 1, f"嵌套太深，最多 {DEEPEST} 层")]
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return None, _syntax(name, text, error)
    except yaml.YAMLError:
        return None, [Problem(name, 1, 1, f"不是正确的 YAML：{_OTHERWISE}")]
    if node is None:
        return None, [Problem(name, 1, 1, "文件是空的")]
    problems: list[Problem] = []
    value = _construct(node, name, problems, set())
    return YamlFile(name, value, node), problems


def _text(path: Path, root: Path, name: str) -> tuple[str, Problem | None]:
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
    """Give the bytes of a regular file inside `root`, or the words that say why they cannot be had."""
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


def _unusable(text: str) -> Iterator[tuple[int, str]]:
    """Give the place of each character in `text` that cannot be printed, and a sentence about it."""
    for index, character in enumerate(text):
        if character.isprintable() or character in "\n\r\t":
            continue
        category = unicodedata.category(character)
        newer = category == "Cn" and 0x20000 <= ord(character) < 0x3FFFE  # ideographs younger than this Python
        if (category in ("Cc", "Cn", "Co", "Cs") and not newer) or character == "\ufeff":
            kind = "，是控制字符" if category == "Cc" else ""
            yield index, f"这里有看不见的或不能用的字符（U+{ord(character):04X}）{kind}，请删去"


def _characters(name: str, text: str) -> list[Problem]:
    """Report the unusable characters of a file, the first few of them."""
    if text.isprintable():
        return []
    found = (
        Problem(name, number, index + 1, words)
        for number, line in enumerate(re.split("\r\n|\r|\n", text), 1)
        if not line.isprintable()
        for index, words in _unusable(line)
    )
    return [problem for problem, _ in zip(found, range(_MOST), strict=False)]


def _indents(name: str, text: str) -> list[Problem]:
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
    tokens, last = _tokens(text)
    inside = _text_lines(tokens)
    return [
        Problem(name, number + 1, match.start("wide") + 1, "缩进用了全角空格或不间断空格，请改成普通（半角）空格")
        for number, match in wide
        if number not in inside and number <= last
    ]


def _tokens(text: str) -> tuple[list[yaml.Token], int]:
    """Give the tokens of `text` up to its first fault, and the line of that fault (or the last line)."""
    tokens: list[yaml.Token] = []
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            tokens.append(token)
    except yaml.MarkedYAMLError as error:
        return tokens, error.problem_mark.line if error.problem_mark else 0
    except yaml.YAMLError:
        return tokens, 0
    return tokens, text.count("\n") + text.count("\r") + 1


def _text_lines(tokens: list[yaml.Token]) -> set[int]:
    """Give the lines, from 0, that begin inside a quoted or block text."""
    return {
        line
        for token in tokens
        if isinstance(token, yaml.ScalarToken) and token.style
        for line in range(token.start_mark.line + 1, token.end_mark.line + (token.style in "'\""))
    }


def _too_deep(text: str) -> bool:
    """Count the nesting on events first, because the composer recurses in C and a deep file would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _syntax(name: str, text: str, error: yaml.MarkedYAMLError) -> list[Problem]:
    """Say where the author slipped, which is often some lines above the place where the parser gave up."""
    tokens, _ = _tokens(text)
    lines = text.splitlines()
    opened = _open_quote(error, tokens)
    slips = [] if opened else _slips(name, lines, error, _text_lines(tokens))
    if slips:
        return slips
    line, column, words = opened or _no_colon(lines, error) or _open_bracket(error, tokens) or _as_reported(error)
    return [Problem(name, line, column, f"不是正确的 YAML：{words}")]


def _as_reported(error: yaml.MarkedYAMLError) -> tuple[int, int, str]:
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "could not find expected ':'" in str(error.problem):
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return line, column, _translate(f"{error.context} {error.problem}")


def _open_quote(error: yaml.MarkedYAMLError, tokens: list[yaml.Token]) -> tuple[int, int, str] | None:
    """Give the quote that was never closed, or that was closed lines below by the next text's opening quote."""
    mark = error.context_mark
    if mark and "quoted scalar" in str(error.context) and "found unexpected" in str(error.problem):
        return mark.line + 1, mark.column + 1, "从这里开始的引号没有配对"
    for token in reversed(tokens):
        if not isinstance(token, yaml.ScalarToken) or token.style not in ("'", '"'):
            continue
        start, end = token.start_mark, token.end_mark
        if start.line < end.line and error.problem_mark and end.line == error.problem_mark.line:
            return start.line + 1, start.column + 1, f"从这里开始的引号没有配对，一直连到了第 {end.line + 1} 行"
        return None
    return None


def _slips(name: str, lines: list[str], error: yaml.MarkedYAMLError, inside: set[int]) -> list[Problem]:
    """Find keys near the fault with a full-width colon, or with no blank after the colon."""
    mark = error.problem_mark
    last = mark.line if mark else 0
    above = error.context_mark.line if error.context_mark and error.context == "while scanning a simple key" else last
    return [
        Problem(name, number + 1, match.end("before") + 1, f"“{match['key']}”后面的{COLON}")
        for number in range(max(0, min(above, last - _NEAR)), min(last + 1, len(lines)))
        if number not in inside
        for match in [next(filter(None, (slip.match(lines[number]) for slip in _SLIPS)), None)]
        if match and not (match["dash"] and lines[number][match.end() :][:1].isdigit())  # - aucl-2025:10
    ]


def _no_colon(lines: list[str], error: yaml.MarkedYAMLError) -> tuple[int, int, str] | None:
    """Explain a “key: value” line that was taken for the rest of the line above it."""
    mark = error.problem_mark
    if not mark or "mapping values are not allowed" not in str(error.problem) or mark.line >= len(lines):
        return None
    if not re.fullmatch(r"\s*[\w-]+ *", lines[mark.line][: mark.column]):
        return None
    number = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), None)
    if number is None:
        return None
    match = _NO_COLON.match(lines[number])
    if match:
        return number + 1, match.start("key") + 1, _WORDS["could not find expected ':'"]
    indent = len(lines[mark.line]) - len(lines[mark.line].lstrip())
    return mark.line + 1, indent + 1, "这一行缩进不对：它上面一行已经有了内容，这一行要和同级的键对齐"


def _open_bracket(error: yaml.MarkedYAMLError, tokens: list[yaml.Token]) -> tuple[int, int, str] | None:
    """Give the innermost bracket that was still open on a line above the fault."""
    if "while parsing a flow" not in str(error.context) or not error.problem_mark:
        return None
    opened: list[yaml.Token] = []
    for token in tokens:
        if token.start_mark.index >= error.problem_mark.index:
            break
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            opened.pop()
    mark = opened[-1].start_mark if opened else error.problem_mark
    if mark.line == error.problem_mark.line:
        return None
    words = f"从这里开始的括号没有配对，或里面缺少逗号（读到第 {error.problem_mark.line + 1} 行）"
    return mark.line + 1, mark.column + 1, words


def _translate(words: str) -> str:
    return next((chinese for english, chinese in _WORDS.items() if english in words), _OTHERWISE)


def _construct(node: yaml.Node, name: str, problems: list[Problem], seen: set[int]) -> object:
    mark = node.start_mark

    def report(message: str) -> None:
        problems.append(Problem(name, mark.line + 1, mark.column + 1, message))

    if id(node) in seen:
        report("本项目不用锚点（&）和引用（*），请把内容写全")
        return None
    seen.add(id(node))
    if node.tag not in _PLAIN:
        report(f"不能用标记“{shorten(node.tag.replace('tag:yaml.org,2002:', '!!'))}”；以“!”开头的文字请加引号")
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, name, problems, seen) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name, problems, seen)
    for _, words in _unusable(node.value):
        report(words)
        break
    return None if isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY else node.value


def _mapping(node: yaml.MappingNode, name: str, problems: list[Problem], seen: set[int]) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for key, item in node.value:
        mark = key.start_mark
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(name, mark.line + 1, mark.column + 1, "键只能是一个词"))
            continue
        for _, words in _unusable(key.value):
            problems.append(Problem(name, mark.line + 1, mark.column + 1, words))
            break
        if key.value in mapping:
            problems.append(Problem(name, mark.line + 1, mark.column + 1, f"键“{shorten(key.value)}”写了两次"))
        mapping[key.value] = _construct(item, name, problems, seen)
    return mapping
