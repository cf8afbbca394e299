"""The PDF of the whole site: made once from the sample, then looked at from outside with pikepdf."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
import yaml
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from shangmitong.compendium import compendium, fonts, markup
from shangmitong.facts import fonts as print_fonts

DOUBLED = re.compile(r"^(\d+(?:\.\d+)*)\.? +\d+(?:\.\d+)* ")
FONT = re.compile(r"^/[A-Z]{6}\+Noto-(?:Sans|Serif)-SC(?:-Heading-Bold)?$")


@cache
def has_libraries() -> bool:
    """Say whether WeasyPrint finds its system libraries here."""
    probe = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    return probe.returncode == 0


@pytest.fixture(scope="module")
def made(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose whole-site PDF was made."""
    if not has_libraries() and not os.environ.get("CI"):
        pytest.skip("WeasyPrint's system libraries are not installed")
    root = tmp_path_factory.mktemp("compendium") / "project"
    shutil.copytree(built, root)
    assert compendium.make(root) == root / "site" / compendium.PDF
    return root


@pytest.fixture(scope="module")
def pdf(made: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF, open."""
    with pikepdf.open(made / "site" / compendium.PDF) as opened:
        yield opened


@pytest.fixture(scope="module")
def html(made: Path) -> str:
    """The HTML that the PDF was set from."""
    return (made / ".cache" / "shangmitong" / "compendium.html").read_text("utf-8")


def titles(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Return the bookmarks with their level."""
    found: list[tuple[int, str]] = []

    def walk(items: Any, level: int) -> None:
        for item in items:
            found.append((level, item.title))
            walk(item.children, level + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 1)
    return found


def links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Return all link annotations."""
    for page in pdf.pages:
        yield from (mark for mark in page.get("/Annots", []) if mark.get("/Subtype") == "/Link")


def test_language_title_author(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "zh-CN"
    assert str(pdf.docinfo["/Title"]) == "通城县商业秘密保护资料"
    assert str(pdf.docinfo["/Author"]) == "通城县市场监督管理局"


def test_fonts_are_simplified_noto(pdf: pikepdf.Pdf) -> None:
    names = {str(font.BaseFont) for page in pdf.pages for font in dict(page.Resources.get("/Font", {})).values()}
    assert len(names) == 3
    assert [name for name in names if not FONT.match(name)] == []


def test_outline_follows_the_nav_and_numbers_once(pdf: pikepdf.Pdf) -> None:
    found = titles(pdf)
    assert (1, "目录") in found
    assert (1, "茶叶") in found
    assert (2, "茶叶商业秘密保护实务指南") in found
    assert (3, "2 认定：哪些是商业秘密") in found
    assert (1, "法律与部门") in found
    assert (2, "法律依据") in found
    assert [title for _, title in found if DOUBLED.match(title)] == []
    assert found.index((1, "茶叶")) < found.index((2, "茶叶商业秘密保护操作手册"))


def test_every_inner_link_has_its_place(pdf: pikepdf.Pdf) -> None:
    names = list(pdf.Root.Names.Dests.Names)
    places = {str(name) for name in names[::2]}
    inner = [str(link.Dest) for link in links(pdf) if "/Dest" in link]
    assert len(inner) > 20
    assert set(inner) - places == set()
    pages = {page.obj.objgen for page in pdf.pages}
    assert all(place[0].objgen in pages for place in names[1::2])


def test_outer_links_are_whole_addresses(pdf: pikepdf.Pdf) -> None:
    outer = {str(link.A.URI) for link in links(pdf) if "/A" in link}
    assert "https://shangmitong.example/downloads/tea/guide.pdf" in outer
    assert [address for address in outer if not re.match(r"^(https?|mailto|tel):", address)] == []


def test_html_holds_no_leftovers(html: str) -> None:
    soup = BeautifulSoup(html, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "zh-CN"
    assert "None" not in html
    assert "<svg" not in html
    assert "headerlink" not in html
    assert "<input" not in html
    assert len(soup.find_all("style")) == 2
    words = soup.get_text()
    assert "Table of contents" not in words
    assert fonts.missing(words) == []
    contents = soup.select_one("#doc-toc > h1")
    assert contents is not None
    assert contents.get_text() == "目录"


def test_cover_names_county_publisher_and_law_check(html: str) -> None:
    cover = BeautifulSoup(html, "html.parser").select_one("#doc-cover")
    assert cover is not None
    words = cover.get_text()
    assert "通城县" in words
    assert "通城县市场监督管理局" in words
    assert re.search(r"法律核对日期\s+\d{4}-\d{2}-\d{2}", words)


def test_flowcharts_are_in_the_book(html: str, pdf: pikepdf.Pdf) -> None:
    figure = BeautifulSoup(html, "html.parser").select_one("p.figure > img.flow")
    assert figure is not None
    assert "width" in str(figure["style"])
    assert len(pdf.pages) > 10


def test_search_is_kept(made: Path) -> None:
    plugins = yaml.safe_load((made / compendium.CONFIG).read_text("utf-8"))["plugins"]
    assert [next(iter(plugin)) if isinstance(plugin, dict) else plugin for plugin in plugins] == ["search", "with-pdf"]


def test_same_bytes_again(made: Path) -> None:
    before = (made / "site" / compendium.PDF).read_bytes()
    compendium.make(made)
    assert (made / "site" / compendium.PDF).read_bytes() == before


def test_without_site_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(compendium.CompendiumError, match="先运行"):
        compendium.make(tmp_path)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("OSError: cannot load library 'libpango-1.0-0'", "libpango-1.0-0 libpangoft2-1.0-0"),
        ("ModuleNotFoundError: No module named 'weasyprint'", "pip install"),
    ],
)
def test_missing_libraries_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, advice: str
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("")
    failed = subprocess.CompletedProcess[bytes]([], 1, b"", words.encode())
    monkeypatch.setattr("subprocess.run", lambda *_, **__: failed)
    with pytest.raises(compendium.CompendiumError, match=advice) as raised:
        compendium.make(tmp_path)
    assert "Traceback" not in str(raised.value)


def test_failure_leaves_the_old_pdf(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(made, root)
    before = (root / "site" / compendium.PDF).read_bytes()
    industry = root / "industries" / "tea.yml"
    industry.write_text(industry.read_text("utf-8").replace("name: 茶叶", "nam: 茶叶", 1), "utf-8")
    with pytest.raises(compendium.CompendiumError, match=r"industries/tea\.yml:1:1"):
        compendium.make(root)
    assert (root / "site" / compendium.PDF).read_bytes() == before


def page(*titles: str, first: bool = False, index: bool = False) -> SimpleNamespace:
    """Return a page below the nav sections `titles`, outermost first."""
    sections = [SimpleNamespace(title=title, children=[]) for title in reversed(titles)]
    made = SimpleNamespace(url="a/b/", is_index=index, ancestors=sections, parent=sections[0] if sections else None)
    if sections:
        sections[0].children = [made if first else None, made]
    return made


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (page(index=True), ["h1", "h4"]),
        (page("茶叶", first=True, index=True), ["h1", "h4"]),
        (page("茶叶", index=True), ["h2", "h4"]),
        (page("茶叶", "指南", first=True, index=True), ["h2", "h4"]),
        (page("茶叶", "指南"), ["h3", "h4"]),
        (page("法律", first=True), ["h1", "h2", "h4"]),
    ],
)
def test_headings_take_their_level_from_the_nav(place: SimpleNamespace, names: list[str]) -> None:
    soup = BeautifulSoup('<article><h1 id="x">甲<a href="#y">乙</a></h1><h2>丙</h2></article>', "html.parser")
    assert soup.article is not None
    markup.arrange(soup.article, place)
    assert [tag.name for tag in soup.article.find_all(True) if tag.name != "a"] == names
    assert soup.find("a") is None


BOOK = """<html><head></head><body><article id="doc-cover" data-site="{site}"></article>
<article id=".:"><h1 id="./:top">首页</h1></article><article id="a/:"><h2 id="a/:x">甲</h2><p><a href="{href}">去</a></p></article></body></html>"""


@pytest.mark.parametrize(
    ("href", "bound"),
    [
        ("#a/:x", "#a/:x"),
        ("#a/:", "#a/:"),
        ("#/:", "#.:"),
        ("#.:top", "#./:top"),
        ("#reuse/nginx.conf.txt/:", "https://s/reuse/nginx.conf.txt"),
        ("#x/downloads/tea/guide.pdf/:", "https://s/downloads/tea/guide.pdf"),
        ("#other/:y", "https://s/other/#y"),
        ("https://b/", "https://b/"),
    ],
)
def test_links_lead_into_the_book_or_to_the_site(href: str, bound: str) -> None:
    soup = BeautifulSoup(BOOK.format(site="https://s/", href=href), "html.parser")
    assert markup.finish(soup) == []
    assert soup.find("a", href=True)["href"] == bound  # type: ignore[index]


@pytest.mark.parametrize("href", ["#a/:missing", "#/:missing"])
def test_broken_links_are_named(href: str) -> None:
    assert markup.finish(BeautifulSoup(BOOK.format(site="", href=href), "html.parser")) == [href]


def test_without_address_outer_links_become_text() -> None:
    soup = BeautifulSoup(BOOK.format(site="", href="#other/:"), "html.parser")
    assert markup.finish(soup) == []
    assert soup.find("a") is None


def test_spoiled_addresses_are_put_back() -> None:
    article = BeautifulSoup('<article><a href="https://b/%E4%B8%AD">b</a></article>', "html.parser")
    assert article.article is not None
    markup.arrange(article.article, page())
    link = article.article.a
    assert link is not None
    link["href"] = "https://b/-E4-B8-AD"
    markup.finish(article)
    assert link["href"] == "https://b/%E4%B8%AD"
    assert "data-href" not in link.attrs


def test_without_cover_there_is_no_book() -> None:
    with pytest.raises(ValueError, match="封面"):
        markup.set_head(BeautifulSoup("<html><head></head></html>", "html.parser"), "")


def test_bold_face_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.otf", "b.otf"):
        fonts.draw_bold("直骨角复ABC", tmp_path / name)
    assert (tmp_path / "a.otf").read_bytes() == (tmp_path / "b.otf").read_bytes()
    font = TTFont(tmp_path / "a.otf")
    assert {chr(code) for code in font.getBestCmap()} == set("直骨角复ABC")
    assert "CFF " in font


def test_font_of_a_missing_package_is_named() -> None:
    with pytest.raises(fonts.FontError, match="pip install no-such-fonts"):
        print_fonts.font_file("no_such_fonts", "x.otf")
