"""What the search of the browser loads."""

from __future__ import annotations

import json

from shangmitong.documents.initials import initials
from shangmitong.documents.render import render
from shangmitong.documents.search import search_data
from shangmitong.facts.load import load

from ..conftest import ROOT


def test_a_character_stands_at_the_first_letter_of_every_reading() -> None:
    found = initials(["离职", "重量", "银行", "绿 U盘 NDA"])
    assert found["l"] == "离绿量"
    assert "重" in found["z"]
    assert "重" in found["c"]
    assert "行" in found["x"]
    assert "行" in found["h"]
    assert set("".join(found.values())) == set("离职重量银行绿盘")


def test_the_letters_are_those_of_titles_and_of_words_that_mean_the_same() -> None:
    sections = [{"location": "tea/faq/#q", "title": "炒青", "text": "茶"}]
    data = json.loads(json.dumps(search_data(load(ROOT), sections)))
    assert "炒" in data["initials"]["c"]
    assert "职" in data["initials"]["z"], "离职 is a word of common/synonyms.yml"
    assert "茶" not in "".join(data["initials"].values())


def test_a_section_that_trades_share_stands_once_with_the_other_trades() -> None:
    project = render(load(ROOT)).project
    pages = [f"{trade}/faq/#question-q-nda" for trade in ("mica-products", "electronics")]
    found = [{"location": page, "title": "4.1 要签吗", "text": "签。"} for page in pages]
    (section,) = search_data(project, found)["sections"]  # type: ignore[misc]
    assert section["location"] == "mica-products/faq/#question-q-nda"
    assert section["also"] == ["electronics"]
