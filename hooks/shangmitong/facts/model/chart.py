"""A chart that is drawn at build time: a time line, a comparison, or parts that make a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Citations, Line, Model, Name, Slug, Text


class ChartItem(Model):
    """One line of a chart."""

    mark: Name
    """什么时候，或者多少，如“第1周”“3年”。"""
    title: Name
    """是什么，十五个字以内最好。"""
    text: Line | None = None
    """再说一句。"""
    size: Annotated[float, Field(gt=0)] | None = None
    """“对比”里有多大，各行用同一个单位；条的长短由它定。"""
    picture: Literal["产生", "复制", "传递", "使用", "销毁"] | None = None
    """画哪个小图；不填的画圆点。"""


class Chart(Model):
    """A chart with its lines."""

    id: Slug
    """图的代号。"""
    name: Name
    """图的名称。"""
    summary: Text
    """用一段话说清全图，给看不见图的人读。"""
    shape: Literal["时间线", "对比", "合成"]
    """时间线：从上到下；对比：一行一条，看长短；合成：几样凑齐，得到最后一样。"""
    items: Annotated[tuple[ChartItem, ...], Field(min_length=2, max_length=16)]
    """各行。"""
    result: Name | None = None
    """“合成”凑齐以后得到什么。"""
    cites: Citations = ()
    """图里的数字和规矩从哪里来，写“文件代号:条号”。"""
