"""What the YAML may say: frozen models that refuse unknown keys, one sentence under each field.

Every scalar arrives from the loader as text, so "012" stays "012" and "no" stays "no"; pydantic
turns text into dates, numbers and yes/no where a field asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Confidence = Literal["verified", "single", "memory"]
Element = Literal["秘密性", "价值性", "保密措施", "侵权行为", "损失"]
Grade = Literal["核心", "重要", "一般"]
SecretKind = Literal["技术信息", "经营信息"]
Office = Literal[
    "市场监管", "公安", "科经", "人社", "商务", "宣传", "检察院", "法院", "上级市场监管", "知识产权"
]

Path = tuple[str | int, ...]
"""Where a value stands in a YAML file: keys and list positions from the top."""

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_GAP = re.compile(f"(?<=[{_CJK}])\\s+(?=[{_CJK}])|\\s*\\n\\s*(?=[{_CJK}])|(?<=[{_CJK}])\\s*\\n\\s*")


def tidy(text: str) -> str:
    """Give `text` on one line, without the blanks that a folded YAML block puts between Chinese characters."""
    return " ".join(_GAP.sub("", text.strip()).split())


@dataclass(frozen=True)
class Ref:
    """Marks a text field as the id of something of this kind, so that a dangling id is found at once."""

    kind: Literal["stage", "secret", "form", "procedure", "question", "flow", "case", "industry", "citation", "source"]


def _text(longest: int) -> Any:
    return Annotated[str, Field(min_length=1, max_length=longest), AfterValidator(tidy)]


Name = _text(40)
Line = _text(160)
Text = _text(900)
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=48)]
ArticleKey = Annotated[str, Field(pattern=r"^([0-9]+(-[0-9]+)?(\([0-9]+\))?|[a-z][a-z-]*)$", max_length=40)]
Citation = Annotated[str, Field(max_length=80), Ref("citation")]
Citations = tuple[Citation, ...]
HexColour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Model(BaseModel):
    """The base of every record: frozen, and strict about the keys it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


# --- law ---------------------------------------------------------------------------------------


class Article(Model):
    """One article (or one named point) of a legal source."""

    key: ArticleKey
    """引用时写在冒号后面的条号，如 10、13(3)、219-1；条号未核的写英文短名，如 threshold。"""
    topic: Name | None = None
    """条号未核时给读者看的名称，如“入罪数额”；有条号的不填。"""
    gist: Text
    """用自己的话写的要点，不照抄条文。"""
    confidence: Confidence
    """核对程度：verified 已核，single 只见一处，memory 未见（不得引用）。"""


class Source(Model):
    """A law, judicial interpretation, rule, guidance or standard, with the articles that were checked."""

    id: Slug
    """引用时写在冒号前面的代号，如 aucl-2025。"""
    title: Line
    """全称，不带书名号。"""
    short: Name
    """正文里用的简称，不带书名号。"""
    number: Line | None = None
    """文号；没有核到的不填。"""
    issuer: Name
    """发布机关。"""
    nature: Literal["法律", "司法解释", "行政法规", "部门规章", "规范性文件", "指引", "国家标准", "地方标准", "地方实践"]
    """效力层级；“指引”“地方实践”不是裁判依据。"""
    effective: date | None = None
    """施行日期；没有核到的不填。"""
    until: date | None = None
    """失效日期（这一天起不再有效）；现行有效的不填。"""
    superseded_by: Annotated[str, Ref("source")] | None = None
    """代替它的文件的代号；已废止的才填。"""
    supersedes: Text | None = None
    """它代替或废止了什么，一句话。"""
    renumbered: dict[ArticleKey, ArticleKey] = {}
    """旧条号到现行条号的对照；已废止的文件里，对照到代替它的文件。"""
    checked: date
    """上次核对这份文件的日期。"""
    citable_whole: bool = True
    """可否不写条号、整份引用。"""
    caution: Text | None = None
    """引用时要提醒读者的话。"""
    articles: tuple[Article, ...] = ()
    """核对过的条文。"""


