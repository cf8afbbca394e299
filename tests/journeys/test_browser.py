"""The website in a real browser: what it asks the network for, how it reads on a phone, and whether everybody can use it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from shangmitong.documents.addresses import web_address
from shangmitong.documents.render import render
from shangmitong.documents.search import search_data, sections
from shangmitong.facts.load import load

from ..conftest import ROOT, run
from .conftest import AXE, PHONE, SERVED

pytestmark = pytest.mark.slow
PAGES = (
    "",
    "law/",
    "changes/",
    "contacts/",
    "cooperation/",
    "about/",
    "tea/",
    "tea/guide/",
    "tea/guide/identify/",
    "tea/guide/law/",
)
PAGES += ("tools/", "kit/", "print/", "tea/manual/forms/", "tea/brochure/", "tea/faq/", "404.html")
"""One page of every template."""
DESKTOP = {"width": 1280, "height": 800}
LABELS = """() => [...document.querySelectorAll("[aria-label], [title], [alt], [placeholder], label, button, summary, h1")]
  .flatMap(part => [...["aria-label", "title", "alt", "placeholder"].map(name => part.getAttribute(name)), part.innerText])
  .filter(text => text && /[A-Za-z]{3}/.test(text) && !/\\p{sc=Han}/u.test(text))"""
"""JavaScript: the labels of the page that have an English word and no Chinese character."""

SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, label")].filter(part => {
  const { width, height } = part.getBoundingClientRect()
  const words = element => element.textContent.replace(/[\\s。、]/g, "")
  const line = getComputedStyle(part).display === "inline" && part.closest("p, li, td, h2, h3")
  const sentence = line && words(line) !== words(part)
  const seen = part.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 2 && height > 2
  const elsewhere = part.closest("svg, .md-sidebar, .headerlink, [type=checkbox], label [type=radio]")
  return seen && !part.disabled && !sentence && !elsewhere && (height < 43.5 || width < 28)
}).map(part => part.outerHTML.slice(0, 120))"""
"""JavaScript: what a finger misses; a link in a sentence has the height of its line."""


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_the_page(page: Page, path: str) -> None:
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(SMALL) == []
        found = Axe().run(page, options=AXE)
        assert not found.response["violations"], found.generate_report()
    assert page.evaluate(LABELS) == []
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    footer = page.locator("footer").inner_text()
    assert "通城县市场监督管理局编印" in footer
    assert "法律核对日期：2026-11-23" in footer


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_theme_puts_a_frame_around_the_tables(page: Page, width: int) -> None:
    tops = "() => [...document.querySelectorAll('article > h2, article > p')].map(part => part.getBoundingClientRect().top)"
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("contacts/")
    page.locator(".md-typeset__scrollwrap").first.wait_for()
    framed = page.evaluate(tops)
    page.evaluate(
        "document.querySelectorAll('.md-typeset__scrollwrap').forEach(it => it.replaceWith(it.querySelector('table')))"
    )
    assert len(framed) > 2
    assert page.evaluate(tops) == pytest.approx(framed)


def test_search_finds_words_inside_a_sentence_in_the_own_trade_first(page: Page) -> None:
    page.goto("tea/faq/")
    page.click("header label[for=__search]")
    page.keyboard.type("加工的火候")
    result = page.locator(".md-search-result__item:first-child")
    result.filter(has_text="火候").wait_for()  # each letter has its own results
    assert "茶叶加工的火候藏着秘密" in result.inner_text()
    assert "tea/" in (result.locator("a").first.get_attribute("href") or "")
    page.fill(".md-search__input", "龘靐")
    page.get_by_text("没有找到，换个短一点的词试试").wait_for()


def test_a_document_offers_its_pdf_above_the_title(page: Page) -> None:
    page.goto("tea/guide/identify/")
    link = page.locator("article .download").first
    assert re.fullmatch(r"下载 PDF（[\d.]+ [KM]B）", link.inner_text())
    assert link.evaluate(
        "link => link.getBoundingClientRect().top < document.querySelector('h1').getBoundingClientRect().top"
    )
    pdf = page.request.get(page.evaluate("link => link.href", link.element_handle()))
    assert pdf.body().startswith(b"%PDF")


