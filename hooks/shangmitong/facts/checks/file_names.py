"""File names that no other computer can read: bytes that are not UTF-8, as old archives leave them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ...problem import Problem, in_utf8, written
from ..tree import Tree

_FOLDERS = ("docs", "overrides", "paper")
"""Folders of the project whose files may have any name; in the others a name has a form of its own."""


def foreign_names(tree: Tree) -> Iterator[Problem]:
    """Report the files and folders of the project and of the county whose names are not UTF-8."""
    for folder in (*(tree.root / name for name in _FOLDERS), *([tree.own] if tree.county else [])):
        for place, folders, files in os.walk(folder):
            for name in (*folders, *files):
                if not in_utf8(name):
                    path = written(os.path.relpath(os.path.join(place, name), tree.root).replace(os.sep, "/"))  # noqa: PTH118
                    yield Problem(path, 1, 1, f"文件名不是 UTF-8 写的{_guess(name)}。请改个名字")


def _guess(name: str) -> str:
    """Return what a name says that was written as Chinese Windows did, which is how most of them come about."""
    try:
        return f"，多半是从旧的压缩包里解出来的“{os.fsencode(name).decode('gbk')}”"
    except UnicodeDecodeError:
        return ""
