"""One question of the self-check."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .base import Citations, Line, Model, Ref, Slug, plain_number


class Indicator(Model):
    """A question that a firm answers about itself, how the answer is checked, and what helps where it is no."""

    id: Slug
    """题目代号。"""
    group: Literal["有人管", "说得清", "管好人", "管好东西", "管好地方", "管好系统和设备", "管好对外", "出了事"]
    """归在哪一组。"""
    question: Line
    """问什么，做到了才答“做到”。"""
    verify: Line
    """怎么查，不听汇报看东西。"""
    form: Annotated[str, Ref("form")]
    """拿哪张表证明。"""
    procedure: Annotated[str, Ref("procedure")]
    """没做到，下一步照哪个流程做。"""
    paper: Annotated[str, Ref("paper")] | None = None
    """用得上的文书代号。"""
    weight: Annotated[int, Field(ge=1, le=3), BeforeValidator(plain_number)] = 1
    """几分，1 到 3。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""
