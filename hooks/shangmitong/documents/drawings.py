"""What is drawn for page and press: each drawing by the path of its SVG, with its facts and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..facts.model import Chart, Flow, Industry
from ..facts.project import Project
from .value_map import in_words, value_map

FOLDERS = FLOWS, MAPS, CHARTS = ("assets/flows/", "assets/maps/", "assets/charts/")
"""Where the drawings lie in the site."""


@dataclass(frozen=True)
class Drawing:
    """A drawing: how paper/drawing.typ draws it, from which facts, and what it says to who does not see it."""

    path: str
    """Its place below the site."""
    kind: str
    """Which function of paper/drawing.typ draws it."""
    name: str
    words: str
    colour: str
    facts: dict[str, Any]


def flow_path(word: str) -> str:
    """Return the place of a flowchart below the site."""
    return f"{FLOWS}{word}.svg"


def map_path(slug: str) -> str:
    """Return the place of the value-chain map of a trade below the site."""
    return f"{MAPS}{slug}.svg"


def chart_path(word: str) -> str:
    """Return the place of a chart below the site."""
    return f"{CHARTS}{word}.svg"


def drawings(project: Project) -> dict[str, Drawing]:
    """Return all drawings of a project by their path below the site."""
    colour = project.region.colour or project.look.colour
    found = [_flowchart(flow, colour) for flow in project.flows.values()]
    found += [_map(slug, industry) for slug, industry in project.industries.items()]
    found += [_chart(chart, colour) for chart in project.charts.values()]
    return {drawing.path: drawing for drawing in found}


def _flowchart(flow: Flow, colour: str) -> Drawing:
    facts = flow.model_dump(mode="json", include={"nodes", "arrows"})
    return Drawing(flow_path(flow.id), "flow", f"{flow.name}图", flow.summary, colour, facts)


def _map(slug: str, industry: Industry) -> Drawing:
    name = f"{industry.name}价值链图（示例）"
    return Drawing(map_path(slug), "value-map", name, in_words(industry), industry.colour, value_map(industry))


_SHAPES = {"时间线": "time-line", "对比": "bars", "合成": "parts"}


def _chart(chart: Chart, colour: str) -> Drawing:
    facts = chart.model_dump(mode="json", include={"items", "result"})
    return Drawing(chart_path(chart.id), _SHAPES[chart.shape], chart.name, chart.summary, colour, facts)
