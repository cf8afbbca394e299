"""The questions of the self-check for a trade: on paper, in the workbook, in the survey and on the web the same."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts.model import Industry
from ..facts.project import Project

ANSWERS = ("做到", "部分", "没有", "不适用")
SCORES = {"做到": 1.0, "部分": 0.5, "没有": 0.0}
"""What share of its weight an answer earns; 不适用 does not count."""
_OWN = "本行业的核心秘密"


@dataclass(frozen=True)
class Asked:
    """A question as it stands in the workbook; `number` finds it again in what comes back."""

    number: str
    group: str
    question: str
    verify: str
    proof: str
    weight: int
    help: str
    to: str
    """The page of the site that helps, below its root; the trade for the star."""


def questions(project: Project, industry: Industry) -> list[Asked]:
    """Return the questions for a trade: the shared ones, and one for each of its core secrets."""
    procedures = {**project.procedures, **{item.id: item for item in industry.procedures}}
    asked = []
    for number, item in enumerate(project.indicators.values(), 1):
        paper = f"，文书《{project.papers[item.paper].name}》" if item.paper else ""
        step = f"照流程“{procedures[item.procedure].name}”做，填《{project.forms[item.form].name}》{paper}"
        proof = project.forms[item.form].name
        lacking = project.region.lacks("manual/procedures")
        to = (
            f"kit/form-{item.form}/index.html"
            if lacking
            else f"*/manual/procedures/index.html#procedure-{item.procedure}"
        )
        asked.append(Asked(f"A{number:02}", item.group, item.question, item.verify, proof, item.weight, step, to))
    core = [secret for secret in industry.secrets if secret.grade == "核心"]
    for number, secret in enumerate(core, 1):
        measure, form = secret.measures[0], project.forms[secret.measures[0].form]
        question = f"{secret.name}：{measure.do.rstrip('。')}。做到了吗？"
        verify = f"看《{form.name}》最近三个月的记录；厂里没有这项秘密的写不适用"
        step, to = f"先补这一条措施，填《{form.name}》", f"kit/form-{form.id}/index.html"
        asked.append(Asked(f"B{number:02}", _OWN, question, verify, form.name, 2, step, to))
    return asked
