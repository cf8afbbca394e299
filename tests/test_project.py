"""What holds for the repository as a whole: one module knows mkdocs, schemas are current, the real content keeps the rules."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
import yaml

from shangmitong.export import NotOursError, export
from shangmitong.load import Project, load
from shangmitong.pages import Site
from shangmitong.publish import swapped
from shangmitong.render import render
from shangmitong.schema import schemas

from .conftest import ROOT

PACKAGE = ROOT / "hooks" / "shangmitong"


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return render(project)


def imported(path: Path) -> set[str]:
    """Give the top-level names of what a module imports, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_only_the_adapter_imports_mkdocs() -> None:
    knowing = {path.name for path in PACKAGE.rglob("*.py") if "mkdocs" in imported(path)}
    assert knowing == {"adapter.py"}


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
    folder, before = tmp_path / "site", tmp_path / "site.old"
    before.mkdir()
    (before / "index.html").write_text("last good")
    with pytest.raises(ZeroDivisionError), swapped(folder) as aside:  # noqa: PT012 - the block is what is tested
        aside.mkdir()
        raise ZeroDivisionError
    assert (folder / "index.html").read_text() == "last good"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


# --- the content ---------------------------------------------------------------------------------


def test_the_three_industries_are_there_with_their_secrets(project: Project) -> None:
    assert list(project.industries) == ["electronics", "mica-products", "food-beverage"]
    for industry in project.industries.values():
        assert len(industry.secrets) >= 18
        assert {secret.stage for secret in industry.secrets} == {stage.id for stage in industry.stages}
        assert {secret.id for secret in industry.secrets} == {word for role in industry.roles for word in role.sees}


def test_every_legal_element_is_proved_by_some_form(project: Project) -> None:
    proved = {element for form in project.forms.values() for element in form.proves}
    assert proved == {"秘密性", "价值性", "保密措施", "侵权行为", "损失"}


def test_state_secret_grades_are_never_given_to_a_firms_secret(site: Site) -> None:
    graded = re.compile(r"(?:密级|定为|列为|分为|标为|标上)[^。；\n]{0,12}(?:绝密|机密)|(?:绝密|机密)级")
    for page in site.all_pages():
        for match in graded.finditer(page.markdown):
            sentence = page.markdown[max(0, match.start() - 40) : match.end() + 40]
            assert re.search(r"国家秘密|不能|不要|不得|不用|禁止|别", sentence), (page.path, sentence)


@pytest.mark.parametrize("word", ["TODO", "待补", "XXX", "None", "undefined", "占位", "李慧芳", "徐庆富", "李勇同志"])
def test_no_placeholder_and_no_official_is_left_in_a_page(site: Site, word: str) -> None:
    assert not [page.path for page in site.all_pages() if word in page.markdown]


@pytest.mark.parametrize(
    "stale",
    [
        r"反不正当竞争法》?第?9条",
        r"反不正当竞争法》?第九条",
        r"重大损失的?，?处",
        r"最高(?:可判|判)?(?:处)?七年",
        r"罚金[^。]{0,12}一倍以上五倍以下",
    ],
)
def test_no_rule_of_yesterday_is_told_as_that_of_today(site: Site, stale: str) -> None:
    found = [
        (page.path, match[0])
        for page in site.all_pages()
        if "changes" not in page.path
        for match in re.finditer(stale, page.markdown)
    ]
    assert not found


def test_three_guides_are_three_books(site: Site) -> None:
    """At least 40 % of the 8-character shingles of each guide stand in no other guide."""
    texts = {
        document.slug: re.sub(r"[^\u4e00-\u9fff]", "", "".join(page.markdown for page in document.pages))
        for document in site.documents
        if document.kind.slug == "guide"
    }
    shingles = {slug: {text[i : i + 8] for i in range(len(text) - 7)} for slug, text in texts.items()}
    for slug, own in shingles.items():
        others = set().union(*(other for name, other in shingles.items() if name != slug))
        assert len(own - others) >= 0.4 * len(own), slug


def test_documents_end_with_what_they_cite_and_when_it_was_checked(site: Site) -> None:
    for document in site.documents:
        last = document.pages[-1].markdown
        assert "法律核对日期：2026-11-23" in last, document.title
        assert "《反不正当竞争法》第10条" in last, document.title
