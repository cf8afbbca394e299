"""Gaps in the chain of evidence: a measure that leaves no proof of itself, an element that nothing proves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ..model.base import Element
from ..project import Project

SHOWS_A_MEASURE = {"秘密性", "价值性", "保密措施"}
"""What a form that goes with a measure must prove at least one of."""


def gaps(project: Project) -> Iterator[str]:
    """Return one sentence for each gap, industry by industry, and for each form that no procedure fills in."""
    trades = [item for industry in project.industries.values() for item in industry.procedures]
    used = {form for item in (*project.procedures.values(), *trades) for form in item.forms}
    for form in project.forms.values():
        if form.id not in used:
            yield f"《{form.name}》没有一个流程用到，谁也不会想起来填它"
    for slug in project.industries:
        yield from _of_trade(project, slug)


def _of_trade(project: Project, slug: str) -> Iterator[str]:
    industry, place = project.industries[slug], project.tree.name(f"industries/{slug}.yml")
    filled = {form for item in (*project.procedures.values(), *industry.procedures) for form in item.forms}
    for secret in industry.secrets:
        for measure in secret.measures:
            filled.add(measure.form)
            form = project.forms[measure.form]
            if not SHOWS_A_MEASURE & set(form.proves):
                yield f"{place} 的“{secret.name}”：措施“{measure.do}”填的是{form.name}，证明不了采取过措施"
    proved = {element for form in filled for element in project.forms[form].proves}
    for element in get_args(Element):
        if element not in proved:
            yield f"{industry.name}：没有一张在用的表能证明“{element}”"
