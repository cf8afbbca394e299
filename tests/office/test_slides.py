"""Slides can be read from the last row: nothing overflows, notes tell what to say and how long."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pptx import Presentation

from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.office.slide_show import Slide, fitted, height
from shangmitong.office.slides import DECKS, deck

from ..conftest import ROOT

ROOM = 128
"""Height of the text box in mm."""


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


@pytest.mark.parametrize("audience", DECKS)
def test_every_slide_has_a_title_notes_with_a_time_and_room_for_its_lines(project: Project, audience: str) -> None:
    for industry in project.industries.values():
        show = Presentation(BytesIO(deck(project, industry, audience, 0)))
        assert (show.slide_width / show.slide_height) == pytest.approx(16 / 9, rel=0.01)
        for page in list(show.slides)[1:]:
            assert page.shapes.title.text_frame.text
            assert re.match(r"（约 \d+ 分钟）", page.notes_slide.notes_text_frame.text)
            (body,) = [shape for shape in page.shapes if shape.has_text_frame and "• " in shape.text_frame.text]
            lines = [paragraph.text.removeprefix("• ") for paragraph in body.text_frame.paragraphs]
            size = body.text_frame.paragraphs[0].runs[0].font.size.pt
            assert size >= 20
            assert height(lines, size) <= ROOM, (industry.name, page.shapes.title.text_frame.text)
            assert not re.search(r"[{}]", body.text_frame.text), "a blank of a paper"


@pytest.mark.parametrize("audience", DECKS)
def test_the_times_add_up_to_what_the_cover_says(project: Project, audience: str) -> None:
    _, told, build = DECKS[audience]
    for industry in project.industries.values():
        minutes = sum(part.minutes for slide in build(project, industry) for part in fitted(slide))
        assert minutes == pytest.approx(told, rel=0.15), industry.name


def test_a_text_that_is_too_long_goes_on_to_the_next_slide_and_loses_nothing() -> None:
    lines = tuple(f"第{number}条：" + "资料不出门。" * 12 for number in range(9))
    parts = list(fitted(Slide("长", lines, "", 6)))
    assert len(parts) > 1
    assert tuple(line for part in parts for line in part.lines) == lines
    assert [part.title for part in parts][:2] == ["长（1）", "长（2）"]


def test_chinese_letters_have_their_font_and_the_bytes_are_the_same(project: Project) -> None:
    industry = next(iter(project.industries.values()))
    data = deck(project, industry, "floor", 0)
    assert data == deck(project, industry, "floor", 0)
    page = Presentation(BytesIO(data)).slides[1]
    runs = [run for shape in page.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs for run in p.runs]
    assert runs
    for run in runs:
        assert '<a:ea typeface="微软雅黑"/>' in run._r.xml


def test_the_floor_hears_that_safety_comes_first(project: Project) -> None:
    for industry in project.industries.values():
        show = Presentation(BytesIO(deck(project, industry, "floor", 0)))
        assert "安全排在前面" in [page.shapes.title.text_frame.text for page in show.slides]
