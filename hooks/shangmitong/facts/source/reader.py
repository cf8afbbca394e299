"""One YAML file -> plain values with the place of each: safe, with every fault reported in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

import yaml

from ...problem import Problem, place, shorten
from .pasted import pasted
from .syntax_errors import OTHERWISE, syntax_problems
from .text import cut_values, read_text, unusable, unusable_characters, wide_indents

DEEPEST = 30
"""Deepest nesting that is read; the models need eight."""
_TOO_DEEP = f"嵌套太深，最多 {DEEPEST} 层"
LONGEST = 2000
"""Most items of one list, and most keys of one mapping, that are read; the longest list of ours has some hundred."""
_EMPTY = {"", "~", "null", "Null", "NULL"}
_PLAIN = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value")
}


_LAID: WeakKeyDictionary[yaml.Node, dict[object, tuple[yaml.Node, yaml.Node]]] = WeakKeyDictionary()
"""The pairs of the mappings in which a problem had to be placed."""


@dataclass(frozen=True)
class YamlFile:
    """A file that was read: `value` is made of dict, list, str and None only."""

    name: str
    value: object
    node: yaml.Node
    parts: Mapping[tuple[str | int, ...], tuple[YamlFile, tuple[str | int, ...]]] = field(default_factory=dict)
    """Where values come from that were laid together from other files: file and path there, by path here."""

    def problem(self, path: tuple[str | int, ...], message: str, *, at_key: bool = False) -> Problem:
        """Return a problem at the value under `path`, at its key, or at the nearest node above that exists."""
        for depth in range(len(path), -1, -1):
            if origin := self.parts.get(path[:depth]):
                file, place_there = origin
                return file.problem((*place_there, *path[depth:]), message, at_key=at_key)
        node = self.node
        for depth, part in enumerate(path):
            last = depth == len(path) - 1
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            elif isinstance(node, yaml.MappingNode):
                pair = _pairs(node).get(part)
                if pair is None:
                    break
                node = pair[0] if last and at_key else pair[1]
        mark = node.start_mark
        return Problem(self.name, mark.line + 1, mark.column + 1, message, place(path))


def _pairs(node: yaml.MappingNode) -> dict[object, tuple[yaml.Node, yaml.Node]]:
    """Return the pairs of a mapping by key, laid out once, because a file of ten thousand faults asks as often."""
    if node not in _LAID:
        _LAID[node] = {pair[0].value: pair for pair in reversed(node.value) if isinstance(pair[0], yaml.ScalarNode)}
    return _LAID[node]


def read_yaml(path: Path, root: Path) -> tuple[YamlFile | None, list[Problem]]:
    """Read one YAML file below `root`; give it, or None and the problems that stand in the way."""
    name = path.relative_to(root).as_posix()
    node, problems = compose(path, root)
    if node is None:
        return None, problems
    value = _construct(node, name, problems, set())
    return YamlFile(name, value, node), problems


def compose(path: Path, root: Path) -> tuple[yaml.Node | None, list[Problem]]:
    """Parse one YAML file below `root`; give its top node, or None when it has none, and the problems of its text."""
    name = path.relative_to(root).as_posix()
    text, problem = read_text(path, root, name)
    if problem:
        return None, [problem]
    faults = unusable_characters(name, text) or wide_indents(name, text) or pasted(name, text)
    if faults:
        return None, faults
    try:
        if _too_deep(text):
            return None, [Problem(name, 1, 1, _TOO_DEEP)]
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):  # libyaml counts, too, since PyYAML 6.0.4
            return None, [Problem(name, 1, 1, _TOO_DEEP)]
        return None, syntax_problems(name, text, error)
    except yaml.YAMLError:
        return None, [Problem(name, 1, 1, f"不是正确的 YAML：{OTHERWISE}")]
    return node, cut_values(name, text) if node else [Problem(name, 1, 1, "文件是空的")]


def _too_deep(text: str) -> bool:
    """Count the nesting on events first, because the composer recurses in C and a deep file would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


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
    if isinstance(node, yaml.CollectionNode) and len(node.value) > LONGEST:
        report(f"这里有 {len(node.value)} 项，最多 {LONGEST} 项。看看是不是贴错了内容")
        node.value = node.value[:LONGEST]
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, name, problems, seen) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name, problems, seen)
    for _, words in unusable(node.value):
        report(words)
        break
    swallowed = isinstance(node, yaml.ScalarNode) and not node.style and " - " in node.value
    if swallowed and mark.line < node.end_mark.line:
        report("这一项和下一行的“-”连成了一段。是下一项，就让“-”和上一项的对齐；是同一段文字，就用双引号括起来")
    return None if isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY else node.value


def _mapping(node: yaml.MappingNode, name: str, problems: list[Problem], seen: set[int]) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for key, item in node.value:
        mark = key.start_mark
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(name, mark.line + 1, mark.column + 1, "键只能是一个词"))
            continue
        for _, words in unusable(key.value):
            problems.append(Problem(name, mark.line + 1, mark.column + 1, words))
            break
        if key.value in mapping:
            problems.append(Problem(name, mark.line + 1, mark.column + 1, f"键“{shorten(key.value)}”写了两次"))
        mapping[key.value] = _construct(item, name, problems, seen)
    return mapping
