"""What the search of the browser loads."""

from __future__ import annotations

import json

from shangmitong.documents.render import render
from shangmitong.documents.search import search_data
from shangmitong.documents.sounds import sounds
from shangmitong.facts.load import load

from ..conftest import ROOT


def test_a_character_stands_at_every_syllable_that_it_is_read_as() -> None:
    found = sounds(["离职", "重量", "银行", "绿 U盘 NDA"])
    assert found["li"] == "离"
    assert "重" in found["zhong"]
    assert "重" in found["chong"]
    assert "行" in found["xing"]
    assert "行" in found["hang"]
    assert found["lv"] == "绿"
    assert set("".join(found.values())) == set("离职重量银行绿盘")


def test_what_is_asked_in_other_words_goes_with_the_answer_alone() -> None:
    sections = [
        {"location": f"tea/faq/#question-{name}", "title": "炒青", "text": "茶"} for name in ("q-nda-everyone", "x")
    ]
    data = json.loads(json.dumps(search_data(load(ROOT), sections)))
    assert "炒" in data["sounds"]["chao"]
    assert "职" in data["sounds"]["zhi"], "离职 is a word of common/synonyms.yml"
    asked = {item["location"]: item.get("asked") for item in data["sections"]}
    assert "全员签" in asked["tea/faq/#question-q-nda-everyone"]
    assert asked["tea/faq/#question-x"] is None


def test_a_section_that_trades_share_stands_once_with_the_other_trades() -> None:
    project = render(load(ROOT)).project
    pages = [f"{trade}/faq/#question-q-nda" for trade in ("mica-products", "electronics")]
    found = [{"location": page, "title": "4.1 要签吗", "text": "签。"} for page in pages]
    (section,) = search_data(project, found)["sections"]  # type: ignore[misc]
    assert section["location"] == "mica-products/faq/#question-q-nda"
    assert section["also"] == ["electronics"]
