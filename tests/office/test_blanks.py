"""Every blank of a Word file is marked, so that a program can fill it in."""

from __future__ import annotations

import re

from shangmitong.documents.kit import GROUPS, kit_files
from shangmitong.facts.model.paper import Clause, Paper, Size
from shangmitong.facts.project import Project
from shangmitong.office.kit import make_kit

from .test_kit import STAMP, part


def test_every_blank_of_a_paper_is_a_bookmark_round_one_run(project: Project) -> None:
    kit = make_kit(project, [file for file in kit_files(project) if file.paper], STAMP)
    for paper in project.papers.values():
        file = kit[f"downloads/kit/{GROUPS[paper.group]}/{paper.id}.docx"]
        xml = part(file, "word/header1.xml") + part(file, "word/document.xml")
        found = re.findall(
            r'<w:bookmarkStart w:id="(\d+)" w:name="blank_([a-z_]+)_\1"/>'
            r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>[^<]+</w:t></w:r>"
            r'<w:bookmarkEnd w:id="\1"/>',
            xml,
        )
        numbers = [number for number, _ in found]
        assert len(numbers) == len(set(numbers)) == xml.count("<w:bookmarkStart") == xml.count("<w:bookmarkEnd")
        asked = {blank.id for blank in paper.blanks if any(f"{{{blank.id}}}" in item.text for item in _full(paper))}
        assert asked | {"employer"} == {name.replace("_", "-") for _, name in found}, paper.id
        assert not re.search("[\ue000-\ue002]", xml)


def _full(paper: Paper) -> list[Clause]:
    """Return the clauses of the edition that has no mark in its name."""
    size: Size = "完整" if "完整" in paper.sizes else "小厂"
    return [clause for clause in paper.clauses if size in clause.sizes]
