"""Folders of YAML -> one frozen project, with all problems of all files at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ..problem import Problem, ProblemsError, nearest, unknown
from .checks.glyphs import escaped, unprintable
from .checks.hats import wrong_hats
from .checks.measures import unfit_forms
from .checks.papers import paper_faults
from .checks.placeholders import gaps_in
from .checks.references import dangling, duplicates
from .checks.site_roles import lost_ways
from .checks.unmatched import unmatched
from .county import faults, read_region
from .day import EPOCH, build_day
from .frames import framed
from .laws import Registry
from .model import (
    Case,
    Chart,
    CommonFile,
    Contact,
    Flow,
    Form,
    GradeQuestion,
    GradeRule,
    GradeTerm,
    Hat,
    Hotline,
    Indicator,
    Industry,
    LawFile,
    Look,
    Paper,
    Procedure,
    Question,
    Questionnaire,
    QuizItem,
    Region,
    SiteRole,
    Source,
)
from .overlay import LAYERED, SHARED, explained, overlaid
from .project import Project
from .source.reader import YamlFile, read_yaml
from .tree import HIDDEN, Tree, counties
from .validate import validate

FOLDERS: dict[str, type[BaseModel]] = {
    "laws": LawFile,
    "common": CommonFile,
    "industries": Industry,
    "regions": Region,
    "paper": Look,
}
"""Which model the YAML files of each folder follow."""
TAKEN = {
    *("about", "changes", "contacts", "cooperation", "index", "law", "kit", "print", "roles", "tools", "troubles"),
    *("assets", "downloads", "search", "sources"),
}
"""Addresses of the site itself, which no industry may have."""
SCHEMAS = {"laws": "law", "common": "common", "industries": "industry", "regions": "region", "paper": "look"}
"""What the JSON Schema of each folder is called."""
DEFAULT_REGION = "tongcheng"
ALONE = "SHANGMITONG_ALONE"
"""The environment variable under which a build looks at its own county alone, because others are built beside it."""
_Item = TypeVar("_Item", bound=BaseModel)


def load(root: Path, region: str | None = None, today: date | None = None) -> Project:
    """Read the facts below `root` for the county `region` (default: REGION, then tongcheng).

    Where ALONE is set, faults in the files of other counties do not count, and of those only what the neighbours
    show is read. Raises ProblemsError with every problem of every file.
    """
    region = chosen_region(region)
    alone = bool(os.environ.get(ALONE))
    problems: list[Problem] = []
    tree = Tree(root, region if _is_slug(region) else "")
    upstream, own = read(tree, problems, alone)
    unread = {tree.home(problem.file).split("/")[0] for problem in problems}
    overlays = {folder: overlaid(folder, upstream[folder], own[folder], FOLDERS[folder]) for folder in LAYERED}
    files = upstream | {folder: overlay.files for folder, overlay in overlays.items()}
    files["common"] = framed(files["common"])
    found, reminders = unmatched(tree, {Path(file.name).stem for file in files["industries"]})
    problems += [*found, *(problem for name in overlays.keys() - unread for problem in overlays[name].problems)]
    models = {
        folder: {_key(folder, file): validate(FOLDERS[folder], file, problems) for file in files[folder]}
        for folder in FOLDERS
    }
    problems += _shapeless(root, [file for group in (*upstream.values(), *own.values()) for file in group])
    problems += [*duplicates(own), *_between(files), *faults(files["regions"] + files["paper"], tree)]
    problems += lost_ways(files, tree)
    day = today or build_day(os.environ.get(EPOCH))
    registry = Registry({s.id: s for s in _gather(models["laws"], "sources", Source)}, day)
    removed = {word: place for overlay in overlays.values() for word, place in overlay.removed.items()}
    others = counties(root) if alone else ()
    problems += [explained(problem, removed) for problem in dangling(files, FOLDERS, registry, unread, others)]
    if region not in models["regions"] and "regions" not in unread:
        problems.append(Problem("regions", 1, 1, unknown("县（环境变量 REGION）", region, models["regions"])))
    if problems:
        raise ProblemsError(problems)
    project = _project(root, region, models, registry, alone)
    return replace(
        project,
        gaps=tuple(dict.fromkeys(gaps_in(file for group in files.values() for file in group))),
        reminders=tuple(sorted((*reminders, *(item for overlay in overlays.values() for item in overlay.reminders)))),
        removed=removed,
    )


def _between(files: dict[str, list[YamlFile]]) -> Iterator[Problem]:
    """Report what no single record shows: ids used twice, blanks and clauses, forms that do not fit, wrong hats."""
    yield from duplicates(files)
    yield from paper_faults(files["common"])
    yield from unfit_forms(files)
    yield from wrong_hats(files)


def _shapeless(root: Path, files: list[YamlFile]) -> Iterator[Problem]:
    """Report the characters of the files that the print fonts lack, as they stand and by their number."""
    yield from unprintable(root, [root / name for name in sorted({file.name for file in files})])
    for file in files:
        yield from escaped(file)


def _project(root: Path, region: str, models: Mapping[str, dict[str, Any]], registry: Registry, alone: bool) -> Project:
    """Put the models of all files together, those of each folder by key, as the county `region` has them."""
    industries = dict(sorted(models["industries"].items(), key=lambda item: (item[1].order, item[0])))
    regions: dict[str, Region] = models["regions"]
    chosen = regions[region]
    if alone:
        regions |= {word: seen for word in chosen.neighbours if word.isascii() and (seen := read_region(root, word))}
    common, laws = models["common"], models["laws"]
    trades = {slug: industry for slug, industry in industries.items() if slug in (chosen.industries or industries)}
    return Project(
        root,
        region,
        chosen,
        regions,
        trades,
        registry,
        {case.id: case for case in _gather(laws, "cases", Case)},
        {hat.id: hat for hat in _gather(common, "hats", Hat)},
        tuple(sorted(_gather(common, "grades", GradeRule), key=lambda rule: -rule.least)),
        tuple(_gather(common, "grade_questions", GradeQuestion)),
        tuple(_gather(common, "grade_terms", GradeTerm)),
        {form.id: form for form in _gather(common, "forms", Form)},
        {item.id: item for item in _gather(common, "procedures", Procedure)},
        {item.id: item for item in _gather(common, "questions", Question)},
        {flow.id: flow for flow in _gather(common, "flows", Flow)},
        {chart.id: chart for chart in _gather(common, "charts", Chart)},
        {
            paper.id: paper
            for paper in _gather(common, "papers", Paper)
            if not paper.industries or trades.keys() & set(paper.industries)
        },
        {item.id: item for item in _gather(common, "indicators", Indicator)},
        {item.id: item for item in _gather(common, "questionnaires", Questionnaire)},
        {item.id: item for item in _gather(common, "quiz", QuizItem)},
        {item.id: item for item in _gather(common, "site_roles", SiteRole)},
        tuple(group for model in common.values() if model for group in model.synonyms),
        tuple(_gather(common, "offices", Contact)),
        tuple(_gather(common, "hotlines", Hotline)),
        models["paper"]["look"],
    )


def chosen_region(region: str | None = None) -> str:
    """Return the slug of the county to work for: `region`, else REGION, else tongcheng."""
    return region or os.environ.get("REGION") or DEFAULT_REGION


def read(
    tree: Tree, problems: list[Problem], alone: bool = False
) -> tuple[dict[str, list[YamlFile]], dict[str, list[YamlFile]]]:
    """Return the YAML files of the project by folder, and the county's own of the folders that it may change.

    With `alone`, files of other counties are left out.
    """
    only = tree.county if alone else ""
    upstream = {folder: list(_read_folder(tree.root, tree.root, folder, problems, only)) for folder in FOLDERS}
    own: dict[str, list[YamlFile]] = {folder: [] for folder in LAYERED}
    for folder in LAYERED if tree.county and tree.inside(tree.own) else ():
        own[folder] = list(_read_folder(tree.root, tree.own, folder, problems))
    return upstream, own


def _read_folder(root: Path, base: Path, folder: str, problems: list[Problem], only: str = "") -> Iterator[YamlFile]:
    """Read the YAML files of a folder in `base`, which is the project at `root` or a county's own folder.

    Of the counties' files, that of `only` alone is read where it is set.
    """
    paths = sorted((base / folder).glob("look.yml" if folder == "paper" else "*"))
    paths = [path for path in paths if not path.name.startswith((*HIDDEN, "_")) and path.suffix != ".md"]
    if folder == "regions":
        paths = [path for path in paths if not (path.is_dir() and path.with_suffix(".yml").is_file())]
        paths = [path for path in paths if only in ("", path.stem)]
    if not paths and base == root:
        problems.append(Problem(folder, 1, 1, f"这个文件夹里没有 {'look.yml' if folder == 'paper' else '.yml 文件'}"))
    for path in paths:
        name = path.relative_to(root).as_posix()
        if folder == "industries" and path.stem in TAKEN:
            message = f"“{path.stem}”是网站自己用的网址，行业文件请换一个名字，如 {path.stem}-products.yml"
            problems.append(Problem(name, 1, 1, message))
        elif path.suffix != ".yml" or not _is_slug(path.stem):
            message = "文件名只能用小写英文字母、数字和连字符，以 .yml 结尾，如 mica-products.yml；不能有子文件夹"
            if folder == "regions" and path.is_dir():
                counties = [file.stem for file in paths if file.suffix == ".yml"]
                message = f"没有 {path.name}.yml 这个县的文件，这个文件夹用不上。{nearest(path.name, counties)}"
            problems.append(Problem(name, 1, 1, message))
        else:
            file, found = read_yaml(path, root)
            problems += found
            if file:
                yield file


def _key(folder: str, file: YamlFile) -> str:
    """Return what a file is known by: its path where only its records count, as two may have the same name."""
    return file.name if folder in SHARED else Path(file.name).stem


def _is_slug(word: str) -> bool:
    return word[:1].isalpha() and word.isascii() and word == word.lower() and word.replace("-", "").isalnum()


def _gather(models: dict[str, BaseModel | None], field: str, kind: type[_Item]) -> Iterator[_Item]:
    for model in models.values():
        yield from getattr(model, field, ()) if model else ()
