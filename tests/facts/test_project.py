"""What holds for the repository as a whole: one module knows mkdocs, schemas are current, the real content exports."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from shangmitong.cli.schema import schemas
from shangmitong.documents.pages import Site
from shangmitong.facts.checks.evidence import gaps
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.partners.export import NotOursError, export
from shangmitong.problem import ProblemsError
from shangmitong.web.publish import swapped

from ..conftest import ROOT, run

PACKAGE = ROOT / "hooks" / "shangmitong"


def imported(path: Path) -> set[str]:
    """Return the top-level names of what a module imports, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_only_the_web_room_imports_mkdocs() -> None:
    knowing = {path.parent.name for path in PACKAGE.rglob("*.py") if "mkdocs" in imported(path)}
    assert knowing == {"web"}


def test_the_schemas_are_those_of_the_models() -> None:
    for path, text in schemas().items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path} 过时了，请运行 make schema"


def test_every_field_tells_an_author_in_chinese_what_to_write() -> None:
    for text in schemas().values():
        schema = json.loads(text)
        for part in (schema, *schema.get("$defs", {}).values()):
            for name, field in part.get("properties", {}).items():
                assert re.search(r"[\u4e00-\u9fff]", field.get("description", "")), name


@pytest.mark.parametrize("path", sorted(ROOT.glob("[irlc]*/*.yml")), ids=lambda path: path.name)
def test_the_yaml_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, first
    assert (path.parent / match[1]).exists()


def test_export_gives_a_tree_that_any_generator_can_build(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert export(site, target) == len(site.all_pages())
    config = yaml.safe_load((target / "mkdocs.yml").read_text("utf-8"))
    paths = re.findall(r"'([\w/-]+\.md)'", str(config["nav"]))
    assert len(paths) == len(set(paths)) >= len(site.all_pages())
    assert all((target / "docs" / path).exists() for path in paths)
    assert "hooks" not in config
    assert export(site, target) == len(site.all_pages())


def test_export_does_not_touch_a_folder_that_is_not_ours(site: Site, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(NotOursError):
        export(site, tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_swap_that_a_crash_cut_short_is_mended(tmp_path: Path) -> None:
    folder, before = tmp_path / "site", tmp_path / ".site.shangmitong-old"
    before.mkdir()
    (before / "index.html").write_text("last good")
    with pytest.raises(ZeroDivisionError), swapped(folder) as aside:  # noqa: PT012 - the block is what is tested
        aside.mkdir()
        raise ZeroDivisionError
    assert (folder / "index.html").read_text() == "last good"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_gap_in_the_chain_of_evidence_is_reported(sample: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("common/shared.yml", "proves: [秘密性, 价值性, 保密措施, 侵权行为, 损失]", "proves: [损失]")
    done = run(sample, "check")
    assert done.returncode == 0, done.stderr
    assert "证明不了采取过措施" in done.stderr
    assert "没有一张在用的表能证明“侵权行为”" in done.stderr
    assert "能证明“损失”" not in done.stderr


def test_a_form_that_no_procedure_fills_in_is_reported(sample: Path) -> None:
    form = "{id: other, name: 别的表, purpose: 用, keeper: 人, retention: 年, evidence: 证, proves: [损失], fields: [{name: 栏, hint: 填}]}"
    (sample / "common/more.yml").write_text(f"forms: [{form}]\n", "utf-8")
    assert "《别的表》没有一个流程用到" in run(sample, "check").stderr


def test_the_real_facts_leave_no_gap_in_the_chain_of_evidence(project: Project) -> None:
    assert list(gaps(project)) == []


def told_of_role(root: Path, fifth: str, read: str) -> list[str]:
    """Return what is told of a role whose fifth thing, on line 10, and list to read, on line 11, are these."""
    things = "\n".join(f"      - {{do: 第{number}件, page: guide/identify}}" for number in range(4))
    (root / "common/readers.yml").write_text(
        "site_roles:\n  - id: owner\n    name: 老板\n    says: 管\n    first:\n"
        f"{things}\n      - {{do: 第五件{fifth}}}\n    read: [{read}]\n",
        "utf-8",
    )
    with pytest.raises(ProblemsError) as found:
        load(root)
    return [str(problem) for problem in found.value.problems]


def test_a_role_that_leads_nowhere_is_told_with_the_nearest_page(sample: Path) -> None:
    told = told_of_role(sample, ", page: guide/identfy", "guide/case")
    assert any(
        "common/readers.yml:10" in line and "guide/identfy" in line and "guide/identify" in line for line in told
    )
    assert any("common/readers.yml:11" in line and "guide/cases" in line for line in told)


@pytest.mark.parametrize("way", ["", ", page: guide/identify, paper: staff-nda"])
def test_a_first_thing_leads_to_exactly_one_place(sample: Path, way: str) -> None:
    told = told_of_role(sample, way, "guide/identify")
    assert any("common/readers.yml:10" in line and "要写一个，也只写一个" in line for line in told), told