def test_edit_link_opens_the_facts_of_the_page(page: Page) -> None:
    page.goto("tea/faq/")
    facts = page.request.get(page.evaluate("document.querySelector('[rel=edit]').href"))
    assert "杀青锅温曲线" in facts.text()
    page.goto("contacts/")
    assert page.evaluate("document.querySelector('[rel=edit]').href").endswith("sources/regions/tongcheng.yml")
    page.goto("kit/")
    assert not page.locator("[rel=edit]").count(), "nobody finds his sentence in a template"


def test_wide_tables_become_cards_on_a_phone(page: Page) -> None:
    page.goto("tea/manual/forms/")
    cell = page.locator("table[data-cards] tbody td").nth(1)
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"怎么填："'
    assert page.get_by_role("cell").count() == 9


def test_flowchart_fits_a_phone_and_opens_in_full(page: Page) -> None:
    page.goto("tea/guide/identify/")
    box = page.locator("a.flow-box[href$='remedy.svg']")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    shown = box.locator("img").evaluate("picture => picture.clientWidth / picture.naturalWidth")
    assert shown > 0.75, "letters of 15 px are 11 px at least"
    assert (box.get_attribute("href") or "").endswith("/assets/flows/remedy.svg")


def test_flowchart_is_dark_on_a_dark_page(page: Page) -> None:
    def corner() -> int:
        """How bright the first dot of the picture is, 0 to 255."""
        shot = page.locator("img.flow[src$='remedy.svg']").screenshot()
        return int(Image.open(BytesIO(shot)).convert("L").getpixel((3, 3)))  # type: ignore[arg-type]  # one channel

    page.goto("tea/guide/identify/")
    for scheme, bright in (("default", True), ("slate", False)):
        page.evaluate(f"document.body.setAttribute('data-md-color-scheme', '{scheme}')")
        assert (corner() > 127) == bright, scheme


def test_keyboard_opens_the_menu_and_changes_the_theme(page: Page) -> None:
    page.goto("tea/faq/")
    page.get_by_role("button", name="打开目录").press("Enter")
    page.get_by_role("link", name="操作手册").first.wait_for()
    page.goto("tea/faq/")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("form[data-md-component=palette] label:not([hidden])").click()
    assert {before, page.locator("body").get_attribute("data-md-color-scheme")} == {"default", "slate"}


def test_print_is_black_on_white_with_the_check_date(page: Page) -> None:
    page.goto("tea/guide/")
    page.emulate_media(media="print")
    assert page.locator("h1").evaluate("title => getComputedStyle(title).color") == "rgb(0, 0, 0)"
    assert page.get_by_text("法律核对日期：2026-11-23").is_visible()
    assert not page.locator("article .document-bar a").is_visible()


def test_drawings_are_printed_light_and_whole_whatever_the_screen_shows(page: Page) -> None:
    page.goto("tea/")
    dark = page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    colours = "drawing => ['--c0', '--c1'].map(name => getComputedStyle(drawing).getPropertyValue(name)).join()"
    shown = page.locator("svg.drawing").evaluate(colours)
    page.emulate_media(media="print")
    printed = page.locator("svg.drawing").evaluate(colours)
    assert (printed != shown) == dark
    assert page.locator("svg.drawing").evaluate("drawing => drawing.getBoundingClientRect().height") < 840
    page.goto("tea/guide/identify/")
    assert page.locator("img.flow").first.evaluate("drawing => getComputedStyle(drawing).colorScheme") == "light"
    assert (
        page.locator(".flow-box").first.evaluate("box => getComputedStyle(box).backgroundColor") == "rgb(255, 255, 255)"
    )


def test_a_drawing_in_a_page_keeps_its_ground_where_the_reader_forces_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("tea/")
    colour = "drawing => getComputedStyle(drawing).backgroundColor"
    assert page.locator("svg.drawing").evaluate(colour) in ("rgb(255, 255, 255)", "rgb(28, 28, 28)")
    signs = page.locator("svg.icon").evaluate_all("signs => signs.map(sign => getComputedStyle(sign).fill)")
    assert set(signs) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)"}


def test_a_trade_is_called_by_its_name_in_the_window(page: Page) -> None:
    page.goto("tea/")
    assert page.title() == "茶叶 - 商秘通"
    assert page.locator(".md-header__topic").last.inner_text().strip() == "茶叶"


