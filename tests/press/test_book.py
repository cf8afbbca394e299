"""Books as a reader holds them: index, openers, notes, large print and booklet, read from real PDFs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ctypes import c_double
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

import markdown
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from mkdocs.config import load_config
from pypdfium2 import raw

from shangmitong.documents.addresses import web_address
from shangmitong.documents.pages import Site
from shangmitong.facts.project import Project
from shangmitong.press.jobs import Press
from shangmitong.press.keyword_index import MOST, WordIndex
from shangmitong.press.pinyin import keys
from shangmitong.press.print_queue import PrintQueue

from ..conftest import ROOT

SITE_URL = "https://example.org/"
Book = Callable[[str], Path]


@pytest.fixture(scope="session")
def book(site: Site) -> Book:
    """Return a function that presses one real book, of the trade of mica or as "trade/guide-large", and gives the PDF."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    options = {"extensions": config.markdown_extensions, "extension_configs": config.mdx_configs}

    def html(text: str) -> str:
        return markdown.markdown(text, **options)

    def of_page(path: str, text: str) -> str:
        """Return the HTML of a page with its links as the site has them."""

        def there(match: re.Match[str]) -> str:
            target = normpath(join(dirname(path), match[2]))
            way = relpath(web_address(target) or ".", web_address(path))
            return f'{match[1]}="{way}{"/" if target.endswith(".md") else ""}'

        return re.sub(r'(href|src)="((?:[^"#:]*\.md)|[./]*assets/[^"]*)', there, html(text))

    @cache
    def press(name: str) -> Path:
        path = name if "/" in name else f"mica-products/{name}"
        wanted = tuple(item for item in site.prints if item.path == f"downloads/{path}.pdf")
        room = PrintQueue(site, Press(site.project, SITE_URL, 0), wanted)
        room.sheets(html)
        for page in wanted[0].pages:
            room.page(page.path, web_address(page.path), of_page(page.path, page.markdown))
        return next(room.finished())[1]

    return press


