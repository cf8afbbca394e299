"""Counties as data: what each real county says and leaves out, a county with gaps, and faults in a county's file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from shangmitong.documents.navigation import whole_nav
from shangmitong.documents.pages import Site
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError

from ..conftest import ROOT, run

BARE = "name: 某某县\nprovince: 某某省\ncity: 某某市\npublisher: 某某县市场监督管理局\n"
"""A county of which nothing is known but what must be filled in."""
OWN = {
    "tongcheng": ["通城县市场监督管理局", "咸宁市市场监督管理局", "武汉市中级人民法院"],
    "pingjiang": ["平江县市场监督管理局", "岳阳市市场监督管理局", "长沙市中级人民法院"],
    "xiushui": ["修水县市场监督管理局", "九江市市场监督管理局", "南昌市中级人民法院"],
}
"""Offices and courts that belong to one county and to no other."""
LOCAL, REFERENCE = "本地的规则和标准", "外地的，只作参考"


@pytest.fixture(scope="module", params=OWN)
def edition(request: pytest.FixtureRequest) -> tuple[str, Site]:
    """A county with the pages of its edition."""
    return request.param, render(load(ROOT, request.param))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of a county whose file has only the required fields."""
    root = tmp_path_factory.mktemp("bare")
    for name in ("laws", "common", "industries", "regions", "overrides", "paper", "docs"):
        shutil.copytree(ROOT / name, root / name)
    (root / "regions/moumou.yml").write_text(BARE, "utf-8")
    return render(load(root, "moumou"))


def pages(site: Site) -> dict[str, str]:
    return {page.path: page.markdown for page in site.all_pages()}


def part(markdown: str, heading: str) -> str:
    """Return what stands below a heading of the second level; nothing when there is no such heading."""
    found = re.search(rf"^## {heading} .*?$(.*?)(?=^## |\Z)", markdown, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def test_each_edition_names_its_own_offices_and_courts(edition: tuple[str, Site]) -> None:
    slug, site = edition
    texts = pages(site)
    for words in OWN[slug]:
        assert words in texts["contacts.md"]
    assert OWN[slug][0] in texts["mica-products/brochure/index.md"]
    assert OWN[slug][2] in texts["mica-products/guide/remedies.md"]


def test_no_edition_sends_its_readers_to_another_county(edition: tuple[str, Site]) -> None:
    slug, site = edition
    others = [words for other, group in OWN.items() if other != slug for words in group]
    for path, text in pages(site).items():
        if path != "cooperation.md" and not path.endswith("/cases.md"):  # cases name the court that judged them
            text = re.sub(r"一审武汉市中级人民法院", "", text)
            assert not [words for words in others if words in text], path


@pytest.mark.parametrize("slug", ["pingjiang", "xiushui"])
def test_hubei_stays_out_of_the_other_provinces(slug: str) -> None:
    for path, text in pages(render(load(ROOT, slug))).items():
        assert "宜昌" not in text, path
        assert "湖北企业通常" not in text, path
        assert "县方案" not in text, path
        assert "隽营商发" not in text, path


@pytest.mark.parametrize(
    ("slug", "local", "reference"),
    [
        ("tongcheng", [], ["DB4205/T 105-2023", "DB43/T 2652-2023"]),
        ("pingjiang", ["DB43/T 2652-2023"], []),
        ("xiushui", [], ["DB43/T 2652-2023"]),
    ],
)
def test_a_standard_is_a_local_rule_only_where_it_holds(slug: str, local: list[str], reference: list[str]) -> None:
    contacts = pages(render(load(ROOT, slug)))["contacts.md"]
    assert re.findall(r"DB\S+ [\d-]+", part(contacts, LOCAL)) == local
    assert sorted(re.findall(r"DB\S+ [\d-]+", part(contacts, REFERENCE))) == sorted(reference)


def test_the_cooperation_page_names_whom_to_ask_there_and_claims_no_agreement(edition: tuple[str, Site]) -> None:
    _, site = edition
    page = pages(site)["cooperation.md"]
    for words in OWN.values():
        assert words[0] in page
        assert words[1] in page
    assert "没有查到通城、平江、修水之间的商业秘密专门协议" in page
    assert "湖北省" in page
    assert "江西省" in page


def test_hotlines_of_the_whole_country_are_in_every_edition(edition: tuple[str, Site]) -> None:
    contacts = pages(edition[1])["contacts.md"]
    for number in ("110", "12315", "12345", "12333", "12309", "12368", "12348"):
        assert f"| {number} |" in contacts


# --- what a county leaves out ----------------------------------------------------------------------


def test_general_offices_stand_in_and_say_so(bare: Site) -> None:
    contacts = pages(bare)["contacts.md"]
    rows = [line for line in part(contacts, "哪个部门管什么").split("\n") if line.startswith("| 所在")]
    assert len(rows) == 9
    assert all("（以当地为准）" in row for row in rows)
    assert "先到所在县的市场监督管理局" in pages(bare)["mica-products/guide/remedies.md"]


def test_what_a_county_leaves_out_leaves_no_trace(bare: Site) -> None:
    texts = pages(bare)
    assert "cooperation.md" not in texts
    for heading in ("去哪家法院", "本地要知道的事", LOCAL, REFERENCE, "毗邻县市"):
        assert not part(texts["contacts.md"], heading)
    del texts["reuse/reference.md"]  # it explains the fields with the names of real counties
    for path, text in texts.items():
        assert not re.search(r"None|通城|平江|修水|依据：。|县方案|示范点：$", text), path
        assert not re.search(r"^##+ [^\n]*\n+(?:#{1,2} |\Z)", text, re.MULTILINE), (
            f"{path}: a heading with nothing below"
        )
        assert not re.search(r"^\|[ -|]+\|\n(?!\|)", text, re.MULTILINE), f"{path}: a table without rows"


def test_the_nav_leaves_out_the_page_that_a_county_does_not_have(bare: Site, site: Site) -> None:
    listed = ["index.md", {"法律与部门": ["law.md", "cooperation.md"]}, {"关于": "about.md"}]
    assert whole_nav(listed, bare)[-2:] == [{"法律与部门": ["law.md"]}, {"关于": "about.md"}]
    assert whole_nav(listed, site)[-2:] == listed[1:]


def test_a_county_says_a_hotline_in_its_own_words(tmp_path: Path) -> None:
    for name in ("laws", "common", "industries", "regions", "overrides", "paper", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    own = "hotlines: [{number: '12345', name: 热线, use: 白天打}, {number: '0000-1', name: 本县热线, use: 晚上打}]\n"
    (tmp_path / "regions/moumou.yml").write_text(f"{BARE}{own}industries: [electronics]\n", "utf-8")
    made = render(load(tmp_path, "moumou"))
    contacts = pages(made)["contacts.md"]
    assert "| 12345 | 热线 | 白天打 |" in contacts
    assert contacts.count("| 12345 |") == 1
    assert "| 0000-1 | 本县热线 | 晚上打 |" in contacts
    assert list(made.project.industries) == ["electronics"]


# --- faults in a county's file ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("crest: ../secret.svg", "不在本项目的文件夹里"),
        ("crest: /etc/crest.svg", "不在本项目的文件夹里"),
        ("crest: docs/assets/link.svg", "不在本项目的文件夹里"),
        ("crest: docs/assets/none.svg", "没有找到图片"),
        ("crest: docs/about.md", "以 .svg、.png 或 .jpg 结尾"),
        ("crest: docs/assets/words.png", "不是图片"),
        ("neighbours: [tongchen]", "是不是想写“tongcheng”"),
        ("neighbours: [anxian]", "就是本县"),
        ("neighbours: [安县]", "就是本县"),
        ("colour: '#ffee88'", "太浅"),
        ("footer: [一, 二, 三, 四]", "列表最多 3 项"),
        ("courts: [{hears: [技术], name: 某法院}]", "是不是想写“技术秘密”"),
        ("standards: [teaa]", "没有“teaa”这个法律文件代号"),
    ],
)
def test_a_fault_is_named_with_its_place(sample: Path, line: str, words: str) -> None:
    (sample / "docs/assets/words.png").write_text("字", "utf-8")
    (sample.parent / "secret.svg").write_text("<svg/>", "utf-8")
    (sample / "docs/assets/link.svg").symlink_to(sample.parent / "secret.svg")
    text = f"name: 安县\nprovince: 四川省\ncity: 绵阳市\npublisher: 安县局\n{line}\n"
    (sample / "regions/anxian.yml").write_text(text, "utf-8")
    with pytest.raises(ProblemsError) as found:
        load(sample)
    (problem,) = found.value.problems
    assert str(problem).startswith("regions/anxian.yml:5:")
    assert words in problem.message


