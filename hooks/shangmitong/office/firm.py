"""A firm's own set of the kit: what the firm says of itself is filled in, what it leaves open stays a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from ..documents.firm_set import EMPLOYER, NAME_MOST, Question, firm_questions, in_set, question_of, set_place
from ..documents.kit import KitFile, kit_files
from ..facts.model import Industry
from ..facts.model.base import Model, Slug, tidy
from ..facts.model.base import Path as Place
from ..facts.model.paper import Paper, Size
from ..facts.project import Project
from ..facts.source.reader import YamlFile, read_yaml
from ..facts.validate import validate
from ..problem import Problem, ProblemsError, unknown
from .kit import guide, made
from .papers import BLANK

_OPEN = "还空着"
_BY_HAND = "写的就是秘密，不在这里填，打印出来手写"
_FirmName = Annotated[str, Field(min_length=1, max_length=NAME_MOST), BeforeValidator(tidy)]
_Words = Annotated[str, Field(min_length=1)]


class Firm(Model):
    """What a firm says of itself."""

    name: _FirmName
    """单位全称，和营业执照一致。"""
    industry: Slug
    """哪个行业，写 industries/ 里的文件名，如 mica-products。"""
    size: Size = "小厂"
    """五十人以下写“小厂”，否则写“完整”。"""
    secrets: tuple[Slug, ...] = ()
    """厂里真有的秘密，写示例的代号；不写就全部列上，自己划。"""
    blanks: dict[Slug, _Words] = Field(default_factory=dict)
    """空格代号和内容，各份文书里同一个代号填同样的内容。"""
    papers: dict[Slug, dict[Slug, _Words]] = Field(default_factory=dict)
    """某一份文书里另填的：文书代号下面写空格代号和内容。"""


def read_firm(project: Project, path: Path) -> Firm:
    """Read what a firm says of itself from the YAML file at `path`.

    Raises:
        ProblemsError: the file cannot be read, or names what the project does not have.
    """
    file, problems = read_yaml(path, path.parent)
    firm = validate(Firm, file, problems) if file else None
    if file and firm:
        problems += _strangers(project, firm, file)
        problems += [file.problem(place, why) for place, why in refused(project, firm)]
    if problems or firm is None:
        raise ProblemsError(problems)
    return firm


def _strangers(project: Project, firm: Firm, file: YamlFile) -> Iterator[Problem]:
    """Report trades, secrets, papers and blanks that the project does not know."""
    if firm.industry not in project.industries:
        yield file.problem(("industry",), unknown("行业", firm.industry, project.industries))
        return
    secrets = {secret.id for secret in project.industries[firm.industry].secrets}
    for number, word in enumerate(firm.secrets):
        if word not in secrets:
            yield file.problem(("secrets", number), unknown("秘密", word, secrets))
    known = {blank.id for paper in project.papers.values() for blank in paper.blanks}
    for word in firm.blanks:
        if word not in known:
            yield file.problem(("blanks", word), unknown("空格", word, known), at_key=True)
    for name, values in firm.papers.items():
        paper = project.papers.get(name)
        if paper is None:
            yield file.problem(("papers", name), unknown("文书", name, project.papers), at_key=True)
            continue
        own = {blank.id for blank in paper.blanks}
        for word in values:
            if word not in own:
                yield file.problem(("papers", name, word), unknown("空格", word, own), at_key=True)


def refused(project: Project, firm: Firm) -> Iterator[tuple[Place, str]]:
    """Return where a firm says more than a blank takes, or what belongs on paper alone, and why that is refused."""
    asked = {item.code: item for item in firm_questions(project)}
    owners = {blank.id: paper for paper in project.papers.values() for blank in paper.blanks}
    said: list[tuple[Place, Paper | None, str]] = [
        (("blanks", word), owners.get(word), text) for word, text in firm.blanks.items()
    ]
    for name, values in firm.papers.items():
        said += [(("papers", name, word), project.papers.get(name), text) for word, text in values.items()]
    for place, paper, text in said:
        blank = next((blank for blank in paper.blanks if blank.id == place[-1]), None) if paper else None
        if paper and blank and blank.id != EMPLOYER:
            question = question_of(asked, paper, blank.id)
            count = len(question.tidied(text)) if question else 0
            if question is None:
                yield place, _BY_HAND
            elif count > question.most:
                yield place, f"太长了：{count} 个字，最多 {question.most} 个字"


def own_set(project: Project, firm: Firm, stamp: int) -> dict[str, bytes]:
    """Return the kit of a firm by path: papers of its size, forms and registers with its name, its secrets listed.

    A text file on top says what each file is, and which blanks are still open. `stamp` is the day of creation, in
    seconds since 1970.
    """
    industry = project.industries[firm.industry]
    if firm.secrets:
        kept = tuple(secret for secret in industry.secrets if secret.id in firm.secrets)
        industry = industry.model_copy(update={"secrets": kept})
    asked = {item.code: item for item in firm_questions(project)}
    values = {paper.id: _values(asked, paper, firm) for paper in project.papers.values()}
    filled = {name: _filled(project.papers[name], own) for name, own in values.items()}
    wanted = {set_place(file): file for file in kit_files(project) if in_set(project, file, firm.industry, firm.size)}
    files = {path: made(project, _own(file, industry, filled), stamp, firm.name) for path, file in wanted.items()}
    words = guide(project, f"{firm.name}（{industry.name}）", wanted) + "".join(
        f"{line}\r\n" for line in ("", "【还空着的】", *_open(values, wanted.values()))
    )
    return {"说明.txt": words.encode("utf-8-sig"), **files}


def _own(file: KitFile, industry: Industry, filled: Mapping[str, Paper]) -> KitFile:
    """Return a file of the kit with the trade and the filled-in paper of the firm."""
    file = replace(file, industry=industry) if file.industry else file
    return replace(file, paper=filled[file.paper.id]) if file.paper else file


def _values(asked: Mapping[str, Question], paper: Paper, firm: Firm) -> dict[str, str]:
    """Return what stands in the blanks of a paper, by the ids of the blanks; `asked` are the questions by code."""
    said = firm.blanks | firm.papers.get(paper.id, {})
    found = {word: (question_of(asked, paper, word), text) for word, text in said.items()}
    told = {word: item.tidied(text) for word, (item, text) in found.items() if item}
    return {EMPLOYER: said.get(EMPLOYER, firm.name)} | {word: text for word, text in told.items() if text}


def _filled(paper: Paper, values: Mapping[str, str]) -> Paper:
    """Return the paper with the firm's words in place of its blanks; what is open stays a blank."""

    def put(text: str | None) -> str | None:
        return text and BLANK.sub(lambda match: values.get(match[1], match[0]), text)

    clauses = tuple(
        clause.model_copy(update={"text": put(clause.text), "english": put(clause.english)}) for clause in paper.clauses
    )
    return paper.model_copy(update={"clauses": clauses})


def _open(values: Mapping[str, Mapping[str, str]], wanted: Iterable[KitFile]) -> Iterator[str]:
    """Say which blanks of which paper the firm still has to fill in; `values` are those filled in, by paper."""
    for file in wanted:
        if file.paper and (blanks := [part for part in file.paper.blanks if part.id not in values[file.paper.id]]):
            told = "、".join(f"{blank.name}（{blank.told}）" for blank in blanks)
            yield f"《{file.paper.name}》{_OPEN}：{told}"
