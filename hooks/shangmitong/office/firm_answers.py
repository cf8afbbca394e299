"""The workbook of a firm, read again: its words by code, wherever the rows and columns are now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..documents.firm_set import SIZES
from ..facts.project import Project
from ..problem import Problem, ProblemsError, unknown
from ..problem.sentences import sentence
from .answers import below, read_sheets
from .firm import Firm, refused
from .firm_sheet import HAVE, HEAD, NAME, NOT, SIZE, TRADE


def read_firm_sheet(project: Project, path: Path) -> Firm:
    """Read what a firm says of itself from its workbook.

    Raises:
        ProblemsError: the file cannot be read, or names what the project does not have, by sheet and cell.
    """
    sheets, why = read_sheets(path)
    if why:
        raise ProblemsError([Problem(path.name, 1, 1, why)])
    said: dict[str, Any] = {"size": "小厂"}
    cells: dict[tuple[str | int, ...], tuple[int, str]] = {}
    problems = []
    for sheet, rows in sheets:
        for row, cell, code, value in below(rows, (HEAD[0], HEAD[2])):
            place = f"“{sheet}”{cell}"
            if value and (fault := _take(project, said, cells, code, value, (row, place))):
                problems.append(Problem(path.name, row, 1, f"{place}：{fault}"))
    if not said.get(NAME):
        problems.append(Problem(path.name, 1, 1, "没有找到单位全称：“常用”一页“代号”是 name 的那一行要填"))
    if problems:
        raise ProblemsError(problems)
    try:
        firm = Firm.model_validate(said)
        wrong = list(refused(project, firm))
    except ValidationError as error:
        wrong = [(item["loc"], sentence(item, [])) for item in error.errors(include_url=False)]
    for loc, why in wrong:
        row, place = cells.get(loc, (1, ""))
        problems.append(Problem(path.name, row, 1, f"{place}：{why}"))
    if problems:
        raise ProblemsError(problems)
    return firm


def _take(
    project: Project,
    said: dict[str, Any],
    cells: dict[tuple[str | int, ...], tuple[int, str]],
    code: str,
    value: str,
    at: tuple[int, str],
) -> str:
    """Put one row into what the firm says and note where it stands; return what is wrong with it."""
    name, _, word = code.rpartition("/")
    blanks = {paper.id: {blank.id for blank in paper.blanks} for paper in project.papers.values()}
    secrets = {secret.id for industry in project.industries.values() for secret in industry.secrets}
    allowed = {SIZE: set(SIZES), TRADE: set(project.industries)}
    allowed |= {secret: {HAVE, NOT} for secret in secrets}
    if code in allowed and value not in allowed[code]:
        return unknown("选项", value, allowed[code])
    if code in (NAME, TRADE, SIZE):
        said[code] = SIZES.get(value, value)
        cells[(code,)] = at
    elif code in secrets:
        if value == HAVE:
            said.setdefault("secrets", []).append(code)
    elif name in blanks and word in blanks[name]:
        said.setdefault("papers", {}).setdefault(name, {})[word] = value
        cells["papers", name, word] = at
    elif code in {word for own in blanks.values() for word in own}:
        said.setdefault("blanks", {})[code] = value
        cells["blanks", code] = at
    else:
        return unknown("代号", code, {word for own in blanks.values() for word in own} | secrets)
    return ""
