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
