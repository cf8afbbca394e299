"""Forms as Word files: registers across the page, sheets with room to write, check lists."""

from __future__ import annotations

from docx.shared import Mm, Pt

from ..facts.model import Form
from ..facts.project import Project
from .word import WordFile
from .word_xml import blank_line

FIRM = blank_line("employer", "单位：＿＿＿＿＿＿＿＿＿＿＿＿")
"""Where a firm writes its name."""
_ROWS = 10
"""Empty rows of a register."""
_SHARES = {"日期": 1.1, "时间": 1.2, "签名": 1.0, "选择": 1.0, "文字": 1.7}


def form_document(project: Project, form: Form, stamp: int, firm: str = "") -> bytes:
    """Return the Word file of a form, with the name of the `firm` where it is known."""
    file = WordFile(form.name, firm or FIRM, firm or project.region.publisher, stamp, wide=form.shape == "登记簿")
    if form.shape != "登记簿":
        file.text("编号：＿＿＿＿＿＿＿＿", indent=False)
    {"登记簿": _register, "检查表": _checklist, "单张": _sheet}[form.shape](file, form)
    small = file.text(f"{form.purpose}保管：{form.keeper}。{form.retention}。", indent=False)
    small.runs[0].font.size = Pt(9)
    small.paragraph_format.space_before = Pt(8)
    return file.done()


def _register(file: WordFile, form: Form) -> None:
    shares = [_SHARES[field.kind] for field in form.fields]
    names = [field.name for field in form.fields]
    examples = [field.example or "（本人签）" for field in form.fields]
    examples[0] = f"例：{examples[0]}"
    table = file.table(shares, [names, examples, *([""] * len(names) for _ in range(_ROWS))])
    for row in table.rows[1:]:
        row.height = Mm(9.5)


def _checklist(file: WordFile, form: Form) -> None:
    checked = [field for field in form.fields if field.kind != "签名"]
    rows = [[field.name, field.hint, "□ 已办\n□ 不适用", ""] for field in checked]
    file.table([1.4, 2, 0.9, 2], [["办什么", "怎么办", "结果", "情况"], *rows])
    _sign(file, form)


def _sheet(file: WordFile, form: Form) -> None:
    asked = [field for field in form.fields if field.kind != "签名"]
    rows = [[f"{field.name}\n{field.hint}", "　".join(f"□ {option}" for option in field.options)] for field in asked]
    table = file.table([2, 3.2], [["栏目和填法", "填在这一栏，写不下的另附纸"], *rows])
    for field, row in zip(asked, table.rows[1:], strict=True):
        row.cells[0].paragraphs[0].runs[0].bold = True
        row.height = Mm(8 if field.kind in ("日期", "时间", "选择") else 7 * field.lines)
    _sign(file, form)


def _sign(file: WordFile, form: Form) -> None:
    names = [field.name for field in form.fields if field.kind == "签名"] or ["填表人签名"]
    for name in names:
        line = file.text(f"{name}：＿＿＿＿＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日", indent=False)
        line.paragraph_format.space_before = Pt(8)