def test_no_page_names_a_file_of_another_site(page: Page) -> None:
    for path in PAGES:
        html = page.request.get(path).text()
        assert not re.findall(r'(?:src|srcset|action)="(?:https?:)?//[^"]+', html)
        assert not re.findall(r'<link rel="(?:stylesheet|icon|preconnect)" href="(?:https?:)?//[^"]+', html)


@pytest.fixture(scope="session")
def found_by_search() -> dict[str, object]:
    """What the search of the real site looks through."""
    site = render(load(ROOT))
    pages = {page.path: page.markdown for page in site.all_pages()}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        pages[path.relative_to(ROOT / "docs").as_posix()] = path.read_text("utf-8")
    return search_data(
        site.project, (part for path, text in pages.items() for part in sections(web_address(path), text))
    )


@pytest.fixture
def search(page: Page, found_by_search: dict[str, object]) -> Callable[[str], list[str]]:
    """Ask the search as a reader of the mica pages does: the first three places, best first."""
    return _asked(page, "mica-products/", found_by_search)


def _asked(page: Page, trade: str, data: dict[str, object]) -> Callable[[str], list[str]]:
    page.goto(f"404.html?trade={trade}")
    page.add_script_tag(url="/assets/search.js")
    page.evaluate("data => prepare(data)", data)
    return lambda words: page.evaluate("words => search(words).slice(0, 3).map(items => items[0].location)", words)


def test_search_answers_those_who_have_chosen_no_trade(page: Page, found_by_search: dict[str, object]) -> None:
    search = _asked(page, "", found_by_search)
    lines = (ROOT / "tests/journeys/search_questions.txt").read_text("utf-8").split("\n")
    asked = [line.split(" | ")[:2] for line in lines if line.endswith(" | 没选行业")]
    missed = [(words, search(words)) for words, wanted in asked if not re.search(wanted, "\n".join(search(words)))]
    assert len(asked) > 10
    assert not missed


def test_search_answers_people_in_their_own_words(search: Callable[[str], list[str]]) -> None:
    lines = (ROOT / "tests/journeys/search_questions.txt").read_text("utf-8").split("\n")
    asked = [line.split(" | ") for line in lines if line and not line.startswith("#") and line.count(" | ") == 1]
    answers = [(words, wanted, search(words)) for words, wanted in asked]
    missed = [answer for answer in answers if not any(re.search(answer[1], place) for place in answer[2])]
    assert len(asked) >= 100
    assert len(missed) <= 0.05 * len(asked), missed


def test_search_does_not_care_for_blanks_width_and_case(search: Callable[[str], list[str]]) -> None:
    assert search("U盘") == search("u 盘") == search("Ｕ盘") != []
    assert search("deepseek") == search("DeepSeek") != []


def test_search_takes_one_wrong_letter(search: Callable[[str], list[str]]) -> None:
    assert any("noncompete" in place for place in search("竟业限制"))
    assert "question-q-exit-refuse" in search("离织手续")[0]
    assert "question-q-what-is-secret" in search("商业密秘")[0], "two letters that changed places"


def test_search_takes_the_first_letters_of_the_pinyin(search: Callable[[str], list[str]]) -> None:
    assert "exit-refuse" in search("lz")[0]
    assert "question-q-nda-" in search("bmxy")[0]
    assert any("side-order" in place for place in search("FD")[:3]), search("FD")[:5]
    assert any("noncompete" in place for place in search("jyxz"))
    assert search("lzzh") == [], "letters that spell nothing find nothing"
    assert "ai-tools" in search("kimi")[0], "a word that is there goes first"


def test_search_takes_whole_pinyin_with_blanks_too(search: Callable[[str], list[str]]) -> None:
    assert any("customer-list" in place for place in search("kehumingdan"))
    assert any("nda" in place for place in search("baomi xieyi"))


def test_a_reader_types_letters_and_sees_what_they_stand_for_at_once(page: Page) -> None:
    page.goto("tea/")
    page.locator("label[for=__search]").first.click()
    field = page.get_by_role("textbox", name="搜索")
    field.press_sequentially("sqg")
    page.locator(".md-search-result__link", has_text="杀青锅温曲线").first.wait_for()


