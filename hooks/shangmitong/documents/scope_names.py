"""What the templates of every document may name: the facts of the project, as its county has them."""

from __future__ import annotations

from typing import Any

from ..facts.county import County
from ..facts.project import Project
from .icons import CHANNELS
from .pages import kinds


def shared(project: Project, county: County) -> dict[str, Any]:
    """Return the facts by the names that templates use."""
    return {
        "region": project.region,
        "county": county,
        "kinds": kinds(project.region),
        "industries": project.industries,
        "issue": project.issue,
        "registry": project.registry,
        "cases": project.cases,
        "forms": project.forms,
        "flows": project.flows,
        "charts": project.charts,
        "papers": project.papers,
        "hats": project.hats,
        "channels": CHANNELS,
        "grades": project.grades,
        "grade_questions": project.grade_questions,
        "grade_terms": project.grade_terms,
        "site_roles": project.site_roles,
        "questionnaires": project.questionnaires,
    }
