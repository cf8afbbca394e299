"""What all trades share: forms, procedures, questions and flowcharts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from .base import Citations, Element, Line, Model, Name, Ref, Slug, Text
from .chart import Chart
from .grading import GradeQuestion, GradeRule, GradeTerm
from .hat import Hat
from .indicator import Indicator
from .office import Contact, Hotline
from .paper import Frame, Paper
from .questionnaire import Questionnaire
from .quiz import QuizItem
from .site_role import SiteRole


class FormField(Model):
    """One column or blank of a form."""

    natural: ClassVar[str] = "name"
    name: Name
    """栏目名称。"""
    hint: Line
    """怎么填。"""
    example: Line | None = None
    """填写示例。"""
    kind: Literal["文字", "日期", "时间", "签名", "选择"] = "文字"
    """填什么：文字、日期、时间（写到分钟）、签名，或者从几个里选一个。"""
    options: tuple[Name, ...] = ()
    """“选择”有哪几个可选。"""
    lines: Annotated[int, Field(ge=1, le=12)] = 2
    """单张表上留几行来写。"""


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
    shape: Literal["登记簿", "单张", "检查表"] = "单张"
    """什么样的表：一行记一件的登记簿，一件一张的单张，逐项打勾的检查表。"""
    records: tuple[Name, ...] = ()
    """能记下哪些动作：做法里有其中一个词，才能拿这张表当证据；不写就不核对。"""
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]
    """栏目。"""
    cites: Citations = ()
    """填法里的规矩从哪里来，写“文件代号:条号”。"""


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
    asked: tuple[Name, ...] = ()
    """别人会怎么问，只给搜索用，不印出来：写名称里没有的词，几个字就够。"""
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
    topic: Literal[
        "认定", "分类定级", "人员", "内部管理", "商务合作", "侵犯他人", "泄密应急", "维权", "示范创建", "行业专题"
    ]
    """归在常见问题的哪一组。"""
    question: Line
    """问题，用提问人的原话。"""
    asked: tuple[Name, ...] = ()
    """别人还会怎么问，只给搜索用，不印出来：写题目里没有的词，几个字就够。"""
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
    papers: tuple[Annotated[str, Ref("paper")], ...] = ()
    """答完给哪几份文书，写文书代号，最合用的在前，两份以内；没有合用的不写。"""
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
    picture: Literal["举报", "起诉", "报案", "仲裁", "保全"] | None = None
    """框里画哪个小图；不填的不画。"""


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
    cites: Citations = ()
    """图里的数字和规矩从哪里来，写“文件代号:条号”。"""


class CommonFile(Model):
    """A file of common/: what is the same in every trade, written once."""

    site_roles: tuple[SiteRole, ...] = ()
    """谁来看网站，先给他看什么。"""
    hats: tuple[Hat, ...] = ()
    """每件事由谁做：不多的几顶帽子。"""
    grades: tuple[GradeRule, ...] = ()
    """三级密级各管到什么程度。"""
    grade_questions: tuple[GradeQuestion, ...] = ()
    """定密打分的问题。"""
    grade_terms: tuple[GradeTerm, ...] = ()
    """各类秘密的保密期限。"""
    forms: tuple[Form, ...] = ()
    """表单。"""
    procedures: tuple[Procedure, ...] = ()
    """各行业通用的操作流程。"""
    questions: tuple[Question, ...] = ()
    """各行业通用的常见问题。"""
    flows: tuple[Flow, ...] = ()
    """流程图。"""
    charts: tuple[Chart, ...] = ()
    """时间线、对比这些图。"""
    frames: tuple[Frame, ...] = ()
    """几份文书共用的空格和条款，改一处，各份都改。"""
    papers: tuple[Paper, ...] = ()
    """要贴的制度、要签的协议、要发的函件。"""
    indicators: tuple[Indicator, ...] = ()
    """自查的题目。"""
    questionnaires: tuple[Questionnaire, ...] = ()
    """调查摸底的问卷。"""
    quiz: tuple[QuizItem, ...] = ()
    """各行业通用的考题。"""
    synonyms: tuple[Annotated[tuple[Name, ...], Field(min_length=2)], ...] = ()
    """搜索时当成一个意思的词，一行一组。"""
    offices: tuple[Contact, ...] = ()
    """各类部门的通用说法；县的文件没有写到的部门用它。"""
    hotlines: tuple[Hotline, ...] = ()
    """全国一样的热线。"""