class Case(Model):
    """A real published case; never an invented one."""

    id: Slug
    """案例代号，如 c08。"""
    name: Line
    """案例名称。"""
    court: Line
    """审理法院或办案机关。"""
    number: Line | None = None
    """案号；没有核到的不填。"""
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    """裁判年份；没有核到的不填。"""
    field: Line
    """所属行业或技术。"""
    facts: Text
    """案情，用自己的话。"""
    outcome: Text
    """结果；没有核到的数额和刑期不写。"""
    lesson: Text
    """企业从中学到什么。"""
    questions: tuple[Line, ...] = ()
    """案例分析会的讨论题。"""
    industries: tuple[Annotated[str, Ref("industry")], ...] = ()
    """最适合哪些行业学习。"""
    confidence: Confidence
    """核对程度，含义同法条。"""


class LawFile(Model):
    """A file of laws/: legal sources, cases, or both."""

    sources: tuple[Source, ...] = ()
    """法律文件。"""
    cases: tuple[Case, ...] = ()
    """公开案例。"""


# --- what all trades share -----------------------------------------------------------------------


class FormField(Model):
    """One column or blank of a form."""

    name: Name
    """栏目名称。"""
    hint: Line
    """怎么填。"""
    example: Line | None = None
    """填写示例。"""


class Form(Model):
    """A form of the firm, with the evidence it leaves and the legal elements that evidence proves."""

    id: Slug
    """表单代号。"""
    name: Name
    """表单名称。"""
    purpose: Line
    """做什么用。"""
    keeper: Name
    """由谁保管。"""
    retention: Line
    """保存多久。"""
    evidence: Line
    """填好以后，手里多了哪样证据。"""
    proves: Annotated[tuple[Element, ...], Field(min_length=1)]
    """这份证据证明哪几个法律要件。"""
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]
    """栏目。"""


class Step(Model):
    """One step of a procedure or one box of a flowchart's text version."""

    do: Text
    """做什么。"""
    who: Name | None = None
    """由谁做；与流程负责人相同的不填。"""


class Procedure(Model):
    """Something that a person in the firm does, step by step."""

    id: Slug
    """流程代号。"""
    name: Name
    """流程名称。"""
    group: Literal["建制度", "定秘密", "管人", "管载体", "管场所设备", "管对外", "应急维权", "检查改进"]
    """归在操作手册的哪一组。"""
    purpose: Text
    """为什么做。"""
    who: Name
    """由谁负责。"""
    when: Line
    """什么时候做。"""
    input: Line
    """开始前要备齐什么。"""
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    """步骤，按顺序。"""
    forms: Annotated[tuple[Annotated[str, Ref("form")], ...], Field(min_length=1)]
    """用到的表单代号。"""
    evidence: Line
    """做完留下什么证据。"""
    mistakes: Annotated[tuple[Line, ...], Field(min_length=1)]
    """常见错误。"""
    time: Name
    """大约要多久。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""


class Question(Model):
    """A question that people ask, with a short answer first."""

    id: Slug
    """问题代号。"""
    topic: Literal["认定", "分类定级", "人员", "内部管理", "商务合作", "侵犯他人", "泄密应急", "维权", "示范创建", "行业专题"]
    """归在常见问题的哪一组。"""
    question: Line
    """问题，用提问人的原话。"""
    answer: Line
    """一句话回答。"""
    why: Text
    """为什么。"""
    now: Line
    """现在就做什么。"""
    procedure: Annotated[str, Ref("procedure")] | None = None
    """对应的操作流程代号。"""
    form: Annotated[str, Ref("form")] | None = None
    """对应的表单代号。"""
    cites: Citations = ()
    """依据，写“文件代号:条号”。"""


class FlowNode(Model):
    """One box of a flowchart."""

    id: Slug
    """框的代号。"""
    text: Name
    """框里的字，十五个字以内最好。"""
    shape: Literal["步骤", "判断", "起止"] = "步骤"
    """框的形状。"""
    note: Line | None = None
    """文字版里的补充说明。"""


class FlowArrow(Model):
    """One arrow of a flowchart."""

    start: Slug
    """从哪个框出发（框的代号）。"""
    end: Slug
    """到哪个框（框的代号）。"""
    label: Name | None = None
    """箭头上的字，如“是”“否”。"""


class Flow(Model):
    """A flowchart that is drawn at build time, with its text alternative."""

    id: Slug
    """流程图代号。"""
    name: Name
    """流程图名称。"""
    summary: Text
    """用一段话说清全图，给看不见图的人读。"""
    nodes: Annotated[tuple[FlowNode, ...], Field(min_length=2)]
    """框。"""
    arrows: Annotated[tuple[FlowArrow, ...], Field(min_length=1)]
    """箭头。"""


class CommonFile(Model):
    """A file of common/: what is the same in every trade, written once."""

    forms: tuple[Form, ...] = ()
    """表单。"""
    procedures: tuple[Procedure, ...] = ()
    """各行业通用的操作流程。"""
    questions: tuple[Question, ...] = ()
    """各行业通用的常见问题。"""
    flows: tuple[Flow, ...] = ()
    """流程图。"""


# --- an industry ---------------------------------------------------------------------------------


class Stage(Model):
    """A stage of the trade's value chain."""

    id: Slug
    """环节代号。"""
    name: Name
    """环节名称。"""
    text: Text
    """这一环节做什么，秘密多半藏在哪里。"""


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
    sees: tuple[Annotated[str, Ref("secret")], ...] = ()
    """因工作需要可以接触的秘密代号。"""
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


