"""The papers of a firm filled in by the browser: the same words as the command writes, nothing kept, nothing broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from shangmitong.documents.firm_set import firm_questions
from shangmitong.documents.kit import bundle, kit_files
from shangmitong.documents.tools import tools_files
from shangmitong.facts.load import load
from shangmitong.facts.model.paper import Size
from shangmitong.facts.project import Project
from shangmitong.office.firm import Firm, own_set
from shangmitong.office.kit import make_kit
from shangmitong.web.offline import offline

from ..conftest import ROOT
from .conftest import AXE, SERVED

pytestmark = pytest.mark.slow
STAMP = 1_790_000_000
TRADE = "mica-products"
NAME = '通城"云母"<甲&乙>厂'
SLOW = 120_000
"""Milliseconds: a busy machine fills sixty papers in less."""
MAKE = "填好，做成压缩包"


@cache
def facts() -> Project:
    return load(ROOT)


@cache
def kit(trade: str = TRADE) -> bytes:
    return make_kit(facts(), kit_files(facts()), STAMP)[bundle(trade)].read_bytes()


@pytest.fixture
def tool(page: Page) -> Page:
    """A page whose tool works with the real facts and the real kit."""
    for path, script in tools_files(facts()).items():
        page.route(f"**/{path}", lambda route, _, text=script: route.fulfill(content_type="text/javascript", body=text))
    page.route("**/kit.zip", lambda route: route.fulfill(content_type="application/zip", body=kit()))
    return page


def taken(page: Page) -> dict[str, bytes]:
    """Press the button and return the files of the zip that comes."""
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name=MAKE).click()
    with ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(file: bytes) -> dict[str, str]:
    """Return what a Word file says, by part, and who made it."""
    docx.Document(BytesIO(file))  # which opens it
    with ZipFile(BytesIO(file)) as archive:
        names = [name for name in archive.namelist() if re.search("document|header|footer|core", name)]
        return {name: unescape(re.sub("<[^>]+>", "", archive.read(name).decode())) for name in names}


def guide_of(files: dict[str, bytes]) -> str:
    """Return the guide of a set, of its Word files alone."""
    text = files["说明.txt"].decode("utf-8-sig")
    return re.sub(r"\r\n【[^还\r]+】\r\n(?=\r\n)", "", re.sub(r"(?m)^\S+\.(?:xlsx|pptx)　.*\r\n", "", text))


def said(size: Size) -> tuple[dict[str, str], Firm]:
    """Return an answer to every question, as the tool keeps them and as the command takes them."""
    kept, blanks = {}, {}
    for number, item in enumerate(firm_questions(facts()), 1):
        text = f"<{number}> &amp; 甲 乙" + ("\n 二，\n\nc d " if item.blank.kind == "长文" else "")
        blanks[item.code] = item.options[-1] if item.options else text
        kept[item.code] = blanks[item.code]
        if item.blank.kind == "日期" and not item.options:
            kept[item.code], blanks[item.code] = f"2027-{number % 9 + 1:02}-05", f"2027年{number % 9 + 1}月5日"
    papers: dict[str, dict[str, str]] = {}
    for code in [code for code in blanks if "/" in code]:
        paper, word = code.split("/")
        papers.setdefault(paper, {})[word] = blanks.pop(code)
    told = {"name": NAME, "industry": TRADE, "size": size, "blanks": blanks, "papers": papers}
    return kept, Firm.model_validate(told)


@pytest.mark.parametrize("size", ["小厂", "完整"])
def test_the_browser_fills_every_paper_with_the_words_of_the_command(tool: Page, size: Size) -> None:
    answers, told = said(size)
    state = {"trade": TRADE, "shared": False, "size": size, "name": NAME, "said": answers}
    tool.add_init_script(f"localStorage.setItem('firm', JSON.stringify({json.dumps(state)}))")
    tool.goto("tools/firm/")
    came, meant = taken(tool), own_set(facts(), told, STAMP)
    assert set(came) == {"说明.txt", *(name for name in meant if name.endswith(".docx"))}
    assert guide_of(came) == guide_of(meant)
    for name in came:
        if name.endswith(".docx"):
            assert words_of(came[name]) == words_of(meant[name]), name
            with ZipFile(BytesIO(came[name])) as archive:
                open_places = archive.read("word/document.xml").count(b"bookmarkStart")
            assert open_places == (name == "letters/secret-points.docx"), "what is the secret itself is written by hand"


def test_what_is_open_is_told_nothing_is_kept_and_all_is_forgotten(tool: Page) -> None:
    tool.goto("tools/firm/")
    tool.get_by_role("button", name=MAKE).click()
    tool.get_by_text("先填单位全称").wait_for()
    tool.get_by_label("行业", exact=True).select_option("云母制品")
    tool.get_by_label("单位全称（和营业执照一致）").fill(NAME)
    tool.get_by_label("生效日期").fill("2026-03-01")
    tool.locator("summary", has_text="招人（").click()
    tool.locator("summary", has_text="员工保密协议").click()
    tool.get_by_label("员工姓名").first.fill("某甲")
    came = taken(tool)
    blanks = {"effective": "2026年3月1日"}
    told = {"name": NAME, "industry": TRADE, "blanks": blanks, "papers": {"employee-nda": {"employee": "某甲"}}}
    meant = own_set(facts(), Firm.model_validate(told), STAMP)
    assert guide_of(came) == guide_of(meant)
    assert "《小厂保密制度（三页版）》还空着：保密负责人（写" in guide_of(came)
    assert words_of(came["rules/rule-small.docx"]) == words_of(meant["rules/rule-small.docx"])
    assert f"做好了：{len(came) - 1} 份 Word" in tool.inner_text(".tool > [role=status]")
    tool.get_by_text("还空着的，").click()
    assert "《员工保密协议》：岗位" in tool.inner_text(".tool details[open] ul")
    assert not tool.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not Axe().run(tool, options=AXE).response["violations"]
    assert tool.evaluate("localStorage.getItem('firm')") is None, "the question about the device was not answered"
    tool.get_by_label("只有我用").check()
    assert NAME in json.loads(tool.evaluate("localStorage.getItem('firm')"))["name"]
    tool.get_by_role("button", name="全部删除").click()
    tool.get_by_role("button", name="真的删").click()
    assert tool.get_by_label("单位全称（和营业执照一致）").input_value() == ""
    assert tool.get_by_label("员工姓名").first.input_value() == ""
    assert not tool.locator(".tool ul").count()
    assert tool.evaluate("localStorage.getItem('firm')") is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (lambda: b"", "压缩包坏了"),
        (lambda: b"PK" * 4000, "压缩包坏了"),
        (lambda: kit()[:-40_000], "压缩包坏了"),
        (lambda: kit()[:2000] + bytes(60_000) + kit()[62_000:], "压缩包坏了"),
        (lambda: kit("electronics"), "别的行业的"),
    ],
)
def test_a_kit_that_cannot_be_used_is_told_in_words(tool: Page, body: object, told: str) -> None:
    assert callable(body)
    tool.route("**/kit.zip", lambda route: route.fulfill(content_type="application/zip", body=body()))
    tool.goto("tools/firm/")
    tool.get_by_label("行业", exact=True).select_option("云母制品")
    tool.get_by_label("单位全称（和营业执照一致）").fill(NAME)
    tool.get_by_role("button", name=MAKE).click()
    tool.get_by_text(told).wait_for()
    assert tool.get_by_role("button", name=MAKE).is_enabled()


def test_the_page_is_short_on_a_phone_and_shows_what_is_open_when_asked(tool: Page) -> None:
    tool.goto("tools/firm/")
    assert tool.evaluate("document.querySelector('#firm').offsetHeight") < 2400
    tool.locator("summary", has_text="招人（").press("Enter")
    many = tool.locator("summary", has_text="员工保密协议").inner_text()
    tool.locator("summary", has_text="员工保密协议").press("Enter")
    tool.get_by_label("员工姓名").first.fill("某甲")
    tool.get_by_label("只看还空着的").press("Space")
    assert tool.evaluate("document.activeElement.type") == "checkbox", "the keyboard stays where it was"
    tool.locator("summary", has_text="招人（").press("Enter")
    assert tool.locator("summary", has_text="员工保密协议").inner_text() != many
    assert not Axe().run(tool, options=AXE).response["violations"]


def test_an_old_browser_says_what_to_use_instead(tool: Page) -> None:
    tool.add_init_script("delete globalThis.DecompressionStream")
    tool.goto("tools/firm/")
    assert "这个浏览器太旧" in tool.inner_text("#firm")
    assert not tool.locator("#firm button").count()


@pytest.fixture
def folder(browser: Browser, address: str, tmp_path: Path) -> Iterator[Page]:
    """The page opened from the folder of the offline edition, where it may not fetch anything."""
    for name, data in offline(SERVED[address] / "site"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(data)
    context = browser.new_context(locale="zh-CN")
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto((tmp_path / "site/tools/firm/index.html").as_uri())
    yield tab
    context.close()
    assert not wrong


def test_from_a_folder_the_reader_picks_the_kit(folder: Page, address: str, tmp_path: Path) -> None:
    sample = load(SERVED[address])
    whole = make_kit(sample, kit_files(sample), STAMP)[bundle("tea")]
    folder.get_by_label("单位全称（和营业执照一致）").fill("清泉茶厂")
    folder.locator("#firm > details > summary").first.click()
    folder.locator("summary", has_text="保密承诺书").click()
    folder.get_by_label("岗位").fill("炒茶工")
    assert "downloads/tea/kit.zip" in folder.inner_text("#firm")
    folder.get_by_role("button", name=MAKE).click()
    folder.get_by_text("没有取到工具箱").wait_for()
    with (tmp_path / "large.zip").open("wb") as large:
        large.truncate(70 * 1024 * 1024)
    folder.set_input_files("input[type=file]", tmp_path / "large.zip")
    folder.get_by_role("button", name=MAKE).click()
    folder.get_by_text("文件太大").wait_for()
    folder.set_input_files("input[type=file]", whole)
    words = words_of(taken(folder)["agreements/promise.docx"])
    assert "乙方在炒茶工岗位知道的秘密" in words["word/document.xml"]
    assert "甲方（单位）：清泉茶厂" in words["word/document.xml"]


def open_paper(page: Page, group: str, paper: str) -> None:
    page.locator("summary", has_text=group).click()
    page.locator("summary", has_text=paper).click()


def test_a_long_text_keeps_its_lines_in_word_and_nothing_is_cut_without_a_word(tool: Page) -> None:
    tool.goto("tools/firm/")
    tool.get_by_label("行业", exact=True).select_option("云母制品")
    name = tool.get_by_label("单位全称（和营业执照一致）")
    name.fill("甲" * 79)
    assert not tool.get_by_text("写满了").first.is_visible()
    name.press("Enter")
    name.press_sequentially("乙丙")
    assert name.input_value() == "甲" * 79 + "乙"
    tool.get_by_text("写满了，最多 80 个字").wait_for()
    open_paper(tool, "维权（", "证据清单（交法院用）")
    rows = tool.get_by_label("证据（编号、名称、页数、来源、证明什么，一件一行）")
    assert rows.get_attribute("maxlength") == "1500"
    rows.fill("1号，工艺卡\n2号，领还表\n3号，录像")
    tool.get_by_label("只看还空着的").check()
    xml = ZipFile(BytesIO(taken(tool)["letters/evidence-index.docx"])).read("word/document.xml").decode()
    text = re.sub("<[^>]+>", "", xml.replace("<w:br/>", "\n"))
    assert "1号，工艺卡\n2号，领还表\n3号，录像" in text
    told = Firm.model_validate({"name": NAME, "industry": TRADE, "blanks": {"rows": "1号，\n2号，领还表"}})
    paragraphs = [
        part.text
        for part in docx.Document(BytesIO(own_set(facts(), told, 0)["letters/evidence-index.docx"])).paragraphs
    ]
    assert "2号，领还表。" in "\n".join(paragraphs).split("\n")


def test_what_is_the_secret_itself_is_not_asked_for(tool: Page) -> None:
    state = {"trade": TRADE, "shared": False, "size": "完整", "name": NAME, "said": {"points": "从前填的数"}}
    tool.goto("tools/firm/")
    tool.evaluate("state => localStorage.setItem('firm', state)", json.dumps(state))
    tool.reload()
    open_paper(tool, "维权（", "秘点说明书")
    assert tool.get_by_label("公开的部分").count()
    assert not tool.get_by_label("写清哪几个数值").count()
    came = taken(tool)
    assert "从前填的数" not in words_of(came["letters/secret-points.docx"])["word/document.xml"]
    assert "秘点（写在纸上，不在电脑里填）" in guide_of(came)
    tool.get_by_label("公开的部分").fill("查了专利")
    assert "从前填的数" not in tool.evaluate("localStorage.getItem('firm')")


def test_opening_a_group_keeps_its_head_in_view(tool: Page) -> None:
    tool.set_viewport_size({"width": 360, "height": 740})
    tool.goto("tools/firm/")
    first = tool.locator("summary", has_text="建制度（")
    first.click()
    for paper in first.locator("xpath=..").locator("details > summary").all():
        paper.click()
    later = tool.locator("summary", has_text="招人（")
    later.evaluate("title => scrollTo(0, title.getBoundingClientRect().top + scrollY - 600)")
    later.click()
    tool.wait_for_timeout(300)
    top = later.evaluate("title => title.getBoundingClientRect().top")
    head = tool.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    assert head <= top < 740
