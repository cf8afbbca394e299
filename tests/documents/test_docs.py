"""What README, the pages by hand and their pictures tell a reader to type exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from shangmitong.cli.table import COMMANDS
from shangmitong.documents.reference import reference
from shangmitong.documents.render import render
from shangmitong.facts.load import load

from ..conftest import ROOT

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
PICTURES = sorted((ROOT / "docs" / "assets" / "reuse").glob("*.svg"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
PROGRAM = re.compile(r"python -m shangmitong ([a-z]+)([^`\n<。，；]*)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*PAGES, *PICTURES], ids=name)
def test_a_command_that_is_named_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(re.findall(r"`(?:\w+=\S+ )?make ([a-z]+)", text)) <= TARGETS
    for word, rest in PROGRAM.findall(text):
        assert word in COMMANDS, f"python -m shangmitong {word}"
        assert set(re.findall(r"--[a-z-]+", rest)) <= {*COMMANDS[word].arguments, "--help"}, rest


def test_the_pages_name_commands_at_all() -> None:
    assert {word for page in PAGES for word, _ in PROGRAM.findall(page.read_text("utf-8"))} >= {"check", "build", "new"}


@pytest.mark.parametrize("path", [page for page in PAGES if name(page).startswith("docs/")], ids=name)
def test_every_file_and_folder_that_is_named_exists(path: Path) -> None:
    given = ("regions/moumou", "common/moumou", "docs/assets/crest")  # the reader's own
    folders = "common|docs|hooks|industries|laws|overrides|paper|regions"
    named = re.findall(rf"`((?:{folders})/[a-z0-9_./-]*)`", path.read_text("utf-8"))
    assert [item for item in named if not item.startswith(given) and not (ROOT / item).exists()] == []


def test_the_form_that_the_page_shows_is_accepted(sample: Path) -> None:
    text = (ROOT / "docs/reuse/how-to.md").read_text("utf-8")
    (form,) = (block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if block.startswith("forms:"))
    (sample / "common/own.yml").write_text(form, "utf-8")
    added = yaml.safe_load(form)["forms"][0]
    site = render(load(sample))
    assert any(added["name"] in page.markdown for page in site.all_pages())


def test_the_clause_that_the_page_changes_is_one_of_ours() -> None:
    text = (ROOT / "docs/reuse/how-to.md").read_text("utf-8")
    (shown,) = (block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if block.startswith("frames:"))
    (own,) = yaml.safe_load(shown)["frames"]
    framed = [paper for paper in load(ROOT).papers.values() if paper.frame == own["id"]]
    assert len(framed) > 5
    assert all(own["closing"][0]["id"] in [clause.id for clause in paper.clauses] for paper in framed)


@pytest.mark.parametrize("path", PICTURES, ids=name)
def test_a_picture_stands_on_a_page_and_says_what_it_shows(path: Path) -> None:
    assert "<title>示意图：" in path.read_text("utf-8")
    shown = re.compile(rf"!\[示意图：[^\]]{{8,}}\]\(\.\./assets/reuse/{path.name}\)")
    assert any(shown.search(page.read_text("utf-8")) for page in PAGES)


def test_the_reference_leads_to_the_fields_of_every_record() -> None:
    text = reference()
    assert re.search(r"\| province&#42; \|.*如 湖南省", text)
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) == set(re.findall(r"^### .* \{ #([\w-]+) \}$", text, re.MULTILINE))
