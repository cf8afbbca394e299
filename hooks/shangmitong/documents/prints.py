"""The list of everything that is printed: the books in each edition, and the sheets with their own wording."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2

from ..facts.project import Project
from ..problem import Problem, ProblemsError
from .formats import COUNTY, SHEETS, Sheet
from .pages import KINDS, Document, Page, Print, Template, kinds
from .scope import Scope


def prints(
    project: Project, env: jinja2.Environment, documents: list[Document], problems: list[Problem]
) -> Iterator[Print]:
    """Return every printed file in the order of the lists; a sheet whose wording fails goes to `problems`."""
    for document in documents:
        yield from _editions(document)
    absent = {kind.name for kind in KINDS} - {kind.name for kind in kinds(project.region)}
    for slug in ("", *project.industries):
        worded: dict[str, Page | None] = {}
        for sheet in SHEETS:
            if sheet.trade == bool(slug) and sheet.group not in absent:
                if sheet.wording not in worded:
                    worded[sheet.wording] = _wording(project, env, sheet, slug, problems)
                if page := worded[sheet.wording]:
                    yield _sheet(project, sheet, slug, page)


def _editions(document: Document) -> Iterator[Print]:
    for edition in document.kind.editions:
        yield Print(
            path=f"downloads/{document.slug}/{document.kind.slug}{edition.suffix}.pdf",
            title=document.title,
            name=edition.name,
            use=edition.use,
            group=document.kind.name,
            layout="book",
            format=edition.format,
            size=edition.size,
            pages=document.pages,
            industry=document.industry,
            kind=document.kind,
            colophon=document.colophon,
        )


def _wording(
    project: Project, env: jinja2.Environment, sheet: Sheet, slug: str, problems: list[Problem]
) -> Page | None:
    source = project.tree.name(f"industries/{slug}.yml") if slug else f"regions/{project.region_slug}.yml"
    template = Template(f"print/{sheet.wording}.md", sheet.wording, None)
    try:
        return Scope(project, env, source, slug).page(template, f"{slug or COUNTY}/{sheet.wording}.md", None)
    except ProblemsError as found:
        problems += found.problems
        return None


def _sheet(project: Project, sheet: Sheet, slug: str, page: Page) -> Print:
    return Print(
        path=sheet.path(slug),
        title=page.title,
        name=sheet.name,
        use=sheet.use,
        group=sheet.group,
        layout=sheet.layout,
        format=sheet.format,
        size={"trifold": "leaflet", "pocket": "pocket"}.get(sheet.layout, "form"),
        pages=(page,),
        industry=project.industries.get(slug),
        kind=None,
    )
