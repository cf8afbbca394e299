"""Pages that an earlier build has converted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shangmitong.web.page_cache import FOLDER

from ..conftest import run


def built(root: Path) -> dict[str, bytes]:
    """Build the pages of a project and give all files of its site."""
    done = run(root, "build", PAPERS="none")
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def mark(root: Path) -> int:
    """Write into each page of the cache that it comes from there, and give how many there are."""
    files = list((root / FOLDER).glob("*.json"))
    for file in files:
        kept = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps(kept | {"content": f"<p>留着的页</p>{kept['content']}"}), "utf-8")
    return len(files)


def test_a_second_build_takes_its_pages_from_the_first_and_is_the_same(sample: Path) -> None:
    first = built(sample)
    assert built(sample) == first
    count = mark(sample)
    assert count > 20
    assert sum("留着的页".encode() in data for name, data in built(sample).items() if name.endswith(".html")) == count


def test_what_has_changed_is_converted_anew(sample: Path, edit: Callable[[str, str, str], None]) -> None:
    built(sample)
    mark(sample)
    edit("industries/tea.yml", "name: 茶叶", "name: 红茶")
    page = built(sample)["tea/index.html"].decode()
    assert "红茶" in page
    assert "留着的页" not in page


def test_a_page_is_converted_anew_when_what_it_may_link_to_changes(sample: Path) -> None:
    built(sample)
    mark(sample)
    (sample / "docs/more.md").write_text("# 再说一点\n", "utf-8")
    assert not any("留着的页".encode() in data for data in built(sample).values())


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"content": "x"}', '{"content": 1, "toc": 2, "title": 3}'])
def test_a_damaged_file_of_the_cache_does_no_harm(sample: Path, damage: str) -> None:
    first = built(sample)
    for file in (sample / FOLDER).glob("*.json"):
        file.write_text(damage, "utf-8")
    assert built(sample) == first


def test_a_dead_link_is_told_of_by_every_build(sample: Path) -> None:
    page = sample / "docs/more.md"
    page.write_text("# 再说一点\n\n[没有这一页](nowhere.md)\n", "utf-8")
    told = [run(sample, "build", PAPERS="none") for _ in range(2)]
    assert all(done.returncode == 1 and "nowhere.md" in done.stdout + done.stderr for done in told)


def test_a_dead_anchor_of_a_page_from_the_cache_is_told_of(sample: Path) -> None:
    (sample / "docs/more.md").write_text("# 再说一点\n\n[那一节](other.md#there)\n", "utf-8")
    other = sample / "docs/other.md"
    other.write_text("# 另一页\n\n## 那一节 {#there}\n", "utf-8")
    built(sample)
    other.write_text("# 另一页\n\n## 那一节\n", "utf-8")
    done = run(sample, "build", PAPERS="none")
    assert done.returncode == 1
    assert "there" in done.stdout + done.stderr
