"""The survey of a county: the replies of its firms -> one workbook and a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from ..documents.self_check import SCORES, Asked, questions
from ..facts.model import Industry
from ..facts.project import Project
from .answers import Reply, Unread
from .questionnaires import add_tables, checked
from .workbook import Workbook

CANDIDATE = 80
"""Score from which a firm is proposed for a demonstration point."""
_UNKNOWN = "没有写"
_SIZES = ((20, "20 人以下"), (50, "20—49 人"), (300, "50—299 人"), (10**9, "300 人以上"))


@dataclass(frozen=True)
class Firm:
    """A firm as its reply shows it; scores are per cent, None where nothing was answered."""

    file: str
    name: str
    industry: str
    people: str
    size: str
    answered: int
    score: int | None
    groups: dict[str, int]
    weak: tuple[Asked, ...]


@dataclass(frozen=True)
class Survey:
    """Everything that came back, put together."""

    firms: tuple[Firm, ...]
    unread: tuple[Unread, ...]
    talks: tuple[Reply, ...]
    """The replies with a questionnaire of a visit, a talk or a park."""
    shares: tuple[tuple[Asked, int, float], ...]
    """The shared questions with the number of answers and the mean share earned, the weakest first."""


def survey(project: Project, came: Iterable[Reply]) -> Survey:
    """Put the replies together; a firm that sent two files is counted once, by the one with more answers."""
    unread: list[Unread] = []
    chosen: dict[str, Reply] = {}
    read = checked(project, came)
    for reply in read:
        unread += reply.unread
        if not reply.answers:
            continue
        name = reply.about.get("单位名称") or reply.file
        other = chosen.get(name)
        if other and len(other.answers) >= len(reply.answers):
            unread.append(Unread(reply.file, "", "", name, f"同一家交了两份，用了答得多的 {other.file}"))
            continue
        if other:
            unread.append(Unread(other.file, "", "", name, f"同一家交了两份，用了答得多的 {reply.file}"))
        chosen[name] = reply
    firms = tuple(_firm(project, name, reply, unread) for name, reply in chosen.items())
    talks = tuple(reply for reply in read if reply.said)
    return Survey(firms, tuple(unread), talks, _shares(project, chosen.values()))


def _firm(project: Project, name: str, reply: Reply, unread: list[Unread]) -> Firm:
    told = reply.about.get("行业", "")
    industry = next((item for item in project.industries.values() if told in (item.name, item.short)), None)
    if told and not industry:
        unread.append(Unread(reply.file, "", "", told, f"行业不在{'、'.join(_names(project))}里，只算通用的题"))
    people = reply.about.get("职工人数", "")
    if people and not people.isdigit():
        unread.append(Unread(reply.file, "", "", people, "职工人数只能写数，这家没有按人数归类"))
    asked = questions(project, industry) if industry else _shared(project)
    counted = [item for item in asked if reply.answers.get(item.number) in SCORES]
    groups = {
        group: _score([item for item in counted if item.group == group], reply) or 0
        for group in dict.fromkeys(item.group for item in counted)
    }
    lost = [item for item in counted if reply.answers[item.number] != "做到"]
    lost.sort(key=lambda item: (-item.weight * (1 - SCORES[reply.answers[item.number]]), item.number))
    return Firm(
        reply.file,
        name,
        industry.name if industry else told or _UNKNOWN,
        people,
        next(words for most, words in _SIZES if int(people) < most) if people.isdigit() else _UNKNOWN,
        len(counted),
        _score(counted, reply),
        groups,
        tuple(lost[:3]),
    )


def _names(project: Project) -> list[str]:
    return [industry.name for industry in project.industries.values()]


def _shared(project: Project) -> list[Asked]:
    """Return the questions that every trade is asked."""
    first: Industry = next(iter(project.industries.values()))
    return [item for item in questions(project, first) if item.number.startswith("A")]


def _score(asked: list[Asked], reply: Reply) -> int | None:
    whole = sum(item.weight for item in asked)
    got = sum(item.weight * SCORES[reply.answers[item.number]] for item in asked)
    return round(100 * got / whole) if whole else None


def _shares(project: Project, came: Iterable[Reply]) -> tuple[tuple[Asked, int, float], ...]:
    known = list(came)
    shares = []
    for item in _shared(project):
        said = [SCORES[reply.answers[item.number]] for reply in known if reply.answers.get(item.number) in SCORES]
        if said:
            shares.append((item, len(said), mean(said)))
    return tuple(sorted(shares, key=lambda share: (share[2], share[0].number)))


def workbook(project: Project, found: Survey, stamp: int) -> bytes:
    """Return the workbook: the firms, means by trade and size with a chart, the weakest questions, what was not read."""
    book = Workbook(f"{project.region.name}商业秘密保护调查汇总", project.region.publisher, stamp)
    groups = list(dict.fromkeys(group for firm in found.firms for group in firm.groups))
    head = ["单位", "行业", "人数", "规模", "答了几题", "总分", *groups, "先补哪几样", "示范点候选", "文件"]
    rows = [
        [
            firm.name,
            firm.industry,
            int(firm.people) if firm.people.isdigit() else firm.people,
            firm.size,
            firm.answered,
            firm.score if firm.score is not None else "",
            *(firm.groups.get(group, "") for group in groups),
            "；".join(item.question for item in firm.weak),
            "候选" if is_candidate(firm) else "",
            firm.file,
        ]
        for firm in sorted(found.firms, key=lambda firm: (-(firm.score or 0), firm.name))
    ]
    book.table("企业", head, rows, [24, 12, 8, 12, 9, 8, *([10] * len(groups)), 60, 10, 24])
    classes = [[*row] for row in means(found)]
    sheet = book.table("分类", ["按什么", "哪一类", "几家", "平均分"], classes, [10, 20, 8, 10])
    if classes:
        chart = book.book.add_chart({"type": "bar"})
        last = len(classes)
        chart.add_series({"categories": ["分类", 1, 1, last, 1], "values": ["分类", 1, 3, last, 3], "name": "平均分"})
        chart.set_title({"name": "各类企业的平均分"})
        chart.set_legend({"none": True})
        chart.set_x_axis({"min": 0, "max": 100})
        sheet.insert_chart(1, 5, chart, {"description": "各类企业平均分的条形图"})
    weak = [[item.number, item.group, item.question, many, round(100 * share)] for item, many, share in found.shares]
    book.table("薄弱项", ["题号", "组", "问什么", "几家答了", "做到的比例（%）"], weak, [8, 16, 50, 10, 16])
    add_tables(project, found.talks, book)
    lost = [[item.file, item.sheet, item.cell, item.value, item.why] for item in found.unread]
    book.table("没读到的", ["文件", "表", "格", "内容", "为什么、怎么办"], lost, [28, 12, 8, 24, 60])
    return book.done()


def is_candidate(firm: Firm) -> bool:
    """Say whether a firm might become a demonstration point."""
    return firm.score is not None and firm.score >= CANDIDATE and min(firm.groups.values(), default=0) >= CANDIDATE - 20


def means(found: Survey) -> list[tuple[str, str, int, int]]:
    """Return kind, class, number of firms and mean score, by trade and by size."""
    rows = []
    for kind, names in (
        ("行业", [firm.industry for firm in found.firms]),
        ("规模", [firm.size for firm in found.firms]),
    ):
        for name in sorted(set(names), key=_rank):
            scores = [
                firm.score
                for firm in found.firms
                if firm.score is not None and name == (firm.industry if kind == "行业" else firm.size)
            ]
            if scores:
                rows.append((kind, name, len(scores), round(mean(scores))))
    return rows


def _rank(name: str) -> tuple[int, str]:
    """Return what classes are sorted by: sizes from small to large, trades by name."""
    return next((number for number, (_, words) in enumerate(_SIZES) if words == name), len(_SIZES)), name
