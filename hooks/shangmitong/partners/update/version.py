"""A version of the whole project, in a folder or as a zip that a host or a colleague gave."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from pathlib import Path

from ...problem import in_utf8, written
from ..archive import ArchiveError, Limits, unzipped
from .mend import KEPT

Version = dict[str, bytes]
"""The files of a version by their path below the project, with /."""
UPSTREAM = ".shangmitong-upstream.zip"
"""Where a project keeps the version that it last took over, as it came."""
_LIMITS = Limits(files=20_000, size=300 * 1024 * 1024)
_MADE = {"site", "node_modules", "__pycache__", "htmlcov", "venv", "env", KEPT}
_HIDDEN = {".ci", ".editorconfig", ".gitattributes", ".github", ".gitignore", ".pre-commit-config.yaml"}
_SIGNS = ("mkdocs.yml", "hooks/shangmitong/__main__.py")
_NUMBER = re.compile(rb"__version__ = \"([\w.]+)\"")


def read_version(path: Path) -> Version:
    """Return the files of the version at `path`, without what can be made again.

    Raises ArchiveError when there is none.
    """
    if path.is_dir():
        _require_signs(path, [name for name in _SIGNS if (path / name).is_file()])  # before any folder is gone through
        files = dict(_walk(path))
    else:
        files = _below_top(unzipped(path, _LIMITS))
    if strange := next((name for name in files if not in_utf8(name)), ""):
        raise ArchiveError(f"“{path}”里有一个文件名不是 UTF-8 写的：{written(strange)}。请改个名字，或者用原来的 zip")
    _require_signs(path, files)
    return {name: files[name] for name in sorted(files) if _is_source(name)}


def _require_signs(path: Path, names: Container[str]) -> None:
    if missing := [name for name in _SIGNS if name not in names]:
        raise ArchiveError(f"“{path}”里没有 {missing[0]}，不是商秘通的一个版本。请写解压出来的文件夹，或者整个 zip")


def number(version: Version) -> str:
    """Return the number of a version, as 0.2.0."""
    found = _NUMBER.search(version.get("hooks/shangmitong/__init__.py", b""))
    return found[1].decode() if found else "（没有版本号）"


def _walk(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Return the files of a folder; links are not followed."""
    for place, folders, names in os.walk(folder):
        below = Path(place)
        folders[:] = [name for name in folders if _is_source((below / name).relative_to(folder).as_posix())]
        for name in names:
            if not (path := below / name).is_symlink() and path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _below_top(files: Version) -> Version:
    """Take away the one folder that hosts put everything into, and what macOS puts beside it."""
    files = {name: data for name, data in files.items() if not name.startswith("__MACOSX/")}
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1 or _SIGNS[0] in files:
        return files
    return {name.partition("/")[2]: data for name, data in files.items()}


def _is_source(name: str) -> bool:
    """Say whether a path is written by people: not made by a program, and not of one computer alone."""
    first, *rest = name.split("/")
    if first.startswith(".") and first not in _HIDDEN:
        return False
    return not {first, *rest} & _MADE and not name.endswith((".pyc", ".egg-info", ".zip"))
