"""Legal sources, their articles, and published cases."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import ArticleKey, Confidence, Day, Line, Model, Name, Place, Ref, Slug, Text, Year


class Article(Model):
    """One article (or one named point) of a legal source."""

    natural: ClassVar[str] = "key"
    key: ArticleKey
    """引用时写在冒号后面的条号，如 10、13(3)、219-1；条号未核的写英文短名，如 threshold。"""
    topic: Name | None = None
    """条号未核时给读者看的名称，如“入罪数额”；有条号的不填。"""
    gist: Text
    """用自己的话写的要点，不照抄条文。"""
    confidence: Confidence
    """核对程度：verified 已核，single 只见一处，memory 未见（不得引用）。"""


class Source(Model):
    """A law, judicial interpretation, rule, guidance or standard, with the articles that were checked."""

    id: Slug
    """引用时写在冒号前面的代号，如 aucl-2025。"""
    title: Line
    """全称，不带书名号。"""
    short: Name
    """正文里用的简称，不带书名号。"""
    number: Line | None = None
    """文号；没有核到的不填。"""
    issuer: Name
    """发布机关。"""
    nature: Literal[
        "法律",
        "司法解释",
        "行政法规",
        "部门规章",
        "地方性法规",
        "地方政府规章",
        "规范性文件",
        "指引",
        "国家标准",
        "地方标准",
        "地方实践",
    ]
    """效力层级；“指引”“地方实践”不是裁判依据。"""
    places: tuple[Place, ...] = ()
    """只在哪些地方适用，写省、市或县的全称，如“湖南省”；全国适用的不填。"""
    effective: Day | None = None
    """施行日期；没有核到的不填。"""
    until: Day | None = None
    """失效日期（这一天起不再有效）；现行有效的不填。"""
    superseded_by: Annotated[str, Ref("source")] | None = None
    """代替它的文件的代号；已废止的才填。"""
    supersedes: Text | None = None
    """它代替或废止了什么，一句话。"""
    renumbered: dict[ArticleKey, ArticleKey] = Field(default_factory=dict)
    """旧条号到现行条号的对照；已废止的文件里，对照到代替它的文件。"""
    checked: Day
    """上次核对这份文件的日期。"""
    citable_whole: bool = True
    """可否不写条号、整份引用。"""
    caution: Text | None = None
    """引用时要提醒读者的话。"""
    articles: tuple[Article, ...] = ()
    """核对过的条文。"""


class Case(Model):
    """A real published case; never an invented one."""

    id: Slug
    """案例代号，如 c08。"""
    name: Line
    """案例名称。"""
    court: Line
    """审理法院或办案机关。"""
    number: Line | None = None
    """案号；没有核到的不填。"""
    year: Year | None = None
    """裁判年份；没有核到的不填。"""
    field: Line
    """所属行业或技术。"""
    facts: Text
    """案情，用自己的话。"""
    outcome: Text
    """结果；没有核到的数额和刑期不写。"""
    lesson: Text
    """企业从中学到什么。"""
    questions: tuple[Line, ...] = ()
    """案例分析会的讨论题。"""
    industries: tuple[Annotated[str, Ref("industry")], ...] = ()
    """最适合哪些行业学习。"""
    confidence: Confidence
    """核对程度，含义同法条。"""


class LawFile(Model):
    """A file of laws/: legal sources, cases, or both."""

    sources: tuple[Source, ...] = ()
    """法律文件。"""
    cases: tuple[Case, ...] = ()
    """公开案例。"""
