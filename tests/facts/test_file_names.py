"""File names that are not UTF-8 are named, and no command ends with a traceback over them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from shangmitong.facts.checks.file_names import foreign_names
from shangmitong.facts.tree import Tree

from ..conftest import run

GBK = os.fsdecode("保密".encode("gbk"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="on Windows every name is text")


@pytest.mark.parametrize(
    "folder", ["docs/assets", "overrides/documents/site", "paper", "regions/tongcheng/docs", "regions/tongcheng"]
)
def test_a_name_in_another_encoding_is_told_with_what_it_says(sample: Path, folder: str) -> None:
    (sample / folder).mkdir(parents=True, exist_ok=True)
    (sample / folder / f"{GBK}.md").write_text("# x", "utf-8")
    (problem,) = foreign_names(Tree(sample, "tongcheng"))
    assert str(problem) == (
        rf"{folder}/\xb1\xa3\xc3\xdc.md:1:1: 文件名不是 UTF-8 写的，多半是从旧的压缩包里解出来的“保密.md”。请改个名字"
    )


@pytest.mark.parametrize("command", [("check",), ("build",), ("export", "../out"), ("build", "--regions", "all")])
def test_a_command_names_a_page_with_a_foreign_name(sample: Path, command: tuple[str, ...]) -> None:
    (sample / "docs" / f"{GBK}.md").write_text("# x", "utf-8")
    done = run(sample, *command)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert r"docs/\xb1\xa3\xc3\xdc.md:1:1: 文件名不是 UTF-8 写的" in done.stdout + done.stderr


def test_an_update_names_the_file_of_the_new_version(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "new")
    (tmp_path / "new/docs" / f"{GBK}.md").touch()
    done = run(sample, "update", str(tmp_path / "new"), "--from", str(tmp_path / "new"))
    assert r"里有一个文件名不是 UTF-8 写的：docs/\xb1\xa3\xc3\xdc.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_project_in_a_folder_with_a_foreign_name_is_told(tmp_path: Path) -> None:
    root = tmp_path / GBK
    root.mkdir()
    (root / "mkdocs.yml").touch()
    done = run(root, "check")
    assert done.stderr.startswith("项目文件夹的路径不是 UTF-8 写的")
    assert done.returncode == 1


def test_a_reply_with_a_foreign_name_is_in_the_survey(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / f"{GBK}.txt").touch()
    done = run(sample, "survey", str(tmp_path / "replies"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert r"\xb1\xa3\xc3\xdc.txt：不是 Excel 文件" in done.stderr


def test_what_lies_in_a_site_by_hand_stops_the_offline_edition_in_one_line(sample: Path) -> None:
    (sample / "site/search").mkdir(parents=True)
    (sample / "site/search/docs.json").write_text("[]")
    (sample / "site" / f"{GBK}.txt").touch()
    done = run(sample, "offline")
    assert done.stderr.startswith("没有做成：有一个文件名不是 UTF-8 写的")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in (sample / "dist").iterdir()] == []
