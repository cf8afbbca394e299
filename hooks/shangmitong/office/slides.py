"""What a trainer says to owners, to managers and at the machine, from the facts of a trade."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents.exam import bank, exam
from ..facts.model import Case, Industry
from ..facts.model.industry import Scene
from ..facts.project import Project
from .slide_show import Slide, show_of


def deck(project: Project, industry: Industry, audience: str, stamp: int) -> bytes:
    """Return the slides for an audience: owner, manager or floor."""
    title, minutes, build = DECKS[audience]
    below = f"{project.region.publisher}　{project.issue}　约 {minutes} 分钟"
    slides = build(project, industry)
    return show_of(f"{industry.name}：{title}", below, project.region.publisher, industry.colour, slides, stamp)


def _owner(project: Project, industry: Industry) -> Iterator[Slide]:
    yield from _why(industry)
    yield from _where(industry)
    yield _leaks(industry)
    yield from _case(project, industry, 8)
    yield _first_steps(project)
    yield _hour(project)
    yield _ways(project)
    yield _talk_over(project, industry)


def _manager(project: Project, industry: Industry) -> Iterator[Slide]:
    yield from _why(industry)
    yield from _where(industry)
    yield _leaks(industry)
    for scene in industry.scenes[:3]:
        yield from _scene(scene)
    groups = dict.fromkeys(item.group for item in project.procedures.values())
    for group in groups:
        items = [item for item in project.procedures.values() if item.group == group]
        lines = tuple(f"{item.name}：{item.who}，{item.when.rstrip('。')}" for item in items)
        yield Slide(f"谁做什么：{group}", lines, "问在座的：这件事在我们厂是谁？没有人的，当场定。", 3)
    yield from _case(project, industry, 10)
    yield _hour(project)
    yield _ways(project)
    yield from _quiz(project, industry, 5)
    yield _talk_over(project, industry)


def _floor(project: Project, industry: Industry) -> Iterator[Slide]:
    brochure = industry.brochure
    yield Slide(brochure.headline, (brochure.lead,), "站在机台边讲，手里拿一张工艺卡，屏幕先切到空白页。", 1)
    yield Slide("这样做", brochure.dos, "一条一条念，每条问一个人：你这一班是谁做？", 3)
    yield Slide("不这样做", brochure.donts, "不点名、不翻旧账，只讲以后。", 3)
    yield from _scene(industry.scenes[0])
    for talk in industry.talks[:1]:
        yield Slide(talk.title, tuple(_sentences(talk.text)), f"在这里讲：{talk.place} 讲完问：{talk.ask}", 4)
    yield Slide("安全排在前面", _SAFE, "这一页一定要讲。", 1)
    yield Slide("漏了东西，先做四步", _FOUR, "让一个人照着做一遍。", 2)
    yield Slide("一起念一遍", brochure.rhyme, "全班念，下班前再念一遍。", 2)


_SAFE = (
    "安全标签、安全技术说明书、食品标签不遮、不撕、不换",
    "有危险先停机、先撤人、先报告，和保密不冲突",
    "举报违法、抢险救人，谁也不能拿保密来拦",
)
_FOUR = (
    "停：停下手里的事，现场不动；有危险先撤人",
    "报：马上告诉保密负责人，不在群里说",
    "留：不删、不改、不还原，记下时间",
    "等：对外由厂里统一去讲",
)
DECKS = {
    "owner": ("给老板讲", 45, _owner),
    "manager": ("给部门和班组负责人讲", 90, _manager),
    "floor": ("在机台边讲", 20, _floor),
}
"""The decks by audience: what they are called, minutes, and what makes their slides."""


def _why(industry: Industry) -> Iterator[Slide]:
    yield Slide(
        "为什么要管", tuple(_sentences(industry.summary)), "先问：我们厂最怕被别人知道的是哪一样？让三个人说。", 4
    )
    lines = ("外面不知道", "对厂里有用，能省钱、能挣钱", "厂里采取了措施：锁、标、签、记", "三条缺一条，法院就不认")
    yield Slide("三条都够，才是商业秘密", lines, "拿一张工艺卡对照三条，一条一条问。", 4)
    yield Slide("已经公开的，不用守", industry.public_facts[:6], "说清公开的，剩下的才守得住。", 3)


def _where(industry: Industry) -> Iterator[Slide]:
    lines = []
    for stage in industry.stages:
        core = [secret.name for secret in industry.secrets if secret.stage == stage.id and secret.grade == "核心"]
        if core:
            lines.append(f"{stage.name}：{'、'.join(core[:2])}")
    yield Slide(
        "秘密在哪一步（示例）", tuple(lines), "这些是行业的例子，不是哪一家的。对着自己厂，有的打勾，没有的划掉。", 6
    )


def _leaks(industry: Industry) -> Slide:
    lines = tuple(f"{point.title}：{point.text}" for point in industry.brochure.messages)
    return Slide("最容易从哪里漏", lines, "每一条问：我们厂有没有？上个月有没有发生过？", 5)


def _scene(scene: Scene) -> Iterator[Slide]:
    yield Slide(
        f"场景：{scene.title}", tuple(_sentences(scene.story)), "故事是编的。讲完停一下，问：换成你，先做什么？", 3
    )
    yield Slide("正确的做法", (*scene.response, f"一句话：{scene.lesson}"), "对照大家刚才说的，缺哪一步。", 3)


def _case(project: Project, industry: Industry, minutes: int) -> Iterator[Slide]:
    case: Case = project.cases[industry.cases[0].case]
    where = "，".join(filter(None, (case.court, case.number, f"{case.year} 年" if case.year else "")))
    yield Slide(
        f"真案子：{case.name}",
        (where, *_sentences(case.facts)),
        f"和我们像在哪里：{industry.cases[0].why}",
        minutes // 2,
    )
    yield Slide(
        "怎么判的，学到什么",
        (*_sentences(case.outcome), *_sentences(case.lesson)),
        "不评价当事人，只讲做法。",
        minutes // 4,
    )
    yield Slide("讨论", case.questions, "分组，每组一题，三分钟，各说一条能做的。", minutes // 4)


def _first_steps(project: Project) -> Slide:
    lines = tuple(item.question for item in project.indicators.values() if item.weight == 3)[:10]
    return Slide("先做到这十条", lines, "每条当场定人、定日期，写在白板上。自查表在工具箱里。", 6)


def _hour(project: Project) -> Slide:
    procedure = project.procedures.get("handle-leak")
    lines = tuple(step.do.rstrip("。") for step in procedure.steps[:6]) if procedure else _FOUR
    return Slide("出了事，头一小时", lines, "先保证据，再找人。质问当事人，证据就没了。", 4)


def _ways(project: Project) -> Slide:
    flow = project.flows.get("remedy")
    lines = (
        tuple(f"{node.text}：{node.note}" for node in flow.nodes if node.note and node.shape == "步骤") if flow else ()
    )
    return Slide("几条路，可以一起走", lines, "拿不准走哪条，先固定证据，再打电话问。", 5)


def _quiz(project: Project, industry: Industry, many: int) -> Iterator[Slide]:
    for one in exam(bank(project, industry), f"{industry.short} slides", many):
        asked = tuple(f"{letter}　{words}" for letter, words in one.options)
        yield Slide(f"考一考：{one.item.ask}", asked, f"答案：{one.right}。{one.item.reason}", 1)
        yield Slide("答案", (f"{one.right}　{one.item.right}", one.item.reason), "问一个答错的人，哪里想岔了。", 1)


def _talk_over(project: Project, industry: Industry) -> Slide:
    desks = tuple(f"{line.number} {line.name}" for line in project.hotlines[:5])
    lines = (f"制度、协议、函件、表单：网站的“工具箱”，下载{industry.name}全套", "拿不准，先问县市场监督管理局", *desks)
    return Slide("带走什么，问谁", lines, "留五分钟提问。签到表、考卷收齐再散。", 3)


def _sentences(text: str) -> Iterator[str]:
    """Return the sentences of a text, each a line."""
    for part in text.replace("？", "？\n").replace("。", "。\n").split("\n"):
        if part.strip():
            yield part.strip().removesuffix("。")
