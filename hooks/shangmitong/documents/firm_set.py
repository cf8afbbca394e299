"""A firm's own set of the kit: which files a plant of its size gets, where they lie, and what it is asked to fill them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from ..facts.model.base import tidy
from ..facts.model.paper import Blank, Occasion, Paper, Size, by_line
from ..facts.project import Project
from .kit import GROUPS, KitFile, bundle, kit_files, place

EMPLOYER = "employer"
"""The blank for the name of the firm, which is in every file and is asked for before all others."""
SIZES: dict[str, Size] = {"50 人以下": "小厂", "50 人以上": "完整"}
NAME_MOST, LINE_MOST, TEXT_MOST = 80, 200, 1500
"""The most letters of a firm's name, of a blank on one line, and of one with a line for each item."""


@dataclass(frozen=True)
class Question:
    """What a firm is asked once, for all papers that mean the same by it."""

    code: str
    """The id of the blank; after that of the paper where other papers mean something else by it."""
    blank: Blank
    papers: tuple[Paper, ...]
    options: tuple[str, ...]

    @property
    def often(self) -> bool:
        """Say whether it is filled in once, and does not belong to a single occasion."""
        return self.papers[0].group == "制度"

    @property
    def most(self) -> int:
        """Return how many letters it takes."""
        return TEXT_MOST if self.blank.kind == "长文" else LINE_MOST

    def tidied(self, text: str) -> str:
        """Return what was said to it with its blanks in order; a long text keeps its lines."""
        return str(by_line(text)) if self.blank.kind == "长文" else tidy(text)


def firm_questions(project: Project) -> Iterator[Question]:
    """Return what a firm is asked beside its name, in the order of the papers."""
    uses: dict[str, list[tuple[Paper, Blank]]] = {}
    for paper in project.papers.values():
        for blank in paper.blanks:
            if blank.id != EMPLOYER and not blank.by_hand:
                uses.setdefault(blank.id, []).append((paper, blank))
    for word, found in uses.items():
        if len({blank.name for _, blank in found}) == 1:
            papers = tuple(paper for paper, _ in found)
            options = next((blank.options for _, blank in found if blank.options), ())
            yield Question(word, found[0][1], papers, options)
        else:
            yield from (Question(f"{paper.id}/{word}", blank, (paper,), blank.options) for paper, blank in found)


def question_of(asked: Mapping[str, Question], paper: Paper, word: str) -> Question | None:
    """Return what is asked for a blank of a paper, of the questions by code; none where it is filled in by hand."""
    return asked.get(f"{paper.id}/{word}") or asked.get(word)


def in_set(project: Project, file: KitFile, slug: str, size: Size) -> bool:
    """Say whether a firm of a trade gets a file: of a paper the edition of its size, of the trades its own."""
    if file.industry:
        return file.industry.name == project.industries[slug].name and not file.path.endswith("/firm.xlsx")
    if not file.paper:
        return True
    return not (file.paper.industries and slug not in file.paper.industries) and _is_edition(file, file.paper, size)


def _is_edition(file: KitFile, paper: Paper, size: Size) -> bool:
    """Say whether a file is the edition of a paper that a firm of this size signs."""
    if file.notes or size not in paper.sizes:
        return False
    shorter = any(size not in clause.sizes for clause in paper.clauses)
    return file.small == (size == "小厂" and (shorter or "完整" not in paper.sizes))


def set_place(file: KitFile) -> str:
    """Return where a file lies in the set of a firm, which has one edition of each paper."""
    folder, _, name = place(file).rpartition("/")
    name = f"{file.paper.id}.docx" if file.paper else name
    return f"{folder}/{name}" if folder else name


def firm_facts(project: Project) -> dict[str, object]:
    """Return what the tool of the website fills a set with: sizes, questions, and each paper with its files by size."""
    asked = [
        {"code": item.code, "label": f"{item.blank.name}（{item.blank.told}）", "kind": item.blank.kind}
        | {
            "options": item.options,
            "often": item.often,
            "most": item.most,
            "papers": [paper.id for paper in item.papers],
        }
        for item in firm_questions(project)
    ]
    files: dict[str, dict[str, str]] = {}
    for file in kit_files(project):
        for size in SIZES.values():
            if file.paper and _is_edition(file, file.paper, size):
                files.setdefault(file.paper.id, {})[size] = place(file)
    papers = [
        {"id": word, "name": paper.name, "trades": paper.industries, "files": own}
        | {
            "to": f"{GROUPS[paper.group]}/{word}.docx",
            "occasion": paper.occasions[0],
            "blanks": [(part.id, part.name, part.told) for part in paper.blanks],
        }
        for word, own in files.items()
        for paper in (project.papers[word],)
    ]
    kits = {slug: bundle(slug) for slug in project.industries}
    folders = list(GROUPS.values())
    told: dict[str, object] = {"sizes": SIZES, "asked": asked, "papers": papers, "folders": folders, "kits": kits}
    return told | {"occasions": get_args(Occasion), "most": NAME_MOST}
