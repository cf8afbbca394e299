"""A clerk makes the file of a new trade or county, sees it as a draft, and cannot publish it before it is written."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import yaml

from shangmitong.facts.checks.placeholders import MARK, gaps_in_texts, marked
from shangmitong.facts.load import load
from shangmitong.facts.tree import Tree

from ..conftest import ROOT, make_sample, run

Edit = Callable[[str, str, str], None]
TRADE = {
    "name": "竹木家具", "slug": "bamboo", "short": "竹木", "products": "竹椅、餐桌",
    "stages": ["选料", "热压: 一道", "yes"], "colour": "#5a6b2f",
}  # fmt: skip
COUNTY = {
    "name": "平江县", "slug": "pingjiang", "province": "湖南省", "city": "岳阳市", "publisher": "平江县市场监督管理局",
    "industries": ["tea"], "offices": ["市场监管", "公安"],
}  # fmt: skip


def typed(root: Path, what: str, *lines: str) -> subprocess.CompletedProcess[str]:
    """Run `new` as a user who types these lines."""
    return subprocess.run(
        [sys.executable, "-m", "shangmitong", "new", what], cwd=root, input="".join(f"{line}\n" for line in lines),
        env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def answered(root: Path, what: str, answers: dict[str, object]) -> subprocess.CompletedProcess[str]:
    """Run `new` with a file of answers."""
    (root / "answers.yml").write_text(yaml.safe_dump(answers, allow_unicode=True, sort_keys=False), "utf-8")
    return run(root, "new", what, "--answers", "answers.yml")


def said(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Return all that a run said; it ended with `code` and without a traceback."""
    words = done.stdout + done.stderr
    assert done.returncode == code, words
    assert "Traceback" not in words
    return words


def files(root: Path) -> list[str]:
    return sorted(path.name for folder in ("industries", "regions") for path in (root / folder).iterdir())


def gaps(path: Path) -> int:
    return sum(MARK in line for line in path.read_text("utf-8").split("\n") if not line.lstrip().startswith("#"))


def letters(path: Path) -> str:
    """Return the letters that the fonts of a PDF's first page carry."""
    with pikepdf.open(path) as pdf:
        maps = b"".join(font.ToUnicode.read_bytes() for font in pdf.pages[0].Resources.Font.values())
    return "".join(chr(int(code, 16)) for code in re.findall(rb"> <(\w{4})>", maps))


@pytest.mark.slow
def test_a_trade_goes_from_questions_to_a_published_site(sample: Path) -> None:
    lines = ["", "竹木家具", "Bamboo", "downloads", "tea", "faq", "con", "b" * 49, "bamboo", "竹木", "竹椅、餐桌"]
    words = said(typed(sample, "industry", *lines, "选料，热压、 组装", "绿", ""), 0)
    for reason in (
        "不能为空",
        "“Bamboo”的写法不对",
        "“downloads”是网站自己用的网址",
        "已经有“tea”了",
        "“faq”是网站自己用",
    ):
        assert reason in words
    for reason in ("Windows 上不能作文件名", "太长了：49 个字，最多 48 个字", "# 加六位十六进制数"):
        assert reason in words
    assert "serve" in words
    assert "build --draft" in words
    path = sample / "industries/bamboo.yml"
    text = path.read_bytes()
    assert b"\r" not in text
    assert [stage.name for stage in load(sample).industries["bamboo"].stages] == ["选料", "热压", "组装"]

    check = run(sample, "check")
    count = gaps(path)
    assert f"还有 {count} 处待补" in said(check, 0)
    places = re.findall(r"^industries/bamboo\.yml:(\d+):\d+: ", check.stderr, re.MULTILINE)
    assert len(places) == 20
    assert f"还有 {count - 20} 处" in check.stderr
    assert all(MARK in text.decode().split("\n")[int(line) - 1] for line in places)

    (sample / "site").mkdir()
    (sample / "site/index.html").write_text("last good")
    words = said(run(sample, "build"), 1)
    assert "industries/bamboo.yml:" in words
    assert f"还有 {count} 处待补，不能发布" in words
    assert (sample / "site/index.html").read_text() == "last good"

    said(run(sample, "build", "--draft"), 0)
    note = f"草稿，还有 {count} 处待补，不要印发"
    pages = {page: (sample / "site" / page / "index.html").read_text("utf-8") for page in ("bamboo", "about", "tea")}
    assert all(note in page for page in pages.values())
    assert "<mark>待补</mark>" in pages["bamboo"]
    assert "<mark>" not in pages["tea"]
    assert "稿" in letters(sample / "site/downloads/bamboo/guide.pdf")
    assert "稿" not in letters(sample / "site/downloads/tea/guide.pdf")  # nothing is missing there

    path.write_text(path.read_text("utf-8").replace(MARK, "写好了"), "utf-8")
    assert MARK not in said(run(sample, "build"), 0)
    page = (sample / "site/bamboo/index.html").read_text("utf-8")
    assert "<mark>" not in page
    assert "草稿" not in page
    assert "稿" not in letters(sample / "site/downloads/bamboo/guide.pdf")


