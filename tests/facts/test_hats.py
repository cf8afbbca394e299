"""Who does a thing has one of twelve names, and nobody is given what he is barred from."""

from __future__ import annotations

from pathlib import Path

import pytest

from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError

from ..conftest import ROOT

HATS = "hats:\n  - {id: hr, name: 人事, does: 招人, titles: [行政]}\n  - {id: boss, name: 老板, does: 拍板}\n"


def test_a_title_is_told_under_which_hat_it_goes(sample: Path) -> None:
    shared = sample / "common/shared.yml"
    text = shared.read_text("utf-8").replace("keeper: 保密负责人", "keeper: 行政", 1)
    shared.write_text(text, "utf-8")
    (sample / "common/hats.yml").write_text(HATS, "utf-8")
    with pytest.raises(ProblemsError, match="“行政”不在十二顶帽子里。书里把他叫“人事”") as error:
        load(sample)
    assert "common/shared.yml" in str(error.value)


def test_nobody_is_both_given_a_secret_and_barred_from_it(sample: Path) -> None:
    trade = sample / "industries/tea.yml"
    text = trade.read_text("utf-8").replace("sees: [pan-curve]", "sees: [pan-curve], barred: [pan-curve]")
    trade.write_text(text, "utf-8")
    with pytest.raises(ProblemsError, match="“老板”又给看、又不给看“pan-curve”"):
        load(sample)


def test_every_secret_has_somebody_who_sees_it_and_somebody_in_charge() -> None:
    project = load(ROOT)
    names = {hat.name for hat in project.hats.values()}
    assert len(names) == 12
    for industry in project.industries.values():
        seen = {word for role in industry.roles for word in role.sees}
        assert not [secret.id for secret in industry.secrets if secret.id not in seen]
        assert not [stage.id for stage in industry.stages if stage.lead not in names]
        assert {"老板", "保密负责人", "财务", "销售", "技术", "车间"} <= {role.hat for role in industry.roles}
