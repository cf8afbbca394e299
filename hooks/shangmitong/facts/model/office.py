"""Who can be asked: offices and public service numbers, of the whole country or of one county."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .base import Line, Model, Name, Office


class Contact(Model):
    """An office and its part in the work; offices, never officials."""

    natural: ClassVar[str] = "office"
    office: Office
    """是哪一类部门。"""
    name: Name
    """部门全称。"""
    does: Line
    """在这项工作里管什么。"""


class Hotline(Model):
    """A public service number."""

    natural: ClassVar[str] = "number"
    number: Annotated[str, Field(pattern=r"^[0-9-]{3,14}$")]
    """号码。"""
    name: Name
    """名称。"""
    use: Line
    """什么时候打。"""
