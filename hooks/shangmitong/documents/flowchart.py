"""Flowcharts: boxes and arrows from YAML -> an SVG for page and press, and its text alternative."""

from __future__ import annotations

import json
import re
from functools import cache

from ..facts.model import Flow

_SHAPES = {"步骤": '["{}"]', "判断": '{{{{"{}"}}}}', "起止": '(["{}"])'}
_INIT = {
    "theme": "base",
    "htmlLabels": False,
    "themeVariables": {
        "fontFamily": "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif",
        "fontSize": "16px",
        "primaryColor": "#f4f7f8",
        "primaryBorderColor": "#44606b",
        "primaryTextColor": "#1b1b1b",
        "lineColor": "#44606b",
        "edgeLabelBackground": "#ffffff",
        "useGradient": False,
    },
    "flowchart": {"htmlLabels": False, "nodeSpacing": 24, "rankSpacing": 28, "padding": 12, "curve": "linear"},
}


def mermaid(flow: Flow) -> str:
    """Give the flowchart as Mermaid text."""
    numbers = {node.id: f"n{index}" for index, node in enumerate(flow.nodes)}
    boxes = [f"{numbers[node.id]}{_SHAPES[node.shape].format(_label(node.text))}" for node in flow.nodes]
    arrows = [
        " ".join(
            (numbers[arrow.start], "-->", *([f'|"{_label(arrow.label)}"|'] if arrow.label else []), numbers[arrow.end])
        )
        for arrow in flow.arrows
    ]
    return "\n".join((f"%%{{init: {json.dumps(_INIT)}}}%%", "flowchart TD", *boxes, *arrows))


def _label(text: str) -> str:
    """Write marks that mean something to Mermaid as character codes."""
    return re.sub(r"[^\w\s，。、：；？！“”（）《》—…]", lambda match: f"#{ord(match[0])};", text)


@cache
def svg(flow: Flow) -> str:
    """Draw the flowchart on white, its size in px, so that it reads the same in a dark page and on paper."""
    import merman  # which only a build needs, not a check

    engine = merman.MermanEngine(options_json='{"svg":{"pipeline":"readable"}}', services=None)
    drawing = engine.render_svg(mermaid(flow), json.dumps({"svg": {"diagram_id": flow.id}}))
    drawing = re.sub(r"&amp;(#\d+;)", r"&\1", drawing)  # the engine hands our character codes on unread
    return re.sub(r' width="100%"(.*? viewBox="\S+ \S+ (\S+) (\S+)")', r' width="\2" height="\3"\1', drawing, count=1)


def steps(flow: Flow) -> list[str]:
    """Give the flowchart as sentences: each box in order, and where its arrows lead."""
    texts = {node.id: node.text for node in flow.nodes}
    lines = []
    for node in flow.nodes:
        ways = [
            f"{arrow.label}，转到“{texts[arrow.end]}”" if arrow.label else f"接着“{texts[arrow.end]}”"
            for arrow in flow.arrows
            if arrow.start == node.id
        ]
        note = f"（{node.note}）" if node.note else ""
        lines.append(f"{node.text}{note}" + (f" → {'；'.join(ways)}" if ways else ""))
    return lines