def texts(pdf: Path) -> list[str]:
    """Return the text of each page without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize("trade", ["mica-products", "food-beverage", "electronics"])
def test_a_table_of_three_rows_is_not_torn(book: Book, trade: str) -> None:
    pages = [text for text in texts(book(f"{trade}/short")) if "密级谁批怎么管" in text]
    assert len(pages) == 1
    assert re.search("密级谁批怎么管核心老板.*重要保密负责人.*一般部门负责人", pages[0])


def first(pages: list[str]) -> int:
    """Return the index of the page numbered 1: the foreword opens it."""
    return next(index for index, text in enumerate(pages) if "写在前面" in text[:40] and "扫码看网上的这一章" in text)


def letters(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, str]]:
    """Return (size, height of the base line, character) of every Chinese character of a page, in pt."""
    part = page.get_textpage()
    x, y = c_double(), c_double()
    for index in range(part.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(part.raw, index))
        if "\u4e00" <= letter <= "\u9fff":
            raw.FPDFText_GetCharOrigin(part.raw, index, x, y)
            yield round(raw.FPDFText_GetFontSize(part.raw, index), 1), y.value, letter


@pytest.mark.parametrize("name", ["guide", "manual"])
def test_every_page_number_of_the_index_leads_to_the_word(book: Book, name: str) -> None:
    pages = texts(book(name))
    start = first(pages)
    begin = next(index for index, text in enumerate(pages) if "关键词索引数字是页码" in text and index > start)
    shown = "".join(text.removesuffix(str(index - start + 1)) for index, text in enumerate(pages) if index >= begin)
    entries = re.findall(r"([^\dA-Z，]{2,20})（(?:表单|流程|岗位)）(\d+(?:，\d+)*)", shown)
    assert len(entries) > 30
    for word, numbers in entries:
        for number in map(int, numbers.split("，")):
            spread = "".join(pages[start + number - 1 : start + number + 1])  # a name may run on to the next page
            assert word[-3:] in spread, (word, number)


def test_the_qr_code_of_an_opener_leads_to_its_chapter(book: Book) -> None:
    found = {}
    with pypdfium2.PdfDocument(book("guide")) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            if "扫码看网上的这一章" in text:
                (code,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
                found[code.text] = re.sub(r"\s", "", text)
                corner = [code.position.top_left, code.position.top_right]
                assert (corner[1].x - corner[0].x) / 3 / 72 * 25.4 > 15, "23 mm with its white border"
    assert f"{SITE_URL}mica-products/guide/identify/" in found
    assert "认定：哪些是商业秘密" in found[f"{SITE_URL}mica-products/guide/identify/"]
    assert len(found) >= 15


def test_a_chapter_begins_where_the_one_before_leaves_room(book: Book) -> None:
    pages = texts(book("guide"))
    title = "云母制品商业秘密保护实务指南"
    shared = [text for text in pages if "扫码看网上的这一章" in text and text.startswith(title)]
    assert len(shared) >= 5, "else chapters leave pages nearly empty"
    for text in pages:
        for mark in "①②③④⑤⑥":
            assert text.count(mark) <= 2, "a note and its mark, and no other of that number on the page"


def test_citations_stand_at_the_foot_with_the_page_of_their_entry(book: Book) -> None:
    pages = texts(book("guide"))
    start = first(pages)
    notes = [
        (law, article, int(page))
        for text in pages
        for law, article, page in re.findall(r"(《[^《》]+》)(第\d+条)[^〔]{0,120}〔见第(\d+)页〕", text)
    ]
    assert len(notes) > 50
    for law, article, page in notes:
        table = pages[start + page - 1]
        assert article in table[table.index(law) :], (law, article, page)


def test_large_print_is_large_everywhere(book: Book) -> None:
    path = book("guide-large")
    assert "大字版" in texts(path)[0]
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for size, bottom, letter in letters(page):
                running = bottom > page.get_height() - 72 or bottom < 60
                assert size >= (12.5 if running else 13.9), (letter, size)
        body = [size for page in list(document)[8:] for size, bottom, _ in letters(page) if 60 < bottom < 700]
    running_text = [size for size in body if size not in (14.4, 14.7)]  # cells and the notes of boxes
    assert max(set(running_text), key=running_text.count) == 16
    assert body.count(16) > len(body) / 4


def test_lines_of_large_print_are_far_enough_apart(book: Book) -> None:
    with pypdfium2.PdfDocument(book("guide-large")) as document:
        for page in list(document)[3:40]:
            lines = sorted({(round(bottom, 1), size) for size, bottom, letter in letters(page)})
            for (low, small), (high, large) in pairwise(lines):
                if small == large == 16 and high - low > 4:
                    assert high - low >= 1.3 * 16


def test_no_mark_of_markdown_is_printed(book: Book) -> None:
    pages = texts(book("manual"))
    assert any("不给看：" in page for page in pages)
    assert [number for number, page in enumerate(pages, 1) if "**" in page] == []


def test_a_table_repeats_its_head_on_every_page(book: Book) -> None:
    pages = texts(book("guide"))
    begin = [index for index, text in enumerate(pages) if "法律核对日期：" in text][-1]  # the contents name it too
    rows = [text for text in pages[begin + 1 :] if "起施行" in text]
    assert len(rows) > 3
    assert all("15法律依据与核对日期条《" in text for text in rows), "an article is told by its law on every page"


def test_a_booklet_ends_with_its_back_cover(book: Book) -> None:
    with pypdfium2.PdfDocument(book("faq-booklet")) as document:
        words = "".join(page.get_textpage().get_text_range() for page in document)
        size = document[0].get_size()
    assert [round(side / 72 * 25.4) for side in size] == [297, 210]
    assert words.count("扫码看本书的网页版") == 1
    assert "12315" in words
    with pikepdf.open(book("faq-booklet")) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def test_the_index_sorts_by_sound_and_takes_the_reading_of_the_word() -> None:
    words = ["重要", "行使", "行业", "U 口", "重复", "AA", "长期", "含胶量", "行为保全", "涨价"]
    by_sound = ["AA", "长期", "重复", "含胶量", "行业", "U 口", "行使", "行为保全", "涨价", "重要"]
    assert sorted(words, key=keys(words).__getitem__) == by_sound


def test_the_index_names_the_sections_that_say_most_about_a_term() -> None:
    index = WordIndex()
    index.begin(1)
    index.explain("秘点")
    index.begin(0)
    for text in ("写秘点。", "秘点和秘点", *["秘点"] * 6):
        index.next_section()
        list(index.cut(text))
    ((letter, ((name, kind, main, places),)),) = index.groups()
    assert (letter, name, kind) == ("M", "秘点", "")
    assert places[0] == main
    assert places[1] == "spot-3", "the section with two of them comes first"
    assert len(places) == MOST


def test_each_trade_has_a_mark_and_a_pattern_of_its_own(project: Project) -> None:
    looks = {(industry.mark, industry.pattern) for industry in project.industries.values()}
    assert len(looks) == len(project.industries)
    assert len({industry.pattern for industry in project.industries.values()}) == len(project.industries)
