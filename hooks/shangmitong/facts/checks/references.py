"""What no single model can see: ids that occur twice, and ids that name nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ...problem import Problem, choices, nearest, shorten, unknown
from ..laws import CitationError, Registry
from ..model import Source, references
from ..model.base import tidy
from ..source.reader import YamlFile

_LABELS = {
    "stage": "环节",
    "secret": "秘密",
    "form": "表单",
    "paper": "文书",
    "frame": "文书框架",
    "procedure": "流程",
    "question": "问题",
    "flow": "流程图",
    "case": "案例",
    "industry": "行业",
    "source": "法律文件代号",
    "region": "县",
}
_HOMES = {
    **dict.fromkeys(("form", "paper", "frame", "flow", "procedure", "question"), "common"),
    **dict.fromkeys(("citation", "source", "case"), "laws"),
    "industry": "industries",
    "region": "regions",
}
"""In which folder the ids of each kind live."""
_OWN = {"stage": "stages", "secret": "secrets", "procedure": "procedures", "question": "questions"}
"""In which list of its own file an id of each kind is looked up."""


def _items(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Return every mapping in a raw YAML value with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from _items(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _items(item, (*path, index))


def _ids(file: YamlFile, *sections: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for section in sections:
        entries = file.value.get(section) if isinstance(file.value, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield (section, index, "id"), entry["id"]


def duplicates(files: dict[str, list[YamlFile]]) -> Iterator[Problem]:
    """Report ids that occur twice where they must be unique: within one list, and across shared files."""
    for folder, group in files.items():
        first: dict[tuple[str, ...], str] = {}
        for file in group:
            for path, item in _items(file.value):
                key = "key" if "key" in item else "id"
                if not (path and isinstance(path[-1], int) and isinstance(item.get(key), str)):
                    continue
                shared = folder in ("laws", "common") and len(path) == 2
                scope = (str(path[0]),) if shared else (file.name, *map(str, path[:-1]))
                where = f"{file.name} 的 {path[0]}"
                if (*scope, item[key]) in first:
                    yield file.problem((*path, key), f"“{item[key]}”重复了，{first[(*scope, item[key])]}已经用过")
                first.setdefault((*scope, item[key]), where)
        if folder == "industries":
            yield from _shadowing(files["common"], group)
            yield from _namesakes(group)


def _namesakes(industries: list[YamlFile]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file in industries:
        name = file.value.get("name") if isinstance(file.value, dict) else None
        if isinstance(name, str) and tidy(name):
            if tidy(name) in first:
                yield file.problem(
                    ("name",), f"行业名称“{shorten(name)}”和 {first[tidy(name)]} 的一样，读者分不清，请换一个"
                )
            first.setdefault(tidy(name), file.name)


def _shadowing(common: list[YamlFile], industries: list[YamlFile]) -> Iterator[Problem]:
    for section in ("procedures", "questions"):
        taken = {word for file in common for _, word in _ids(file, section)}
        for file in industries:
            for path, word in _ids(file, section):
                if word in taken:
                    yield file.problem(path, f"“{word}”和 common/ 里通用的重名了，请换一个代号")


def _words(group: list[YamlFile], section: str) -> set[str]:
    """Return the ids of one section in all files of a group."""
    return {word for file in group for _, word in _ids(file, section)}


def _known(files: dict[str, list[YamlFile]], others: Iterable[str]) -> dict[str, set[str]]:
    """Return the ids that every file may name, by their kind; `others` are counties whose files were left unread."""
    return {
        "form": _words(files["common"], "forms"),
        "paper": _words(files["common"], "papers"),
        "frame": _words(files["common"], "frames"),
        "flow": _words(files["common"], "flows"),
        "procedure": _words(files["common"], "procedures"),
        "question": _words(files["common"], "questions"),
        "case": _words(files["laws"], "cases"),
        "source": _words(files["laws"], "sources"),
        "industry": {Path(file.name).stem for file in files["industries"]},
        "region": {Path(file.name).stem for file in files["regions"]}.union(others),
    }


def dangling(
    files: dict[str, list[YamlFile]],
    models: dict[str, type[BaseModel]],
    registry: Registry,
    unread: set[str],
    others: Iterable[str] = (),
) -> Iterator[Problem]:
    """Report every id that names nothing, every citation that must not stand, and arrows without a box.

    Ids of a folder in `unread` are not looked up: a file that could not be read may hold them. `others` are counties
    that have a file which was left unread on purpose.
    """
    yield from _dangling_arrows(files["common"])
    yield from _checked_tomorrow(files["laws"])
    if "laws" not in unread:
        yield from _lost_heirs(files["laws"], registry)

    shared = _known(files, others)
    for folder, group in files.items():
        for file in group:
            own = {kind: _words([file], section) for kind, section in _OWN.items()}
            for path, ref, word in references(models[folder], file.value):
                if _HOMES.get(ref.kind) in unread or (ref.kind == "region" and not word.isascii()):
                    continue
                if ref.kind == "citation":
                    message = _citation_fault(registry, word, shared["source"])
                elif word in (ids := shared.get(ref.kind, set()) | own.get(ref.kind, set())):
                    continue
                else:
                    message = unknown(_LABELS[ref.kind], word, ids)
                if message:
                    yield file.problem(path, message)


def _citation_fault(registry: Registry, citation: str, ids: set[str]) -> str:
    source = citation.partition(":")[0]
    if source in ids and source not in registry.sources:
        return ""  # its law file has problems of its own, which are reported
    try:
        registry.cite(citation)
    except CitationError as error:
        return str(error)
    return ""


def _lost_heirs(laws: list[YamlFile], registry: Registry) -> Iterator[Problem]:
    """Report sources that replace each other in a circle, and old articles that lead to one that is not registered."""
    for file in laws:
        for path, item in _items(file.value):
            source = registry.sources.get(str(item.get("id"))) if path[:1] == ("sources",) and len(path) == 2 else None
            if source is None:
                continue
            if _in_a_circle(source, registry):
                message = f"“{source.id}”最后又由它自己代替，成了一个圈。请写现在有效的那一份"
                yield file.problem((*path, "superseded_by"), message)
                continue
            for old, message in _unregistered(source, registry):
                yield file.problem((*path, "renumbered", old), message)


def _unregistered(source: Source, registry: Registry) -> Iterator[tuple[str, str]]:
    """Return each old article whose new one is not registered, and what to say of it."""
    heir = registry.sources.get(source.superseded_by or source.id)
    known = {article.key for article in heir.articles} if heir else set()
    for old, new in source.renumbered.items():
        if heir and new not in known:
            shown = choices(sorted(known)) or "（无）"
            yield old, f"《{heir.short}》里没有登记“{new}”这一条。已登记的条：{shown}"


def _in_a_circle(source: Source, registry: Registry) -> bool:
    seen, heir = set(), registry.sources.get(source.superseded_by or "")
    while heir and heir.id not in seen and heir.id != source.id:
        seen.add(heir.id)
        heir = registry.sources.get(heir.superseded_by or "")
    return heir is source


def _checked_tomorrow(laws: list[YamlFile]) -> Iterator[Problem]:
    today = date.today().isoformat()  # not the day of the build, which SOURCE_DATE_EPOCH may put anywhere
    for file in laws:
        for path, item in _items(file.value):
            if isinstance(day := item.get("checked"), str) and day[:4].isdigit() and day > today:
                yield file.problem((*path, "checked"), f"核对日期 {day} 比今天（{today}）还晚")


def _dangling_arrows(common: list[YamlFile]) -> Iterator[Problem]:
    for file in common:
        for path, item in _items(file.value):
            if not {"nodes", "arrows"} <= item.keys() or not isinstance(item["nodes"], list):
                continue
            boxes = {node["id"] for node in item["nodes"] if isinstance(node, dict) and isinstance(node.get("id"), str)}
            for index, arrow in enumerate(item["arrows"] if isinstance(item["arrows"], list) else ()):
                for end in ("start", "end"):
                    word = arrow.get(end) if isinstance(arrow, dict) else None
                    if isinstance(word, str) and word not in boxes:
                        hint = f"没有“{word}”这个框。{nearest(word, boxes)}已有的框：{choices(sorted(boxes))}"
                        yield file.problem((*path, "arrows", index, end), hint)
