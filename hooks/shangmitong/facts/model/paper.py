"""Papers of the working kit: rules to post, agreements to sign, letters to send."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from .base import Citations, Line, Model, Name, Ref, Slug, Text, tidy


def by_line(value: Any) -> Any:
    """Return a text tidied line by line."""
    return "\n".join(filter(None, map(tidy, value.split("\n")))) if isinstance(value, str) else value


Prose = Annotated[str, Field(min_length=1, max_length=1500), BeforeValidator(by_line)]
"""A text whose lines stay lines."""
Size = Literal["小厂", "完整"]
"""Which edition: for a plant under fifty people, or the full one."""
Occasion = Literal["建制度", "招人", "在岗", "离职", "合作", "来访", "出事", "维权", "示范点", "培训"]


class Signer(Model):
    """One who signs a paper."""

    party: Name
    """哪一方，如“甲方（用人单位）”。"""
    lines: Annotated[tuple[Name, ...], Field(min_length=1)]
    """签在哪几行，如“单位盖章”“日期”。"""


class Blank(Model):
    """A place of a paper that the firm fills in."""

    id: Annotated[Slug, Field(max_length=30)]
    """空格代号，条款里写成 {代号}。"""
    name: Name
    """空格名称。"""
    kind: Literal["文字", "日期", "数字", "选择", "长文"] = "文字"
    """填什么。"""
    hint: Line
    """怎么填。"""
    options: tuple[Name, ...] = ()
    """“选择”有哪几个可选。"""
    by_hand: bool = False
    """写的就是秘密：网页和命令都不问，打印出来手写。"""

    @property
    def told(self) -> str:
        """Return how to fill it in, without a full stop, for a list or in brackets."""
        return "写在纸上，不在电脑里填" if self.by_hand else self.hint.removesuffix("。")


class Clause(Model):
    """One clause of a paper, and why it is there."""

    id: Slug
    """条款代号。"""
    title: Name
    """条款名称。"""
    text: Prose
    """条款正文；{代号} 是要填的空格。"""
    why: Text
    """为什么要写这一条。"""
    allowed: Text | None = None
    """法律允许写到哪里，不允许写什么。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""
    sizes: Annotated[tuple[Size, ...], Field(min_length=1)] = ("小厂", "完整")
    """哪一种厂用得上这一条。"""
    english: Prose | None = None
    """给外国客户看的英文；中文为准。"""


class Frame(Model):
    """What many papers share: their first blanks, and the clauses before and after those of their own."""

    id: Slug
    """框架代号，文书里写成 frame: 代号。"""
    name: Name
    """给编辑看的名称，不印出来。"""
    blanks: tuple[Blank, ...] = ()
    """各份都要填的空格，排在各份自己的前面。"""
    opening: tuple[Clause, ...] = ()
    """排在各份自己的条款前面的。"""
    closing: tuple[Clause, ...] = ()
    """排在各份自己的条款后面的。"""


class Paper(Model):
    """A paper that a firm posts, signs or sends."""

    id: Slug
    """文书代号。"""
    name: Name
    """文书名称。"""
    group: Literal["制度", "协议", "函件", "示范点"]
    """哪一类。"""
    industries: tuple[Annotated[str, Ref("industry")], ...] = ()
    """只给哪些行业用，写行业文件的名字；不写就都给。"""
    occasions: Annotated[tuple[Occasion, ...], Field(min_length=1)]
    """什么场合用。"""
    purpose: Line
    """做什么用。"""
    when: Line
    """什么时候签、什么时候发。"""
    sizes: Annotated[tuple[Size, ...], Field(min_length=1)] = ("小厂", "完整")
    """哪一种厂用。"""
    signers: Annotated[tuple[Signer, ...], Field(min_length=1)]
    """谁签。"""
    frame: Annotated[str, Ref("frame")] | None = None
    """和别的文书共用的空格和条款，写 frames 里的代号；这份里代号相同的，用这份的。"""
    blanks: tuple[Blank, ...] = ()
    """要填的空格。"""
    forms: tuple[Annotated[str, Ref("form")], ...] = ()
    """一起用的表单代号。"""
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]
    """条款，按顺序。"""
