"""What the tools of the website work with, trade by trade: questions of the self-check and the quiz, example secrets, papers to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from ..facts.model import Industry, QuizItem
from ..facts.model.base import Model
from ..facts.project import Project
from .firm_set import firm_facts
from .ledger import LEDGER, REGISTER, known
from .self_check import SCORES, questions

DATA, FIRM = "tools/data.js", "tools/firm-data.js"
"""Their places below the site: scripts, because a page that is opened from a folder may not load anything else."""


def tools_data(project: Project) -> str:
    """Return the script that gives the tools their facts; what trades share stands in it once."""
    asked = {slug: questions(project, industry) for slug, industry in project.industries.items()}
    trades = {
        slug: {
            "name": industry.name,
            "asked": [asdict(item) for item in asked[slug] if item.number.startswith("B")],
            "quiz": _quiz(industry.quiz),
            "secrets": _secrets(industry),
        }
        for slug, industry in project.industries.items()
    }
    shared = [asdict(item) for item in next(iter(asked.values())) if item.number.startswith("A")]
    facts = {
        "asked": shared,
        "quiz": _quiz(project.quiz.values()),
        "trades": trades,
        "scores": SCORES,
        "register": REGISTER,
        "ledger": LEDGER,
        "grades": _dumped(project.grades),
        "grade_questions": _dumped(project.grade_questions),
        "grade_terms": _dumped(project.grade_terms),
    }
    return f"globalThis.TOOLS = {_json(facts)}\n"


def tools_files(project: Project) -> dict[str, str]:
    """Return the scripts with facts by their place below the site; that of the papers is for one page alone."""
    return {DATA: tools_data(project), FIRM: f"globalThis.FIRM = {_json(firm_facts(project))}\n"}


def _json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _dumped(items: Iterable[Model]) -> list[dict[str, object]]:
    return [item.model_dump() for item in items]


def _quiz(items: Iterable[QuizItem]) -> list[dict[str, object]]:
    return [item.model_dump(include={"ask", "right", "wrong", "reason"}) for item in items]


def _secrets(industry: Industry) -> list[dict[str, str]]:
    """Return the example secrets of a trade by the columns of register and ledger, each with the stage it belongs to."""
    stages = {stage.id: stage.name for stage in industry.stages}
    return [
        {"环节": stages[secret.stage], "名称": secret.name, "类型": secret.kind, "密级": secret.grade}
        | known(industry, secret)
        for secret in industry.secrets
    ]