def test_what_is_the_same_in_three_trades_is_found_once_in_the_own_trade(search: Callable[[str], list[str]]) -> None:
    found = search("收到律师函说我们侵权")
    assert found[0] == "mica-products/faq/#question-q-get-letter"
    assert not any(place.endswith("q-get-letter") for place in found[1:])


def test_what_the_search_loads_is_small(found_by_search: dict[str, object]) -> None:
    data = json.dumps(found_by_search, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(data, 9)) <= 400 * 1024


@pytest.fixture(scope="session")
def unpacked(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline edition of the served site, unpacked as a reader unpacks it."""
    place = tmp_path_factory.mktemp("offline")
    root = SERVED[address]
    done = run(root, "offline")
    assert done.returncode == 0, done.stdout + done.stderr
    with ZipFile(root / "dist/shangmitong-tongcheng-offline.zip") as archive:
        archive.extractall(place)
    return place / "shangmitong-tongcheng-offline"


def test_the_offline_edition_opens_from_a_folder(unpacked: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport=PHONE)
    wrong: list[str] = []
    tab.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto((unpacked / "index.html").as_uri())
    tab.goto(tab.evaluate("[...document.querySelectorAll('article a')].find(a => a.href.includes('/tea/')).href"))
    assert "茶叶" in tab.inner_text("h1")
    tab.click("a[aria-label=搜索全站]")
    tab.fill("#query", "加工的火候")
    tab.click("#found a")
    assert tab.url.startswith(unpacked.as_uri())
    assert "火候" in tab.inner_text("article")
    assert not wrong
    tab.close()


def test_every_link_of_the_offline_edition_leads_to_a_file(unpacked: Path) -> None:
    for page in unpacked.rglob("*.html"):
        for link in re.findall(r'<a[^>]*\shref="([^"#?]+)', page.read_text("utf-8")):
            if not re.match(r"[a-z]+:", link) and "downloads/" not in link:  # the sample prints books alone
                assert (page.parent / unquote(link)).is_file(), (page.relative_to(unpacked).as_posix(), link)


LONG = """() => {
  const article = document.querySelector("article.md-content__inner")
  document.documentElement.dataset.folds = "h3"
  for (let number = 1; number < 15; number += 1)
    article.insertAdjacentHTML("beforeend", `<h3 id="question-${number}">问 ${number}？</h3><p>答 ${number}。</p>`)
}"""
"""JavaScript: make a page as long as a real list of questions."""


@pytest.fixture
def folded(page: Page) -> Page:
    """A page with fourteen questions, opened at the seventh."""
    script = (ROOT / "docs/assets/site.js").read_text("utf-8")
    page.route("**/assets/site.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto("tea/guide/identify/#question-7")
    page.evaluate(LONG)
    page.evaluate(f"() => {{{script}}}")
    return page


def test_a_long_page_shows_questions_and_opens_the_one_of_the_address(folded: Page) -> None:
    assert folded.get_by_text("答 7。").is_visible()
    assert not folded.get_by_text("答 3。").is_visible()
    button = folded.get_by_role("button", name="问 3？")
    button.focus()
    folded.keyboard.press("Enter")
    assert folded.get_by_text("答 3。").is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert (button.bounding_box() or {})["height"] >= 44


def test_all_of_a_long_page_can_be_opened_at_once_and_is_printed(folded: Page) -> None:
    folded.emulate_media(media="print")
    assert folded.get_by_text("答 3。").is_visible()
    folded.emulate_media(media="screen")
    folded.get_by_role("button", name="全部展开").click()
    for number in range(1, 15):
        assert folded.get_by_text(f"答 {number}。", exact=True).is_visible()
    results = Axe().run(folded, options=AXE)
    assert not results.response["violations"]


def test_a_page_runs_no_script_but_its_own(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    for path in ("", "tea/", "404.html"):
        page.goto(path)
        policy = page.locator("meta[http-equiv]").first.get_attribute("content") or ""
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        title = page.title()
        page.evaluate("""() => {
          const put = text => document.body.append(Object.assign(document.createElement("script"), { textContent: text }))
          put("document.title = 'changed'")
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='document.title = 1'>")
        }""")
        page.wait_for_timeout(200)
        assert page.title() == title
        assert page.evaluate("fetch('https://example.com/').then(() => 'sent', () => 'refused')") == "refused"
    context.close()
