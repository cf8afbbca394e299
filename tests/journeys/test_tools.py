"""The tools of the website in a real browser: filled in, taken away as a file, read back, deleted."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route
from python_calamine import CalamineWorkbook

from shangmitong.documents.ledger import LEDGER, REGISTER
from shangmitong.documents.self_check import questions
from shangmitong.documents.tools import tools_data
from shangmitong.facts.load import load
from shangmitong.office.registers import ledger, secret_register

from ..conftest import ROOT
from .conftest import AXE

pytestmark = pytest.mark.slow
SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value })
  .observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("tool", ["self-check", "quiz", "grading", "ledger", "first-hour", "firm"])
def test_nothing_jumps_while_a_tool_is_drawn(page: Page, tool: str) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(400)  # a phone with a slow line shows the page before the facts of the tool come
        route.continue_()

    page.route("**/tools/*data.js", late)
    page.add_init_script(SHIFTS)
    page.goto(f"tools/{tool}/")
    page.wait_for_selector(".tool > *")
    page.get_by_role("contentinfo").get_by_role("link").first.wait_for()
    assert page.evaluate("shifts") <= 0.02, "Core Web Vitals call 0.1 good; this project asks for 0.02"


def test_the_self_check_counts_goes_on_and_forgets_when_told(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.get_by_label("只有我用").check()
    for number, answer in (("A01", "做到"), ("A02", "部分"), ("A03", "没有"), ("A04", "不适用")):
        tools.check(f"input[name={number}][value={answer}]")
    assert "50 分" in tools.inner_text("#score")
    assert "问 3？" in tools.inner_text("#weakest li >> nth=0")
    link = tools.locator("#weakest a").first
    assert "/tea/manual/procedures/index.html#procedure-3" in link.evaluate("link => link.href")
    tools.reload()
    assert tools.is_checked("input[name=A02][value=部分]")
    results = Axe().run(tools, options=AXE)
    assert not results.response["violations"]
    tools.locator("input[name=A02][value=清掉]").click()
    tools.reload()
    assert not tools.locator("input[name=A02]:checked").count()
    assert tools.is_checked("input[name=A03][value=没有]")
    _forget(tools)
    assert not tools.locator(".tool input:checked").count()
    tools.get_by_text("这台设备上填的都删掉了").wait_for()
    assert tools.evaluate("localStorage.getItem('self-check')") is None


def test_the_self_check_keeps_the_answers_of_each_trade_and_compares_with_the_same(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.check("input[name=A01][value=做到]")
    tools.check("input[name=B01][value=部分]")
    tools.get_by_role("button", name="记下这次").click()
    assert "本行业\t50\t50" in tools.inner_text(".tool-result table")
    tools.locator("#trade").select_option("矿")
    assert tools.is_checked("input[name=A01][value=做到]")
    assert not tools.locator("input[name=B01]:checked").count()
    tools.check("input[name=B01][value=做到]")
    assert "本行业\t100\t—" in tools.inner_text(".tool-result table")
    tools.locator("#trade").select_option("茶叶")
    assert tools.is_checked("input[name=B01][value=部分]")
    assert "本行业\t50\t50" in tools.inner_text(".tool-result table")


def test_the_self_check_prints_its_result_first_with_lines_to_sign(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.check("input[name=A01][value=部分]")
    tools.emulate_media(media="print")
    assert tools.get_by_text("单位：＿").is_visible()
    assert tools.locator("#self-check fieldset:visible").count() == 1
    assert tools.locator("#self-check label:visible").all_inner_texts() == ["部分"]
    assert not tools.get_by_role("heading", name="用 Excel 做").is_visible()
    head, fields = (tools.locator(part).bounding_box() for part in (".tool-result", "#self-check fieldset:visible"))
    assert head
    assert fields
    assert head["y"] < fields["y"]
    assert _sheets(tools) == 1


def _sheets(tools: Page) -> int:
    return len(pikepdf.open(BytesIO(tools.pdf(format="A4"))).pages)


def test_nothing_is_deleted_before_it_is_asked_and_no_double_tap_does_it(tools: Page) -> None:
    tools.goto("tools/self-check/")
    tools.check("input[name=A01][value=做到]")
    tools.get_by_role("button", name="全部删除").dblclick()
    assert tools.is_checked("input[name=A01][value=做到]")
    tools.get_by_role("button", name="全部删除").press("Enter")
    assert tools.evaluate("document.activeElement.textContent") == "不删"
    assert not Axe().run(tools, options=AXE).response["violations"]
    tools.keyboard.press("Enter")
    assert tools.evaluate("document.activeElement.textContent") == "全部删除"
    assert tools.is_checked("input[name=A01][value=做到]")


def _forget(tools: Page) -> None:
    tools.get_by_role("button", name="全部删除").click()
    tools.get_by_role("button", name="真的删").click()


def test_the_self_check_goes_out_as_csv_and_comes_back(tools: Page, tmp_path: Path) -> None:
    tools.goto("tools/self-check/")
    tools.check("input[name=A01][value=部分]")
    with tools.expect_download() as taken:
        tools.get_by_role("button", name="导出 CSV").click()
    taken.value.save_as(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert text.startswith('"题号","组","问什么","怎么查","拿什么证明","分值","结果"')
    assert '"A01"' in text
    _forget(tools)
    tools.set_input_files("input[type=file]", tmp_path / "out.csv")
    tools.wait_for_selector("input[name=A01][value=部分]:checked")


def test_the_quiz_says_why_after_each_answer_and_gives_a_certificate(tools: Page) -> None:
    tools.goto("tools/quiz/")
    for number in range(10):
        tools.get_by_role("button", name="对的" if number else "错甲", exact=True).click()
        assert "因为" in tools.inner_text("[role=status]")
        tools.get_by_role("button", name="看得分" if number == 9 else "下一题").click()
    assert "10 题对了 9 题，90 分，合格" in tools.inner_text("#points")
    tools.fill("#who", "甲")
    assert "甲 于" in tools.inner_text(".tool-paper")
    tools.emulate_media(media="print")
    assert tools.inner_text(".md-content").strip().startswith("甲 于")
    assert _sheets(tools) == 1
    tools.emulate_media(media="screen")
    results = Axe().run(tools, options=AXE)
    assert not results.response["violations"]


def test_the_facts_of_the_tools_are_those_of_the_self_check_workbook() -> None:
    project = load(ROOT)
    facts = json.loads(tools_data(project).removeprefix("globalThis.TOOLS = "))
    for slug, industry in project.industries.items():
        numbers = [item["number"] for item in (*facts["asked"], *facts["trades"][slug]["asked"])]
        assert numbers == [item.number for item in questions(project, industry)]


def _taken(tools: Page, button: str) -> str:
    with tools.expect_download() as taken:
        tools.get_by_role("button", name=button).click()
    return Path(taken.value.path()).read_bytes().decode("utf-8-sig")


def _fill_one(tools: Page) -> None:
    tools.goto("tools/ledger/")
    tools.get_by_label("只有我用").check()
    tools.get_by_label("秘密甲（核心）").check()
    tools.locator(".tool details summary").click()
    assert tools.get_by_label("保护措施（示例，照厂里的写：双锁）").input_value() == "", "an example is no evidence"
    tools.get_by_label("保护措施").fill("钥匙两人分管")
    tools.get_by_label("载体和位置").fill("工艺柜")
    tools.get_by_label("名称").fill('杀青"三段"曲线')
    tools.get_by_label("责任人").fill("技术")
    tools.get_by_label("定密日期").fill("2028-08-31")


def test_the_ledger_goes_out_as_register_and_ledger_and_keeps_content_out(tools: Page) -> None:
    _fill_one(tools)
    assert "K-001缺知情人、不算秘密的部分。" in tools.inner_text("#count")
    tools.get_by_label("知情人").fill("甲班长")
    tools.get_by_label("不算秘密的部分").fill("教材上有的")
    assert "都齐了" in tools.inner_text("#count")
    head, row = csv.reader(StringIO(_taken(tools, "导出名录 CSV")))
    assert tuple(head) == REGISTER
    facts = dict(zip(head, row, strict=True))
    assert facts["编号"] == "K-001"
    assert facts["名称"] == '杀青"三段"曲线'
    assert facts["下次复核"] == "2029-02-28"  # half a year for 核心, and no 31 February
    head, row = csv.reader(StringIO(_taken(tools, "导出台账 CSV")))
    assert tuple(head) == LEDGER
    facts = dict(zip(head, row, strict=True))
    assert (facts["载体和位置"], facts["责任人"], facts["秘点"]) == ("工艺柜", "技术", "")
    assert (facts["保护措施"], facts["不算秘密的部分"]) == ("钥匙两人分管", "教材上有的")
    results = Axe().run(tools, options=AXE)
    assert not results.response["violations"]


def test_the_ledger_comes_back_from_a_file_that_excel_wrote(tools: Page, tmp_path: Path) -> None:
    rows = [REGISTER, ["K-007", "秘密乙", "技术信息", "重要", "", "", "2027/3/5"], ["", "自己的", "经营信息", "绝密"]]
    (tmp_path / "gbk.csv").write_bytes("\r\n".join(",".join(row) for row in rows).encode("gb18030"))
    tools.goto("tools/ledger/")
    tools.set_input_files("input[type=file]", tmp_path / "gbk.csv")
    tools.get_by_text("读回 2 项").wait_for()
    assert "第 3 行的密级写着“绝密”，只能写核心、重要、一般" in tools.inner_text(".tool > [role=status]")
    assert tools.get_by_label("秘密乙（核心）").is_checked()
    _, one, other = csv.reader(StringIO(_taken(tools, "导出名录 CSV")))
    assert (one[0], one[3], one[8], other[0], other[3]) == ("K-007", "重要", "2028-03-05", "K-008", "")
    (tmp_path / "gbk.csv").write_text("a,b")
    tools.set_input_files("input[type=file]", tmp_path / "gbk.csv")
    tools.get_by_text("没有读").wait_for()


def test_the_ledger_stays_on_the_device_only_where_it_may_and_goes_when_told(tools: Page) -> None:
    _fill_one(tools)
    tools.reload()
    assert "1 项" in tools.inner_text("#count")
    assert not tools.evaluate("document.documentElement.scrollWidth > innerWidth")
    _forget(tools)
    assert "还没有勾" in tools.inner_text("#count")
    assert tools.evaluate("localStorage.getItem('ledger')") is None
    tools.get_by_label("别人也用").check()
    tools.get_by_label("秘密甲（核心）").check()
    assert tools.evaluate("localStorage.getItem('ledger')") is None


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ((0, 0, 0, 0, 0), "0 分：不用定密"),
        ((1, 0, 0, 0, 0), "1 分，建议定一般"),
        ((1, 1, 1, 1, 0), "4 分，建议定一般"),
        ((1, 1, 1, 1, 1), "5 分，建议定重要"),
        ((2, 2, 1, 1, 1), "7 分，建议定重要"),
        ((2, 2, 2, 1, 1), "8 分，建议定核心"),
    ],
)
def test_the_grade_helper_counts_as_the_guide_does(tools: Page, scores: tuple[int, ...], told: str) -> None:
    tools.goto("tools/grading/")
    tools.get_by_label("没有公开").check()
    for number, score in enumerate(scores):
        assert "没有答" in tools.inner_text("#grade")
        tools.locator(f"input[name=q{number}]").nth(score).check()
    assert told in tools.inner_text("#grade")


def test_the_grade_helper_says_what_follows(tools: Page) -> None:
    tools.goto("tools/grading/")
    tools.get_by_label("公开了，或者同行都知道").check()
    assert "不用定密" in tools.inner_text("#grade")
    tools.get_by_label("没有公开").check()
    for number, score in enumerate((0, 1, 1, 2, 1)):
        tools.locator(f"input[name=q{number}]").nth(score).check()
    assert "可以上调一级，定核心" in tools.inner_text("#raise")
    tools.get_by_label("哪一类").select_option("报价")
    tools.get_by_label("企业简称").fill("某厂")
    words = tools.inner_text(".tool table")
    assert all(part in words for part in ("重要　某厂　K-001", "两年", "看5", "12 个月一次"))
    tools.get_by_label("是客户交来的秘密吗").select_option("核心")
    assert "按客户要求定核心（自己打分 5 分，取高的）" in tools.inner_text("#grade")
    assert "取高的" in tools.inner_text(".tool table")
    results = Axe().run(tools, options=AXE)
    assert not results.response["violations"]


def test_the_first_hour_stamps_each_step_and_forgets_when_told(tools: Page) -> None:
    tools.goto("tools/first-hour/")
    assert not tools.locator(".md-content li input[type=checkbox]").count(), "no box that cannot be ticked"
    tools.get_by_role("button", name="做了，记时间：报告").click()
    assert tools.evaluate("localStorage.getItem('first-hour')") is None, "nothing is kept before it is asked"
    tools.get_by_label("只有我用").check()
    assert "做于 20" in tools.inner_text("time >> nth=0")
    tools.get_by_label("留了什么、在谁手里").first.fill("录像，老板的柜子")
    tools.reload()
    assert "做了 1 步" in tools.inner_text("#done")
    assert tools.get_by_label("留了什么、在谁手里").first.input_value() == "录像，老板的柜子"
    results = Axe().run(tools, options=AXE)
    assert not results.response["violations"]
    tools.get_by_role("button", name="撤销：报告").click()
    assert "做了 0 步" in tools.inner_text("#done")
    tools.reload()
    assert "，撤销于 20" in tools.inner_text("time >> nth=0"), "a record shows what was taken back"
    _forget(tools)
    tools.get_by_text("这台设备上填的都删掉了").wait_for()
    assert tools.inner_text("time >> nth=0") == ""
    assert tools.evaluate("localStorage.getItem('first-hour')") is None


def test_the_ledger_tool_has_the_columns_of_the_workbooks() -> None:
    project = load(ROOT)
    industry = next(iter(project.industries.values()))
    for made, columns in ((secret_register, REGISTER), (ledger, LEDGER)):
        rows = CalamineWorkbook.from_filelike(BytesIO(made(project, industry, 0))).get_sheet_by_index(0).to_python()
        assert columns in [tuple(row[: len(columns)]) for row in rows]


STOP = """() => {
  const part = document.activeElement
  const { top, height } = part.getBoundingClientRect()
  const ring = getComputedStyle(part).outlineStyle !== "none" || getComputedStyle(part).boxShadow !== "none"
  const head = document.querySelector(".md-header").getBoundingClientRect().bottom
  const seen = top + height > head && top < innerHeight && getComputedStyle(part).visibility === "visible"
  return [part.closest(".tool, .md-search__output, .md-footer")?.classList[0] ?? part.tagName, ring && seen, part.outerHTML.slice(0, 80)]
}"""
"""JavaScript: where the keyboard is, and whether a reader sees it there."""


@pytest.mark.parametrize("tool", ["self-check", "quiz", "grading", "ledger", "firm", "first-hour"])
def test_the_keyboard_goes_through_a_tool_and_is_seen_wherever_it_stands(tools: Page, tool: str) -> None:
    tools.goto(f"tools/{tool}/")
    places = []
    while len(places) < 200 and "md-footer" not in [place for place, *_ in places]:
        tools.keyboard.press("Tab")
        places.append(tools.evaluate(STOP))
    assert "tool" in [place for place, *_ in places]
    assert places[-1][0] == "md-footer", "no stop holds the keyboard"
    assert "md-search__output" not in [place for place, *_ in places], "what is closed takes no key"
    assert [part for place, seen, part in places if place == "tool" and not seen] == []


def test_the_keyboard_stays_where_it_was_when_a_tool_is_drawn_anew(tools: Page) -> None:
    def stop() -> str:
        return tools.evaluate("document.activeElement.id || document.activeElement.textContent")

    tools.goto("tools/quiz/")
    tools.locator("#trade").focus()
    tools.locator("#trade").select_option(index=0)
    tools.locator("#trade").dispatch_event("change")
    assert stop() == "trade"
    tools.locator(".tool-option").first.press("Enter")
    tools.keyboard.press("Enter")
    assert stop().startswith("第 2 题")
    tools.goto("tools/ledger/")
    tools.locator("#ledger input[type=checkbox]").first.check()
    tools.locator("#ledger summary").press("Enter")
    tools.get_by_role("button", name="去掉这一项").press("Enter")
    assert stop() == "加一项自己的"
    tools.get_by_role("button", name="全部删除").press("Enter")
    tools.get_by_role("button", name="真的删").press("Enter")
    assert stop() == "全部删除"
    tools.goto("tools/grading/")
    tools.get_by_label("没有公开").check()
    for number in range(1, 6):
        tools.locator("#grading fieldset").nth(number).locator("input").last.check()
    tools.get_by_role("button", name="再定一项").press("Enter")
    assert stop().startswith("已经公开了吗")
