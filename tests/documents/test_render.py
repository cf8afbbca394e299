"""Facts and wording become pages: new industries and kinds without code, faults named in the template."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from shangmitong.documents import pages, render, scope
from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError

from ..conftest import ROOT, SAMPLE

Edit = Callable[[str, str, str], None]
GUIDE = "overrides/documents/guide/02-identify.md"


def site(root: Path) -> pages.Site:
    return render.render(load(root))


def markdown_of(root: Path, path: str) -> str:
    return next(page.markdown for page in site(root).all_pages() if page.path == path)


def test_a_fourth_industry_is_one_file(sample: Path) -> None:
    text = (sample / "industries/tea.yml").read_text("utf-8")
    (sample / "industries/bamboo.yml").write_text(text.replace("茶叶", "竹制品").replace("t-fire", "b-fire"), "utf-8")
    made = site(sample)
    assert [next(iter(entry)) for entry in made.nav()] == ["竹制品", "茶叶"]
    assert {document.title for document in made.documents if document.slug == "bamboo"} == {
        "竹制品商业秘密保护实务指南",
        "竹制品商业秘密保护操作手册",
        "竹制品商业秘密保护宣传册",
        "竹制品商业秘密保护常见问题",
        "竹制品商业秘密保护精简版",
    }


def test_a_fifth_kind_is_one_row_and_one_template(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = (*pages.KINDS, pages.Kind("slides", "培训课件", "一小时讲完"))
    for module in (pages, render, scope):
        monkeypatch.setattr(module, "KINDS", kinds)
    folder = sample / "overrides/documents/slides"
    folder.mkdir()
    (folder / "index.md").write_text("# {{ title }}\n\n## {{ industry.brochure.lead }}\n", "utf-8")
    document = site(sample).documents[-1]
    assert document.download == "downloads/tea/slides.pdf"
    assert "## 1 两分钟看懂" in document.pages[0].markdown


def test_pages_and_nav_come_from_one_list(sample: Path) -> None:
    made = site(sample)
    listed = str(made.nav())
    assert all(page.path in listed for document in made.documents for page in document.pages)


def test_html_and_template_code_in_a_value_are_shown_not_run(sample: Path, edit: Edit) -> None:
    edit("industries/tea.yml", "text: 锅温和时间。", "text: '<script>x</script> {{ 7*7 }} [a](b) | c'")
    text = markdown_of(sample, "tea/guide/identify.md")
    assert "<script>" not in text
    assert "49" not in text
    assert "&#60;script&#62;x" in text


def test_what_a_document_cites_stands_in_its_table(sample: Path) -> None:
    table = markdown_of(sample, "tea/guide/law.md")
    assert "《反不正当竞争法》第10条" in table
    assert "2026-11-23 ※" in table
    page = markdown_of(sample, "tea/faq/index.md")
    assert "第10条" in page[page.index("## 3 法律依据与核对日期") :]


def test_an_unverified_citation_is_marked_where_it_stands(sample: Path) -> None:
    assert "、[第20条※](law.md#law-aucl-2025-20)" in markdown_of(sample, "tea/guide/index.md")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('flow("remedy")', 'flow("remedies")', 28, "是不是想写“remedy”"),
        ('case("c01")', 'law("aucl-2019:9")', 30, "请写 aucl-2025:10"),
        ("{{ stage.text }}", "{{ stage.txet }}", 6, "txet"),
        ("{% endfor %}\n{% endfor %}", "{% endfor %}\n{% endfro %}", 17, "模板"),
        ('procedure("identify-secrets")', 'procedure("identify")', 21, "identify-secrets"),
        ("{{ stage.text }}", "{{ cycler.__init__.__globals__.os.name }}", 6, "不能碰程序内部"),
        ("{{ stage.text }}", "{{ range(1000000) | length }}", 6, "最多 100000"),
    ],
)  # fmt: skip
def test_a_fault_in_a_template_is_named_with_its_line(
    sample: Path, edit: Edit, old: str, new: str, line: int, words: str
) -> None:
    edit(GUIDE, old, new)
    with pytest.raises(ProblemsError) as caught:
        site(sample)
    found = [str(problem) for problem in caught.value.problems]
    assert any(text.startswith(f"{GUIDE}:{line}:") and words in text for text in found), found


def test_faults_of_several_templates_come_together(sample: Path, edit: Edit) -> None:
    edit(GUIDE, 'flow("remedy")', 'flow("x")')
    edit("overrides/documents/faq/index.md", "item.why", "item.wyh")
    with pytest.raises(ProblemsError) as caught:
        site(sample)
    assert {Path(problem.file).parent.name for problem in caught.value.problems} == {"guide", "faq"}


def test_a_kind_without_wording_is_reported(sample: Path) -> None:
    shutil.rmtree(sample / "overrides/documents/faq")
    with pytest.raises(ProblemsError, match="“常见问题”还没有模板"):
        site(sample)


def test_an_industry_with_a_single_ordinary_secret_still_makes_every_document(tmp_path: Path) -> None:
    for name in ("laws", "common", "regions", "overrides", "paper", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    text = (SAMPLE / "industries/tea.yml").read_text("utf-8").replace("grade: 核心", "grade: 一般")
    text = text.replace("工艺卡编号领还, form: secret-register", "工艺卡编号领还, form: process-card-log")
    (tmp_path / "industries").mkdir()
    for slug in ("tea", "electronics", "mica-products", "food-beverage"):
        (tmp_path / f"industries/{slug}.yml").write_text(text.replace("name: 茶叶", f"name: {slug}"), "utf-8")
    assert len(site(tmp_path).documents) == 4 * len(pages.KINDS)


def test_an_industry_cannot_take_an_address_of_the_site(sample: Path) -> None:
    shutil.copy(sample / "industries/tea.yml", sample / "industries/law.yml")
    with pytest.raises(ProblemsError, match=r"industries/law.yml:1:1: “law”是网站自己用的网址"):
        load(sample)


@pytest.mark.parametrize("name", ["2-x.md", "03-identify.md", "02-other.md", "99-law.md", "说明.md"])
def test_a_chapter_that_would_be_lost_or_doubled_is_reported(sample: Path, name: str) -> None:
    (sample / f"overrides/documents/guide/{name}").write_text("# 标题\n", "utf-8")
    with pytest.raises(ProblemsError) as caught:
        site(sample)
    assert any(name in problem.file or "同一个" in problem.message for problem in caught.value.problems)


def test_a_page_without_a_title_is_reported(sample: Path) -> None:
    (sample / "overrides/documents/guide/05-empty.md").write_text("没有标题\n", "utf-8")
    with pytest.raises(ProblemsError, match="没有标题，第一行要写"):
        site(sample)


def test_a_character_that_no_font_has_is_named_before_the_press_meets_it(sample: Path, edit: Edit) -> None:
    edit("industries/tea.yml", "lead: 两分钟看懂", "lead: 两分钟看懂🍵𠮷")
    edit("overrides/documents/faq/index.md", "# {{ title }}", "# {{ title }}\n\n🎉\n")
    lines = (sample / "industries/tea.yml").read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "🍵" in text)
    with pytest.raises(ProblemsError, match=rf"industries/tea.yml:{line}:14: “🍵”（U\+1F375）") as caught:
        load(sample)
    assert len(caught.value.problems) == 1
    edit("industries/tea.yml", "🍵", "")
    with pytest.raises(ProblemsError, match=r"faq/index\.md:3:1: “🎉”"):
        site(sample)


def test_a_template_saved_by_notepad_keeps_its_title(sample: Path) -> None:
    file = sample / "overrides/documents/guide/02-identify.md"
    plain = render.render(load(sample))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    marked = render.render(load(sample))
    assert [page.markdown for page in marked.all_pages()] == [page.markdown for page in plain.all_pages()]


def test_the_colophon_tells_the_month_and_no_number_of_the_program(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    colophons = [unescape(document.colophon.markdown) for document in render.render(load(sample)).documents]
    assert colophons
    assert all("2027 年 1 月版" in text and "0.1.0" not in text for text in colophons)
