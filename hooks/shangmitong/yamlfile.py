"""One YAML file -> plain values with the place of each: safe, with every fault reported in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from .problem import Problem, place, shorten

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
    "did not find expected key": "缩进不齐，或者上一行的引号没有配对",
    "did not find expected '-' indicator": "列表的“-”没有和上一项对齐",
    "did not find expected <document start>": "一个文件只能有一份内容，不要写“---”分隔线",
    "expected a single document in the stream": "一个文件只能有一份内容，不要写“---”分隔线",
    "found character that cannot start any token": "这个字符不能放在开头（如 @、%、制表符），请把文字用双引号括起来",
    "found unexpected end of stream": "引号或括号没有配对",
    "found undefined alias": "引用（*）了没有定义过的锚点；本项目不用锚点和引用",
    "control characters are not allowed": "文件里有看不见的控制字符",
    "did not find expected ',' or ']'": "方括号列表里缺少逗号或右方括号",
    "did not find expected ',' or '}'": "花括号里缺少逗号或右花括号",
    "found unknown escape character": "双引号里的反斜杠“\\”写法不对；改用单引号，或把“\\”写成“\\\\”",
    "block sequence entries are not allowed in this context": "列表的“-”不能和键写在同一行",
}


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
    tabs = [
        Problem(name, number, 1, "缩进用了制表符（Tab），请改成空格")
        for number, line in enumerate(text.splitlines(), 1)
        if "\t" in line[: len(line) - len(line.lstrip())]
    ]
    if tabs:
        return None, tabs
    try:
        if _too_deep(text):
            return None, [Problem(name, 1, 1, f"嵌套太深，最多 {DEEPEST} 层")]
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return None, [_syntax(name, error)]
    except yaml.YAMLError as error:
        return None, [Problem(name, 1, 1, f"不是正确的 YAML：{_translate(str(error))}")]
    if node is None:
        return None, [Problem(name, 1, 1, "文件是空的")]
    problems: list[Problem] = []
    value = _construct(node, name, problems, set())
    return YamlFile(name, value, node), problems


def _text(path: Path, root: Path, name: str) -> tuple[str, Problem | None]:
    if not path.resolve().is_relative_to(root.resolve()):
        return "", Problem(name, 1, 1, "这个文件是指向项目以外的链接，不读取")
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        return "", Problem(name, 1, 1, f"读不了这个文件：{error.strerror}")
    if data is None:
        return "", Problem(name, 1, 1, f"文件太大，最大 {LARGEST // 1024} KB")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        return "", Problem(name, line, column, f"{_encoding(data)}，请用编辑器另存为 UTF-8 编码")


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "文件是 UTF-16 编码"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 编码"
    return "文件像是 GBK（ANSI）编码"


def _too_deep(text: str) -> bool:
    """Count the nesting on events first, because the composer recurses in C and a deep file would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _syntax(name: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    words = _translate(f"{error.context} {error.problem}")
    return Problem(name, line, column, f"不是正确的 YAML：{words}")


def _translate(words: str) -> str:
    return next(
        (chinese for english, chinese in _WORDS.items() if english in words), f"写法有误（{shorten(words, 80)}）"
    )


def _construct(node: yaml.Node, name: str, problems: list[Problem], seen: set[int]) -> object:
    mark = node.start_mark

    def report(message: str) -> None:
        problems.append(Problem(name, mark.line + 1, mark.column + 1, message))

    if id(node) in seen:
        report("本项目不用锚点（&）和引用（*），请把内容写全")
        return None
    seen.add(id(node))
    if node.tag not in _PLAIN:
        report(f"不能用标记“{shorten(node.tag)}”；以“!”开头的文字请加引号")
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, name, problems, seen) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name, problems, seen)
    return None if isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY else node.value


def _mapping(node: yaml.MappingNode, name: str, problems: list[Problem], seen: set[int]) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for key, item in node.value:
        mark = key.start_mark
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(name, mark.line + 1, mark.column + 1, "键只能是一个词"))
            continue
        if key.value in mapping:
            problems.append(Problem(name, mark.line + 1, mark.column + 1, f"键“{shorten(key.value)}”写了两次"))
        mapping[key.value] = _construct(item, name, problems, seen)
    return mapping
