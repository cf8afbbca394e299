"""Who comes to the site, and what is laid out for him: what to do first, what to read, what to sign."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .base import Citations, Line, Model, Name, Ref, Slug, Text

Chapter = Annotated[str, Field(pattern=r"^/?[a-z0-9-]+(/[a-z0-9-]+)*$", max_length=60)]
"""A page: "guide/people" of the reader's trade, or "/contacts" of the site."""


class FirstThing(Model):
    """One of the things to do first, and the one place that says how."""

    do: Line
    """做什么，一句话。"""
    procedure: Annotated[Slug, Ref("procedure")] | None = None
    """照着哪个流程做。"""
    question: Annotated[Slug, Ref("question")] | None = None
    """看哪一问。"""
    form: Annotated[Slug, Ref("form")] | None = None
    """填哪张表。"""
    paper: Annotated[Slug, Ref("paper")] | None = None
    """用哪份文书。"""
    page: Chapter | None = None
    """看哪一页：guide/people 是自己行业的一章，/contacts 是全站的一页。"""

    @model_validator(mode="after")
    def _leads_to_one_place(self) -> FirstThing:
        if sum(map(bool, (self.procedure, self.question, self.form, self.paper, self.page))) != 1:
            raise ValueError("procedure、question、form、paper、page 要写一个，也只写一个")
        return self


class Asked(Model):
    """A question of his own work that no other reader has, with the answer and its ground."""

    ask: Line
    """他会怎么问。"""
    answer: Text
    """几句话回答，答案在前。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""


class SiteRole(Model):
    """A kind of reader: in a plant, who gets a page in each trade, or outside of it, who gets one page."""

    id: Slug
    """角色代号，也是网址的一段。"""
    name: Name
    """首页上怎么叫他。"""
    says: Line
    """一句话：他最该管住什么。"""
    hats: tuple[Slug, ...] = ()
    """戴哪几顶帽子，写 hats.yml 里的代号；不在厂里的人不写。"""
    first: Annotated[tuple[FirstThing, ...], Field(min_length=5, max_length=5)]
    """先做的五件事，按顺序。"""
    read: Annotated[tuple[Chapter, ...], Field(min_length=1, max_length=6)]
    """要读的页，写法和 page 一样。"""
    papers: tuple[Annotated[Slug, Ref("paper")], ...] = ()
    """要签、要发的文书。"""
    forms: tuple[Annotated[Slug, Ref("form")], ...] = ()
    """要填、要签的表。"""
    asks: tuple[Asked, ...] = ()
    """只有他会问的，答在他的页上；厂里也会问的写进 questions.yml。"""

    @property
    def in_plants(self) -> bool:
        """Say whether he works in a plant, so that each trade has a page for him."""
        return bool(self.hats)
