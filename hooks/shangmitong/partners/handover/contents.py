"""What is in the zip of a trade: its file, and the texts of all that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import yaml
from pydantic import BaseModel

from ...facts.model import Case, CommonFile, Flow, Form, Industry, LawFile, Procedure, Question, Source, references
from ...facts.model.base import Model, Name, Slug
from ...facts.project import Project

ENDING = ".shangmitong.zip"
"""How the name of such a zip ends."""
FORMAT = "1"
MANIFEST, COMMON, LAWS = "manifest.yml", "common.yml", "laws.yml"
SECTIONS = {"form": "forms", "procedure": "procedures", "question": "questions", "flow": "flows", "case": "cases"}
"""In which attribute of a project, and list of a file, each kind of thing is found by id."""


class Manifest(Model):
    """The manifest in the zip: which trade it is, and the ids of what it stands on."""

    format: Literal["1"]
    """这种 zip 的版本。"""
    industry: Slug
    """行业的文件名，不带 .yml。"""
    name: Name
    """行业名称。"""
    forms: tuple[Slug, ...] = ()
    """用到的通用表单。"""
    procedures: tuple[Slug, ...] = ()
    """用到的通用流程。"""
    questions: tuple[Slug, ...] = ()
    """用到的通用问答。"""
    flows: tuple[Slug, ...] = ()
    """用到的流程图。"""
    cases: tuple[Slug, ...] = ()
    """用到的案例。"""
    cites: tuple[str, ...] = ()
    """用到的法律条文。"""


@dataclass(frozen=True)
class Ground:
    """What a trade stands on."""

    common: CommonFile
    laws: LawFile
    cites: tuple[str, ...]

    def by_section(self) -> Iterator[tuple[str, Form | Procedure | Question | Flow | Case]]:
        """Return everything that has an id in a project, with the name of its list."""
        for kind, section in SECTIONS.items():
            for item in getattr(self.laws if kind == "case" else self.common, section):
                yield section, item


def ground(project: Project, raw: object) -> Ground:
    """Return what the raw value of an industry file leans on outside itself, and what that leans on in turn."""
    found: dict[tuple[str, str], Any] = {}
    cites: set[str] = set()
    waiting: list[tuple[type[BaseModel], object]] = [(Industry, raw)]
    while waiting:
        for _, ref, word in references(*waiting.pop()):
            if ref.kind == "citation":
                cites.add(word)
            item = getattr(project, SECTIONS.get(ref.kind, ""), {}).get(word)
            if item and (SECTIONS[ref.kind], word) not in found:
                found[SECTIONS[ref.kind], word] = item
                waiting.append((type(item), item.model_dump(mode="json")))
    lists = {section: tuple(found[key] for key in sorted(found) if key[0] == section) for section in SECTIONS.values()}
    cases = lists.pop("cases")
    return Ground(CommonFile(**lists), LawFile(sources=_sources(project, cites), cases=cases), tuple(sorted(cites)))


def _sources(project: Project, cites: set[str]) -> tuple[Source, ...]:
    """Return the sources that are cited, with the cited articles alone."""
    articles: dict[str, set[str]] = {}
    for cited in map(project.registry.cite, sorted(cites)):
        articles.setdefault(cited.source.id, set()).update([cited.article.key] if cited.article else [])
    sources = (project.registry.sources[name] for name in articles)
    return tuple(
        source.model_copy(update={"articles": tuple(a for a in source.articles if a.key in articles[source.id])})
        for source in sources
    )


def manifest(slug: str, name: str, stands_on: Ground) -> Manifest:
    """Return the manifest of a trade."""
    ids: dict[str, list[str]] = {}
    for section, item in stands_on.by_section():
        ids.setdefault(section, []).append(item.id)
    return Manifest.model_validate({"format": FORMAT, "industry": slug, "name": name, "cites": stands_on.cites} | ids)


def as_yaml(model: BaseModel, comment: str) -> bytes:
    """Return a model as a YAML file, with a comment at its head; nothing for a model without content."""
    values = model.model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=120)
    return f"# {comment}\n{text}".encode() if values else b""
