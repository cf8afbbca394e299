"""Blanks and clauses that many papers share, laid around what each paper says of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .merge import id_of
from .model.base import Path
from .source.reader import YamlFile
from .source.records import records

_Placed = list[tuple[Any, tuple[YamlFile, Path]]]
"""Raw values, each with the file and the path that it comes from."""


def framed(files: list[YamlFile]) -> list[YamlFile]:
    """Return the shared files with the papers that name a frame made whole; each value keeps the place it came from."""
    frames = {
        id_of(frame, "id"): (file, ("frames", at), frame)
        for file in files
        for at, frame in records(file.value, "frames")
    }
    return [_framed(file, frames) for file in files] if frames else files


def _framed(file: YamlFile, frames: Mapping[str, tuple[YamlFile, Path, dict[str, Any]]]) -> YamlFile:
    """Lay the frames around the papers of one file; a file without such papers comes back as it is."""
    parts: dict[Path, tuple[YamlFile, Path]] = {(): (file, ())}
    whole: dict[int, dict[str, Any]] = {}
    for at, paper in records(file.value, "papers"):
        if home := frames.get(str(paper.get("frame"))):
            whole[at] = dict(paper)
            for key, before, after in (("blanks", "blanks", ""), ("clauses", "opening", "closing")):
                if isinstance(paper.get(key, []), list):
                    own = _placed(file, ("papers", at), paper, key)
                    made = _around(_placed(*home, before), own, _placed(*home, after))
                    whole[at][key] = [item for item, _ in made]
                    parts |= {("papers", at, key, number): place for number, (_, place) in enumerate(made)}
    if not isinstance(file.value, dict) or not whole:
        return file
    papers = [whole.get(at, paper) for at, paper in enumerate(file.value["papers"])]
    return YamlFile(file.name, file.value | {"papers": papers}, file.node, parts)


def _placed(file: YamlFile, path: Path, record: dict[str, Any], key: str) -> _Placed:
    found = record.get(key)
    return [(item, (file, (*path, key, at))) for at, item in enumerate(found if isinstance(found, list) else ())]


def _around(before: _Placed, own: _Placed, after: _Placed) -> _Placed:
    """Return the paper's own records between those of the frame, or in the place of one that has the same id."""
    mine = {id_of(part[0], "id"): part for part in own}
    shared = {id_of(part[0], "id") for part in (*before, *after)}
    first, last = ([mine.get(id_of(part[0], "id"), part) for part in parts] for parts in (before, after))
    return [*first, *(part for part in own if id_of(part[0], "id") not in shared or not id_of(part[0], "id")), *last]
