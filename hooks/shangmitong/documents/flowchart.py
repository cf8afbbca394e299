"""Flowcharts in words: what the picture shows, for who does not see it and for small paper."""

from __future__ import annotations

from ..facts.model import Flow


def steps(flow: Flow) -> list[str]:
    """Return the flowchart as sentences, to be numbered from 1: each box in order, and to which its arrows lead.

    An arrow without a label that leads to the next box goes without saying.
    """
    numbers = {node.id: number for number, node in enumerate(flow.nodes, 1)}
    lines = []
    for number, node in enumerate(flow.nodes, 1):
        ways = [
            f"{arrow.label or '然后'}，到第 {numbers[arrow.end]} 步"
            for arrow in flow.arrows
            if arrow.start == node.id and (arrow.label or numbers[arrow.end] != number + 1)
        ]
        said = f"{node.text}（{node.note}）" if node.note else node.text
        lines.append(f"{said}{'' if said.endswith('？') else '。'}{'；'.join(ways)}。" if ways else said)
    return lines
