"""The files that stand beside a new one: where its examples and the ids it leans on come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ...facts.checks.placeholders import gaps_in
from ...facts.model import references
from ...facts.source.reader import YamlFile, read_yaml


@dataclass(frozen=True)
class Neighbours:
    """What the project has, as plain YAML values; files that cannot be read are left out."""

    industries: dict[str, str]
    """Names of the trades by slug."""
    example: YamlFile | None
    """A finished file of the same kind, without gaps."""
    ids: dict[str, str]
    """An id that exists, for each kind of thing that a file may name: the first that the example names."""


def neighbours(root: Path, folder: str, model: type[BaseModel]) -> Neighbours:
    """Look at the files below `root` for a new file in `folder`, which follows `model`."""
    industries = {Path(file.name).stem: file for file in _files(root, "industries")}
    names = {slug: _text(file.value, "name", slug) for slug, file in industries.items()}
    ids = {
        "form": _first(root, "common", "forms"),
        "paper": _first(root, "common", "papers"),
        "case": _first(root, "laws", "cases"),
        "procedure": _first(root, "common", "procedures"),
        "industry": next(iter(names), ""),
        "citation": "文件代号:条号",
    }
    example = next((file for file in _files(root, folder) if not any(gaps_in([file]))), None)
    for _, ref, word in reversed(list(references(model, example.value if example else None))):
        if ref.kind in ids:
            ids[ref.kind] = word
    return Neighbours(names, example, ids)


def _files(root: Path, folder: str) -> Iterator[YamlFile]:
    for path in sorted((root / folder).glob("[a-z]*.yml")):
        file, problems = read_yaml(path, root)
        if file and not problems and isinstance(file.value, dict):
            yield file


def _first(root: Path, folder: str, section: str) -> str:
    """Return the id of the first entry of a section in the files of a folder."""
    entries: Iterator[Any] = (
        item for file in _files(root, folder) for item in _list(file.value, section) if isinstance(item, dict)
    )
    return next((_text(item, "id", "") for item in entries), "")


def _list(value: Any, key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _text(value: Any, key: str, otherwise: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else otherwise
