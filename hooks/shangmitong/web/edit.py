"""Where “edit this page” leads: to the file with the sentences that people read, never to a template of ours or a program."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..documents.pages import Page
from ..facts.project import Project

MADE_OF = {
    "troubles.md": "common/questions.yml",
    "tools/quiz.md": "common/quiz.yml",
    "tools/self-check.md": "common/indicators.yml",
    "tools/grading.md": "common/grading.yml",
}
"""The facts that the pages with a template of their own are made of, where one file holds most of them."""
OF_THE_COUNTY = ("contacts.md", "cooperation.md")


def editable(page: Page, project: Project) -> str | None:
    """Return the file that a reader of a generated page may change, None where no single one holds its sentences.

    What a county has written itself it knows, a template too.
    """
    own = (project.tree.root / page.source).is_relative_to(project.tree.own)
    if own or PurePosixPath(page.source).suffix == ".yml":
        return page.source
    name = f"regions/{project.region_slug}.yml" if page.path in OF_THE_COUNTY else MADE_OF.get(page.path)
    return project.tree.name(name) if name and (project.tree.root / project.tree.name(name)).is_file() else None
