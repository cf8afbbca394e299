"""What a firm downloads opens in Word and Excel, says what the YAML says, and is the same file each time."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from python_calamine import CalamineWorkbook

from shangmitong.documents.kit import GROUPS, KitFile, kit_files
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.office.kit import make_kit
from shangmitong.office.registers import secret_register

STAMP = 1_790_000_000


@pytest.fixture(scope="module")
def project() -> Project:
    return load(Path(__file__).parents[2])


@pytest.fixture(scope="module")
def kit(project: Project) -> dict[str, Path]:
    return make_kit(project, kit_files(project), STAMP)


def part(file: Path, name: str) -> str:
    with ZipFile(file) as archive:
        return archive.read(name).decode()


def words_of(file: Path) -> str:
    """Return what a Word file says, tables and comments included."""
    with ZipFile(file) as archive:
        names = [name for name in archive.namelist() if re.search("document|header|comments", name)]
        return "".join(re.sub("<[^>]+>", "", archive.read(name).decode()) for name in names)


def made(sample: Path, edition: str = "") -> Path:
    project = load(sample)
    (found,) = (file for file in kit_files(project) if file.path.endswith(f"/promise{edition}.docx"))
    return make_kit(project, [found], STAMP)[found.path]


def test_every_form_is_a_word_file_with_all_its_fields(project: Project, kit: dict[str, Path]) -> None:
    for form in project.forms.values():
        said = words_of(kit[f"downloads/kit/forms/{form.id}.docx"])
        assert form.name in said
        for field in form.fields:
            assert field.name in said, (form.id, field.name)


def test_tables_have_the_widths_that_word_and_wps_go_by(kit: dict[str, Path]) -> None:
    for path, file in kit.items():
        if not path.endswith(".docx"):
            continue
        document = docx.Document(str(file))
        section = document.sections[0]
        room = (section.page_width - section.left_margin - section.right_margin) / 635
        for table in document.tables:
            grid = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', table._tbl.xml)]
            assert abs(sum(grid) - room) < 20, path
            assert all(width > 400 for width in grid), path
            assert 'w:type="fixed"' in table._tbl.xml, path


def test_chinese_letters_have_a_font_of_their_own_and_no_theme_decides(kit: dict[str, Path]) -> None:
    file = kit["downloads/kit/forms/incident-report.docx"]
    styles = part(file, "word/styles.xml")
    default = re.search(r"<w:docDefaults>.*?</w:docDefaults>", styles, re.DOTALL)
    assert default
    assert 'w:eastAsia="宋体"' in default[0]
    for name in ("Normal", "Title", "Heading 2"):
        (style,) = re.findall(
            rf'<w:style [^>]*>\s*<w:name w:val="{name}"/>.*?</w:style>', styles, re.DOTALL | re.IGNORECASE
        )
        assert "Theme" not in "".join(re.findall(r"<w:rFonts[^>]*>", style)), name


def test_no_file_names_a_person_or_the_moment_it_was_made(kit: dict[str, Path], project: Project) -> None:
    for path, file in kit.items():
        if path.endswith((".docx", ".xlsx")):
            core = part(file, "docProps/core.xml")
            assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == [project.region.publisher], path
            assert set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)) == {"2026-09-21"}, path


def test_the_same_facts_give_the_same_bytes(project: Project, kit: dict[str, Path], tmp_path: Path) -> None:
    import dataclasses

    elsewhere = dataclasses.replace(project, root=tmp_path)
    again = make_kit(elsewhere, kit_files(project), STAMP)
    assert {path: file.read_bytes() for path, file in again.items()} == {
        path: file.read_bytes() for path, file in kit.items()
    }


def test_a_second_build_makes_nothing_again(
    project: Project, kit: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shangmitong.office.kit.made", lambda *_: pytest.fail("made again"))
    assert make_kit(project, kit_files(project), STAMP) == kit


def test_a_register_has_choices_dates_that_turn_red_and_a_head_on_each_page(sample: Path) -> None:
    project = load(sample)
    (item,) = (file for file in kit_files(project) if file.path.endswith("registers/secret-register.xlsx"))
    file = make_kit(project, [item], STAMP)[item.path]
    sheet, book = part(file, "xl/worksheets/sheet1.xml"), part(file, "xl/workbook.xml")
    (listed,) = re.findall(
        r'<dataValidation type="list"[^>]*sqref="(B\d+:B\d+)"[^>]*><formula1>(\w+)</formula1>', sheet
    )
    assert listed[0].startswith("B5:")
    assert f'<definedName name="{listed[1]}">选项!$A$1:$A$3</definedName>' in book
    assert "TODAY()" in sheet
    assert "Print_Titles" in book
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("登记").to_python(skip_empty_area=False)
    assert rows[2][:3] == ["编号", "密级", "约定退还日"]
    assert rows[3][0] == "例：K-001"


def test_the_list_of_a_trade_counts_itself_before_anyone_opens_it(project: Project, kit: dict[str, Path]) -> None:
    for slug, industry in project.industries.items():
        book = CalamineWorkbook.from_path(str(kit[f"downloads/{slug}/register.xlsx"]))
        counted = {row[0]: row[1] for row in book.get_sheet_by_name("统计").to_python() if len(row) > 1}
        assert counted["合计"] == len(industry.secrets)
        assert counted["密级：核心"] == sum(secret.grade == "核心" for secret in industry.secrets)
        listed = [row[1] for row in book.get_sheet_by_name("名录").to_python()]
        assert {secret.name for secret in industry.secrets} <= set(listed)


def test_the_list_of_secrets_holds_no_content(project: Project, kit: dict[str, Path]) -> None:
    book = CalamineWorkbook.from_path(str(kit["downloads/mica-products/register.xlsx"]))
    assert "秘点" not in book.get_sheet_by_name("名录").to_python()[2]
    ledger = CalamineWorkbook.from_path(str(kit["downloads/mica-products/ledger.xlsx"])).get_sheet_by_name("台账")
    column = ledger.to_python()[2].index("秘点")
    assert not any(row[column] for row in ledger.to_python()[4:]), "only the firm knows"


def test_a_trade_s_zip_holds_everything_under_plain_names(project: Project, kit: dict[str, Path]) -> None:
    for slug in project.industries:
        with ZipFile(kit[f"downloads/{slug}/kit.zip"]) as archive:
            names = archive.namelist()
            said = archive.read("说明.txt").decode("utf-8-sig")
        assert [name for name in names if not name.isascii()] == ["说明.txt"]
        others = [other for other in project.industries if other != slug]
        assert not [name for name in names if name.split("/")[0] in others]
        for name in names:
            assert name == "说明.txt" or name in said
        files = [file for file in kit_files(project) if not (file.paper and file.paper.industries)]
        own = [file for file in kit_files(project) if file.paper and slug in file.paper.industries]
        shared = [file for file in files if "/kit/" in file.path or f"/{slug}/" in file.path]
        assert len(names) == 1 + len(shared) + len(own)


def test_a_paper_has_its_clauses_numbered_its_blanks_and_places_to_sign(sample: Path) -> None:
    said = words_of(made(sample))
    assert "乙方在＿＿＿＿＿＿＿＿＿＿岗位知道的秘密，不对外说。" in said
    assert "另有细则。" in said
    assert "盖章：＿" in said
    assert "《商业秘密名录》" in said
    assert "第%1条" in part(made(sample), "word/numbering.xml")
    assert "为什么" not in said, "what is signed has no remarks"


def test_a_small_firm_gets_a_shorter_paper(sample: Path) -> None:
    said = words_of(made(sample, "-small"))
    assert "保什么" in said
    assert "另有细则。" not in said


def test_the_reasons_stand_beside_the_clauses(sample: Path) -> None:
    comments = re.sub("<[^>]+>", "", part(made(sample, "-notes"), "word/comments.xml"))
    assert "为什么写：说清楚才管得住" in comments
    assert "依据：《反不正当竞争法》第10条" in comments


def test_every_file_has_a_path_of_its_own(project: Project) -> None:
    paths = [file.path for file in kit_files(project)]
    assert len(set(paths)) == len(paths)
    assert all(isinstance(file, KitFile) and file.use for file in kit_files(project))


def figures(text: str) -> set[str]:
    """Return the numbers with their unit: 30%, 24 个月, 两年."""
    return set(
        re.findall(
            r"\d+(?:\.\d+)?\s*(?:%|元|天|日|年|个月|小时|倍|份|人)|[一二两三四五六七八九十百]+(?:年|个月|天|倍|成)",
            text,
        )
    )


def test_page_and_word_file_of_a_paper_tell_the_same_figures(project: Project, kit: dict[str, Path]) -> None:
    """A page of the site and the Word file that it offers come from the same clauses, reasons included."""
    site = render(project)
    shown = {page.path: page.markdown for page in site.pages}
    for paper in project.papers.values():
        page = shown[f"kit/{paper.id}.md"]
        for blank in paper.blanks:
            page = page.replace(f"{{{blank.id}}}", "")
        notes = words_of(kit[f"downloads/kit/{GROUPS[paper.group]}/{paper.id}-notes.docx"])
        for clause in paper.clauses:
            said = re.sub(r"\{[a-z-]+\}", "", clause.text + clause.why + (clause.allowed or ""))
            assert figures(said) <= figures(page), (paper.id, clause.id)
            if "完整" in clause.sizes or "完整" not in paper.sizes:
                told = clause.text if clause.english else clause.text + clause.why + (clause.allowed or "")
                assert figures(re.sub(r"\{[a-z-]+\}", "", told)) <= figures(notes), (paper.id, clause.id)


def test_the_page_of_a_paper_gives_the_reason_for_every_clause(project: Project) -> None:
    shown = {page.path: page.markdown for page in render(project).pages}
    for paper in project.papers.values():
        page = shown[f"kit/{paper.id}.md"]
        assert not re.search(r"(?<!\{)\{[a-z][a-z-]*\}(?!\})", re.sub(r"\{ ?[.#:][^}]*\}", "", page)), paper.id
        for clause in paper.clauses:
            assert f"## {clause.title}" in page
            assert clause.why[:20] in page


def test_a_paper_for_one_trade_is_in_the_zip_of_that_trade_alone(project: Project, kit: dict[str, Path]) -> None:
    own = [paper for paper in project.papers.values() if paper.industries]
    assert {slug for paper in own for slug in paper.industries} == set(project.industries)
    for slug in project.industries:
        with ZipFile(kit[f"downloads/{slug}/kit.zip"]) as archive:
            names = set(archive.namelist())
        for paper in own:
            assert (f"{GROUPS[paper.group]}/{paper.id}.docx" in names) == (slug in paper.industries)


def test_the_register_looks_at_a_core_secret_again_after_half_a_year(project: Project) -> None:
    book = secret_register(project, next(iter(project.industries.values())), 0)
    with ZipFile(BytesIO(book)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    months = {rule.grade: rule.review for rule in project.grades}
    assert months["核心"] < months["一般"]
    assert all(f'"{grade}",{many}' in unescape(sheet) for grade, many in months.items())
