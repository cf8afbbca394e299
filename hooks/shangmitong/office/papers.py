"""Rules, agreements and letters as Word files: a clean copy, and one whose comments give the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts.laws import in_a_row
from ..facts.model import Paper
from ..facts.model.paper import Blank, Clause, Size
from ..facts.project import Project
from .forms import FIRM
from .word import WordFile, fill
from .word_xml import blank_line, font

BLANK = re.compile(r"\{([a-z][a-z0-9-]*)\}")
_LINES = {"文字": "＿" * 10, "日期": "＿＿＿＿年＿＿月＿＿日", "数字": "＿" * 5, "选择": "＿" * 6, "长文": "＿" * 30}
"""The line to write on for each kind of blank."""
_OTHER = "＿" * 16
_PARTY = blank_line("employer", _OTHER)
"""Where the firm writes its name, and where the others do."""


def paper_document(
    project: Project, paper: Paper, stamp: int, *, size: Size = "完整", notes: bool = False, firm: str = ""
) -> bytes:
    """Return the Word file of a paper in the edition `size`.

    With `notes` each clause has a comment that says why it is there. The name of the `firm` stands in the header and
    beside the first party, where it is known.
    """
    file = WordFile(paper.name, firm or FIRM, firm or project.region.publisher, stamp)
    blanks = {blank.id: blank_line(blank.id, _line(blank)) for blank in paper.blanks}
    clauses = [clause for clause in paper.clauses if size in clause.sizes]
    if paper.group == "协议" and not any(blank.id == "employer" for blank in paper.blanks):
        for number, signer in enumerate(paper.signers):
            file.text(f"{signer.party}：{(firm or _PARTY) if number == 0 else _OTHER}", indent=False)
    if any(clause.english for clause in clauses):
        _two_languages(file, clauses, blanks)
    else:
        for clause in clauses:
            run = file.clause(clause.title)
            for line in _filled(clause.text, blanks).split("\n"):
                file.text(line)
            if notes:
                file.note(run, "\n".join(_reasons(project, clause)))
    if paper.forms:
        names = "、".join(f"《{project.forms[form].name}》" for form in paper.forms)
        file.text(f"一起用的表：{names}。", indent=False)
    file.signatures([(signer.party, signer.lines) for signer in paper.signers])
    return file.done()


def _two_languages(file: WordFile, clauses: list[Clause], blanks: dict[str, str]) -> None:
    """Set Chinese and English side by side; the Chinese text decides."""
    file.text("中英文并列，以中文为准。 The Chinese text prevails.", indent=False)
    table = file.table([1, 1.15], [["", ""] for _ in clauses], head=False)
    for number, (clause, row) in enumerate(zip(clauses, table.rows, strict=True), 1):
        fill(row.cells[0], f"{number}. {clause.title}\n{_filled(clause.text, blanks)}")
        font(row.cells[0].paragraphs[0].runs[0], "黑体")
        fill(row.cells[1], f"{number}. {_filled(clause.english or '', blanks)}")


def _filled(text: str, blanks: dict[str, str]) -> str:
    return BLANK.sub(lambda match: blanks.get(match[1], match[0]), text)


def _line(blank: Blank) -> str:
    if blank.options:
        return "　".join(f"□{option}" for option in blank.options)
    return _LINES[blank.kind]


def _reasons(project: Project, clause: Clause) -> Iterator[str]:
    """Say why a clause is there, what the law allows, and where that stands."""
    yield f"为什么写：{clause.why}"
    if clause.allowed:
        yield f"可以写到哪里：{clause.allowed}"
    if clause.cites:
        cited = [project.registry.cite(key) for key in clause.cites]
        yield f"依据：{'、'.join(text for _, text in in_a_row(cited))}"
        if not all(item.certain for item in cited):
            yield "带“※”的只核到一处来源，用之前向县市场监督管理局核对"
