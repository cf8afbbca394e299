"""A county leaves out chapters and kinds of document: what stays closes up, and what still speaks of them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from shangmitong.documents.left_out import mentions
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError


def leave_out(root: Path, words: str) -> None:
    path = root / "regions/tongcheng.yml"
    path.write_text(path.read_text("utf-8") + f"\nleave_out: [{words}]\n", "utf-8")


def test_a_chapter_goes_and_the_numbers_close_up(sample: Path) -> None:
    leave_out(sample, "guide/identify")
    site = render(load(sample))
    pages = {page.path: page.markdown for page in site.all_pages()}
    assert "tea/guide/identify.md" not in pages
    assert "# 11 " in pages["tea/guide/cases.md"]
    assert "identify" not in str(site.nav())
    assert not [path for path, text in pages.items() if "guide/identify.md" in text and path.startswith("tea/")]


def test_a_kind_goes_with_its_downloads_and_sheets(sample: Path) -> None:
    leave_out(sample, "short, brochure")
    site = render(load(sample))
    assert {document.kind.slug for document in site.documents} == {"guide", "manual", "faq"}
    assert not [path for path in site.downloads() if "/short" in path or "/brochure" in path]
    home = next(page.markdown for page in site.pages if page.path == "index.md")
    assert "精简版" not in home


def test_what_still_speaks_of_it_is_told_with_its_place(sample: Path) -> None:
    chapter = sample / "overrides/documents/guide/12-cases.md"
    lines = chapter.read_text("utf-8").rstrip().split("\n")
    chapter.write_text(
        "\n".join([*lines, "", '见{{ link("找", "guide/identify") }}。', "", "见第 13 章。"]) + "\n", "utf-8"
    )
    leave_out(sample, "guide/identify")
    project = load(sample)
    render(project)
    told = [str(item) for item in mentions(project) if item.file.endswith("12-cases.md")]
    assert told[-2].startswith(f"overrides/documents/guide/12-cases.md:{len(lines) + 2}:")
    assert "guide/identify" in told[-2]
    assert "第 13 章" in told[-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("guide/identfy", "是不是想写“guide/identify”"),
        ("guide/index", "没有“guide/index”"),
        ("guide, manual, brochure, faq, short", "至少留一种"),
    ],
)
def test_what_there_is_not_is_named_with_the_nearest(sample: Path, words: str, told: str) -> None:
    leave_out(sample, words)
    with pytest.raises(ProblemsError, match=told) as found:
        render(load(sample))
    assert "regions/tongcheng.yml" in str(found.value)
