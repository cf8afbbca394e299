"""Papers that a firm signs: blanks that agree with the text, and what a clause may not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problem import Problem, nearest
from ..source.reader import YamlFile
from ..source.records import records

_BLANK = re.compile(r"\{([^{}]*)\}")
_STAFF = {"招人", "在岗", "离职"}
"""Occasions of papers between a firm and its people."""
_LONG = re.compile(r"[三四五六七八九十3-9]\s*年|(?:2[5-9]|[3-9]\d)\s*个月")
_DAMAGES = (
    "员工违反保密约定不能写违约金（劳动合同法只准培训服务期和竞业限制两种）。写赔偿实际损失，或者把竞业限制另签一份"
)


def paper_faults(files: list[YamlFile]) -> Iterator[Problem]:
    """Report faults of the papers in the shared files, which no single field can see."""
    for file in files:
        for number, paper in records(file.value, "papers"):
            yield from _of_paper(file, ("papers", number), paper)


def _of_paper(file: YamlFile, path: tuple[str | int, ...], paper: dict[str, object]) -> Iterator[Problem]:
    clauses = [(at, clause) for at, clause in records(paper, "clauses") if isinstance(clause.get("text"), str)]
    blanks = [(at, str(blank.get("id"))) for at, blank in records(paper, "blanks")]
    known = [word for _, word in blanks]
    used: set[str] = set()
    for number, clause in clauses:
        place = (*path, "clauses", number, "text")
        said = str(clause["text"])
        for word in _BLANK.findall(f"{said}{clause.get('english', '')}"):
            used.add(word)
            if word not in known:
                yield file.problem(place, f"空格“{{{word}}}”没有写在 blanks 里。{nearest(word, known)}")
        for message in _forbidden(paper, said):
            yield file.problem(place, message)
    for number, word in blanks:
        if word not in used:
            yield file.problem((*path, "blanks", number, "id"), f"空格“{word}”没有一条条款用到")
    name = str(paper.get("name", ""))
    if _restrains(paper) and not any("补偿" in str(clause["text"]) for _, clause in clauses):
        yield file.problem((*path, "name"), f"《{name}》没有一条写经济补偿。竞业限制不给补偿，员工可以不守")


def _forbidden(paper: dict[str, object], text: str) -> Iterator[str]:
    """Say what a clause may not say by law; the reasons beside it may speak of it."""
    occasions = paper.get("occasions")
    staff = paper.get("group") == "协议" and isinstance(occasions, list) and bool(_STAFF & set(map(str, occasions)))
    if staff and not _restrains(paper) and any(map(_asks_damages, re.split("[，。；\n]", text))):
        yield _DAMAGES
    if _restrains(paper) and (match := _LONG.search(text)) and "竞业限制期" in text:
        yield f"竞业限制最长两年，这里写了“{match[0]}”"


def _asks_damages(sentence: str) -> bool:
    """Say whether a sentence asks for damages; it may say that there are none."""
    return "违约金" in sentence and not re.search("不|无效|没有", sentence)


def _restrains(paper: dict[str, object]) -> bool:
    return paper.get("group") == "协议" and "竞业限制" in str(paper.get("name", ""))
