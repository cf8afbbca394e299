"""Folders of YAML -> one frozen project, with all problems of all files at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .laws import CitationError, Registry
from .model import (
    Case,
    CommonFile,
    Flow,
    Form,
    Industry,
    LawFile,
    Procedure,
    Question,
    Region,
    Source,
    references,
)
from .problem import Problem, ProblemsFound, choices, nearest, sentence, unknown
from .yamlfile import YamlFile, read_yaml

FOLDERS: dict[str, type[BaseModel]] = {
    "laws": LawFile,
    "common": CommonFile,
    "industries": Industry,
    "regions": Region,
}
"""Which model the YAML files of each folder follow."""
DEFAULT_REGION = "tongcheng"
_LABELS = {
    "stage": "环节",
    "secret": "秘密",
    "form": "表单",
    "procedure": "流程",
    "question": "问题",
    "flow": "流程图",
    "case": "案例",
    "industry": "行业",
    "source": "法律文件代号",
}
_Item = TypeVar("_Item", bound=BaseModel)


@dataclass(frozen=True)
class Project:
    """All facts, checked: industries and regions by slug, the rest by id."""

    root: Path
    region_slug: str
    region: Region
    industries: dict[str, Industry]
    registry: Registry
    cases: dict[str, Case]
    forms: dict[str, Form]
    procedures: dict[str, Procedure]
    questions: dict[str, Question]
    flows: dict[str, Flow]


def build_day() -> date:
    """Give the day of the build: SOURCE_DATE_EPOCH (seconds, UTC) where it is set, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def load(root: Path, region: str | None = None, today: date | None = None) -> Project:
    """Read the facts below `root` for the county `region` (default: REGION, then tongcheng).

    Raises ProblemsFound with every problem of every file.
    """
    region = region or os.environ.get("REGION") or DEFAULT_REGION
    problems: list[Problem] = []
    files = {folder: list(_read_folder(root, folder, problems)) for folder in FOLDERS}
    models = {
        folder: {Path(file.name).stem: _validate(FOLDERS[folder], file, problems) for file in files[folder]}
        for folder in FOLDERS
    }
    problems += _duplicates(files)
    registry = Registry({s.id: s for s in _gather(models["laws"], "sources", Source)}, today or build_day())
    problems += _dangling(files, registry)
    problems += _dangling_arrows(files["common"])
    if region not in models["regions"]:
        problems.append(Problem("regions", 1, 1, unknown("县（环境变量 REGION）", region, models["regions"])))
    if problems:
        raise ProblemsFound(problems)
    industries: dict[str, Any] = dict(sorted(models["industries"].items(), key=lambda item: (item[1].order, item[0])))  # type: ignore[union-attr]
    chosen: Any = models["regions"][region]
    return Project(
        root,
        region,
        chosen,
        {slug: industry for slug, industry in industries.items() if slug in (chosen.industries or industries)},
        registry,
        {case.id: case for case in _gather(models["laws"], "cases", Case)},
        {form.id: form for form in _gather(models["common"], "forms", Form)},
        {item.id: item for item in _gather(models["common"], "procedures", Procedure)},
        {item.id: item for item in _gather(models["common"], "questions", Question)},
        {flow.id: flow for flow in _gather(models["common"], "flows", Flow)},
    )


def _read_folder(root: Path, folder: str, problems: list[Problem]) -> Iterator[YamlFile]:
    paths = sorted((root / folder).glob("*.y*ml")) if (root / folder).is_dir() else []
    if not paths:
        problems.append(Problem(folder, 1, 1, "这个文件夹里没有 .yml 文件"))
    for path in paths:
        name = path.relative_to(root).as_posix()
        if path.suffix != ".yml" or not _is_slug(path.stem):
            problems.append(Problem(name, 1, 1, "文件名只能用小写英文字母、数字和连字符，以 .yml 结尾，如 mica-products.yml"))
            continue
        file, found = read_yaml(path, root)
        problems += found
        if file:
            yield file


def _is_slug(word: str) -> bool:
    return word[:1].isalpha() and word.isascii() and word == word.lower() and word.replace("-", "").isalnum()


def _validate(model: type[BaseModel], file: YamlFile, problems: list[Problem]) -> BaseModel | None:
    try:
        return model.model_validate(file.value)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            path = item["loc"]
            extra = item["type"] == "extra_forbidden"
            problems.append(file.problem(path, sentence(item, _keys_at(model, path[:-1])), at_key=extra))
        return None


def _keys_at(model: Any, path: Iterable[str | int]) -> list[str]:
    """Give the keys that the model allows under a YAML path."""
    for part in path:
        if isinstance(part, str):
            model = _model_of(model.model_fields[part].annotation)
    return list(model.model_fields)


def _model_of(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_of(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None)


def _gather(models: dict[str, BaseModel | None], field: str, kind: type[_Item]) -> Iterator[_Item]:
    for model in models.values():
        yield from getattr(model, field, ()) if model else ()


def _items(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Give every mapping in a raw YAML value with its path."""
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


def _duplicates(files: dict[str, list[YamlFile]]) -> Iterator[Problem]:
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


def _shadowing(common: list[YamlFile], industries: list[YamlFile]) -> Iterator[Problem]:
    for section in ("procedures", "questions"):
        taken = {word for file in common for _, word in _ids(file, section)}
        for file in industries:
            for path, word in _ids(file, section):
                if word in taken:
                    yield file.problem(path, f"“{word}”和 common/ 里通用的重名了，请换一个代号")


def _dangling(files: dict[str, list[YamlFile]], registry: Registry) -> Iterator[Problem]:
    def known(group: list[YamlFile], section: str) -> set[str]:
        return {word for file in group for _, word in _ids(file, section)}

    shared = {
        "form": known(files["common"], "forms"),
        "flow": known(files["common"], "flows"),
        "procedure": known(files["common"], "procedures"),
        "question": known(files["common"], "questions"),
        "case": known(files["laws"], "cases"),
        "source": known(files["laws"], "sources"),
        "industry": {Path(file.name).stem for file in files["industries"]},
    }
    for folder, group in files.items():
        for file in group:
            own = {kind: known([file], section) for kind, section in _OWN.items()}
            for path, ref, word in references(FOLDERS[folder], file.value):
                if ref.kind == "citation":
                    message = _citation_fault(registry, word, shared["source"])
                elif word in (ids := shared.get(ref.kind, set()) | own.get(ref.kind, set())):
                    continue
                else:
                    message = unknown(_LABELS[ref.kind], word, ids)
                if message:
                    yield file.problem(path, message)


_OWN = {"stage": "stages", "secret": "secrets", "procedure": "procedures", "question": "questions"}


def _citation_fault(registry: Registry, citation: str, ids: set[str]) -> str:
    source = citation.partition(":")[0]
    if source in ids and source not in registry.sources:
        return ""  # its law file has problems of its own, which are reported
    try:
        registry.cite(citation)
    except CitationError as error:
        return str(error)
    return ""


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
