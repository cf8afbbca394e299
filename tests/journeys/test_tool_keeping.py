"""What is typed into a tool is kept as it was said, by one window or two, or the reader is told that it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from .conftest import FACTS, PHONE

pytestmark = pytest.mark.slow
BLOCKED = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException("no", "SecurityError") } })"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
ASKED = "还没有存"
KEYS = {"self-check": "self-check", "ledger": "ledger", "firm": "firm", "first-hour": "first-hour"}


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone whose windows share what is kept on it; a fault in a script fails the test."""
    context = browser.new_context(
        base_url=address, viewport=PHONE, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]
    )
    script = f"globalThis.TOOLS = {json.dumps(FACTS)}"
    context.route("**/tools/data.js", lambda route: route.fulfill(content_type="text/javascript", body=script))
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context
    context.close()
    assert not wrong


def window(phone: BrowserContext, tool: str) -> Page:
    page = phone.new_page()
    page.goto(f"tools/{tool}/")
    return page


def forget(page: Page) -> None:
    page.get_by_role("button", name="全部删除").click()
    page.get_by_role("button", name="真的删").click()


def fill(page: Page, tool: str, words: str) -> None:
    """Type something into a tool."""
    if tool == "self-check":
        page.check(f"input[name=A01][value={words}]")
    elif tool == "ledger":
        page.get_by_role("button", name="加一项自己的").click()
        page.locator("#ledger details").last.get_by_label("名称").fill(words)
    else:
        page.get_by_label({"firm": "单位全称（和营业执照", "first-hour": "谁在记"}[tool]).fill(words)


def shown(page: Page, tool: str) -> list[str]:
    """Return what stands in a tool."""
    if tool == "self-check":
        return page.evaluate(
            "[...document.querySelectorAll('#self-check fieldset input:checked')].map(box => box.value)"
        )
    found: list[str] = page.evaluate("[...document.querySelectorAll('.tool textarea')].map(field => field.value)")
    return [words for words in found if words]


@pytest.mark.parametrize("tool", KEYS)
def test_what_another_window_wrote_is_read_and_not_overwritten(phone: BrowserContext, tool: str) -> None:
    one, other = ("做到", "没有") if tool == "self-check" else ("甲写的", "乙写的")
    first = window(phone, tool)
    first.get_by_label("只有我用").check()
    second = window(phone, tool)
    fill(first, tool, one)
    second.get_by_text("另一个窗口改过，已经读进来").wait_for()
    assert one in shown(second, tool)
    if tool == "ledger":
        fill(second, tool, other)
    elif tool == "first-hour":
        second.get_by_label("什么时候、在哪里").fill(other)
    first.bring_to_front()
    kept = first.evaluate(f"localStorage.getItem('{KEYS[tool]}')")
    assert one in kept
    if tool in ("ledger", "first-hour"):
        assert other in kept
        assert {one, other} <= set(shown(first, tool))


@pytest.mark.parametrize("tool", KEYS)
def test_what_another_window_deleted_is_never_written_back(phone: BrowserContext, tool: str) -> None:
    first = window(phone, tool)
    first.get_by_label("只有我用").check()
    fill(first, tool, "做到" if tool == "self-check" else "旧的")
    second = window(phone, tool)
    forget(second)
    first.get_by_text("另一个窗口里全部删除了").wait_for()
    assert not set(shown(first, tool)) & {"做到", "旧的"}
    fill(first, tool, "部分" if tool == "self-check" else "新的")
    assert first.evaluate(f"localStorage.getItem('{KEYS[tool]}')") is None


def test_a_window_that_slept_reads_before_it_writes(phone: BrowserContext) -> None:
    page = window(phone, "first-hour")
    page.get_by_label("只有我用").check()
    theirs = {"shared": False, "who": {"note": "别的窗口写的"}}
    page.evaluate("state => localStorage.setItem('first-hour', state)", json.dumps(theirs))  # which sends no event here
    page.get_by_label("什么时候、在哪里").fill("刚写的")
    page.get_by_text("另一个窗口改过").wait_for()
    assert page.get_by_label("谁在记").input_value() == "别的窗口写的"
    assert json.loads(page.evaluate("localStorage.getItem('first-hour')")) == theirs


