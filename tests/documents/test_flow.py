"""Flowcharts: every label stands whole inside its box, and the text alternative tells the same."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shangmitong.documents import flowchart
from shangmitong.facts.load import load
from shangmitong.facts.model import Flow

from ..conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
FLOWS = load(ROOT).flows


def box_width(node: ElementTree.Element) -> float:
    """Give the width of a box in px, from its rectangle, polygon or path."""
    rect = node.find(f"{SVG}rect")
    if rect is not None:
        return float(rect.attrib["width"])
    numbers = [
        float(number)
        for shape in node.iter()
        for number in re.findall(r"-?\d+\.?\d*", shape.attrib.get("points", "") or shape.attrib.get("d", ""))
    ]
    return max(numbers[::2]) - min(numbers[::2])


def text_width(text: str, size: float = 16) -> float:
    """Give the width in px of a line of Noto Sans SC: Chinese a full em, the rest about 0.6."""
    return sum(size if ord(char) > 0x2E80 else size * 0.6 for char in text)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_no_label_is_clipped(flow: Flow) -> None:
    root = ElementTree.fromstring(flowchart.svg(flow))  # noqa: S314 - our own drawing
    boxes = [group for group in root.iter(f"{SVG}g") if "node" in group.attrib.get("class", "").split()]
    assert len(boxes) == len(flow.nodes)
    for box, node in zip(boxes, flow.nodes, strict=True):
        lines = [span for span in box.iter(f"{SVG}tspan") if "row" in span.attrib.get("class", "")] or list(
            box.iter(f"{SVG}text")
        )
        texts = ["".join(line.itertext()) for line in lines]
        assert re.sub(r"\s", "", "".join(texts)) == re.sub(r"\s", "", node.text)
        assert all(text_width(text) <= box_width(box) for text in texts), (node.text, box_width(box))


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_the_drawing_needs_no_html_and_nothing_from_outside(flow: Flow) -> None:
    drawing = flowchart.svg(flow)
    assert "foreignObject" not in drawing
    assert not re.findall(r'(?:href|src)="(?!#)', drawing)
    assert "@import" not in drawing


def test_the_text_alternative_tells_every_box_and_arrow(sample: Path) -> None:
    lines = flowchart.steps(load(sample).flows["remedy"])
    assert lines[1] == "损失达到标准？ → 是，转到“向公安报案”；否，转到“向法院起诉”"
    assert len(lines) == 4


def test_marks_of_the_drawing_language_in_a_label_stay_text() -> None:
    flow = Flow.model_validate(
        {
            "id": "x",
            "name": "试",
            "summary": "试",
            "nodes": [{"id": "a", "text": '甲"]; click a "x'}, {"id": "b", "text": "乙<b>{c}|d"}],
            "arrows": [{"start": "a", "end": "b", "label": 'e"|f'}],
        }
    )
    drawing = flowchart.svg(flow)
    texts = "".join(ElementTree.fromstring(drawing).itertext())  # noqa: S314 - our own drawing
    assert "click" in texts
    assert "<b>" in re.sub(r"\s", "", texts)
