"""What a tool shows and prints: every word of it, and no sheet of empty boxes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from shangmitong.facts.load import load
from shangmitong.facts.model import Industry
from shangmitong.facts.project import Project
from shangmitong.office.registers import ledger, secret_register

from ..conftest import ROOT

pytestmark = pytest.mark.slow
LONG = "".join(f"第{number}处写着很长的话，" for number in range(40)) + "到此为止"
CLIPPED = """[...document.querySelectorAll(".tool :is(textarea, input[type=text])")]
  .filter(field => field.scrollHeight > field.clientHeight + 1 || field.scrollWidth > field.clientWidth + 1).length"""


def printed(page: Page) -> list[str]:
    """Print a page, and return the words of each sheet without the ends of their lines."""
    document = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
    return ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]


def test_a_record_is_printed_whole_with_what_was_not_done(tools: Page) -> None:
    tools.goto("tools/first-hour/")
    tools.get_by_label("谁在记").fill("某厂，某甲")
    tools.get_by_label("留了什么").first.fill(f"{LONG}\n第二行")
    tools.get_by_role("button", name="做了，记时间：报告").click()
    assert tools.evaluate(CLIPPED) == 0
    sheets = printed(tools)
    words = "".join(sheets)
    assert words.startswith("泄密事件记录打印于20")
    assert "某厂，某甲" in words
    assert f"{LONG}第二行" in words
    assert words.count("做于20") == 1
    assert words.count("未做") == tools.locator("time").count() - 1
    assert "没有选以前" not in words
    assert "记录人签字" in sheets[-1]


def test_what_was_filled_in_for_the_papers_is_printed_whole(tools: Page) -> None:
    tools.goto("tools/firm/")
    name = "很长的名字" * 15
    tools.get_by_label("单位全称（和营业执照一致）").fill(name)
    assert tools.evaluate(CLIPPED) == 0
    words = "".join(printed(tools))
    assert name in words
    assert "50人以下" in words


def test_the_ledger_prints_its_list_alone(tools: Page) -> None:
    tools.goto("tools/ledger/")
    tools.get_by_label("秘密甲（核心）").check()
    for number in range(4):
        tools.get_by_role("button", name="加一项自己的").click()
        tools.locator("#ledger details").last.get_by_label("名称").fill(f"自己的{number}")
    tools.locator("#ledger details").last.get_by_label("知情人").fill(LONG)
    tools.locator("#ledger details").last.get_by_label("名称").fill(LONG)
    assert tools.evaluate(CLIPPED) == 0
    (sheet,) = printed(tools)
    assert sheet.startswith("茶叶商业秘密名录编号名称密级责任人下次复核K-001秘密甲核心")
    assert LONG in sheet
    assert re.search(r"打印于20\d\d年\d+月\d+日$", sheet)
    for word in ("负责部门", "年/月/日", "mm/dd", "Excel", "可在注明出处"):
        assert word not in sheet
    assert tools.locator("#ledger details").last.evaluate("card => card.open"), "the screen is as it was"


def test_a_self_check_on_paper_says_of_which_trade_and_day_it_is(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.locator("#trade").select_option("矿")
    tools.check("input[name=A01][value=部分]")
    assert not tools.get_by_text("打印于").count()
    assert re.search(r"结果行业：矿打印于20\d\d年\d+月\d+日50分", "".join(printed(tools)))


def test_the_words_of_the_radar_are_read_on_a_phone(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.evaluate("""() => {
      for (const item of TOOLS.asked) item.group = item.group.replace("第", "管好系统和设备")
      for (const answer of document.querySelectorAll("[name^=A0][value=部分]")) answer.click()
    }""")
    seen = tools.locator(".tool-radar text").evaluate_all(
        "all => all.map(text => [text, text.ownerSVGElement].map(part => part.getBoundingClientRect()))"
        ".map(([text, all]) => [text.left - all.left, all.right - text.right, all.bottom - text.bottom])"
    )
    assert len(seen) == 3
    assert all(min(room) >= 0 for room in seen), seen
    size = "text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a"
    assert tools.locator(".tool-radar text").first.evaluate(size) >= 12


def test_the_list_of_secrets_is_read_on_a_phone(tools: Page) -> None:
    tools.goto("tools/ledger/")
    tools.get_by_label("秘密甲（核心）").check()
    widths = tools.evaluate("[...document.querySelectorAll('.tool-rows td')].map(cell => cell.clientWidth)")
    assert min(widths) >= 60
    assert tools.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tools.evaluate("(frame => frame.scrollWidth > frame.clientWidth)(document.querySelector('.tool-table'))")


def test_a_grade_is_printed_to_be_signed_and_the_next_one_begins_where_it_ended(tools: Page) -> None:
    tools.goto("tools/grading/")
    tools.get_by_label("没有公开").check()
    for number in range(5):
        tools.locator(f"input[name=q{number}]").nth(1).check()
    tools.get_by_label("这一项的名称").fill("杀青曲线")
    tools.get_by_label("企业简称").fill("某厂")
    tools.get_by_label("编号", exact=True).fill("K-009")
    (sheet,) = printed(tools)
    assert sheet.startswith("定密记录5分，建议定重要。名称杀青曲线编号K-009密级重要")
    assert all(word in sheet for word in ("定密人签字", "审批人签字", "日期：＿"))
    assert not any(word in sheet for word in ("怎么算分", "从报上来到锁起来"))
    tools.get_by_role("button", name="再定一项").click()
    assert tools.get_by_label("企业简称").input_value() == "某厂"
    assert tools.get_by_label("编号", exact=True).input_value() == "K-010"
    assert tools.get_by_label("这一项的名称").input_value() == ""


@pytest.mark.parametrize("tool", ["first-hour", "ledger", "firm", "grading", "self-check"])
def test_fields_are_large_enough_for_a_phone_and_follow_the_large_letters(tools: Page, tool: str) -> None:
    def sizes() -> list[float]:
        found: list[float] = tools.evaluate(
            """[...document.querySelectorAll(".tool :is(textarea, select, input[type=date], .tool-field, .tool-choice)")]
            .map(part => parseFloat(getComputedStyle(part).fontSize))"""
        )
        return found

    tools.goto(f"tools/{tool}/")
    if tool == "ledger":
        tools.get_by_label("秘密甲（核心）").check()
    small = sizes()
    assert min(small) >= 16
    tools.get_by_role("button", name="大字").click()
    assert min(sizes()) > 1.25 * min(small)


def test_nothing_floats_over_a_question(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.mouse.wheel(0, 3000)
    tools.wait_for_timeout(300)
    tools.mouse.wheel(0, -900)
    tools.wait_for_timeout(300)
    assert not tools.locator(".md-top").is_visible()


def test_printing_and_deleting_stand_apart(tools: Page) -> None:
    tools.goto("tools/first-hour/")
    boxes = [tools.get_by_role("button", name=name).bounding_box() for name in ("打印成记录", "复制文字", "全部删除")]
    for one, other in pairwise(boxes):
        assert one
        assert other
        assert other["x"] - one["x"] - one["width"] >= 8 or other["y"] - one["y"] - one["height"] >= 8


def csv_file(folder: Path, text: str) -> Path:
    (folder / "back.csv").write_text(text, "utf-8-sig")
    return folder / "back.csv"


def told(page: Page) -> str:
    status = page.locator(".tool > [role=status]").filter(has_text="读")
    status.wait_for()
    return status.inner_text()


REGISTER_HEAD = "编号,名称,类型,密级,负责部门,保密期限,定密日期,最近复核,下次复核,变更记录"


def items(page: Page) -> list[str]:
    return page.locator(".tool-rows tbody tr").all_inner_texts()


def test_a_number_with_another_name_is_another_item(tools: Page, tmp_path: Path) -> None:
    tools.goto("tools/ledger/")
    tools.get_by_label("秘密甲（核心）").check()
    rows = [
        "K-001,别的,技术信息,重要",
        "K-005, 同名的 ,技术信息,一般",
        "K-006,同名的,技术信息,一般",
        "K-001,秘密甲,技术信息,一般",
        "甲一,写法不同的,技术信息,一般",
    ]
    tools.set_input_files("input[type=file]", csv_file(tmp_path, "\n".join([REGISTER_HEAD, *rows])))
    words = told(tools)
    assert "读回 5 项" in words
    assert "第 6 行的“写法不同的”另编成 K-007，甲一 不是 K-001 的样子" in words
    assert "第 2 行的“别的”另编成 K-002，K-001 已经有了" in words
    assert [row.split("\t")[:3] for row in items(tools)] == [
        ["K-001", "秘密甲", "一般"],
        ["K-002", "别的", "重要"],
        ["K-005", "同名的", "一般"],
        ["K-006", "同名的", "一般"],
        ["K-007", "写法不同的", "一般"],
    ]


def test_days_are_understood_or_named(tools: Page, tmp_path: Path) -> None:
    days = ["20260831", "２０２６年８月３１日", "2026/8/31", "2026.8.31", "2026-8", "2026年2月30日", "月底"]
    rows = [f"K-{number:03},项{number},技术信息,重要,,,{day}" for number, day in enumerate(days, 1)]
    tools.goto("tools/ledger/")
    tools.set_input_files("input[type=file]", csv_file(tmp_path, "\n".join([REGISTER_HEAD, *rows])))
    words = told(tools)
    for row, day in enumerate(days, 2):
        assert (f"第 {row} 行的定密日期写着“{day}”，不是一个日子" in words) == (row > 5), day
    assert [row.split("\t")[4] for row in items(tools)] == ["2027-08-31"] * 4 + ["—"] * 3
    assert tools.locator("#ledger input[type=date]").first.get_attribute("max") == "9999-12-31"


def test_a_grade_that_is_none_is_left_open(tools: Page, tmp_path: Path) -> None:
    tools.goto("tools/ledger/")
    tools.set_input_files("input[type=file]", csv_file(tmp_path, f"{REGISTER_HEAD}\nK-001,项,技术信息,绝密\n"))
    assert "第 2 行的密级写着“绝密”，只能写核心、重要、一般" in told(tools)
    tools.locator("#ledger summary").click()
    assert tools.get_by_label("密级").input_value() == ""
    assert "K-001缺密级" in tools.inner_text("#count")


def test_a_file_of_the_kit_is_read_below_its_title_and_says_what_it_left(tools: Page, tmp_path: Path) -> None:
    lines = [
        "茶叶商业秘密台账　台账,,,,,,,,,",
        "写着“示例”的格是编者举的例,,,,,,,,,",
        "编号,名称,秘点,不算秘密的部分,形成经过,研发投入,载体和位置,知情人,保护措施,责任人",
        "例：K-000,3号线工艺卡参数组合,第2步,教材,试验,见账,工艺卡,技术部长,双锁柜,技术部长",
        "K-001,秘密甲,三个数,（示例）教材上有的,,,甲柜,,,某甲",
        ",,,,,,,,,",
    ]
    tools.goto("tools/ledger/")
    tools.set_input_files("input[type=file]", csv_file(tmp_path, "\n".join(lines)))
    words = told(tools)
    assert "读回 1 项" in words
    assert "秘点没有读进来，原来的文件不要删" in words
    tools.locator("#ledger summary").click()
    assert tools.get_by_label("载体和位置").input_value() == "甲柜"
    assert tools.get_by_label("不算秘密的部分").input_value() == "", "an example is no evidence"


@pytest.mark.parametrize("make", [ledger, secret_register])
def test_the_workbooks_of_the_kit_are_read_when_they_are_saved_as_csv(
    tools: Page, make: Callable[[Project, Industry, int], bytes], tmp_path: Path
) -> None:
    project = load(ROOT)
    industry = next(iter(project.industries.values()))
    rows = CalamineWorkbook.from_filelike(BytesIO(make(project, industry, 0))).get_sheet_by_index(0).to_python()
    with (tmp_path / "kit.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    tools.goto("tools/ledger/")
    tools.set_input_files("input[type=file]", tmp_path / "kit.csv")
    assert told(tools) == f"读回 {len(industry.secrets)} 项。"
    assert items(tools)[0].split("\t")[:2] == ["K-001", industry.secrets[0].name]


CHECK_HEAD = "题号,组,问什么,怎么查,拿什么证明,分值,结果"


def test_answers_that_come_back_are_understood_or_named(tools: Page, tmp_path: Path) -> None:
    said = ["做到了", "√", " 做到", "没做到", "差不多", ""]
    rows = [f"A0{number},组,问 {number}？,,,,{answer}" for number, answer in enumerate(said, 1)]
    tools.goto("tools/self-check/")
    tools.set_input_files("input[type=file]", csv_file(tmp_path, "\n".join(["茶叶自查表", CHECK_HEAD, *rows])))
    words = told(tools)
    assert "读回 4 题" in words
    assert "第 7 行写着“差不多”，只能写做到、部分、没有、不适用" in words
    assert [tools.is_checked(f"input[name=A0{number}][value=做到]") for number in range(1, 5)] == [True] * 3 + [False]
    assert tools.is_checked("input[name=A04][value=没有]")


def test_answers_of_another_trade_are_not_taken(tools: Page, tmp_path: Path) -> None:
    rows = ["A01,组,问 1？,,,,做到", "B01,本行业,矿的问？,,,,没有"]
    tools.goto("tools/self-check/")
    tools.evaluate("TOOLS.trades.mine.asked = [{ ...TOOLS.trades.tea.asked[0], question: '矿的问？' }]")
    tools.set_input_files("input[type=file]", csv_file(tmp_path, "\n".join([CHECK_HEAD, *rows])))
    assert "读回 1 题。这是矿的：有 1 题和这个行业的不一样，没有读。" in told(tools)
    assert tools.is_checked("input[name=A01][value=做到]")
    assert not tools.locator("input[name=B01]:checked").count()


@pytest.mark.parametrize("tool", ["self-check", "ledger"])
def test_a_picture_is_no_list(tools: Page, tool: str, tmp_path: Path) -> None:
    (tmp_path / "photo.csv").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 2000)
    tools.goto(f"tools/{tool}/")
    tools.set_input_files("input[type=file]", tmp_path / "photo.csv")
    assert "图片读不了" in told(tools)


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "-低温段",
    "'-1",
    "''=1",
    "＝1",
    " 前后 ",
    '"引号",逗号',
    "一\n\n二\n",
]


def test_no_cell_is_taken_for_a_formula_and_it_comes_back_as_it_was(tools: Page, tmp_path: Path) -> None:
    def kept() -> list[str]:
        found: list[str] = (
            tools.locator("#ledger").get_by_label("载体和位置").evaluate_all("all => all.map(one => one.value)")
        )
        return found

    tools.goto("tools/ledger/")
    for number, words in enumerate(HOSTILE):
        tools.get_by_role("button", name="加一项自己的").click()
        tools.locator("#ledger details").last.get_by_label("名称").fill(f"-{number}")
        tools.locator("#ledger details").last.get_by_label("载体和位置").fill(words)
    with tools.expect_download() as taken:
        tools.get_by_role("button", name="导出台账 CSV").click()
    taken.value.save_as(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t＝"))]
    with (tmp_path / "excel.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)  # which quotes only where it must, as Excel does
    for name in ("out.csv", "excel.csv"):
        tools.get_by_role("button", name="全部删除").click()
        tools.get_by_role("button", name="真的删").click()
        assert not tools.inner_text(".tool > [role=status]"), "what was read is gone"
        tools.set_input_files("input[type=file]", tmp_path / name)
        assert f"读回 {len(HOSTILE)} 项" in told(tools)
        assert kept() == HOSTILE
        assert [row.split("\t")[1] for row in items(tools)] == [f"-{number}" for number in range(len(HOSTILE))]
