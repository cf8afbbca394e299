"""What is asked for a new trade or county, and which answers are no good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from ...documents.pages import KINDS
from ...facts.checks.glyphs import unprintable_in
from ...facts.load import TAKEN
from ...facts.model import Industry, Region
from ...facts.model.base import HexColour, Line, Model, Name, Office, Ref, Slug
from ...facts.model.base import Path as Place
from ...facts.source.text import unusable
from ...facts.tree import WORDING
from ...problem import unknown
from ...problem.sentences import sentence
from .neighbours import Neighbours

_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""Names that Windows gives to no file."""


def _told(model: type[BaseModel], name: str) -> str:
    """Return what the model of the file says about a field, so that the question says the same."""
    return model.model_fields[name].description or ""


class TradeAnswers(Model):
    """What is asked for a new trade."""

    name: Name = Field(description=_told(Industry, "name"))
    slug: Slug
    """文件名，也是网址里的名字：小写英文字母、数字和连字符，如 mica-products。"""
    short: Name = Field(description=_told(Industry, "short"))
    products: Line = Field(description=_told(Industry, "products"))
    stages: Annotated[tuple[Name, ...], Field(min_length=1, max_length=40)]
    """价值链环节，按先后，用顿号隔开，如“选料、下料、组装、检验、销售”。"""
    colour: HexColour = Field("#2f5d62", description=_told(Industry, "colour"))


class CountyAnswers(Model):
    """What is asked for a new county."""

    name: Name = Field(description=_told(Region, "name"))
    slug: Slug
    """文件名，也是选这个县时用的代号：小写英文字母、数字和连字符，如 pingjiang。"""
    province: Name = Field(description=_told(Region, "province"))
    city: Name = Field(description=_told(Region, "city"))
    publisher: Name = Field(description=_told(Region, "publisher"))
    industries: tuple[Annotated[str, Ref("industry")], ...] = Field((), description=_told(Region, "industries"))
    offices: Annotated[tuple[Office, ...], Field(min_length=1)] = ("市场监管",)
    """有哪几类部门参加，用顿号隔开。"""


@dataclass(frozen=True)
class Plan:
    """A kind of file that can be made: what it is called, where it goes, what is asked, what it holds."""

    what: str
    folder: str
    answers: type[Model]
    model: type[Model]


PLANS = {
    "industry": Plan("行业", "industries", TradeAnswers, Industry),
    "county": Plan("县", "regions", CountyAnswers, Region),
}


def misfits(plan: Plan, field: str, value: Any) -> Iterator[str]:
    """Return what the kind of the field has against one answer."""
    try:
        plan.answers.model_validate({field: value})
    except ValidationError as error:
        for item in error.errors(include_url=False):
            if item["loc"][:1] == (field,):
                yield sentence(item, plan.answers.model_fields)


def refusals(plan: Plan, root: Path, near: Neighbours, field: str, value: Any) -> Iterator[tuple[Place, str]]:
    """Return what stands against one answer in this project: the place inside the answers, and a sentence about it."""
    for path, text in _texts(value, (field,)):
        for _, words in (*unusable(text), *_broken(text), *unprintable_in(text)):
            yield path, words
        if field == "slug":
            yield from ((path, words) for words in slug_faults(plan, root, text))
        if field == "industries" and text not in near.industries:
            yield path, unknown("行业", text, near.industries)


def slug_faults(plan: Plan, root: Path, slug: str) -> Iterator[str]:
    """Return what stands against `slug` as the name of a new file of this kind in the project."""
    if slug in _reserved(root):
        yield f"“{slug}”是网站自己用的网址，请换一个名字，如 {slug}-products"
    elif slug in _DEVICES:
        yield f"“{slug}”在 Windows 上不能作文件名，请换一个名字"
    elif any(path.stem.casefold() == slug for path in (root / plan.folder).glob("*")):
        yield f"{plan.folder}/ 里已经有“{slug}”了，不会改动它；请换一个名字"


def _reserved(root: Path) -> set[str]:
    """Return the addresses of the site: its pages and folders, and the kinds of document."""
    pages = {path.stem for folder in ("docs", f"{WORDING}/site") for path in (root / folder).glob("*")}
    return TAKEN | pages | {kind.slug for kind in KINDS}


def _broken(text: str) -> Iterator[tuple[int, str]]:
    if "\ufffd" in text:
        yield text.index("\ufffd"), "里面有认不出的字，多半是编码不对，请重新输入"


def _texts(value: Any, path: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
