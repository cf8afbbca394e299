"""What a county's own files stand on: the project's words under them, read without laying them together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import yaml
from pydantic import BaseModel

from ..facts.checks.unmatched import readable
from ..facts.load import FOLDERS, chosen_region, read
from ..facts.model import references
from ..facts.model.base import Path, field_model, identity, tidy
from ..facts.overlay import SHARED
from ..facts.source.reader import YamlFile
from ..facts.source.records import records
from ..facts.tree import WORDING, Tree
from ..problem import Problem, ProblemsError
from .snapshot import Snapshot

ARROW = " › "
"""What stands between the parts of a place."""
_LAW = re.compile(r"(?<![\w.])law\(([^()]*)\)")
_WORD = re.compile(r"""["']([^"']*)["']""")


@dataclass(frozen=True)
class FieldValue:
    """A value of a YAML file: in which record it stands, under which field, and where in the file."""

    record: str
    field: str
    text: str
    file: YamlFile
    path: Path

    @property
    def where(self) -> str:
        """Return the file and the line, as editors turn it into a link."""
        found = self.file.problem(self.path, "")
        return f"{found.file}:{found.line}"


@dataclass(frozen=True)
class Overrides:
    """A county's own files as they are today, and the project's words under them."""

    tree: Tree
    now: Snapshot
    own: dict[str, dict[str, FieldValue]]
    """The county's own values: by record, then by field."""
    cites: dict[str, list[str]]
    """Where the county's own files cite a law."""
    moved: dict[str, str]
    """Old citations and the new ones that the project names for them."""
    published: tuple[str, ...]
    """The trades that the county publishes; empty for all."""


def county_overrides(root: FilePath, county: str = "") -> Overrides | None:
    """Look at the own files of `county`, else of the chosen one, below `root`; None where it has none.

    Raises ProblemsError for files that cannot be read; with `county`, those of other counties are not looked at.
    """
    tree = Tree(root, county or chosen_region())
    if not re.fullmatch(r"[a-z][a-z0-9-]*", tree.county) or not tree.inside(tree.own) or not tree.own_names():
        return None
    problems: list[Problem] = []
    upstream, own = read(tree, problems, bool(county))
    if problems:
        raise ProblemsError(problems)
    mine: dict[str, dict[str, FieldValue]] = {}
    for entry in _all_leaves(own):
        mine.setdefault(entry.record, {})[entry.field] = entry
    values: dict[str, dict[str, str]] = {}
    for entry in _all_leaves(upstream):
        if entry.record in mine:
            values.setdefault(entry.record, {})[entry.field] = entry.text
    sources = [source for file in upstream["laws"] for _, source in records(file.value, "sources")]
    now = Snapshot(
        laws=dict(line for source in sources for line in _law_lines(source)),
        entries=dict(_entries(upstream, tree)),
        values=values,
        texts={name: _lines(tree.root / name) for name in readable(tree)},
    )
    regions = [file for file in upstream["regions"] if FilePath(file.name).stem == tree.county]
    region = regions[0].value if regions else {}
    return Overrides(
        tree,
        now,
        mine,
        _cites(tree, own | {"regions": regions}),
        dict(pair for source in sources for pair in _moved(source)),
        tuple((region.get("industries") or ()) if isinstance(region, dict) else ()),
    )


def shown(value: object) -> str:
    """Return a raw YAML value as people read it: a text as it stands, a list or record as short YAML."""
    if value is None or isinstance(value, str):
        return tidy(value or "")
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=None)
    return text.strip()


def _all_leaves(files: dict[str, list[YamlFile]]) -> Iterator[FieldValue]:
    for folder, group in files.items():
        for file in group if folder != "regions" else ():
            start = folder if folder in SHARED else f"{folder}/{FilePath(file.name).name}"
            yield from _leaves(file, file.value, FOLDERS[folder], (start,), 0, ())


def _leaves(
    file: YamlFile, value: Any, model: type[BaseModel] | None, place: tuple[str, ...], record: int, path: Path
) -> Iterator[FieldValue]:
    """Return the values of a file; `record` is how many parts of `place` name the record, 0 where there is none."""
    key = identity(model)
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(file, item, field_model(model, name), (*place, name), record, (*path, name))
    elif isinstance(value, list) and key and all(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            for name, part in item.items():
                inner = (*place, shown(item.get(key)), name)
                if name == key:
                    continue  # what the record is found by is no change of it
                yield from _leaves(file, part, field_model(model, name), inner, len(place) + 1, (*path, index, name))
    else:
        cut = record or len(place)
        yield FieldValue(ARROW.join(place[:cut]), ARROW.join(place[cut:]), shown(value), file, path)


def _law_lines(source: dict[str, Any]) -> Iterator[tuple[str, str]]:
    word = shown(source.get("id"))
    parts = [f"《{shown(source.get('title'))}》"]
    for key, words in (("effective", "{}起施行"), ("until", "{}起失效"), ("superseded_by", "由 {} 代替")):
        parts += [words.format(shown(source[key]))] if source.get(key) else []
    yield word, "，".join(parts)
    for _, article in records(source, "articles"):
        yield f"{word}:{shown(article.get('key'))}", shown(article.get("gist"))


def _moved(source: dict[str, Any]) -> Iterator[tuple[str, str]]:
    word, table = shown(source.get("id")), source.get("renumbered")
    heir = shown(source.get("superseded_by")) or word
    for old, new in table.items() if isinstance(table, dict) else ():
        yield f"{word}:{old}", f"{heir}:{shown(new)}"


def _entries(files: dict[str, list[YamlFile]], tree: Tree) -> Iterator[tuple[str, str]]:
    """Return the place and the name of everything that a county may want to know of when it is new."""
    for folder in ("common", "laws", "industries"):
        for file in files[folder]:
            start = folder if folder in SHARED else file.name
            value: Any = file.value
            if folder == "industries" and isinstance(value, dict):
                yield start, shown(value.get("name"))
            for section in value if isinstance(value, dict) else ():
                for _, item in records(value, section) if section != "sources" else ():
                    if "id" in item:
                        label = next((item[key] for key in ("name", "title", "question") if item.get(key)), "")
                        yield ARROW.join((start, section, shown(item["id"]))), shown(label)
    for path in sorted((tree.root / WORDING).rglob("*.md")):
        yield path.relative_to(tree.root).as_posix(), ""


def _lines(path: FilePath) -> tuple[str, ...]:
    """Return the lines of a text, or the hash of a picture."""
    data = path.read_bytes()
    try:
        return tuple(data.decode("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        return (f"sha256 {hashlib.sha256(data).hexdigest()}",)


def _cites(tree: Tree, own: dict[str, list[YamlFile]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for folder, files in own.items():
        for file in files:
            for path, ref, word in references(FOLDERS[folder], file.value):
                if ref.kind in ("citation", "source"):
                    problem = file.problem(path, "")
                    found.setdefault(word, []).append(f"{problem.file}:{problem.line}")
    for name in tree.own_names(WORDING):
        for number, line in enumerate(_lines(tree.own / name) if tree.inside(tree.own / name) else (), 1):
            for call in _LAW.finditer(line):
                for word in _WORD.findall(call[1]):
                    found.setdefault(word, []).append(f"{tree.name(name)}:{number}")
    return found
