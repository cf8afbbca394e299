"""Drawings as a reader meets them: small, sharp, told to who does not see them, and the same on paper."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from shangmitong.documents.drawings import Drawing, drawings
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.press.drawings import DRAWN, svgs
from shangmitong.press.svg import on_dark

from ..conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
KILOBYTE = 1024


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
    shutil.rmtree(sample / DRAWN)
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
