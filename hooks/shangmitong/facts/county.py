"""A county as its readers meet it: what its file leaves out is filled from what holds for the whole country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ..problem import Problem
from .checks.drawn_by_others import svg_fault
from .model import Contact, Hotline, Region, Source
from .source.reader import YamlFile, read_yaml
from .tree import Tree

if TYPE_CHECKING:
    from .project import Project

_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
_SEEN = ("name", "province", "city", "publisher", "offices")
"""What other counties show of a county, and the rest of what a county must have."""
_LARGEST = 5_000_000
"""The most bytes of a crest."""
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class Desk:
    """An office to turn to; `general` says that the county has named none, so that the words hold anywhere."""

    office: str
    name: str
    does: str
    general: bool


@dataclass(frozen=True)
class Neighbour:
    """A neighbouring county; all but the name is empty when it has no file of its own."""

    name: str
    province: str = ""
    city: str = ""
    office: str = ""
    upper: str = ""

    @property
    def title(self) -> str:
        """Return the name with the province behind it where it is known."""
        return f"{self.name}（{self.province}）" if self.province else self.name


@dataclass(frozen=True)
class County:
    """What a county's readers need: offices, hotlines, neighbours, and the rules of the place.

    `local` are the sources in force that hold in the county and not everywhere, `reference` those of other places
    that the county wants its firms to know.
    """

    desks: tuple[Desk, ...]
    hotlines: tuple[Hotline, ...]
    neighbours: tuple[Neighbour, ...]
    local: tuple[Source, ...]
    reference: tuple[Source, ...]

    def shows(self, source: Source) -> bool:
        """Say whether the county's list of laws has a source: those of other places only when the county wants them."""
        return not source.places or source in self.local or source in self.reference


def county(project: Project) -> County:
    """Return the chosen county of a project as its readers meet it."""
    region = project.region
    sources = [source for source in project.registry.in_force() if source.places]
    listed = {word.partition(":")[0] for word in (*region.standards, *region.cites, *region.cooperation)}
    return County(
        tuple(_desks(region, project.offices)),
        tuple({line.number: line for line in (*project.hotlines, *region.hotlines)}.values()),
        tuple(
            _neighbour(project.regions.get(word), word)
            for word in region.neighbours
            if word in project.regions or not word.isascii()  # one whose file has faults is left out
        ),
        tuple(source for source in sources if holds(source, region)),
        tuple(source for source in sources if not holds(source, region) and source.id in listed),
    )


def holds(source: Source, region: Region) -> bool:
    """Say whether a source holds in a county: everywhere, or in its province, its city or itself."""
    return not source.places or not {region.name, region.city, region.province}.isdisjoint(source.places)


def read_region(root: Path, slug: str) -> Region | None:
    """Return what other counties show of the county `slug`; None where its file has faults in just that."""
    path = root / "regions" / f"{slug}.yml"
    file = read_yaml(path, root)[0] if path.is_file() else None
    facts = file.value if file and isinstance(file.value, dict) else {}
    for fields in (_SEEN, _SEEN[:-1]):
        try:
            return Region.model_validate({field: facts[field] for field in fields if field in facts})
        except ValidationError:
            continue
    return None


def crest_address(crest: str) -> str:
    """Return where the site carries the picture `crest`, a path below the project."""
    return crest.removeprefix("docs/") if crest.startswith("docs/") else f"assets/county{Path(crest).suffix}"


def faults(files: list[YamlFile], tree: Tree) -> Iterator[Problem]:
    """Report pictures that are not there or lie outside the project, and counties that are their own neighbours."""
    for file in files:
        value = file.value if isinstance(file.value, dict) else {}
        crest, neighbours = value.get("crest"), value.get("neighbours")
        if (
            isinstance(crest, str)
            and crest.endswith(_ENDINGS)
            and (message := _picture_fault(_seen_by(file, tree), crest))
        ):
            yield file.problem(("crest",), message)
        for index, word in enumerate(neighbours if isinstance(neighbours, list) else ()):
            if word in (Path(file.name).stem, value.get("name")):
                yield file.problem(("neighbours", index), f"“{word}”就是本县，不是毗邻县市")


def _desks(region: Region, general: tuple[Contact, ...]) -> Iterator[Desk]:
    named = {contact.office for contact in region.offices}
    for contact in (*region.offices, *(contact for contact in general if contact.office not in named)):
        yield Desk(contact.office, contact.name, contact.does, contact.office not in named)


def _neighbour(region: Region | None, word: str) -> Neighbour:
    if region is None:
        return Neighbour(word)

    def name(office: str) -> str:
        return next((contact.name for contact in region.offices if contact.office == office), "")

    return Neighbour(region.name, region.province, region.city, name("市场监管"), name("上级市场监管"))


def _seen_by(file: YamlFile, tree: Tree) -> Tree:
    """Return the files as the county of a county's file sees them."""
    return Tree(tree.root, Path(file.name).stem) if file.name.startswith("regions/") else tree


def _picture_fault(tree: Tree, crest: str) -> str:
    path = tree.find(crest)
    if ".." in Path(crest).parts or not tree.inside(path):
        return f"图片“{crest}”不在本项目的文件夹里。请把图片放进 docs/assets/，写 docs/assets/文件名"
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError:
        return f"没有找到图片“{crest}”，或者读不了。路径从项目文件夹写起，如 docs/assets/crest.svg"
    if len(data) > _LARGEST:
        return f"图片“{crest}”太大，最多 {_LARGEST // 1_000_000} MB。请缩小再用"
    if data.startswith(_PICTURES):
        return ""
    if fault := svg_fault(data) if b"<svg" in data else "":
        return f"图片“{crest}”里有{fault}，放上网站不安全。请用画图软件另存为普通 SVG，或者存成 .png"
    if b"<svg" not in data:
        return f"“{crest}”不是图片，或者格式和后缀对不上。能用 .svg、.png、.jpg"
    return ""
