"""A firm gets its own set: its words are filled in, open blanks stay lines and are listed."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from shangmitong.facts.load import load
from shangmitong.office.firm import Firm, own_set, read_firm
from shangmitong.office.firm_answers import read_firm_sheet
from shangmitong.office.firm_sheet import firm_workbook
from shangmitong.problem import ProblemsError

from ..conftest import ROOT, run

SAYS = "name: 清泉茶厂\nindustry: tea\nblanks:\n  post: 炒茶工\n"


def firm(sample: Path, text: str, out: str = "out") -> tuple[int, str, Path]:
    (sample / "firm.yml").write_text(text, "utf-8")
    done = run(sample, "firm", "firm.yml", "--out", out)
    return done.returncode, done.stdout + done.stderr, sample / out


def words_of(file: Path) -> str:
    with ZipFile(file) as archive:
        return "".join(
            re.sub("<[^>]+>", "", archive.read(name).decode())
            for name in archive.namelist()
            if re.search("document|header", name)
        )


def test_what_the_firm_says_is_filled_in(sample: Path) -> None:
    code, said, out = firm(sample, SAYS)
    assert code == 0, said
    words = words_of(out / "agreements/promise.docx")
    assert "乙方在炒茶工岗位知道的秘密" in words
    assert "甲方（单位）：清泉茶厂" in words
    assert "另有细则" not in words, "a small firm gets the short edition"
    rows = CalamineWorkbook.from_path(str(out / "register.xlsx")).get_sheet_by_name("名录").to_python()
    assert rows[0][0].startswith("清泉茶厂商业秘密名录")


def test_open_blanks_stay_lines_and_are_listed(sample: Path) -> None:
    _, _, out = firm(sample, "name: 清泉茶厂\nindustry: tea\nsize: 完整\n")
    assert "乙方在＿＿＿＿＿＿＿＿＿＿岗位" in words_of(out / "agreements/promise.docx")
    guide = (out / "说明.txt").read_text("utf-8-sig")
    assert "《保密承诺书》还空着：岗位（写全称）" in guide
    for file in out.rglob("*.*"):
        assert file.name == "说明.txt" or file.relative_to(out).as_posix() in guide


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: 清泉茶厂\nindustry: teas\n", "firm.yml:2:11: industry：没有“teas”这个行业。是不是想写“tea”？"),
        (SAYS.replace("post", "pots"), "firm.yml:4:3: blanks.pots：没有“pots”这个空格。是不是想写“post”？"),
        (SAYS + "size: 大厂\n", "firm.yml:5:7"),
        (SAYS + "secrets: [nothing]\n", "没有“nothing”这个秘密"),
        (SAYS + "papers:\n  promis: {post: 甲}\n", "没有“promis”这个文书"),
        (SAYS + "papers:\n  promise: {pots: 甲}\n", "没有“pots”这个空格。是不是想写“post”？"),
        (SAYS.replace("炒茶工", "甲" * 201), "firm.yml:4:9: blanks.post：太长了：201 个字，最多 200 个字"),
        (SAYS.replace("清泉茶厂", "甲" * 81), "firm.yml:1:7: name：太长了：81 个字，最多 80 个字"),
    ],
)
def test_what_the_project_does_not_know_is_named_and_nothing_written(sample: Path, text: str, told: str) -> None:
    code, said, out = firm(sample, text)
    assert code == 1
    assert told in said
    assert "有 1 处" in said or said.count("firm.yml:") == 1, "nothing is told twice"
    assert not out.exists()


def test_a_folder_with_other_files_is_left_alone(sample: Path) -> None:
    (sample / "mine").mkdir()
    (sample / "mine/a.txt").write_text("mine", "utf-8")
    code, said, out = firm(sample, SAYS, "mine")
    assert code == 1
    assert "有别的文件，没有动它" in said
    assert [file.name for file in out.iterdir()] == ["a.txt"]


def sheet(path: Path, rows: list[tuple[str, str]], name: str = "常用") -> Path:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(name)
    page.write_row(1, 2, ["填什么", "代号", "怎么填", "内容"])  # moved as a clerk may move it
    for row, (code, value) in enumerate(rows, 2):
        page.write(row, 3, code)
        page.write(row, 5, value)
    book.close()
    return path


def test_a_firm_may_say_it_in_a_workbook(sample: Path) -> None:
    sheet(sample / "firm.xlsx", [("name", "清泉茶厂"), ("industry", "tea"), ("size", "50 人以上"), ("post", "炒茶工")])
    done = run(sample, "firm", "firm.xlsx", "--out", "out")
    assert done.returncode == 0, done.stderr
    words = words_of(sample / "out/agreements/promise.docx")
    assert "乙方在炒茶工岗位知道的秘密" in words
    assert "另有细则" in words, "a large firm gets the full edition"


def test_faults_of_the_workbook_name_sheet_and_cell(sample: Path) -> None:
    sheet(sample / "firm.xlsx", [("name", "清泉茶厂"), ("industry", "tee"), ("pots", "甲"), ("size", "很多")])
    done = run(sample, "firm", "firm.xlsx", "--out", "out")
    assert done.returncode == 1
    assert "firm.xlsx:4:1: “常用”F4：没有“tee”这个选项。是不是想写“tea”？" in done.stdout
    assert "“常用”F5：没有“pots”这个代号。是不是想写“post”？" in done.stdout
    assert "“常用”F6" in done.stdout
    sheet(sample / "firm.xlsx", [("name", "清泉茶厂"), ("industry", "tea"), ("post", "甲" * 201)])
    done = run(sample, "firm", "firm.xlsx", "--out", "out")
    assert "firm.xlsx:5:1: “常用”F5：太长了：201 个字，最多 200 个字" in done.stdout
    assert not (sample / "out").exists()


def test_the_workbook_of_the_kit_asks_for_every_blank_and_is_read_back(tmp_path: Path) -> None:
    project = load(ROOT)
    industry = project.industries["mica-products"]
    (tmp_path / "firm.xlsx").write_bytes(firm_workbook(project, industry, 0))
    codes = {row[0] for name in ("常用", "一事一填") for row in _rows_of(tmp_path / "firm.xlsx", name)}
    for paper in project.papers.values():
        for blank in paper.blanks:
            assert blank.id == "employer" or bool(codes & {blank.id, f"{paper.id}/{blank.id}"}) != blank.by_hand
    with pytest.raises(ProblemsError, match="单位全称"):
        read_firm_sheet(project, tmp_path / "firm.xlsx")


def _rows_of(path: Path, name: str) -> list[list[object]]:
    rows: list[list[object]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    return rows


def test_a_firm_signs_no_paper_in_the_place_of_another() -> None:
    project = load(ROOT)
    told = Firm(name="清泉云母厂", industry="mica-products", papers={"kiln-crew": {"worker": "某甲"}})
    with ZipFile(BytesIO(own_set(project, told, 0)["agreements/kiln-crew.docx"])) as archive:
        words = re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
    assert "清泉云母厂" in words
    assert "某甲" in words
    assert "承诺人：清泉云母厂" not in words, "it is the worker who promises"


def test_what_is_the_secret_itself_is_refused_and_named_to_be_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "firm.yml").write_text("name: 清泉云母厂\nindustry: mica-products\nblanks: {points: 三个数}\n", "utf-8")
    with pytest.raises(ProblemsError, match="写的就是秘密，不在这里填，打印出来手写"):
        read_firm(load(ROOT), tmp_path / "firm.yml")
    guide = own_set(load(ROOT), Firm(name="清泉云母厂", industry="mica-products"), 0)["说明.txt"].decode("utf-8-sig")
    assert "秘点（写在纸上，不在电脑里填）" in guide
