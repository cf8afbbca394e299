"""Citations stand only when the registry says so, on the day of the build."""

from __future__ import annotations

from datetime import date

import pytest

from shangmitong.facts.laws import CitationError, Registry, article_number, in_a_row
from shangmitong.facts.model import Source

CHECKED = date(2026, 11, 23)


def source(**more: object) -> Source:
    facts = {"id": "act", "title": "某法", "short": "某法", "issuer": "某机关", "nature": "法律", "checked": CHECKED}
    return Source.model_validate(facts | more)


def article(key: str, confidence: str = "verified", **more: object) -> dict[str, object]:
    return {"key": key, "gist": "要点", "confidence": confidence} | more


def registry(*sources: Source, today: date = CHECKED) -> Registry:
    return Registry({item.id: item for item in sources}, today)


def test_citations_are_sorted_by_number() -> None:
    keys = ["12", "2", "10", "2(3)", "219-1", "threshold", "219"]
    known = registry(source(articles=[article(key) for key in keys]))
    found = sorted((known.cite(f"act:{key}") for key in keys), key=lambda cited: cited.order)
    assert [cited.article.key for cited in found if cited.article] == [
        "2",
        "2(3)",
        "10",
        "12",
        "219",
        "219-1",
        "threshold",
    ]


@pytest.mark.parametrize(
    ("key", "text"),
    [("10", "第10条"), ("13(3)", "第13条第3款"), ("219-1", "第219条之一"), ("threshold", "threshold")],
)
def test_article_numbers_read_as_in_chinese_law(key: str, text: str) -> None:
    assert article_number(key) == text


def test_a_citation_is_printed_with_source_and_article() -> None:
    laws = registry(source(articles=[article("13(3)"), article("threshold", topic="入罪数额")]))
    assert laws.cite("act:13(3)").text == "《某法》第13条第3款"
    assert laws.cite("act:threshold").text == "《某法》（入罪数额）"
    assert laws.cite("act").text == "《某法》"


def test_articles_of_one_law_stand_together_and_its_name_is_said_once() -> None:
    act = source(articles=[article("6"), article("12", "single"), article("topic", topic="要点")])
    known = registry(act, source(id="code", title="某典", short="某典", articles=[article("5")]))
    cited = [known.cite(word) for word in ("act:6", "code:5", "act:12", "act:topic")]
    row = list(in_a_row(cited))
    assert [text for _, text in row] == ["《某法》第6条", "第12条※", "《某法》（要点）", "《某典》第5条"]
    assert [item.key for item, _ in row] == ["act:6", "act:12", "act:topic", "code:5"]


def test_what_was_seen_once_is_marked() -> None:
    laws = registry(
        source(articles=[article("1"), article("2", "single")]), source(id="guide", articles=[article("1", "single")])
    )
    assert laws.cite("act:1").certain
    assert not laws.cite("act:2").certain
    assert laws.cite("act").certain
    assert not laws.cite("guide").certain


def test_a_source_that_is_not_in_force_yet_says_from_when() -> None:
    laws = registry(source(effective=date(2027, 3, 16)))
    assert laws.cite("act").text == "《某法》（2027-03-16起施行）"


def test_a_source_ends_on_its_last_day() -> None:
    old = source(until=date(2026, 6, 1))
    assert registry(old, today=date(2026, 5, 31)).cite("act")
    with pytest.raises(CitationError, match="2026-06-01 失效"):
        registry(old, today=date(2026, 6, 1)).cite("act")


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("old:9", "第9条现为《某法》第10条，请写 act:10"),
        ("old:99", "现行的是 act《某法》"),
        ("act:9", "旧第9条现为《某法》第10条，请写 act:10"),
        ("act:11", "登记的《某法》里没有“11”"),
        ("act:12", "还没有核到原文"),
        ("acts:10", "是不是想写“act”"),
    ],
)
def test_a_wrong_citation_is_told_what_to_write(citation: str, words: str) -> None:
    act = source(articles=[article("10"), article("12", "memory")], renumbered={"9": "10"})
    old = source(id="old", short="旧法", until=date(2025, 10, 15), superseded_by="act", renumbered={"9": "10"})
    with pytest.raises(CitationError) as caught:
        registry(act, old).cite(citation)
    assert words in str(caught.value)


def test_a_check_older_than_180_days_is_reported_but_not_for_a_repealed_source() -> None:
    fresh, stale, gone = source(), source(id="stale", checked=date(2026, 5, 26)), source(id="gone", until=CHECKED)
    assert registry(fresh, gone, today=date(2027, 5, 22)).stale() == []
    (sentence,) = registry(fresh, stale, gone).stale()
    assert "181 天" in sentence
