"""A county's own folder: what it changes, what it adds, what no longer fits, and what an update did under it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shangmitong.cli.schema import schemas
from shangmitong.documents.pages import Site
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.facts.project import Project
from shangmitong.problem import ProblemsError

from ..conftest import run

OWN = "regions/tongcheng"
BLEND = """secrets:
  - id: pan-curve
    grade: 重要
  - id: blend
    name: 拼配方案
    kind: 技术信息
    stage: firing
    carriers: [工艺卡]
    leaks: [拍照]
    measures: [{do: 编号领用, form: secret-register}]
    grade: 核心
    reason: 难以反推
    public: 无
"""
FORM = "{id: own-form, name: 领用单, purpose: 领, keeper: 库管, retention: 三年, evidence: 签字, proves: [损失], fields: [{name: 号, hint: 号}]}"
Write = Callable[[str, str], None]


@pytest.fixture
def own(sample: Path) -> Write:
    """Return a function that writes a file of the county's own folder."""

    def write(name: str, text: str) -> None:
        path = sample / OWN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return write


def pages(site: Site) -> dict[str, str]:
    return {page.path: page.markdown for page in site.all_pages()}


def problems(root: Path) -> list[str]:
    """Return every problem that `check` would print."""
    with pytest.raises(ProblemsError) as found:
        render(load(root))
    return [str(problem) for problem in found.value.problems]


def reminders(project: Project) -> list[str]:
    return [str(reminder) for reminder in project.reminders]


# --- facts -----------------------------------------------------------------------------------------


def test_a_record_is_changed_by_id_and_keeps_all_else(sample: Path, own: Write) -> None:
    own("industries/tea.yml", BLEND)
    before = load(sample, "tongcheng").industries["tea"]
    assert [secret.id for secret in before.secrets] == ["pan-curve", "blend"]
    assert before.secrets[0].grade == "重要"
    assert before.secrets[0].leaks == ("师傅跳槽",)
    assert before.brochure.headline == "守住火候"


def test_the_other_counties_do_not_see_it(sample: Path, own: Write) -> None:
    own("industries/tea.yml", BLEND)
    (sample / "regions/anxian.yml").write_text(
        "name: 安县\nprovince: 四川省\ncity: 绵阳市\npublisher: 安县局\n", "utf-8"
    )
    assert [secret.grade for secret in load(sample, "anxian").industries["tea"].secrets] == ["核心"]


def test_shared_records_are_found_in_whatever_file_they_stand(sample: Path, own: Write) -> None:
    own("common/anything.yml", f"forms:\n  - {{id: secret-register, name: 本县名录}}\n  - {FORM}\n")
    own("laws/ours.yml", 'sources: [{id: aucl-2025, articles: [{key: "10", gist: 本县的说法}]}]\n')
    project = load(sample)
    assert [form.name for form in project.forms.values()] == ["本县名录", "领用单"]
    assert project.forms["secret-register"].keeper == "保密负责人"
    articles = project.registry.sources["aucl-2025"].articles
    assert [article.gist for article in articles] == ["本县的说法", "举报", "未核"]


def test_a_file_of_the_same_name_as_upstreams_adds_to_it(sample: Path, own: Write) -> None:
    own("common/shared.yml", f"forms:\n  - {FORM}\n")
    assert list(load(sample).forms) == ["secret-register", "own-form"]


def test_a_record_is_taken_out(sample: Path, own: Write) -> None:
    own("industries/tea.yml", "brochure: {messages: [{title: 二, remove: true}, {title: 四, text: 丁}]}\n")
    messages = load(sample).industries["tea"].brochure.messages
    assert [message.title for message in messages] == ["一", "三", "四"]


def test_what_still_uses_a_record_that_was_taken_out_is_named(sample: Path, own: Write) -> None:
    own("common/x.yml", "questions: [{id: q-what, remove: true}]\nprocedures: [{id: identify-secrets, remove: true}]\n")
    (found,) = problems(sample)
    assert "overrides/documents/guide/02-identify.md:21:" in found
    assert f"在 {OWN}/common/x.yml:" in found


def test_the_look_and_the_layouts_reach_the_paper(sample: Path, own: Write) -> None:
    own("paper/look.yml", 'colours: {ink: "#001122"}\n')
    look = load(sample).look
    assert look.colours.ink == "#001122"
    assert look.colours.tip != "#001122"
    own("paper/book.typ", '#panic("本县的版式")\n')
    done = run(sample, "build")
    assert done.returncode == 1
    assert "本县的版式" in done.stdout + done.stderr