def test_a_county_is_chosen_and_checked_at_once(sample: Path) -> None:
    lines = ("pingjiang", "湖南省", "岳阳市", "平江县市场监督管理局", "te", "tea", "市场监管、警察", "")
    words = said(typed(sample, "county", "平江县", *lines), 0)
    assert "没有“te”这个行业" in words
    assert "“警察”不在可选值里" in words
    assert "REGION" in words
    summary = said(run(sample, "check", REGION="pingjiang"), 0)
    assert "检查通过：平江县，1 个行业" in summary
    assert "还有 2 处待补（本次要发布的 2 处）" in summary
    assert "本次要发布的 0 处" in said(run(sample, "check"), 0)


@pytest.mark.parametrize(("what", "answers"), [("industry", TRADE), ("county", COUNTY)])
def test_a_file_of_answers_does_the_same_and_never_twice(sample: Path, what: str, answers: dict[str, object]) -> None:
    said(answered(sample, what, answers), 0)
    path = next(sample.glob(f"*/{answers['slug']}.yml"))
    before = path.read_bytes()
    said(run(sample, "check"), 0)
    assert f"{path.parent.name}/ 里已经有“{answers['slug']}”了，不会改动它" in said(answered(sample, what, answers), 1)
    assert path.read_bytes() == before


def test_answers_stand_in_the_file_as_they_were_given(sample: Path) -> None:
    said(answered(sample, "industry", TRADE), 0)
    trade = load(sample).industries["bamboo"]
    assert (trade.name, trade.short, trade.products, trade.colour) == ("竹木家具", "竹木", "竹椅、餐桌", "#5a6b2f")
    assert [stage.name for stage in trade.stages] == TRADE["stages"]


def test_the_file_tells_above_each_block_what_belongs_there(sample: Path) -> None:
    said(answered(sample, "industry", TRADE), 0)
    lines = (sample / "industries/bamboo.yml").read_text("utf-8").split("\n")
    assert lines[0] == "# yaml-language-server: $schema=../schemas/industry.schema.json"
    blocks = [number for number, line in enumerate(lines) if re.match(r"(# )?\w+:", line) and number > 3]
    assert {lines[number].removeprefix("# ").split(":")[0] for number in blocks} >= {"secrets", "glossary", "cases"}
    assert all(re.match(r"# .*[\u4e00-\u9fff]", lines[number - 1]) for number in blocks)
    secret = lines.index("secrets:")
    name = next(line for line in lines[secret:] if "秘密信息的名称" in line)
    assert "例：杀青锅温曲线" in name  # from the finished trade beside it


def test_what_may_be_left_out_is_right_when_it_is_put_in(sample: Path) -> None:
    said(answered(sample, "industry", TRADE), 0)
    path = sample / "industries/bamboo.yml"
    text = re.sub(r"(?m)^( *)# ( *(- )?[a-z_]+:.*| *- .*)$", r"\1\2", path.read_text("utf-8").replace("yaml-lang", ""))
    text = text.replace("procedure: procedure-1", "procedure: identify-secrets")
    assert "\nprocedures:\n  - id: procedure-1\n" in text
    path.write_text(text, "utf-8")
    said(run(sample, "check"), 0)


