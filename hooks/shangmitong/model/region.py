"""A county: its offices, hotlines and demonstration enterprises."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Citations, Line, Model, Name, Office, Ref, Text


class Contact(Model):
    """An office of the county and its part in the work; offices, never officials."""

    office: Office
    """是哪一类部门。"""
    name: Name
    """部门全称。"""
    does: Line
    """在这项工作里管什么。"""


class Hotline(Model):
    """A public service number."""

    number: Annotated[str, Field(pattern=r"^[0-9-]{3,14}$")]
    """号码。"""
    name: Name
    """名称。"""
    use: Line
    """什么时候打。"""


class Demonstration(Model):
    """A demonstration enterprise of the county."""

    industry: Annotated[str, Ref("industry")]
    """所属行业代号（industries/ 里的文件名）。"""
    name: Name
    """企业名称。"""
    note: Line | None = None
    """公开可查的一句介绍。"""


class Region(Model):
    """A county: one file of regions/."""

    name: Name
    """县名，如“通城县”。"""
    province: Name
    """省名。"""
    city: Name
    """所属设区的市。"""
    park: Line | None = None
    """园区；没有核到的不填。"""
    publisher: Name
    """编印单位，印在封面上。"""
    industries: tuple[Annotated[str, Ref("industry")], ...] = ()
    """发布哪些行业；不填就是全部。"""
    offices: Annotated[tuple[Contact, ...], Field(min_length=1)]
    """部门。"""
    hotlines: tuple[Hotline, ...] = ()
    """热线。"""
    demonstrations: tuple[Demonstration, ...] = ()
    """示范点企业。"""
    plan: Text | None = None
    """本县的工作方案对企业提了哪些要求，印在实务指南开头；没有的不填。"""
    neighbours: tuple[Name, ...] = ()
    """协作的毗邻县市。"""
    notes: tuple[Text, ...] = ()
    """本地要特别说明的事。"""
    cites: Citations = ()
    """本地规则和标准，写“文件代号:条号”。"""
