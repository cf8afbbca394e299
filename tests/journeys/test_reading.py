"""What makes reading and passing on easier, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from .conftest import AXE, PHONE

pytestmark = pytest.mark.slow


def clean(page: Page) -> bool:
    """Say whether axe finds nothing and nothing is wider than the screen."""
    found = Axe().run(page, options=AXE)
    assert not found.response["violations"], found.generate_report()
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_large_letters_are_remembered_and_fit_a_phone(page: Page) -> None:
    page.goto("tea/faq/")
    before = page.locator("article p").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    page.get_by_role("button", name="大字").click()
    page.goto("tea/guide/identify/")
    switch = page.get_by_role("button", name="大字")
    assert switch.get_attribute("aria-pressed") == "true"
    assert (
        page.locator("article p").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)") > 1.25 * before
    )
    assert clean(page)
    switch.click()
    page.reload()
    assert switch.get_attribute("aria-pressed") == "false"
    assert page.evaluate("localStorage.getItem('large')") is None


def test_a_drawing_is_enlarged_in_the_page_and_escape_leads_back(page: Page) -> None:
    page.goto("tea/guide/identify/")
    box = page.locator("a.flow-box").first
    small = box.locator("img").evaluate("picture => picture.clientWidth")
    box.click()
    shown = page.get_by_role("dialog", name="大图")
    assert shown.locator("img").evaluate("picture => picture.clientWidth") >= 1.8 * small
    assert clean(page)
    page.keyboard.press("Escape")
    shown.wait_for(state="hidden")
    assert page.url.endswith("tea/guide/identify/")
    assert box.evaluate("box => box === document.activeElement")


def test_the_map_is_enlarged_with_its_links_and_goes_back_to_its_place(page: Page) -> None:
    page.goto("tea/")
    page.locator(".drawing-box").get_by_role("button", name="点开看大图").click()
    shown = page.get_by_role("dialog", name="大图")
    assert clean(page)
    link = shown.locator("svg a").first
    anchor = link.get_attribute("href") or ""
    link.click()
    shown.wait_for(state="hidden")
    assert page.url.endswith(anchor)
    assert page.locator(".drawing-box > svg.drawing").count() == 1


LONGER = '<h2 id="group">一组</h2>' + "".join(
    f'<h3 id="question-{number}">问 {number}？</h3><p>答 {number}。</p>' for number in range(14)
)


@pytest.fixture
def long_page(browser: Browser, address: str) -> Iterator[Page]:
    """A page with fourteen questions, as a build marks one."""

    def longer(route: Route) -> None:
        answer = route.fetch()
        page = answer.text().replace("<h2", LONGER + "<h2", 1).replace("<html ", '<html data-folds="h3" ', 1)
        route.fulfill(response=answer, body=page)

    context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"], viewport=PHONE)
    page = context.new_page()
    page.route("**/tea/faq/", longer)
    page.goto("tea/faq/")
    yield page
    context.close()


def test_the_link_to_one_answer_is_copied(long_page: Page, address: str) -> None:
    long_page.get_by_role("button", name="问 5？").click()
    long_page.locator(".copy-link:visible").click()
    long_page.get_by_text("链接复制好了").wait_for()
    assert long_page.evaluate("navigator.clipboard.readText()") == f"{address}tea/faq/#question-5"


def test_a_folded_page_is_clean_and_does_not_move_while_it_comes(long_page: Page) -> None:
    moved = long_page.evaluate("""() => new Promise(done => {
      let all = 0
      new PerformanceObserver(list => { for (const shift of list.getEntries()) all += shift.value })
        .observe({ type: "layout-shift", buffered: true })
      setTimeout(() => done(all), 500)
    })""")
    assert moved <= 0.02
    assert long_page.get_by_role("button", name="问 5？").is_visible()
    assert not long_page.get_by_text("答 5。").is_visible()
    assert clean(long_page)


def test_a_chat_app_is_told_where_files_open(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, user_agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50")
    page = context.new_page()
    page.goto("tea/guide/")
    page.locator("a.download").first.click()
    page.get_by_text("在浏览器中打开").wait_for()
    context.close()


def test_the_trade_seen_last_comes_first_and_stands_out(page: Page, address: str) -> None:
    def troubles(route: Route) -> None:
        answer = route.fetch(url=f"{address}contacts/")
        links = '<a href="../tea/faq/">茶叶</a><a href="../mica/faq/">云母</a>'
        route.fulfill(response=answer, body=answer.text().replace("</h1>", "</h1>" + links, 1))

    page.goto("")
    assert page.get_by_text("上次看的").count() == 0
    page.goto("tea/")
    page.goto("")
    first = page.locator(".cards .card").first
    assert "茶" in first.locator("h3").inner_text()
    assert "上次看的" in first.locator("h3").inner_text()
    page.route("**/troubles/", troubles)
    page.goto("troubles/")
    assert page.locator("a.own-trade").all_inner_texts() == ["茶叶"]
