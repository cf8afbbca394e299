"""A questionnaire of the county's survey: a visit, a talk, a park."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Line, Model, Name, Slug


class SurveyQuestion(Model):
    """One question of a questionnaire."""

    ask: Line
    """问什么。"""
    kind: Literal["文字", "数字", "选择", "长文"] = "文字"
    """答什么。"""
    options: tuple[Name, ...] = ()
    """“选择”有哪几个可选。"""


class Questionnaire(Model):
    """Questions that the county asks, and how; firms or parks send it back or an officer fills it in."""

    id: Slug
    """问卷代号。"""
    name: Name
    """问卷名称。"""
    letter: Annotated[str, Field(pattern=r"^[C-Z]$")]
    """题号的字母，每份不同；A 和 B 是自查表的。"""
    purpose: Line
    """做什么用，问谁，多久。"""
    how: Line
    """怎样问、怎样记。"""
    questions: Annotated[tuple[SurveyQuestion, ...], Field(min_length=1, max_length=99)]
    """问题，按顺序。"""

    @property
    def numbered(self) -> tuple[tuple[str, SurveyQuestion], ...]:
        """Return the questions with their numbers, as V01."""
        return tuple((f"{self.letter}{at:02}", item) for at, item in enumerate(self.questions, 1))
