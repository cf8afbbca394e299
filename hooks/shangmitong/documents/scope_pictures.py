"""The drawings that a template can ask for: each as a picture whose alt text tells what it shows."""

from __future__ import annotations

from abc import ABC, abstractmethod

from markupsafe import Markup

from ..facts.model import Industry
from ..facts.project import Project
from . import flowchart
from .addresses import way
from .drawings import chart_path, flow_path, map_path
from .markdown import escape
from .template_errors import find


class Pictures(ABC):
    """What a page can show; the page itself knows its facts, its place and its citations."""

    project: Project
    industry: Industry | None
    slug: str
    path: str

    @abstractmethod
    def law(self, *citations: str) -> Markup:
        """Return the printed citations."""

    def flow(self, word: str) -> Markup:
        """Return the picture of a flowchart and, once, its steps in words: the alt text leads to them."""
        flow = find("流程图", word, self.project.flows)
        address = way(self.path, flow_path(word))
        picture = Markup("![{}]({}){{ .flow }}").format(escape(f"{flow.name}图，每一步另有文字"), address)
        steps = (Markup("{}. {}").format(number, escape(text)) for number, text in enumerate(flowchart.steps(flow), 1))
        basis = [Markup("\n依据：{}。\n{{: .basis }}").format(self.law(*flow.cites))] if flow.cites else []
        return Markup("\n").join((picture, "", *steps, *basis, ""))

    def chart(self, word: str) -> Markup:
        """Return the picture of a chart, with what it tells as its alt text and the articles that it rests on."""
        chart = find("图", word, self.project.charts)
        told = escape(f"{chart.name}：{chart.summary}")
        picture = Markup("![{}]({}){{ .flow }}\n").format(told, way(self.path, chart_path(word)))
        return picture + (Markup("\n依据：{}。\n{{: .basis }}\n").format(self.law(*chart.cites)) if chart.cites else "")

    def value_map(self, more: str = "") -> Markup:
        """Return the picture of this industry's value chain; `more` are further classes, as "clickable"."""
        told = "每一步有几项秘密、常从哪里漏、谁来管，文字写在图下面"
        address = way(self.path, map_path(self.slug))
        name = f"{self.industry.name if self.industry else ''}价值链图（示例）：{told}"
        return Markup("![{}]({}){{ .flow {}}}").format(escape(name), address, f".{more} " if more else "")
