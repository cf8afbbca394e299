"""Drawings as a reader meets them: small, sharp, told to who does not see them, and the same on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pypdfium2
import pytest

from shangmitong.documents.drawings import Drawing, drawings
from shangmitong.documents.icons import outline
from shangmitong.documents.pages import Site
from shangmitong.documents.value_map import channel
from shangmitong.facts.load import load
from shangmitong.facts.model.common import FlowNode
from shangmitong.facts.model.industry import Channel, Picture
from shangmitong.facts.project import Project
from shangmitong.facts.tree import CACHE
from shangmitong.press.drawings import KIND, svgs
from shangmitong.press.svg import on_dark

from ..conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
KILOBYTE = 1024
Sheet = Callable[[str], Path]


def printed(file: Path) -> str:
    """The text of a PDF without blanks."""
    with pypdfium2.PdfDocument(file) as pdf:
        return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pdf))


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    project = load(ROOT)
    return svgs(project, drawings(project))


def test_every_drawing_is_small_and_says_what_it_shows(project: Project, made: dict[str, str]) -> None:
    assert set(made) == set(drawings(project))
    for path, text in made.items():
        root = ElementTree.fromstring(text)  # noqa: S314 - our own drawing
        drawing = drawings(project)[path]
        assert len(text.encode()) <= 60 * KILOBYTE, path
        assert root.get("role") == "img"
        assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (drawing.name, drawing.words)


def test_a_drawing_needs_nothing_from_outside(made: dict[str, str]) -> None:
    for path, text in made.items():
        assert "foreignObject" not in text, path
        assert not re.findall(r'(?:href|src)="(?!#)', text), path
        assert not re.findall(r"@import|url\((?!#)", text), path


def test_every_colour_has_another_on_a_dark_screen(made: dict[str, str]) -> None:
    for path, text in made.items():
        head, _, rest = text.partition("</style>")
        for what, colour in set(re.findall(r'(fill|stroke)="(#[0-9a-f]+)"', rest)):
            assert f'[{what}="{colour}"]{{{what}:{on_dark(colour)}}}' in head, path


@pytest.mark.parametrize(("light", "dark"), [("#ffffff", "#1c1c1c"), ("#000000", "#ebebeb")])
def test_light_becomes_dark_and_dark_light(light: str, dark: str) -> None:
    assert on_dark(light) == dark


def test_the_same_facts_give_the_same_bytes(sample: Path) -> None:
    project = load(sample)
    first = svgs(project, drawings(project))
    shutil.rmtree(sample / CACHE / KIND.folder)
    assert svgs(project, drawings(project)) == first


def test_marks_of_the_drawing_language_in_a_label_stay_text(sample: Path) -> None:
    project = load(sample)
    (path, drawing), *_ = drawings(project).items()
    nodes = [{"id": "a", "text": "#panic(1)<b>", "shape": "步骤"}, {"id": "b", "text": "*_$\\", "shape": "起止"}]
    odd: Drawing = replace(drawing, facts={"nodes": nodes, "arrows": [{"start": "a", "end": "b", "label": "]"}]})
    assert svgs(project, {path: odd})[path].count("<use") >= len("#panic(1)<b>*_$\\]")


def test_a_book_holds_the_chart_in_letters_that_can_be_read_and_searched(built: Path) -> None:
    with pypdfium2.PdfDocument(built / "site" / "downloads" / "tea" / "guide.pdf") as pdf:
        pages = [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in pdf]
    flow = load(built).flows["remedy"]
    drawn = [page for page in pages if f"{flow.name}图" in page]
    assert drawn
    assert all(node.text in "".join(drawn) for node in flow.nodes)


def test_the_map_of_a_trade_stands_in_its_page_and_each_station_leads_to_its_words(built: Path) -> None:
    html = (built / "site" / "tea" / "index.html").read_text("utf-8")
    (drawing,) = re.findall(r'<svg class="drawing".*?</svg>', html, re.DOTALL)
    assert re.findall(r'<a href="#([^"]*)" aria-label="([^"]*)"', drawing) == [("stage-firing", "杀青")]
    assert 'id="stage-firing"' in html
    assert "人带走，保密负责人。" in re.sub(r"<[^>]*>|\s", "", html)


def test_the_poster_of_the_map_names_every_secret_and_that_it_is_an_example(project: Project, sheet: Sheet) -> None:
    for slug, industry in project.industries.items():
        for size in ("a3", "a2"):
            text = printed(sheet(f"{slug}/map-{size}.pdf"))
            said = [stage.name for stage in industry.stages] + [secret.name for secret in industry.secrets]
            assert [words for words in said if re.sub(r"\s+", "", words) not in text] == []
            assert "示例" in text


def test_a_trade_of_one_stage_has_its_poster(built: Path) -> None:
    text = printed(built / "site" / "downloads" / "tea" / "map-a3.pdf")
    assert "杀青锅温曲线" in text
    assert "漏口：人带走" in text


def test_the_empty_map_says_to_lock_it_away_and_names_no_trade(project: Project, sheet: Sheet) -> None:
    text = printed(sheet("print/map-blank.pdf"))
    assert "填好后要锁起来" in text
    assert not [industry.name for industry in project.industries.values() if industry.name in text]


def test_every_picture_that_a_stage_may_have_is_in_the_set_of_icons() -> None:
    wanted = {*get_args(Picture), *get_args(Channel), "核心", "重要", "一般", "负责"}
    wanted |= {word for kind in get_args(FlowNode.model_fields["picture"].annotation) for word in get_args(kind)}
    assert {word for word in wanted if not outline(word)} == set()


@pytest.mark.parametrize(
    ("leaks", "way"),
    [
        (["师傅跳槽"], "人"),
        (["夜班拍照发到群里", "操作工对着屏拍照"], "手机"),
        (["维修商插 U 盘拷走程序"], "机器"),
        (["供应商把方案推荐给同行", "外协厂多做一套"], "伙伴"),
        (["参数抄在白板上"], "纸"),
        (["不知道怎么回事"], "人"),
    ],
)
def test_the_usual_leak_is_told_by_the_words_of_the_leaks(leaks: list[str], way: str) -> None:
    assert channel(leaks) == way


def test_every_chart_is_drawn_where_the_text_speaks_of_it(project: Project, site: Site) -> None:
    text = "".join(page.markdown for page in site.all_pages())
    assert {word for word in project.charts if f"assets/charts/{word}.svg" not in text} == set()


def test_the_bars_of_a_comparison_are_as_long_as_their_numbers_say(project: Project, made: dict[str, str]) -> None:
    lines = sorted(item.size or 0 for item in project.charts["terms"].items)
    widths = sorted(
        float(word) for word in re.findall(r'd="M0 0v[\d.]+h([\d.]+)v-', made["assets/charts/terms.svg"])[1:]
    )
    assert len(widths) == len(lines)
    for size, wide in zip(lines[2:], widths[2:], strict=True):
        assert wide / widths[-1] == pytest.approx(size / lines[-1], rel=0.02)
