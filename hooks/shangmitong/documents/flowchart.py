"""Flowcharts in words: what the picture shows, for who does not see it and for small paper."""

from __future__ import annotations

from ..facts.model import Flow


def steps(flow: Flow) -> list[str]:
    """Return the flowchart as sentences: each box in order, and where its arrows lead."""
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