@pytest.mark.parametrize(("kept", "answer"), [("甲写的", "dismiss"), ("乙写的", "accept")])
def test_two_windows_that_both_typed_are_told_apart_by_the_reader(
    phone: BrowserContext, kept: str, answer: str
) -> None:
    first, second = window(phone, "first-hour"), window(phone, "first-hour")
    fill(first, "first-hour", "甲写的")
    fill(second, "first-hour", "乙写的")
    second.get_by_label("只有我用").check()
    assert shown(first, "first-hour") == ["甲写的"], "what was typed here is not taken away"
    first.once("dialog", lambda dialog: getattr(dialog, answer)())
    first.get_by_label("只有我用").check()
    assert shown(first, "first-hour") == [kept]
    assert kept in first.evaluate("localStorage.getItem('first-hour')")


@pytest.mark.parametrize("tool", KEYS)
def test_what_is_typed_and_not_stored_is_not_lost_without_a_word(phone: BrowserContext, tool: str) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page = window(phone, tool)
    page.on("dialog", answer)
    hint = page.locator(".tool-device [role=status]")
    assert hint.inner_text() == "没有选以前，什么也不存。"
    page.reload()
    assert not asked, "nothing was typed"
    fill(page, tool, "做到" if tool == "self-check" else "某甲")
    page.locator(".told").get_by_text(ASKED).wait_for()
    assert hint.inner_text() == "填的还没有存。先选一个。"
    assert page.locator(".tool-device").evaluate("box => getComputedStyle(box).borderTopWidth") == "3px"
    page.reload()
    assert asked == ["beforeunload"]
    fill(page, tool, "做到" if tool == "self-check" else "某甲")
    page.get_by_label("只有我用").check()
    assert hint.inner_text() == "存在这台设备的浏览器里，下次接着填。"
    page.reload()
    assert asked == ["beforeunload"]
    assert shown(page, tool)
    page.get_by_label("别人也用").check()
    assert hint.inner_text().startswith("不存。")
    assert page.evaluate(f"localStorage.getItem('{KEYS[tool]}')") is None


@pytest.mark.parametrize("why", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_browser_that_stores_nothing_says_so(phone: BrowserContext, why: str) -> None:
    phone.add_init_script(why)
    page = window(phone, "first-hour")
    page.get_by_label("只有我用").check()
    page.get_by_label("谁在记").fill("某甲")
    assert page.locator(".tool-device [role=status]").inner_text().startswith("没有存下")
    assert page.get_by_label("谁在记").input_value() == "某甲"


def test_the_search_works_where_nothing_may_be_stored(phone: BrowserContext) -> None:
    phone.add_init_script(BLOCKED)
    page = phone.new_page()
    page.goto("")
    page.get_by_role("button", name="打开搜索").click()
    page.locator(".md-search__input").fill("杀青")
    page.locator(".md-search-result__item").first.wait_for()
    assert "杀青" in page.inner_text(".md-search-result__list")


def test_words_are_copied_to_be_sent(phone: BrowserContext) -> None:
    def copied(page: Page) -> str:
        page.get_by_role("button", name="复制文字").click()
        page.get_by_text("文字复制好了").wait_for()
        return str(page.evaluate("navigator.clipboard.readText()"))

    page = window(phone, "first-hour")
    page.get_by_label("谁在记").fill("某甲")
    page.get_by_role("button", name="做了，记时间：报告").click()
    page.get_by_label("留了什么").first.fill("录像")
    words = copied(page)
    assert words.startswith("泄密事件记录\n写于 20")
    assert "谁在记，厂名：某甲" in words
    assert "：做于 20" in words
    assert "留了什么、在谁手里：录像" in words
    page = window(phone, "ledger")
    page.get_by_label("秘密甲（核心）").check()
    assert copied(page) == "编号\t名称\t密级\t责任人\t下次复核\nK-001\t秘密甲\t核心\t\t"
    page = window(phone, "grading")
    page.get_by_label("没有公开").check()
    for number in range(5):
        page.locator(f"input[name=q{number}]").nth(1).check()
    words = copied(page)
    assert words.startswith("5 分，建议定重要。")
    assert "期限：公开为止" in words


def test_words_are_copied_where_the_browser_knows_no_clipboard(phone: BrowserContext) -> None:
    phone.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = window(phone, "ledger")
    page.get_by_role("button", name="复制文字").click()
    page.get_by_text("文字复制好了").wait_for()


def test_a_chat_app_is_told_where_the_files_of_a_tool_go(browser: Browser, address: str) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"
    context = browser.new_context(base_url=address, user_agent=agent, locale="zh-CN")
    page = context.new_page()
    for tool, name in (("ledger", "导出名录 CSV"), ("self-check", "导出 CSV")):
        page.goto(f"tools/{tool}/")
        page.get_by_role("button", name=name).click()
        page.get_by_text("在浏览器中打开").wait_for()
    context.close()