def test_a_place_is_written_under_its_whole_name(sample: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("regions/tongcheng.yml", "province: 湖北省", "province: 湖北")
    with pytest.raises(ProblemsError, match=r"regions/tongcheng\.yml:2:\d+: .*地名要写全"):
        load(sample)


def test_colour_crest_and_footer_reach_the_page(sample: Path) -> None:
    (sample / "looks").mkdir()
    (sample / "looks/crest.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    with (sample / "regions/tongcheng.yml").open("a", encoding="utf-8") as file:
        file.write("colour: '#7a1f2b'\ncrest: looks/crest.svg\nfooter: ['有事 <先问>']\n")
    done = run(sample, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    html = (sample / "site/contacts/index.html").read_text("utf-8")
    assert "--county:#7a1f2b" in html
    assert 'src="../assets/county.svg"' in html
    assert "<p>有事 &lt;先问&gt;</p>" in html
    assert (sample / "site/assets/county.svg").read_bytes() == (sample / "looks/crest.svg").read_bytes()


def test_no_shared_text_names_a_county_of_ours() -> None:
    counties = [path.stem for path in (ROOT / "regions").glob("*.yml")]
    names = {load(ROOT, slug).region.name.removesuffix("县") for slug in counties}
    folders = ("laws", "common", "paper", "overrides/documents")
    files = [path for name in folders for path in (ROOT / name).rglob("*") if path.suffix in {".yml", ".md", ".typ"}]
    assert len(names) == 3
    assert [f"{path}: {name}" for path in files for name in names if name in path.read_text("utf-8")] == []


def test_what_a_county_says_of_its_website_is_shown_and_nothing_else(sample: Path) -> None:
    region = sample / "regions/tongcheng.yml"
    with region.open("a", encoding="utf-8") as file:
        file.write("filing: {sponsor: 某某局, icp: 鄂ICP备0号, mail: wrong@example.gov.cn}\n")
    done = run(sample, "build", PAPERS="none")
    assert done.returncode == 0, done.stderr
    page = (sample / "site/index.html").read_text("utf-8")
    assert "主办：某某局" in page
    assert "鄂ICP备0号" in page
    assert "mailto:wrong@example.gov.cn" in page
    assert "网站标识码" not in page
    assert "Contact: mailto:wrong@example.gov.cn" in (sample / "site/.well-known/security.txt").read_text("utf-8")
    assert "Sitemap: " in (sample / "site/robots.txt").read_text("utf-8")
