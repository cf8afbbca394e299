"""A measure points to a form that can record it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shangmitong.facts.load import load
from shangmitong.problem import ProblemsError

from ..conftest import ROOT

Edit = Callable[[str, str, str], None]


def test_a_form_that_cannot_record_the_action_is_named_with_better_ones(sample: Path, edit: Edit) -> None:
    forms = (sample / "common/shared.yml").read_text("utf-8")
    shape = "    proves: [秘密性, 价值性, 保密措施, 侵权行为, 损失]\n"
    assert shape in forms
    (sample / "common/shared.yml").write_text(forms.replace(shape, f"{shape}    records: [来访, 陪同]\n", 1), "utf-8")
    with pytest.raises(ProblemsError, match="记不下这个动作，它能记的有：来访、陪同") as error:
        load(sample)
    assert "industries/tea.yml" in str(error.value)


def test_every_form_of_the_project_says_what_it_records() -> None:
    assert not [form.id for form in load(ROOT).forms.values() if not form.records]
