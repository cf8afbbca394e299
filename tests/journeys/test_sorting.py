"""The table of all secrets in a real browser: its heads sort it, by mouse and by keyboard; without a script it is a table."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow
GRADES = ["核心", "重要", "一般"]


ROWS = "".join(
    f"<tr><td>{name}</td><td>技术信息</td><td>{grade}</td><td>炒制</td><td>表</td></tr>"
    for name, grade in [("张家配方", "一般"), ("包装图纸", "核心"), ("客户名单", "重要"), ("阿里山参数", "核心")]
)


def opened(tab: Page) -> None:
    """Open the page of the sample's trade, its table with more rows than the sample has secrets."""

    def longer(route: Route) -> None:
        answer = route.fetch()
        before, table, after = answer.text().partition('class="sortable"')
        route.fulfill(response=answer, body=before + table + after.replace("</tbody>", ROWS + "</tbody>", 1))

    tab.route("**/tea/", longer)
    tab.goto("tea/#secrets")


def column(page: Page, number: int) -> list[str]:
    """The words of a column of the table, from above."""
    cells = page.locator(f"table:has(th.sortable) tbody td:nth-child({number})")
    return [text.strip() for text in cells.all_inner_texts()]


def test_grades_sort_by_rank_and_back_with_the_keyboard(page: Page) -> None:
    opened(page)
    button = page.locator("button.sort", has_text="密级")
    button.press("Enter")
    head = page.locator("th:has(button.sort)", has_text="密级")
    assert head.get_attribute("aria-sort") == "ascending"
    rising = column(page, 3)
    assert rising == sorted(rising, key=GRADES.index)
    button.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert column(page, 3) == sorted(rising, key=GRADES.index, reverse=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_names_sort_as_chinese_does_and_only_one_head_says_so(page: Page) -> None:
    opened(page)
    page.locator("button.sort", has_text="密级").click()
    page.locator("button.sort", has_text="名称").click()
    assert page.locator("th[aria-sort]").count() == 1
    names = column(page, 1)
    assert names == page.evaluate("names => [...names].sort((one, two) => one.localeCompare(two, 'zh'))", names)


def test_without_scripts_the_table_has_plain_heads_and_all_rows(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    tab = context.new_page()
    opened(tab)
    assert tab.locator("button.sort").count() == 0
    assert len(column(tab, 1)) == 5
    context.close()
