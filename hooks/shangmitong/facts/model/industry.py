"""A trade as its people see it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Citations, DarkColour, Grade, Line, Model, Name, Number, Ref, SecretKind, Slug, Text
from .common import Procedure, Question
from .quiz import QuizItem
from .worked import WorkedExample

Picture = Literal[
    "工厂",
    "灵感",
    "试验",
    "镜片",
    "验收",
    "来料",
    "水",
    "火",
    "叠层",
    "加工",
    "设备",
    "采购",
    "客户",
    "包装",
    "人员",
    "点滴",
    "芯片",
    "对准",
    "纸卷",
    "称量",
    "灌装",
    "过滤",
    "检测",
    "门店",
    "直播",
    "锅",
    "果实",
    "冷",
    "压",
]
"""The small drawings that a stage can have on the map of the value chain."""
Pattern = Literal["方格", "层叠", "波纹"]
"""What the cover of a trade's books is patterned with."""
Channel = Literal["人", "纸", "手机", "机器", "伙伴"]
"""What a secret mostly leaves a stage by."""


class Stage(Model):
    """A stage of the trade's value chain."""

    id: Slug
    """环节代号。"""
    name: Name
    """环节名称。"""
    text: Text
    """这一环节做什么，秘密多半藏在哪里。"""
    short: Name | None = None
    """图上的短叫法，四个字以内；不写就用环节名称。"""
    lead: Name = "保密负责人"
    """这一环节的秘密由谁负责，写 hats 里的叫法。"""
    picture: Picture = "工厂"
    """价值链图上画哪个小图。"""
    leak: Channel | None = None
    """最常从哪里漏；不填的，看这一环节各项秘密的泄密途径算出来。"""


class Measure(Model):
    """A measure that protects a secret, tied to the form that proves it was taken."""

    do: Line
    """谁在哪里做什么。"""
    form: Annotated[str, Ref("form")]
    """用哪张表单留下证据。"""


class Secret(Model):
    """An example of information that may be a trade secret; an example, not a fact about any firm."""

    id: Slug
    """秘密代号。"""
    name: Name
    """秘密信息的名称，具体到参数、图纸或名单。"""
    kind: SecretKind
    """技术信息还是经营信息。"""
    stage: Annotated[str, Ref("stage")]
    """属于哪个环节。"""
    carriers: Annotated[tuple[Name, ...], Field(min_length=1)]
    """载体：写在哪、存在哪。"""
    leaks: Annotated[tuple[Line, ...], Field(min_length=1)]
    """常见的泄密途径。"""
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    """保护措施。"""
    grade: Grade
    """建议密级：核心、重要或一般。"""
    reason: Line
    """为什么建议这个密级。"""
    public: Line
    """其中哪些已经公开，因而不是秘密。"""


class Role(Model):
    """A kind of person in the firm."""

    id: Slug
    """角色代号。"""
    name: Name
    """角色名称。"""
    hat: Name | None = None
    """戴哪顶帽子，写 hats 里的叫法。"""
    sees: tuple[Annotated[str, Ref("secret")], ...] = ()
    """因工作需要可以接触的秘密代号。"""
    barred: tuple[Annotated[str, Ref("secret")], ...] = ()
    """明说不给看的秘密代号。"""
    must: Annotated[tuple[Line, ...], Field(min_length=1)]
    """必须做的事。"""
    must_not: Annotated[tuple[Line, ...], Field(min_length=1)]
    """不能做的事。"""


class Scene(Model):
    """A leak told as a short story, with the right response."""

    id: Slug
    """场景代号。"""
    title: Name
    """标题。"""
    story: Text
    """故事，不点名任何企业。"""
    response: Annotated[tuple[Line, ...], Field(min_length=1)]
    """正确的处置，按先后。"""
    lesson: Line
    """一句话教训。"""
    secrets: tuple[Annotated[str, Ref("secret")], ...] = ()
    """涉及的秘密代号。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""


class Term(Model):
    """A technical term of the trade, for readers who are not engineers."""

    natural: ClassVar[str] = "term"
    term: Name
    """术语，如 AA、MTF、含胶量。"""
    text: Line
    """一句话说清它是什么。"""


class Talk(Model):
    """A five-minute talk that a trainer or a shift leader gives at the machine."""

    natural: ClassVar[str] = "title"
    title: Name
    """题目。"""
    place: Line
    """在哪里讲，站在哪台设备旁边，手里拿什么。"""
    text: Text
    """讲稿，口语，念出来两分钟左右，连讨论五分钟。"""
    ask: Line
    """讲完问大家的一个问题。"""


class Point(Model):
    """A short message: a title and a few words."""

    natural: ClassVar[str] = "title"
    title: Name
    """标题。"""
    text: Line
    """内容。"""


class Brochure(Model):
    """The words of the brochure, fit for a worker who has two minutes."""

    headline: Name
    """大标题。"""
    lead: Line
    """导语。"""
    messages: Annotated[tuple[Point, ...], Field(min_length=3)]
    """要点。"""
    dos: Annotated[tuple[Line, ...], Field(min_length=1)]
    """要这样做。"""
    donts: Annotated[tuple[Line, ...], Field(min_length=1)]
    """不要这样做。"""
    rhyme: Annotated[tuple[Name, ...], Field(min_length=2)]
    """车间口诀，每句一行。"""


class NearCase(Model):
    """A case that this trade can learn from, and why."""

    natural: ClassVar[str] = "case"
    case: Annotated[str, Ref("case")]
    """案例代号。"""
    why: Line
    """与本行业像在哪里。"""


class Industry(Model):
    """A trade as its people see it: one file of industries/, whose name is the slug in every address."""

    name: Name
    """行业名称，如“云母制品”。"""
    short: Name
    """两到四个字的简称，如“云母”。"""
    order: Number = 100
    """在导航里的先后，小的在前。"""
    colour: DarkColour = "#2f5d62"
    """这个行业的颜色，网页和封面共用。"""
    mark: Picture = "工厂"
    """这个行业的标记，封面和首页上画哪个小图。"""
    pattern: Pattern = "方格"
    """封面上的花纹：方格、层叠或波纹；黑白印出来靠它分开。"""
    summary: Text
    """一段话介绍：这个行业在保护商业秘密上有什么特别。"""
    products: Line
    """主要产品。"""
    public_facts: Annotated[tuple[Line, ...], Field(min_length=1)]
    """已经公开的行业知识，不再是秘密。"""
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    """价值链环节，按先后。"""
    secrets: Annotated[tuple[Secret, ...], Field(min_length=1)]
    """商业秘密示例。"""
    glossary: tuple[Term, ...] = ()
    """行业术语，供附录的术语表用。"""
    talks: tuple[Talk, ...] = ()
    """在机台边讲的五分钟。"""
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    """企业里的角色。"""
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    """泄密场景。"""
    procedures: tuple[Procedure, ...] = ()
    """本行业特有的操作流程。"""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """本行业特有的常见问题。"""
    quiz: tuple[QuizItem, ...] = ()
    """本行业的考题。"""
    worked: WorkedExample | None = None
    """一项秘密从头做到尾的例子，虚构的。"""
    brochure: Brochure
    """宣传册的话。"""
    case_note: Text
    """有没有本行业的公开判例；没有的照实说。"""
    cases: Annotated[tuple[NearCase, ...], Field(min_length=1)]
    """最接近的案例，近的在前。"""
