"""A county: its offices, courts, local rules, neighbours, demonstration enterprises and looks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Citations, DarkColour, Line, Model, Name, PicturePath, Place, Ref, Text
from .office import Contact, Hotline


class Court(Model):
    """A court that hears trade-secret cases of the county at first instance."""

    hears: Annotated[tuple[Literal["技术秘密", "经营秘密"], ...], Field(min_length=1)]
    """一审管哪一类。"""
    name: Name
    """法院全称。"""
    note: Line | None = None
    """要提醒的一句话，如“怎么划片要向法院核实”。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""


class Demonstration(Model):
    """A demonstration enterprise of the county."""

    industry: Annotated[str, Ref("industry")]
    """所属行业代号（industries/ 里的文件名）。"""
    name: Name
    """企业名称。"""
    note: Line | None = None
    """公开可查的一句介绍。"""


class Filing(Model):
    """What a government website says of itself; what a county has not got is left out and not shown."""

    sponsor: Name | None = None
    """主办单位。"""
    undertaker: Name | None = None
    """承办单位。"""
    icp: Annotated[str, Field(min_length=4, max_length=40)] | None = None
    """ICP 备案号，如“鄂ICP备00000000号”。"""
    police: Annotated[str, Field(min_length=4, max_length=40)] | None = None
    """公安备案号，如“鄂公网安备 00000000000000号”。"""
    code: Annotated[str, Field(min_length=4, max_length=20)] | None = None
    """网站标识码。"""
    phone: Annotated[str, Field(pattern=r"^[0-9-]{3,14}$")] | None = None
    """纠错、咨询的电话；没有核到的不填。"""
    mail: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$", max_length=80)] | None = None
    """纠错、咨询的邮箱，也写进 security.txt。"""


class Region(Model):
    """A county: one file of regions/."""

    name: Name
    """县名，如“通城县”。"""
    province: Place
    """省名，写全，如“湖北省”。"""
    city: Place
    """所属设区的市，写全，如“咸宁市”。"""
    park: Line | None = None
    """园区；没有核到的不填。"""
    publisher: Name
    """编印单位，印在封面上。"""
    colour: DarkColour | None = None
    """本县的颜色，用在网页页首和封面；要深，上面的白字才看得清。不填用默认的。"""
    crest: PicturePath | None = None
    """本县的徽标图片，写项目里的路径，如 docs/assets/crest.svg；没有的不填。"""
    footer: Annotated[tuple[Line, ...], Field(max_length=3)] = ()
    """网页最下面和版权页上的短句，最多三句。"""
    filing: Filing | None = None
    """主办单位、备案号、纠错的电话和邮箱，印在网页最下面；没有的不填。"""
    industries: tuple[Annotated[str, Ref("industry")], ...] = ()
    """发布哪些行业；不填就是全部。"""
    leave_out: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = ()
    """不要哪几章、哪几种资料：一章写“文种/短名”，如 guide/demonstration；一种写代号，如 short。不写就是全都要。"""
    offices: tuple[Contact, ...] = ()
    """部门；没有核到的不填，用 common/offices.yml 里的通用说法代替。"""
    hotlines: tuple[Hotline, ...] = ()
    """本县自己的热线；全国一样的写在 common/offices.yml，这里不用写。号码相同的，以这里的说法为准。"""
    courts: tuple[Court, ...] = ()
    """商业秘密案件在哪家法院一审；没有核到的不填。"""
    demonstrations: tuple[Demonstration, ...] = ()
    """示范点企业。"""
    plan: Text | None = None
    """本县的工作方案对企业提了哪些要求，印在实务指南开头；没有的不填。"""
    neighbours: tuple[Annotated[Name, Ref("region")], ...] = ()
    """协作的毗邻县市：regions/ 里有的写文件名（如 pingjiang），没有的写县名。"""
    cooperation: Citations = ()
    """和毗邻县市协作的依据，写“文件代号:条号”；没有核到的不填。"""
    agreement: Text | None = None
    """和毗邻县市之间有没有商业秘密协议，查到了什么，一句话；没有查过的不填。"""
    standards: Citations = ()
    """想列给企业参考的外地标准和做法，写文件代号；laws/ 里写明适用于本省、本市、本县的会自动列出，不用写。"""
    notes: tuple[Text, ...] = ()
    """本地要特别说明的事。"""
    cites: Citations = ()
    """“本地要特别说明的事”的依据，写“文件代号:条号”。"""

    def lacks(self, target: str) -> bool:
        """Say whether the county leaves out a page of a trade, as "guide/demonstration"; anchors do not count."""
        page = target.partition("#")[0]
        return not {page, page.partition("/")[0]}.isdisjoint(self.leave_out)
