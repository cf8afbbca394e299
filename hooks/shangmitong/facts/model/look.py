"""The look of everything on paper: one file, paper/look.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import DarkColour, HexColour, Model, PicturePath

Family = Literal["Noto Serif SC", "Noto Sans SC", "Noto Sans CJK SC"]
"""A family of letters that the font packages carry for Simplified Chinese."""
Size = Annotated[float, Field(ge=6, le=40)]
"""A size of letters in pt."""


class Fonts(Model):
    """Families of letters, the first that has a character wins; they come with the packages, not from the system."""

    serif: Annotated[tuple[Family, ...], Field(min_length=1)]
    """正文：宋体一类。"""
    sans: Annotated[tuple[Family, ...], Field(min_length=1)]
    """标题和强调：黑体一类。"""


class Colours(Model):
    """Colours that all trades share; each must be dark enough to be read on white."""

    ink: DarkColour
    """正文。"""
    quiet: DarkColour
    """页眉、页码、说明。"""
    rule: HexColour
    """细线。"""
    tip: DarkColour
    """“提示”框。"""
    note: DarkColour
    """“说明”框。"""
    warning: DarkColour
    """“风险”框。"""
    danger: DarkColour
    """“禁止”框和禁止标识。"""
    example: DarkColour
    """“案例”框。"""
    quote: DarkColour
    """“法律依据”框。"""


class Signs(Model):
    """Colours of the area signs, by what a sign says."""

    stop: DarkColour
    """禁止：圆圈和斜杠。"""
    must: DarkColour
    """必须这样做：圆底。"""
    warn: HexColour
    """当心、提醒：三角底。"""


class Sizes(Model):
    """Sizes of the running text in pt."""

    book: Size
    """A4 书。"""
    large: Annotated[float, Field(ge=16, le=24)]
    """大字版，不小于 16。"""
    booklet: Size
    """骑马钉小册子（A5）。"""
    leaflet: Size
    """三折页。"""
    pocket: Size
    """口袋本（A5）。"""
    form: Size
    """签到表、测验卷这些要填的纸。"""


Edge = Annotated[float, Field(ge=10, le=40)]
"""A margin in mm; what is closer to the edge is lost to the staple or the printer."""


class Margin(Model):
    """The white around the text of a book, the same left and right."""

    side: Edge
    """左右。"""
    top: Edge
    """上。"""
    bottom: Edge
    """下。"""


class Margins(Model):
    """The margins of books in mm."""

    book: Margin
    """A4 书。"""
    booklet: Margin
    """骑马钉小册子（A5）。"""


class Look(Model):
    """The look of everything on paper."""

    fonts: Fonts
    """字体。"""
    colours: Colours
    """颜色。"""
    signs: Signs
    """区域标识的颜色。"""
    sizes: Sizes
    """正文字号，单位是点。"""
    margins: Margins
    """书的页边，单位是毫米。"""
    colour: DarkColour
    """通用印刷品（流程图、标识、签到表）的主色；县文件里另有颜色的，用县里的。各行业的书用行业文件里的颜色。"""
    crest: PicturePath | None = None
    """各县通用的徽标图片，写项目里的路径，如 docs/assets/crest.svg；县文件里另有徽标的，用县里的。"""