def test_faults_in_a_file_of_answers_are_all_told_with_their_places(sample: Path) -> None:
    wrong = TRADE | {"slug": "search", "stages": [], "colour": "绿", "name": "竹" * 41, "products": "竹\u200b椅😀"}
    words = said(answered(sample, "industry", wrong | {"stage": "选料"}), 1)
    for start in (
        "1:7: name：太长了",
        "2:7: slug：“search”",
        "4:11: products：“😀”",
        "5:9: stages：列表",
        "6:9: colour：",
    ):
        assert f"answers.yml:{start}" in words
    assert "answers.yml:7:1: stage：不认识的键“stage”。是不是想写“stages”" in words
    assert files(sample) == ["tea.yml", "tongcheng.yml"]
    (sample / "answers.yml").write_text("name：竹木\n", "utf-8")
    assert "answers.yml:1:" in said(run(sample, "new", "industry", "--answers", "answers.yml"), 1)


def test_an_input_that_ends_early_leaves_nothing(sample: Path) -> None:
    assert "没有写任何文件" in said(typed(sample, "industry", "竹木家具", "bamboo"), 1)
    assert files(sample) == ["tea.yml", "tongcheng.yml"]


def test_ctrl_c_leaves_nothing(sample: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "shangmitong", "new", "county"], cwd=sample, env=os.environ | {"PYTHONUTF8": "1"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        watch = threading.Timer(60, process.kill)
        watch.start()
        assert process.stdout
        while process.stdout.read(1) not in (">", ""):
            pass
        process.send_signal(signal.SIGINT)
        words = process.communicate()[1]
        watch.cancel()
    assert process.returncode == 130, words
    assert words.strip() == "已停下，没有写任何文件。"
    assert files(sample) == ["tea.yml", "tongcheng.yml"]


def test_letters_that_cannot_be_read_are_asked_again(sample: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shangmitong", "new", "county"], cwd=sample, input="平江县\n".encode("gbk"),
        env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "编码不对" in done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_a_gap_in_a_template_or_a_page_keeps_the_site_back(sample: Path, edit: Edit) -> None:
    edit("overrides/documents/guide/index.md", "先看一页纸", "{# 待补不算 #}先看待补")
    edit("docs/about.md", "## 给谁用", "## 给谁用\n\n待补：再写一句")
    edit("common/shared.yml", "purpose: 列出秘密", "purpose: 列出秘密，用法待补")
    words = said(run(sample, "build"), 1)
    for place in ("overrides/documents/guide/index.md:5:", "docs/about.md:7:1: ", "common/shared.yml:4:14: "):
        assert place in words
    assert "还有 3 处待补，不能发布" in words
    done = run(sample, "export", "../out")
    assert "还有 3 处待补，不要发布" in said(done, 0)


def test_marks_go_into_texts_and_never_into_tags() -> None:
    html = '<a title="待补" href="#待补">价格待补</a>'
    assert marked(html) == '<a title="待补" href="#待补">价格<mark>待补</mark></a>'


def test_a_page_may_speak_of_the_mark_in_code(tmp_path: Path) -> None:
    assert marked("<p>写<code>待补</code></p>") == "<p>写<code>待补</code></p>"
    page = tmp_path / "docs/page.md"
    page.parent.mkdir()
    page.write_text("写`待补`。\n\n```\nname: 待补\n```\n\n这里待补\n", "utf-8")
    assert [gap.line for gap in gaps_in_texts(Tree(tmp_path, ""))] == [7]


def test_the_real_project_has_no_gaps(tmp_path: Path) -> None:
    done = run(ROOT, "check")
    assert MARK not in said(done, 0)


def test_a_first_county_needs_no_other(tmp_path: Path) -> None:
    root = make_sample(tmp_path / "project")
    shutil.rmtree(root / "regions")
    said(answered(root, "county", COUNTY), 0)
    said(run(root, "check", REGION="pingjiang"), 0)
