"""Markdown as clerks write it comes out as they mean it, or is named with the line and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from shangmitong.documents.plain_markdown import as_meant, markdown_faults
from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("做四件事：\n- 锁门\n- 关灯", "做四件事：\n\n- 锁门\n- 关灯"),
        ("**步骤：**\n1. 登记", "**步骤：**\n\n1. 登记"),
        ("要做到：\n一、甲。\n二、乙。", "要做到：\n\n一、甲。\n\n二、乙。"),
        ("（一）甲。\n（二）乙。", "（一）甲。\n\n（二）乙。"),
        ("1、甲。\n2、乙。", "1、甲。\n\n2、乙。"),
        ("- 外\n  - 内\n    - 里\n- 外", "- 外\n    - 内\n        - 里\n- 外"),
        ("- 外\n  - 内\n- 外\n    - 内", "- 外\n    - 内\n- 外\n    - 内"),
        ("- 甲\n1. 乙\n2. 丙", "- 甲\n\n1. 乙\n2. 丙"),
        ("- 外\n   1. 内", "- 外\n    1. 内"),
        ("联系地址：银城路\n联系电话：见封底", "联系地址：银城路  \n联系电话：见封底"),
    ],
)
def test_what_is_plain_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert as_meant(written) == meant
    assert as_meant(meant) == meant


@pytest.mark.parametrize(
    "written",
    [
        "做四件事：\n\n- 锁门\n- 关灯",
        "- 外\n    - 内\n- 外",
        "| 一、甲 | 乙 |\n| --- | --- |\n| 一、丙 | 丁 |",
        "```\n要：\n- 不动\n  - 不动\n```",
        "!!! note\n    要：\n    - 框里的不动",
        "一段话\n又一行",
    ],
)
def test_what_is_well_written_stays(written: str) -> None:
    assert as_meant(written) == written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("# 题\n\n# 又一个", "a.md:3:1: 一页只有一个“# ”大标题"),
        ("节\n---\n", "a.md:2:1: 这一行会把上一行变成标题"),
        ("#标题", "a.md:1:1: “#”后面空一格"),
        ("一句话\n\n-锁门", "a.md:3:1: “-”后面空一格"),
        ("1.登记", "a.md:1:1: “1.”后面空一格"),
        ("这句有脚注[^1]。", "a.md:1:6: 脚注"),
        ("~~删掉~~", "a.md:1:1: 删除线"),
        ("==标出==", "a.md:1:1: “==”"),
        ("H~2~O", "a.md:1:1: 上标、下标"),
        ("一句话。\n- 锁门", "a.md:2:1: 列表前面空一行"),
        ("\uf0b7 锁门", "a.md:1:1: 这里有看不见的或不能用的字符（U+F0B7），是 Word、WPS 的项目符号，请换成“- ”"),
        ("控制\x0b符", "a.md:1:3: 这里有看不见的或不能用的字符（U+000B）"),
    ],
)
def test_what_would_not_come_out_is_named(written: str, said: str) -> None:
    (problem,) = markdown_faults("a.md", written)
    assert str(problem).startswith(said)


@pytest.mark.parametrize(
    "written",
    [
        "`~~甲~~`",
        "```\n#甲\n-乙\n```",
        "-5 ℃到-3 ℃",
        "1.5 米",
        "[甲](a.md#乙)",
        "{{ x == y }}",
        "做：\n- 甲",
        "## 题 { #a-b }",
    ],
)
def test_what_only_looks_wrong_is_let_through(written: str) -> None:
    assert markdown_faults("a.md", written) == []


def test_a_county_is_told_the_line_of_its_chapter(sample: Path) -> None:
    chapter = sample / "regions/tongcheng/overrides/documents/guide/15-local.md"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("# 本县的话\n\n这句有脚注[^1]。\n", "utf-8")
    with pytest.raises(ProblemsError, match=r"guide/15-local\.md:3:6: 脚注"):
        render(load(sample))
