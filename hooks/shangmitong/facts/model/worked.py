"""One secret of an invented plant, carried through from finding to court."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .base import Citations, Element, Line, Model, Name, Ref, Text


class SecretPoint(Model):
    """What is ours beside what everybody knows."""

    natural: ClassVar[str] = "name"
    name: Name
    """秘点名称。"""
    public: Line
    """行业里都知道的。"""
    ours: Line
    """只有这家厂知道的。"""
    proof: Line
    """哪份记录看得出是什么时候、谁做出来的。"""


class Answer(Model):
    """A question of the approval sheet, and how it was answered."""

    natural: ClassVar[str] = "ask"
    ask: Line
    """问什么。"""
    answer: Line
    """怎么答。"""


class Entry(Model):
    """One field of the ledger, filled in."""

    natural: ClassVar[str] = "name"
    name: Name
    """台账的栏目。"""
    value: Line
    """填的内容。"""


class Access(Model):
    """Who may see it."""

    natural: ClassVar[str] = "who"
    who: Name
    """谁。"""
    what: Line
    """能看什么、做什么。"""
    why: Line
    """为什么要看。"""


class Proof(Model):
    """An element that a court asks for, and what proves it here."""

    natural: ClassVar[str] = "element"
    element: Element
    """哪个要件。"""
    proof: Line
    """拿什么证明。"""


class WorkedExample(Model):
    """A worked example of a trade; the plant and its figures are invented."""

    secret: Annotated[str, Ref("secret")]
    """哪项秘密示例的代号。"""
    plant: Line
    """虚构的厂是什么样。"""
    found: Text
    """怎么找出来的。"""
    points: Annotated[tuple[SecretPoint, ...], Field(min_length=2)]
    """秘点。"""
    grading: Annotated[tuple[Answer, ...], Field(min_length=3)]
    """定密时怎么问、怎么答。"""
    ledger: Annotated[tuple[Entry, ...], Field(min_length=3)]
    """台账这一页怎么写。"""
    note: Text
    """秘点说明，一页。"""
    marking: Annotated[tuple[Line, ...], Field(min_length=2)]
    """怎么做标记。"""
    access: Annotated[tuple[Access, ...], Field(min_length=2)]
    """谁能看。"""
    training: Text
    """怎么给大家讲的记录。"""
    report: Annotated[tuple[Line, ...], Field(min_length=2)]
    """举报时怎么用。"""
    suit: Annotated[tuple[Proof, ...], Field(min_length=5, max_length=5)]
    """打官司时五个要件各拿什么证明。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""
