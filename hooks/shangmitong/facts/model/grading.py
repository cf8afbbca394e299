"""How a firm grades a secret: points, what follows from each grade, and how long it lasts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Grade, Line, Model, Name, Ref, Slug


class GradeQuestion(Model):
    """A question that gives 0, 1 or 2 points."""

    id: Slug
    """问题代号。"""
    ask: Line
    """问什么。"""
    answers: tuple[Name, Name, Name]
    """三个答案，依次得 0、1、2 分。"""
    raises: bool = False
    """得 2 分的，可以上调一级。"""


class GradeRule(Model):
    """What follows from a grade."""

    id: Slug
    """密级代号。"""
    grade: Grade
    """密级：核心、重要或一般。"""
    least: Annotated[int, Field(ge=1)]
    """至少多少分。"""
    seen: Line
    """谁批、谁看。"""
    kept: Line
    """怎么放。"""
    out: Line
    """能不能出门。"""
    form: Annotated[str, Ref("form")] | None = None
    """出门填哪张表，写表单代号。"""
    review: Annotated[int, Field(ge=1, le=60)]
    """几个月复核一次。"""


class GradeTerm(Model):
    """How long a kind of secret is kept."""

    id: Slug
    """代号。"""
    name: Name
    """哪一类。"""
    term: Name
    """保密期限怎么写。"""
