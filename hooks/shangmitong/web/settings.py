"""The settings in mkdocs.yml: plain values, or what is wrong with the file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from ..facts.source.reader import compose
from ..problem import Problem, ProblemsError

NAME = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, where `!ENV [NAME, default]` stands for an environment variable."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    name, default = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else (node.value, "")
    return os.environ.get(name, default)


_Loader.add_constructor("!ENV", _environment)


def read_settings(root: Path) -> dict[str, Any]:
    """Return the settings of the project at `root` as plain values.

    Raises ProblemsError when the file cannot be read as settings.
    """
    unreadable = "读不了里面的某个值；用了“!”开头的标记就去掉，日期要真有那一天"
    try:
        settings = yaml.load((root / NAME).read_bytes(), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise ProblemsError(faults(root) or [Problem(NAME, *place, unreadable)]) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        raise ProblemsError(faults(root) or [Problem(NAME, 1, 1, unreadable)]) from None
    if found := faults(root) if not isinstance(settings, dict) else []:
        raise ProblemsError(found)
    if not isinstance(settings.get("nav") or [], list):
        raise ProblemsError([Problem(NAME, 1, 1, "nav 要写成列表（每项一行，以“- ”开头）")])
    return dict(settings)


def faults(root: Path) -> list[Problem]:
    """Return what keeps mkdocs.yml from being YAML with keys; an empty list when nothing does."""
    node, problems = compose(root / NAME, root)
    if node is not None and not isinstance(node, yaml.MappingNode):
        return [Problem(NAME, 1, 1, "整个文件要写成“键: 值”的形式")]
    return problems
