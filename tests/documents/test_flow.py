"""Flowcharts in words: the text alternative tells the same as the picture."""

from __future__ import annotations

from pathlib import Path

from shangmitong.documents import flowchart
from shangmitong.facts.load import load


def test_the_text_alternative_tells_every_box_and_arrow(sample: Path) -> None:
    lines = flowchart.steps(load(sample).flows["remedy"])
    assert lines[1] == "损失达到标准？是，到第 3 步；否，到第 4 步。"
    assert len(lines) == 4