def test_a_trade_may_live_in_the_county_alone(sample: Path, own: Write) -> None:
    own(
        "industries/bamboo.yml",
        (sample / "industries/tea.yml").read_text("utf-8").replace("name: 茶叶", "name: 竹制品"),
    )
    site = render(load(sample))
    assert list(site.project.industries) == ["bamboo", "tea"]
    assert {page.source for page in site.all_pages() if page.path.startswith("bamboo/")} == {
        f"{OWN}/industries/bamboo.yml"
    }


# --- wording and pages -----------------------------------------------------------------------------


def test_wording_pages_and_their_sources_are_built(sample: Path, own: Write) -> None:
    own(
        "overrides/documents/guide/02-identify.md",
        '{% include "upstream/guide/02-identify.md" %}\n\n## 本县补充\n\n话。\n',
    )
    own("overrides/documents/guide/15-local.md", "# 本县的做法\n\n话。\n")
    own("overrides/documents/site/visit.md", "# 上门指导\n\n{{ region.name }}上门。\n")
    own("overrides/partials/copyright.html", "<p>本县页脚</p>\n")
    own("docs/map.md", "# 怎么来\n\n![图](map.svg)\n")
    own("docs/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    own("docs/about.md", "# 关于本县\n\n话。\n")
    done = run(sample, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    site = sample / "site"
    identify = (site / "tea/guide/identify/index.html").read_text("utf-8")
    assert "杀青锅温曲线" in identify
    assert "本县补充" in identify
    assert "本县页脚" in identify
    assert f'href="../../../sources/{OWN}/overrides/documents/guide/02-identify.md.txt"' in identify
    assert (site / "tea/guide/local/index.html").exists()
    assert "通城县上门" in (site / "visit/index.html").read_text("utf-8")
    assert "关于本县" in (site / "about/index.html").read_text("utf-8")
    assert (site / "map.svg").read_bytes() == (sample / OWN / "docs/map.svg").read_bytes()
    assert 'href="../visit/"' in (site / "map/index.html").read_text("utf-8")
    for name in ("docs/map.md", "docs/about.md", "overrides/documents/site/visit.md"):
        assert (site / "sources" / OWN / f"{name}.txt").read_bytes() == (sample / OWN / name).read_bytes()
    done = run(sample, "export", str(sample.parent / "out"))
    assert done.returncode == 0, done.stderr
    assert "关于本县" in (sample.parent / "out/docs/about.md").read_text("utf-8")
    assert "- visit.md" in (sample.parent / "out/mkdocs.yml").read_text("utf-8")


# --- what is wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "place", "words"),
    [
        (
            "industries/tea.yml",
            "secrets: [{id: pan-curv, grade: 重要}]",
            ":1:16: secrets[1].id",
            "是不是想写“pan-curve”",
        ),
        (
            "industries/tea.yml",
            "secrets: [{id: pan-curve, grade: 绝密}]",
            ":1:34: secrets[1].grade",
            "可选：核心、重要、一般",
        ),
        ("industries/tea.yml", "secrets: [{id: pan-curve, grad: 重要}]", ":1:27: secrets[1].grad", "是不是想写“grade”"),
        (
            "industries/tea.yml",
            "secrets: [{id: pan-curv, remove: true}]",
            ":1:16: secrets[1].id",
            "是不是想写“pan-curve”",
        ),
        ("industries/tea.yml", "talks: [{id: x, remove: true}]", ":1:9: talks[1].title", "缺少必填项“title”"),
        ("industries/tee.yml", "colour: '#123456'", ":1:1:", "是不是想写“tea.yml”"),
        ("industries/tea.yml", "brochure: {lead: }", ":1:18: brochure.lead", "没有填内容"),
        (
            "common/a.yml",
            "procedures: [{id: identify-secrets, forms: [registr]}]",
            ":1:45: procedures[1].forms[1]",
            "没有“registr”这个表单",
        ),
        ("common/a.yml", "forms: [{id: secret-register, remove: no}]", ":1:39: forms[1].remove", "只能写 true"),
        (
            "common/a.yml",
            "forms: [{id: secret-register, remove: true, name: 甲}]",
            ":1:51: forms[1].name",
            "别的都不用写",
        ),
        (
            "common/a.yml",
            "forms: [{id: secret-register, keeper: 甲}, {id: secret-register, name: 乙}]",
            ":1:48: forms[2].id",
            "重复了",
        ),
        ("common/a.yml", "hotlines: [", ":1:11:", "括号"),
        ("laws/a.yml", 'sources: [{id: aucl-2025, articles: [{key: "100", gist: 字}]}]', ":1:44:", "上游没有“100”"),
        ("paper/look.yml", "colours: {inc: '#123456'}", ":1:11: colours.inc", "是不是想写“ink”"),
        ("paper/lok.yml", "colours: {}", ":1:1:", "是不是想写“look.yml”"),
        ("paper/bok.typ", "x", ":1:1:", "是不是想写“book.typ”"),
        ("indutries/tea.yml", "x: 1", ":1:1:", "是不是想写“industries”"),
        ("overrides/documents/guide/03-identfy.md", "# 字", ":1:1:", "02-identify.md 很像"),
        ("overrides/documents/guide/02-others.md", "# 字", ":1:1:", "同一个章号“2”"),
        ("overrides/documents/guid/02-identify.md", "# 字", ":1:1:", "是不是想写“guide”"),
        ("overrides/documents/print/cart.md", "# 字", ":1:1:", "是不是想写“card.md”"),
        ("overrides/documents/site/contact.md", "# 字", ":1:1:", "contacts.md 很像"),
        ("overrides/documents/guide/15-local.md", "# 字\n\n{{ form('registr') }}", ":3:10:", "没有“registr”这个表单"),
        ("overrides/documents/guide/15-local.md", "# 字\n\n{{ nobody }}", ":3:1:", "没有“nobody”这个名称"),
        ("overrides/mian.html", "x", ":1:1:", "是不是想写“main.html”"),
        ("docs/contacts.md", "# 字", ":1:1:", "这一页由模板做出来"),
        ("docs/tea/x.md", "# 字", ":1:1:", "由行业的模板做出来"),
    ],
)
def test_what_fits_nothing_is_named_with_its_place(
    sample: Path, own: Write, name: str, text: str, place: str, words: str
) -> None:
    own(name, text)
    found = [problem for problem in problems(sample) if problem.startswith(f"{OWN}/{name}{place}")]
    assert any(words in problem for problem in found), problems(sample)


def test_a_folder_of_no_county_is_named(sample: Path) -> None:
    (sample / "regions/tongchen").mkdir()
    assert "是不是想写“tongcheng”" in problems(sample)[0]


@pytest.mark.parametrize(
    "name", ["docs/x.md", "overrides/documents/guide/02-identify.md", "industries/tea.yml", "docs/folder"]
)
def test_links_lead_nowhere_outside(sample: Path, own: Write, name: str) -> None:
    (sample.parent / "outside").mkdir()
    (sample.parent / "outside/x").write_text("# 外面的字\n", "utf-8")
    own("docs/a.md", "# 甲\n")
    (sample / OWN / name).parent.mkdir(parents=True, exist_ok=True)
    (sample / OWN / name).symlink_to(sample.parent / ("outside" if name == "docs/folder" else "outside/x"))
    assert any(problem.startswith(f"{OWN}/{name}:") and "链接" in problem for problem in problems(sample))


def test_what_upstream_says_anyway_is_a_reminder(sample: Path, own: Write) -> None:
    own("industries/tea.yml", "short: 茶\nsecrets:\n  - {id: pan-curve, grade: 核心}\nroles:\n  - id: boss\n")
    own("docs/about.md", (sample / "docs/about.md").read_text("utf-8"))
    found = reminders(load(sample))
    assert [line.split(" ")[0] for line in found] == [
        f"{OWN}/docs/about.md:1:1:",
        f"{OWN}/industries/tea.yml:1:8:",
        f"{OWN}/industries/tea.yml:3:28:",
        f"{OWN}/industries/tea.yml:5:5:",
    ]
    done = run(sample, "check")
    assert done.returncode == 0
    assert done.stderr.count("可以删去") == 4


def test_gaps_of_the_county_stop_a_publication_and_replaced_ones_do_not(sample: Path, own: Write) -> None:
    (sample / "overrides/documents/guide/12-cases.md").write_text("# 案例\n\n待补\n", "utf-8")
    own("overrides/documents/guide/12-cases.md", "# 案例\n\n本县的话。\n")
    own("industries/tea.yml", "secrets: [{id: pan-curve, reason: 待补}]\n")
    done = run(sample, "build")
    assert done.returncode == 1
    assert f"{OWN}/industries/tea.yml:1:35:" in done.stdout + done.stderr
    assert "1 处待补" in done.stdout + done.stderr


# --- schemas ---------------------------------------------------------------------------------------


def test_a_partial_file_needs_only_what_a_record_is_found_by() -> None:
    schema = json.loads(schemas()["schemas/industry.overlay.schema.json"])
    assert "required" not in schema
    assert schema["$defs"]["Secret"]["required"] == ["id"]
    assert schema["$defs"]["Secret"]["properties"]["remove"]["const"] is True
    assert schema["$defs"]["Measure"]["required"] == ["do", "form"]
    assert "minItems" not in schema["$defs"]["Brochure"]["properties"]["messages"]


# --- updates ---------------------------------------------------------------------------------------


@pytest.fixture
def stood(sample: Path, own: Write) -> Path:
    """A sample with overrides whose ground was written down by `check`."""
    own("industries/tea.yml", BLEND)
    own(
        "overrides/documents/guide/02-identify.md",
        (sample / "overrides/documents/guide/02-identify.md").read_text("utf-8").replace("列好清单", "列好本县的清单"),
    )
    own("overrides/documents/guide/15-local.md", '# 本县的做法\n\n见{{ law("aucl-2025:10") }}。\n')
    done = run(sample, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(sample, "diff").returncode == 0
    return sample


def test_an_update_is_shown_beside_the_countys_own_words(stood: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("laws/acts.yml", "商业秘密的三个条件", "商业秘密的新条件")
    edit("laws/acts.yml", '{key: "20", gist: 举报', '{key: "21", gist: 举报')
    edit("laws/acts.yml", '{"9": "10"}', '{"9": "10", "20": "21"}')
    edit("overrides/documents/guide/index.md", "aucl-2025:20", "aucl-2025:21")
    edit("overrides/documents/guide/02-identify.md", "- [ ] 列好清单", "- [ ] 列好清单，注明日期")
    edit("industries/tea.yml", "grade: 核心", "grade: 一般")
    edit("common/shared.yml", "forms:\n", f"forms:\n  - {FORM}\n")
    run(stood, "check")  # which must not forget what was there before
    done = run(stood, "diff")
    assert done.returncode == 1
    items = [item for item in done.stdout.split("\n\n") if item.strip()]
    assert len(items) == 5
    grade, clause, law, moved, form = items
    assert f"文件：{OWN}/industries/tea.yml:3\n" in grade
    assert "上游以前：核心\n" in grade
    assert "上游现在：一般\n" in grade
    assert "你们写的：重要\n" in grade
    assert "上游现在：- [ ] 列好清单，注明日期\n" in clause
    assert "你们写的：- [ ] 列好本县的清单\n" in clause
    assert f"文件：{OWN}/overrides/documents/guide/15-local.md:3\n" in law
    assert "上游现在：商业秘密的新条件" in law
    assert "法律 aucl-2025:20" in moved
    assert "现在写 aucl-2025:21" in moved
    assert "领用单" in form


def test_accepting_writes_it_down_and_loses_nothing_of_the_county(
    stood: Path, edit: Callable[[str, str, str], None]
) -> None:
    folder = stood / OWN
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".upstream.json"}
    edit("industries/tea.yml", "grade: 核心", "grade: 一般")
    assert run(stood, "diff").returncode == 1
    assert run(stood, "diff", "--accept").returncode == 0
    done = run(stood, "diff")
    assert (done.returncode, done.stdout) == (0, "没有要看的\n")
    assert before == {path: path.read_bytes() for path in before}
    written = (folder / ".upstream.json").read_bytes()
    run(stood, "diff", "--accept")
    assert (folder / ".upstream.json").read_bytes() == written


def test_a_record_that_upstream_took_out_is_shown_with_its_old_words(
    stood: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("industries/tea.yml", "id: pan-curve\n", "id: wok-curve\n")
    edit("industries/tea.yml", "sees: [pan-curve]", "sees: [wok-curve]")
    edit("industries/tea.yml", "secrets: [pan-curve]", "secrets: [wok-curve]")
    done = run(stood, "check")
    assert f"{OWN}/industries/tea.yml:2:9:" in done.stdout
    assert "是不是想写“wok-curve”" in done.stdout
    done = run(stood, "diff")
    assert done.returncode == 1
    assert "name：杀青锅温曲线" in done.stdout
    assert "grade：重要" in done.stdout
    assert "wok-curve" in done.stdout


def test_a_clause_that_the_county_took_over_is_not_shown(stood: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("overrides/documents/guide/02-identify.md", "- [x] 定好密级", "- [x] 定好密级和期限")
    assert "你们的文件还是上游以前的写法" in run(stood, "diff").stdout
    edit(f"{OWN}/overrides/documents/guide/02-identify.md", "- [x] 定好密级", "- [x] 定好密级和期限")
    assert run(stood, "diff").returncode == 0


def test_a_broken_snapshot_is_named_and_an_absent_folder_is_no_fault(sample: Path, own: Write) -> None:
    done = run(sample, "diff")
    assert (done.returncode, done.stderr) == (0, "")
    own("docs/about.md", "# 关于本县\n")
    for text in ("{", "[]", "[" * 100000, '{"laws": 1}'):
        own(".upstream.json", text)
        done = run(sample, "diff")
        assert done.returncode == 1
        assert f"{OWN}/.upstream.json:1:1: 这个文件坏了" in done.stdout
    assert run(sample, "diff", "--accept").returncode == 0
    assert run(sample, "diff").returncode == 0
