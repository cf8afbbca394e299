"""Replies of firms are read as they come back; what cannot be read is named, nothing is guessed or lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from shangmitong.documents.self_check import questions
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.office.answers import replies
from shangmitong.office.questionnaires import counts, questionnaire_workbook
from shangmitong.office.selfcheck import HEAD, self_check
from shangmitong.office.survey import survey, workbook

from ..conftest import ROOT, run


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


Rows = list[tuple[str, str]]


def reply(
    path: Path, answers: Rows, about: dict[str, str | int], *, sheet: str = "自查", above: int = 0, moved: bool = False
) -> None:
    """Write a workbook as it might come back: another sheet name, rows above the head, columns in another order."""
    book = xlsxwriter.Workbook(str(path))
    first = book.add_worksheet("企业")
    for row, (name, value) in enumerate(about.items()):
        first.write(row, 0, name)
        first.write(row, 1, value)
    page = book.add_worksheet(sheet)
    number, result = (7, 2) if moved else (0, 6)
    page.write(above, number, "题号")
    page.write(above, result, "结果")
    for row, (asked, said) in enumerate(answers, above + 1):
        page.write(row, number, asked)
        page.write(row, result, said)
    book.close()


GOOD: Rows = [("A01", "做到"), ("A02", "没有"), ("A03", "部分"), ("A04", "不适用")]
FIRM: dict[str, str | int] = {"单位名称": "甲厂", "行业": "云母制品", "职工人数": 38}


def test_the_score_counts_weights_and_leaves_out_what_does_not_apply(project: Project, tmp_path: Path) -> None:
    reply(tmp_path / "a.xlsx", GOOD, FIRM)
    (firm,) = survey(project, replies(tmp_path)).firms
    weights = [item.weight for item in list(project.indicators.values())[:3]]
    assert firm.score == round(100 * (weights[0] + weights[2] / 2) / sum(weights))
    assert (firm.name, firm.industry, firm.size, firm.answered) == ("甲厂", "云母制品", "20—49 人", 3)
    assert [item.number for item in firm.weak] == ["A02", "A03"]


@pytest.mark.parametrize("change", [{"sheet": "Sheet乱"}, {"above": 4}, {"moved": True}])
def test_a_reply_is_read_by_its_heads_wherever_they_stand(
    project: Project, tmp_path: Path, change: dict[str, object]
) -> None:
    reply(tmp_path / "改了名字.xlsx", GOOD, FIRM, **change)  # type: ignore[arg-type]
    found = survey(project, replies(tmp_path))
    assert not found.unread
    assert found.firms[0].answered == 3


@pytest.mark.parametrize(
    ("make", "where", "why"),
    [
        (lambda p: reply(p / "a.xlsx", [("A01", "基本做到"), ("A02", "做到")], FIRM), "自查 G2 基本做到", "结果只能是"),
        (lambda p: reply(p / "a.xlsx", [("A02", "做到"), ("加的", "做到")], FIRM), "自查 G3 做到", "题号“加的”不认识"),
        (lambda p: reply(p / "a.xlsx", [("A01", "做到"), ("A01", "没有")], FIRM), "自查 G3 没有", "答了两次"),
        (lambda p: reply(p / "a.xlsx", GOOD, FIRM | {"职工人数": "三十来个"}), "三十来个", "只能写数"),
        (lambda p: reply(p / "a.xlsx", GOOD, FIRM | {"行业": "茶叶"}), "茶叶", "行业不在"),
        (lambda p: reply(p / "a.xlsx", [], FIRM), "", "没有找到"),
        (lambda p: (p / "a.xlsx").write_bytes(b"PK no zip"), "", "打不开"),
        (lambda p: (p / "a.xls").write_bytes(b""), "", "空的"),
        (lambda p: (p / "a.et").write_bytes(b"x"), "", "另存为 .xlsx"),
    ],
)
def test_what_cannot_be_read_is_named(
    project: Project, tmp_path: Path, make: Callable[[Path], object], where: str, why: str
) -> None:
    make(tmp_path)
    (lost,) = survey(project, replies(tmp_path)).unread
    assert lost.file.startswith("a.")
    assert " ".join(filter(None, (lost.sheet, lost.cell, lost.value))) == where
    assert why in lost.why


def test_a_firm_that_sent_two_files_counts_once(project: Project, tmp_path: Path) -> None:
    reply(tmp_path / "a.xlsx", GOOD[:1], FIRM)
    reply(tmp_path / "b.xlsx", GOOD, FIRM)
    found = survey(project, replies(tmp_path))
    assert [firm.file for firm in found.firms] == ["b.xlsx"]
    assert [item.why for item in found.unread] == ["同一家交了两份，用了答得多的 b.xlsx"]


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply(tmp_path / "a.xlsx", GOOD, FIRM)
    monkeypatch.setattr("shangmitong.office.answers._UNPACKED", 100)
    (lost,) = survey(project, replies(tmp_path)).unread
    assert "解开以后太大" in lost.why


def test_what_looks_like_a_formula_stays_text(project: Project, tmp_path: Path) -> None:
    reply(tmp_path / "a.xlsx", GOOD, FIRM | {"单位名称": "=1+1"})
    assert run(ROOT, "survey", str(tmp_path), "--out", str(tmp_path / "out")).returncode == 0
    with ZipFile(tmp_path / "out/summary.xlsx") as archive:
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_command_writes_figures_and_a_report_and_tells_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    reply(tmp_path / "in/a.xlsx", GOOD, FIRM)
    (tmp_path / "in/b.et").write_bytes(b"x")
    done = run(ROOT, "survey", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "收到 1 家，1 处没有读到" in done.stdout
    assert "b.et：" in done.stderr
    book = CalamineWorkbook.from_path(str(tmp_path / "out/summary.xlsx"))
    assert book.get_sheet_by_name("企业").to_python()[1][:2] == ["甲厂", "云母制品"]
    assert book.get_sheet_by_name("没读到的").to_python()[1][0] == "b.et"
    with ZipFile(tmp_path / "out/report.docx") as archive:
        said = re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
    assert "收回有效自查表 1 份" in said
    assert "b.et" in said


def test_the_self_check_asks_all_and_offers_only_what_counts(project: Project, tmp_path: Path) -> None:
    for industry in project.industries.values():
        asked = questions(project, industry)
        assert sum(item.number.startswith("A") for item in asked) >= 45
        assert sum(item.number.startswith("B") for item in asked) >= 15
        file = tmp_path / "a.xlsx"
        file.write_bytes(self_check(project, industry, 0))
        rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("自查").to_python()
        assert tuple(rows[0][: len(HEAD)]) == HEAD
        assert [row[0] for row in rows[1:]] == [item.number for item in asked]
        with ZipFile(file) as archive:
            sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        assert "做到,部分,没有,不适用" in sheet
        assert f"G2:G{len(asked) + 1}" in sheet


def talk(path: Path, answers: Rows, unit: str) -> None:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("问卷")
    page.write_row(0, 0, ["单位名称", unit])
    page.write_row(2, 0, ["题号", "问什么", "回答"])
    for row, (number, said) in enumerate(answers, 3):
        page.write_row(row, 0, [number, "", said])
    book.close()


def test_questionnaires_are_counted_and_no_word_is_lost(project: Project, tmp_path: Path) -> None:
    talk(tmp_path / "a.xlsx", [("V05", "有，没更新"), ("V02", "三十八"), ("V13", "找了派出所")], "甲厂")
    talk(tmp_path / "b.xlsx", [("V05", "有，没更新"), ("V04", "好像有"), ("V77", "是")], "乙厂")
    reply(tmp_path / "c.xlsx", GOOD, FIRM)
    found = survey(project, replies(tmp_path))
    assert [firm.name for firm in found.firms] == ["甲厂"], "a questionnaire is no self-check"
    assert [item[1:] for item in counts(project, found.talks)] == [
        ("V05", project.questionnaires["visit"].questions[4].ask, "有，没更新", 2)
    ]
    told = {(item.file, item.cell, item.value) for item in found.unread}
    assert told == {("a.xlsx", "V02", "三十八"), ("b.xlsx", "V04", "好像有"), ("b.xlsx", "V77", "是")}
    (tmp_path / "out.xlsx").write_bytes(workbook(project, found, 0))
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    rows = book.get_sheet_by_name(project.questionnaires["visit"].name).to_python()
    assert "找了派出所" in rows[1]


def test_the_questionnaires_of_the_kit_are_read_back(project: Project, tmp_path: Path) -> None:
    for asked in project.questionnaires.values():
        path = tmp_path / f"{asked.id}.xlsx"
        path.write_bytes(questionnaire_workbook(project, asked, 0))
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("问卷").to_python()
        assert [row[0] for row in rows if str(row[0])[1:].isdigit()] == [number for number, _ in asked.numbered]
        said = next(iter(replies(tmp_path))).unread
        assert "一题也没有答" in said[0].why
        path.unlink()