class Point(Model):
    """A short message: a title and a few words."""

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
    order: int = 100
    """在导航里的先后，小的在前。"""
    colour: HexColour = "#2f5d62"
    """这个行业的颜色，网页和封面共用。"""
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
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    """企业里的角色。"""
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    """泄密场景。"""
    procedures: tuple[Procedure, ...] = ()
    """本行业特有的操作流程。"""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """本行业特有的常见问题。"""
    brochure: Brochure
    """宣传册的话。"""
    case_note: Text
    """有没有本行业的公开判例；没有的照实说。"""
    cases: Annotated[tuple[NearCase, ...], Field(min_length=1)]
    """最接近的案例，近的在前。"""


# --- a county ------------------------------------------------------------------------------------


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
    neighbours: tuple[Name, ...] = ()
    """协作的毗邻县市。"""
    notes: tuple[Text, ...] = ()
    """本地要特别说明的事。"""
    cites: Citations = ()
    """本地规则和标准，写“文件代号:条号”。"""


def references(model: type[BaseModel], raw: object, path: Path = ()) -> Iterator[tuple[Path, Ref, str]]:
    """Give (path, mark, id) for each value in `raw` that `model` marks as an id of something else.

    It reads the raw YAML value, not a finished model, so that a file with other faults is checked as well.
    """
    if isinstance(raw, dict):
        for name, field in model.model_fields.items():
            if name in raw:
                yield from _marked((field.annotation, *field.metadata), raw[name], (*path, name))


def _marked(hints: tuple[Any, ...], raw: object, path: Path) -> Iterator[tuple[Path, Ref, str]]:
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _marked(hints, item, (*path, index))
        return
    for hint in _parts(hints):
        if isinstance(hint, Ref) and isinstance(raw, str):
            yield path, hint, raw
        elif isinstance(hint, type) and issubclass(hint, BaseModel):
            yield from references(hint, raw, path)


def _parts(hints: tuple[Any, ...]) -> Iterator[Any]:
    for hint in hints:
        inner = (*getattr(hint, "__args__", ()), *getattr(hint, "__metadata__", ()))
        yield from _parts(inner) if inner else (hint,)
