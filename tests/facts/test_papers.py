"""Papers are checked before anyone signs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError

Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("乙方在{post}岗位", "乙方在{pots}岗位", "空格“{pots}”没有写在 blanks 里。是不是想写“post”？"),
        ("乙方在{post}岗位", "乙方", "空格“post”没有一条条款用到"),
        ("不对外说。", "不对外说，否则付违约金一万元。", "员工违反保密约定不能写违约金"),
        ("name: 保密承诺书", "name: 竞业限制协议", "没有一条写经济补偿"),
        ("forms: [secret-register]\n    clauses", "forms: [secret-registr]\n    clauses", "secret-registr"),
        ('aucl-2025:10"]}\n      - {id: more', 'aucl-2025:999"]}\n      - {id: more', "999"),
    ],
)
def test_a_paper_that_would_not_stand_is_refused(sample: Path, edit: Edit, old: str, new: str, told: str) -> None:
    edit("common/shared.yml", old, new)
    with pytest.raises(ProblemsError, match=r"common/shared\.yml:\d+:\d+: ") as caught:
        load(sample)
    assert told in str(caught.value)


def test_a_restraint_may_not_last_longer_than_two_years(sample: Path, edit: Edit) -> None:
    edit("common/shared.yml", "name: 保密承诺书", "name: 竞业限制协议")
    edit("common/shared.yml", "另有细则。", "竞业限制期为三年，按月给补偿。")
    with pytest.raises(ProblemsError, match="竞业限制最长两年，这里写了“三年”"):
        load(sample)


FRAME = """frames:
  - id: usual
    name: 常用条款
    blanks: [{id: firm, name: 单位, hint: 写全称}]
    opening: [{id: who, title: 谁和谁, text: "甲方是{firm}。", why: 先说清人}]
    closing: [{id: free, title: 不受限制, text: 不妨碍举报。, why: 守法在前}]
papers:
"""


def test_papers_share_blanks_and_clauses_and_may_say_one_of_them_otherwise(sample: Path, edit: Edit) -> None:
    edit("common/shared.yml", "papers:\n", FRAME)
    edit("common/shared.yml", "    blanks: [{id: post", "    frame: usual\n    blanks: [{id: post")
    paper = load(sample).papers["promise"]
    assert [blank.id for blank in paper.blanks] == ["firm", "post"]
    assert [clause.id for clause in paper.clauses] == ["who", "keep", "more", "free"]
    edit("common/shared.yml", "- {id: more, title: 大厂才要", "- {id: free, title: 可以举报")
    clauses = load(sample).papers["promise"].clauses
    assert [(clause.id, clause.title) for clause in clauses] == [
        ("who", "谁和谁"),
        ("keep", "保什么"),
        ("free", "可以举报"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("frame: usual", "frame: usuel", "没有“usuel”这个文书框架。是不是想写“usual”？"),
        ("甲方是{firm}", "甲方是{frim}", "空格“{frim}”没有写在 blanks 里。是不是想写“firm”？"),
        ("why: 守法在前", "wy: 守法在前", "wy"),
    ],
)
def test_a_fault_of_a_frame_is_told_once_where_it_stands(
    sample: Path, edit: Edit, old: str, new: str, told: str
) -> None:
    edit("common/shared.yml", "papers:\n", FRAME)
    edit("common/shared.yml", "    blanks: [{id: post", "    frame: usual\n    blanks: [{id: post")
    edit("common/shared.yml", old, new)
    lines = (sample / "common/shared.yml").read_text("utf-8").splitlines()
    with pytest.raises(ProblemsError) as caught:
        load(sample)
    problems = [problem for problem in caught.value.problems if told in problem.message]
    assert [new.split("：")[-1] in lines[problem.line - 1] for problem in problems] == [True]


def test_a_county_changes_a_shared_clause_in_all_papers_at_once(sample: Path, edit: Edit) -> None:
    edit("common/shared.yml", "papers:\n", FRAME)
    edit("common/shared.yml", "    blanks: [{id: post", "    frame: usual\n    blanks: [{id: post")
    own = sample / "regions/tongcheng/common/own.yml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("frames:\n  - id: usual\n    closing:\n      - {id: free, text: 不妨碍举报和救人。}\n", "utf-8")
    assert load(sample, "tongcheng").papers["promise"].clauses[-1].text == "不妨碍举报和救人。"
