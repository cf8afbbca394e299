"""The question bank that papers for a training are drawn from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Citations, Line, Model, Slug


class QuizItem(Model):
    """A question with four answers, of which one is right; where it stands among them is drawn for each paper."""

    id: Slug
    """考题代号。"""
    topic: Literal["认秘密", "定密级", "管人", "管载体", "管场所", "管设备", "管对外", "应急", "维权"]
    """考哪一方面；一份卷子各方面都有。"""
    ask: Line
    """题目。"""
    right: Line
    """对的那一项。"""
    wrong: Annotated[tuple[Line, ...], Field(min_length=3, max_length=3)]
    """三个错的，都要像真的，长短和对的差不多。"""
    reason: Line
    """为什么对，最像的那个错在哪里。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""
