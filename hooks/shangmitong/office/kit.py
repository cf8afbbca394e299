"""The working kit: every file of it made once, kept by its content, and packed for each trade."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import documents
from ..documents.kit import KitFile, bundle, place
from ..documents.self_check import questions
from ..facts.cache import keep, maker
from ..facts.model import Industry
from ..facts.model.paper import Size
from ..facts.project import Project
from ..facts.tree import CACHE
from .firm_sheet import firm_workbook
from .forms import form_document
from .package import packed
from .papers import paper_document
from .questionnaires import questionnaire_document, questionnaire_workbook
from .registers import ledger, register, secret_register
from .selfcheck import self_check
from .slides import deck

_LIBRARIES = ("python-docx", "python-pptx", "xlsxwriter")
_ROOMS = (Path(__file__).parent, Path(documents.__file__).parent)
"""Where the code is that decides what a file looks like and what it says."""


def make_kit(project: Project, files: Sequence[KitFile], stamp: int) -> dict[str, Path]:
    """Return the files of the kit and the zip of each trade, by their place below the site.

    They lie in the cache of the project under a hash of what they are made from, and are made when they are not
    there. `stamp` is the day of their creation, in seconds since 1970.
    """
    kept = {file.path: _kept(project, file, stamp) for file in files}
    for slug, industry in project.industries.items():
        own = {place(file): file for file in files if belongs(file, slug, industry)}
        data = {path: kept[file.path].read_bytes() for path, file in own.items()}
        data["说明.txt"] = guide(project, industry.name, own).encode("utf-8-sig")
        kept[bundle(slug)] = _cached(project, "zip", packed(data))
    return kept


def belongs(file: KitFile, slug: str, industry: Industry) -> bool:
    """Say whether a file is part of the set of a trade: what all share, and what is for this trade."""
    if file.paper and file.paper.industries:
        return slug in file.paper.industries
    return file.industry in (None, industry)


def _kept(project: Project, file: KitFile, stamp: int) -> Path:
    """Return the file in the cache; make it where it is not there."""
    out = project.root / CACHE / "kit" / f"{_key(project, file, stamp)}{Path(file.path).suffix}"
    if not (out.exists() and out.stat().st_size):
        keep(out, made(project, file, stamp))
    os.utime(out)  # what is in use is not cleared away
    return out


def _cached(project: Project, ending: str, data: bytes) -> Path:
    out = project.root / CACHE / "kit" / f"{hashlib.sha256(data).hexdigest()[:32]}.{ending}"
    if not out.exists():
        keep(out, data)
    os.utime(out)
    return out


def made(project: Project, file: KitFile, stamp: int, firm: str = "") -> bytes:
    """Return the bytes of one file of the kit, with the name of the `firm` where it is known."""
    if file.paper:
        size: Size = "小厂" if file.small else "完整"
        return paper_document(project, file.paper, stamp, size=size, notes=file.notes, firm=firm)
    if file.industry:
        return _of_trade(project, file.industry, Path(file.path).stem, stamp, firm)
    if file.questionnaire:
        ask = questionnaire_workbook if file.path.endswith(".xlsx") else questionnaire_document
        return ask(project, file.questionnaire, stamp)
    if not file.form:
        raise ValueError(file.path)
    return (register if file.path.endswith(".xlsx") else form_document)(project, file.form, stamp, firm)


def _of_trade(project: Project, industry: Industry, stem: str, stamp: int, firm: str) -> bytes:
    """Return a file that each trade has, by the `stem` of its name."""
    if stem == "firm":
        return firm_workbook(project, industry, stamp)
    if stem.startswith("slides-"):
        return deck(project, industry, stem.removeprefix("slides-"), stamp)
    make = {"register": secret_register, "ledger": ledger, "self-check": self_check}[stem]
    return make(project, industry, stamp, firm)


def _key(project: Project, file: KitFile, stamp: int) -> str:
    """Return a hash of everything that decides the bytes of the file."""
    parts = [file.path, project.region.publisher, stamp, file.small, file.notes]
    parts += [part.model_dump_json() for part in (file.form, file.paper, file.questionnaire, file.industry) if part]
    if file.industry and Path(file.path).stem == "self-check":
        parts += map(str, questions(project, file.industry))
    if file.path.endswith(".pptx"):
        shown = (project.cases, project.procedures, project.indicators, project.quiz, project.flows)
        parts += [item.model_dump_json() for group in shown for item in group.values()]
        parts += [project.issue, *(line.model_dump_json() for line in project.hotlines)]
    if file.paper:
        cited = [key for clause in file.paper.clauses for key in clause.cites]
        parts += [project.registry.cite(key).text for key in cited]
        parts += [project.forms[form].name for form in file.paper.forms]
    return hashlib.sha256(json.dumps([parts, maker(_LIBRARIES, *_ROOMS)]).encode()).hexdigest()[:32]


_ADVICE = (
    "先解压，再打开。文件名是英文短名，下面写着每个文件是什么。Word 和 WPS 都能改。",
    "“带说明”的那份，批注里写着每一条为什么要有；签字用不带说明的那份。",
    "这些是通用文本。厂里的事、金额、期限要自己填；拿不准，签之前问律师或县市场监管部门。",
)


def guide(project: Project, title: str, files: Mapping[str, KitFile]) -> str:
    """Return the words of the text file that lies on top of a set: what each of the `files`, by path, is.

    Its lines end as Notepad wants them.
    """
    lines = [
        f"{title}商业秘密保护工具箱　{project.region.name}　{project.issue}",
        f"法律核对日期：{project.registry.checked}",
        "",
        *_ADVICE,
    ]
    group = ""
    for path, file in files.items():
        if file.group != group:
            group = file.group
            lines += ["", f"【{group}】"]
        lines.append(f"{path}　{file.title}：{file.use}")
    return "\r\n".join(lines) + "\r\n"
