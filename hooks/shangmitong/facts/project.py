"""The facts of one county, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..problem import Problem
from .laws import Registry
from .model import (
    Case,
    Chart,
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
    Look,
    Paper,
    Procedure,
    Question,
    Questionnaire,
    QuizItem,
    Region,
    SiteRole,
)
from .tree import Tree


@dataclass(frozen=True)
class Project:
    """All facts, checked: industries and regions by slug, the rest by id."""

    root: Path
    region_slug: str
    region: Region
    regions: dict[str, Region]
    industries: dict[str, Industry]
    registry: Registry
    cases: dict[str, Case]
    hats: dict[str, Hat]
    grades: tuple[GradeRule, ...]
    """What follows from each grade, the highest first."""
    grade_questions: tuple[GradeQuestion, ...]
    grade_terms: tuple[GradeTerm, ...]
    forms: dict[str, Form]
    procedures: dict[str, Procedure]
    questions: dict[str, Question]
    flows: dict[str, Flow]
    charts: dict[str, Chart]
    papers: dict[str, Paper]
    indicators: dict[str, Indicator]
    questionnaires: dict[str, Questionnaire]
    quiz: dict[str, QuizItem]
    """The questions of the bank that every trade shares."""
    site_roles: dict[str, SiteRole]
    """Who comes to the site."""
    synonyms: tuple[tuple[str, ...], ...]
    """Words that the search takes for one."""
    offices: tuple[Contact, ...]
    """The general words for each kind of office."""
    hotlines: tuple[Hotline, ...]
    """The hotlines of the whole country."""
    look: Look
    gaps: tuple[Problem, ...] = ()
    """Values of all files that still wait for their words."""
    reminders: tuple[Problem, ...] = ()
    """What a county says of its own and the project says as well."""
    removed: Mapping[str, Problem] = field(default_factory=dict)
    """Where the county took a record out, by its id."""

    @property
    def issue(self) -> str:
        """Return which issue of the documents this is, by the month of the build: what readers go by."""
        return f"{self.registry.today.year} 年 {self.registry.today.month} 月版"

    @property
    def tree(self) -> Tree:
        """Return the files as the chosen county sees them."""
        return Tree(self.root, self.region_slug)
