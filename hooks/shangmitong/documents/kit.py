"""The list of the working kit: every Word and Excel file that a firm can take, and where it lies in the site."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts.model import Form, Paper
from ..facts.project import Project

KIT = "downloads/kit"
"""The folder of what is the same in every trade."""
_FOLDERS = {"制度": "rules", "协议": "agreements", "函件": "letters", "示范点": "demonstration"}


@dataclass(frozen=True)
class KitFile:
    """A file of the kit: its place below the site, what it is called, what it is for, and what it is made from."""

    path: str
    title: str
    use: str
    group: str
    """Under which heading of the page it stands."""
    form: Form | None = None
    paper: Paper | None = None
    slug: str = ""
    """The trade, where it has its own."""


def kit_files(project: Project) -> tuple[KitFile, ...]:
    """Return the files of the kit in the order of the page: papers, forms, registers, then those of each trade."""
    papers = [
        KitFile(f"{KIT}/{_FOLDERS[paper.group]}/{paper.id}.docx", paper.name, paper.purpose, paper.group, paper=paper)
        for paper in project.papers.values()
    ]
    forms = [
        KitFile(f"{KIT}/forms/{form.id}.docx", form.name, form.purpose, "表单", form=form)
        for form in project.forms.values()
    ]
    registers = [
        KitFile(f"{KIT}/registers/{form.id}.xlsx", form.name, form.purpose, "登记簿", form=form)
        for form in project.forms.values()
        if form.shape == "登记簿"
    ]
    ledgers = [
        KitFile(f"downloads/{slug}/ledger.xlsx", f"{industry.name}名录和台账", _LEDGER, "台账", slug=slug)
        for slug, industry in project.industries.items()
    ]
    return (*papers, *forms, *registers, *ledgers)


_LEDGER = "名录和台账在一个文件里，已经列上本行业的示例秘密，划去没有的，改成自己的。"


def bundle(slug: str) -> str:
    """Return where the zip with everything for a trade lies."""
    return f"downloads/{slug}/kit.zip"
