"""A county's own values laid over the project's: by key and by id, each value keeping the place it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel

from ..problem import Problem, choices, nearest
from .merge import Layer, Overlay, id_of, ids, lacking, new_records
from .model.base import Path, field_model, identity
from .source.reader import YamlFile

LAYERED = ("laws", "common", "industries", "paper")
"""Folders whose YAML a county may change."""
SHARED = ("laws", "common")
"""Folders whose records are found by id in whatever file they stand."""
_UNKNOWN = re.compile("没有“([^”]*)”")


def overlaid(folder: str, files: list[YamlFile], own: list[YamlFile], model: type[BaseModel]) -> Overlay:
    """Lay a county's `own` files of a folder over the project's; `model` is what a whole file follows."""
    made = Overlay(list(files))
    for file in own:
        if folder in SHARED:
            _share(made, file, model)
        else:
            _match(made, file, model, FilePath(file.name).name, folder)
    return made


def explained(problem: Problem, removed: Mapping[str, Problem]) -> Problem:
    """Say of an id that names nothing where the county took it out; `removed` are the places by id."""
    match = _UNKNOWN.search(problem.message)
    if match is None or match[1] not in removed:
        return problem
    place = removed[match[1]]
    words = f"“{match[1]}”在 {place.file}:{place.line} 去掉了，这里却还用到它。请在自己的文件夹里把这一处也改掉"
    return replace(problem, message=words)


def _match(made: Overlay, own: YamlFile, model: type[BaseModel], name: str, folder: str) -> None:
    """Lay a file over the one of the same name; without one it must be whole."""
    for index, file in enumerate(made.files):
        if file.name == f"{folder}/{name}":
            made.files[index] = Layer(made, file, own).file(model)
            return
    if missing := lacking(model, own.value):
        known = [FilePath(file.name).name for file in made.files]
        words = f"上游没有 {folder}/{name} 可以改。{nearest(name, known)}如果是新加的，还缺：{choices(missing)}"
        made.problems.append(own.problem((), words))
    else:
        made.files.append(own)


def _share(made: Overlay, own: YamlFile, model: type[BaseModel]) -> None:
    """Lay the records of a file over those of the same id, whichever file holds them; what is new stays a file."""
    rest: dict[str, Any] = {}
    parts: dict[Path, tuple[YamlFile, Path]] = {(): (own, ())}
    for section, items in own.value.items() if isinstance(own.value, dict) else ():
        kind = field_model(model, section)
        if not isinstance(items, list) or not identity(kind):
            rest[section] = items
            continue
        taken = set()
        for index, file in enumerate(made.files):
            upstream = file.value.get(section) if isinstance(file.value, dict) else None
            if isinstance(upstream, list):
                known = ids(upstream, identity(kind))
                mine = [(at, item) for at, item in enumerate(items) if id_of(item, identity(kind)) in known]
                if mine and not FilePath(file.name).is_relative_to(FilePath(own.name).parent):
                    made.files[index] = Layer(made, file, own).section(section, upstream, mine, kind)
                    taken |= {at for at, _ in mine}
        known = {word for file in made.files for word in _section_ids(file, section, identity(kind))}
        fresh = [(at, item) for at, item in enumerate(items) if at not in taken]
        kept = list(new_records(made, own, (section,), fresh, kind, known))
        rest[section] = [item for _, item in kept]
        parts |= {(section, new): (own, (section, at)) for new, (at, _) in enumerate(kept)}
    if rest or not isinstance(own.value, dict):
        made.files.append(YamlFile(own.name, rest if isinstance(own.value, dict) else own.value, own.node, parts))


def _section_ids(file: YamlFile, section: str, word: str) -> set[str]:
    records = file.value.get(section) if isinstance(file.value, dict) else None
    return ids(records, word) if isinstance(records, list) else set()
