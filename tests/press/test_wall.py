"""What hangs on the wall and lies on the desk, pressed from the real facts and looked at as a reader would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import markdown
import pikepdf
import pypdfium2
import pytest
import yaml
import zxingcpp
from mkdocs.config import load_config

from shangmitong.documents.addresses import web_address
from shangmitong.documents.pages import Site
from shangmitong.documents.render import render
from shangmitong.facts.county import county
from shangmitong.facts.load import load
from shangmitong.press.jobs import PaperError, Press
from shangmitong.press.print_queue import PrintQueue
from tests.conftest import ROOT

MM = 72 / 25.4
WALL = ("poster", "sign", "label", "card")
BARE = """\
name: 某县
province: 某省
city: 某市
publisher: 某县市场监督管理局
offices:
  - {office: 市场监管, name: 某县市场监督管理局, does: 指导和接受举报}
"""


def press(root: Path, wanted: Callable[[str], bool] = lambda path: True) -> tuple[Site, str, dict[str, Path]]:
    """Press the wall and desk of the project at `root`: the site, its address, and the files by place."""
    site = render(load(root))
    config = load_config(str(ROOT / "mkdocs.yml"))
    extensions, options = config.markdown_extensions, config.mdx_configs
    items = tuple(item for item in site.prints if item.layout in WALL and wanted(item.path))
    room = PrintQueue(site, Press(site.project, config.site_url, 0), items)
    room.sheets(lambda text: markdown.markdown(text, extensions=extensions, extension_configs=options))
    return site, config.site_url, {item.path: file for item, file in room.finished()}


@pytest.fixture(scope="module")
def wall() -> tuple[Site, str, dict[str, Path]]:
    return press(ROOT)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of the project whose facts a test may change."""
    for name in ("common", "industries", "laws", "overrides", "paper", "regions", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def texts(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in pdf]


def codes(file: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        for page in pdf:
            yield from (code.text for code in zxingcpp.read_barcodes(page.render(scale=2.5).to_pil()))


def sizes(file: Path) -> dict[str, list[float]]:
    """The sizes in pt in which each character of the first page is set."""
    found: dict[str, list[float]] = {}
    with pypdfium2.PdfDocument(file) as pdf:
        page: Any = pdf[0].get_textpage()
        for at in range(page.count_chars()):
            mark = chr(pypdfium2.raw.FPDFText_GetUnicode(page, at)).strip()
            found.setdefault(mark, []).append(pypdfium2.raw.FPDFText_GetFontSize(page, at))
    found.pop("", None)
    return found


def test_every_sheet_has_the_paper_that_the_list_names(wall: tuple[Site, str, dict[str, Path]]) -> None:
    site, _, files = wall
    for item in site.prints:
        if item.path in files:
            with pikepdf.open(files[item.path]) as pdf:
                assert item.format.pages in (None, len(pdf.pages)), item.path
                for page in pdf.pages:
                    size = [round(float(value) / MM) for value in page.mediabox[2:]]
                    assert size == [item.format.width, item.format.height], item.path


def test_the_poster_of_the_ways_out_tells_the_chart_and_whom_to_go_to(wall: tuple[Site, str, dict[str, Path]]) -> None:
    site, _, files = wall
    (text,) = texts(files["downloads/print/remedy-a3.pdf"])
    region, flow, served = site.project.region, site.project.flows["remedy"], county(site.project)
    said = [node.text for node in flow.nodes] + [line.number + line.name for line in served.hotlines]
    said += [desk.does for desk in served.desks if desk.office in ("市场监管", "公安", "法院", "人社")]
    said += ["《民法典》第188条", "法律核对日期", str(site.project.registry.checked), region.publisher]
    assert [words for words in said if re.sub(r"\s+", "", words) not in text] == []


def test_the_poster_of_the_ways_out_is_read_from_two_metres(wall: tuple[Site, str, dict[str, Path]]) -> None:
    found = sizes(wall[2]["downloads/print/remedy-a3.pdf"])
    assert min(min(found[mark]) for mark in found) >= 10.9
    assert min(found["？"]) >= 14, "the boxes themselves"


@pytest.mark.parametrize("slug", ["electronics", "mica-products", "food-beverage"])
def test_the_rhyme_hangs_in_large_letters(wall: tuple[Site, str, dict[str, Path]], slug: str) -> None:
    site, _, files = wall
    brochure = site.project.industries[slug].brochure
    for size in ("a3", "a2"):
        (text,) = texts(files[f"downloads/{slug}/rhyme-{size}.pdf"])
        lines = [*(line.strip("。") for line in brochure.rhyme), *brochure.dos, *brochure.donts, brochure.headline]
        assert [line for line in lines if re.sub(r"\s+", "", line) not in text] == []
    small, large = (sizes(files[f"downloads/{slug}/rhyme-{size}.pdf"]) for size in ("a3", "a2"))
    for mark in set("".join(brochure.rhyme)) - set("，。"):
        assert max(small[mark]) >= 42, "fifteen millimetres are read from three metres"
        assert max(large[mark]) == pytest.approx(max(small[mark]) * 420 / 297, rel=0.05)


def test_the_first_hour_day_and_week_can_be_ticked(wall: tuple[Site, str, dict[str, Path]]) -> None:
    site, _, files = wall
    (text,) = texts(files["downloads/print/incident-a3.pdf"])
    said = ["第一小时", "第一天", "第一周", "这些事不要做", "保密负责人", "48小时"]
    said += [line.number for line in county(site.project).hotlines]
    assert [words for words in said if words not in text] == []


def test_every_code_leads_to_a_page_that_exists(wall: tuple[Site, str, dict[str, Path]]) -> None:
    site, address, files = wall
    pages = {address + web_address(page.path) for page in site.all_pages()}
    pages |= {address + web_address(path.name) for path in (ROOT / "docs").glob("*.md")}
    coded = {path: set(codes(file)) for path, file in files.items()}
    assert {path: found - pages for path, found in coded.items() if found - pages} == {}
    empty = {path for path, found in coded.items() if not found}
    assert empty == {"downloads/print/signs.pdf", "downloads/print/labels.pdf"}, "hung and stuck without a code"


def test_signs_have_room_for_the_place_and_the_telephone(wall: tuple[Site, str, dict[str, Path]]) -> None:
    pages = texts(wall[2]["downloads/print/signs.pdf"])
    for words in ("涉密区域", "禁止拍照录像", "访客止步"):
        assert sum(words in page for page in pages) == 1, words
    assert all("区域名称" in page and "电话" in page and "通城县" in page for page in pages)


def test_a_sheet_of_labels_has_twenty_four_of_a_grade_and_the_stamps_follow(
    wall: tuple[Site, str, dict[str, Path]],
) -> None:
    *sheets, stamps = texts(wall[2]["downloads/print/labels.pdf"])
    assert len(sheets) == 3
    for sheet, grade in zip(sheets, ("核心", "重要", "一般"), strict=True):
        assert sheet.count(f"{grade}商密") >= 24
        assert [sheet.count(field) for field in ("编号", "期限", "保管")] == [24, 24, 24]
        assert stamps.count(f"{grade}商密") == 3


def test_state_secret_grades_are_only_named_to_be_ruled_out(wall: tuple[Site, str, dict[str, Path]]) -> None:
    for path, file in wall[2].items():
        for page in texts(file):
            assert not re.search(r"(绝密|机密|秘密)(商密|级)|[（:：](绝密|机密|秘密)[）★]", page), path
            for sentence in re.split(r"[。！？]", page):
                assert not re.search("绝密|机密", sentence) or "企业不能用" in sentence, (path, sentence)
    assert all("企业不能用" in page for page in texts(wall[2]["downloads/print/labels.pdf"]))


def cells(page: Any) -> tuple[list[float], list[float]]:
    """The edges of the cards in pt, from the short lines where to put the knife."""
    upright, flat = set(), set()
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        if right - left < 2 and 9 < top - bottom < 14:
            upright.add(round((left + right) / 2))
        elif top - bottom < 2 and 9 < right - left < 14:
            flat.add(round((bottom + top) / 2))
    return sorted(upright), sorted(flat)


def test_the_back_of_a_card_lies_behind_its_front(wall: tuple[Site, str, dict[str, Path]]) -> None:
    for path in (path for path in wall[2] if path.endswith("/card.pdf")):
        with pypdfium2.PdfDocument(wall[2][path]) as pdf:
            front, back = pdf
            xs, ys = cells(front)
            assert cells(back) == (xs, ys)
            assert [high - low for low, high in pairwise(xs)] == pytest.approx([90 * MM] * 2, abs=1)
            assert [high - low for low, high in pairwise(ys)] == pytest.approx([54 * MM] * 5, abs=1)
            assert sorted(210 * MM - x for x in xs) == pytest.approx(xs, abs=1), "turned over the long edge"
            for page, words in ((front, "员工保密随身卡"), (back, "保密负责人")):
                for left, right in pairwise(xs):
                    for bottom, top in pairwise(ys):
                        text = page.get_textpage().get_text_bounded(left, bottom, right, top)
                        assert words in text, (path, words)


def test_nothing_on_a_card_is_smaller_than_seven_points(wall: tuple[Site, str, dict[str, Path]]) -> None:
    for path in (path for path in wall[2] if path.endswith("/card.pdf")):
        assert min(map(min, sizes(wall[2][path]).values())) >= 7, path


def test_a_county_with_one_office_and_no_hotline_is_printed_without_holes(other: Path) -> None:
    (other / "regions" / "tongcheng.yml").write_text(BARE, "utf-8")
    offices = other / "common" / "offices.yml"
    offices.write_text(re.sub(r"(?ms)^hotlines:.*?(?=^\w|\Z)", "", offices.read_text("utf-8")), "utf-8")
    _, _, files = press(other, lambda path: "-a2" not in path)
    for path, file in files.items():
        for page in texts(file):
            assert "热线" not in page, path
            assert "通城" not in page, path
    (remedy,) = texts(files["downloads/print/remedy-a3.pdf"])
    assert "某县市场监督管理局指导和接受举报" in remedy
    assert "所在县的公安局（以当地为准）" in remedy


def test_a_trade_with_one_line_of_each_is_printed(other: Path) -> None:
    rewrite(other, rhyme=["工艺卡，要领还", "手机不进车间"], dos=["锁好工艺卡"], donts=["不拍照"])
    _, _, files = press(other, lambda path: path.startswith("downloads/electronics/"))
    assert "手机不进车间" in texts(files["downloads/electronics/rhyme-a3.pdf"])[0]


def test_words_that_do_not_fit_a_card_are_named(other: Path) -> None:
    rewrite(other, dos=["每天把手边的图纸样品数据本子一件一件点清楚再离开" * 6] * 3)
    with pytest.raises(PaperError, match="“员工保密随身卡正面”的字太多，缩到最小也放不下，请改短"):
        press(other, lambda path: path == "downloads/electronics/card.pdf")


def rewrite(root: Path, **brochure: object) -> None:
    """Change the brochure of the first trade of the project at `root`."""
    file = root / "industries" / "electronics.yml"
    facts = yaml.safe_load(file.read_text("utf-8"))
    facts["brochure"] |= brochure
    file.write_text(yaml.safe_dump(facts, allow_unicode=True), "utf-8")


def test_a_question_of_the_quiz_stands_on_one_page_with_its_answers(sheet: Callable[[str], Path]) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet("mica-products/quiz.pdf"))]
    assert "卷一" in pages[0]  # under its rules, not after a page of its own
    assert sum(text.count("丁　") for text in pages) == 60
    for text in pages:
        letters = re.findall(r"^\s*([甲乙丙丁])　", text, re.MULTILINE)
        assert letters == list("甲乙丙丁") * (len(letters) // 4)
