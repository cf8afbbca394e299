"""The report of a survey for the bureau, as a Word file."""

from __future__ import annotations

from statistics import mean

from ..facts.project import Project
from .answers import Unread
from .questionnaires import counts
from .survey import CANDIDATE, Survey, is_candidate, means
from .word import WordFile

_WEAK = 10
_TOLD = 100
"""How many places that were not read the report lists; the workbook has all."""


def report(project: Project, found: Survey, stamp: int) -> bytes:
    """Return the report for the bureau as a Word file: figures first, then what to do, then what was not read."""
    name = project.region.publisher
    file = WordFile(f"{project.region.name}商业秘密保护调查报告", name, name, stamp, official=True)
    scored = [firm.score for firm in found.firms if firm.score is not None]
    file.text(
        f"收回有效自查表 {len(found.firms)} 份，平均 {round(mean(scored)) if scored else 0} 分（满分 100，按各家答了的题算）。"
        f"有 {len(found.unread)} 处没有读到或者要核对，列在最后。数字只来自交回的表，没有推算。"
    )
    file.text("一、各类企业", style="Heading 1")
    rows = [[str(cell) for cell in row] for row in means(found)]
    file.table([1, 2, 1, 1], [["按什么", "哪一类", "几家", "平均分"], *rows])
    file.text("二、最弱的十项", style="Heading 1")
    weak = [
        [item.question, str(many), f"{round(100 * share)}%", item.help] for item, many, share in found.shares[:_WEAK]
    ]
    file.table([3, 0.8, 0.9, 3], [["问什么", "几家答了", "做到", "可以怎么帮"], *weak])
    _candidates(file, found)
    chosen = counts(project, found.talks)
    if chosen:
        file.text("四、走访、座谈和园区", style="Heading 1")
        file.text(f"收回问卷 {len(found.talks)} 份。选择题的结果在下面，原话在汇总表里，一份一行。")
        rows = [[name, ask, option, str(many)] for name, _, ask, option, many in chosen]
        file.table([1.2, 3, 1.8, 0.6], [["问卷", "问什么", "选了", "几份"], *rows])
    file.text(f"{'五' if chosen else '四'}、没有读到的", style="Heading 1")
    _lost(file, found.unread)
    return file.done()


def _candidates(file: WordFile, found: Survey) -> None:
    """Write which firms might become demonstration points, and why."""
    file.text("三、示范点候选", style="Heading 1")
    file.text(f"总分 {CANDIDATE} 分以上、每组不低于 {CANDIDATE - 20} 分的列为候选，到现场看过再定。")
    good = [firm for firm in found.firms if is_candidate(firm)]
    rows = [
        [firm.name, firm.industry, str(firm.score), "、".join(f"{g}{s}" for g, s in firm.groups.items())]
        for firm in good
    ]
    if rows:
        file.table([2, 1, 0.6, 4], [["单位", "行业", "总分", "各组得分"], *rows])
    else:
        file.text("这一次没有。")


def _lost(file: WordFile, unread: tuple[Unread, ...]) -> None:
    """Write what could not be read: the first places, where there are many."""
    shown = unread[:_TOLD]
    if len(unread) > len(shown):
        file.text(f"一共 {len(unread)} 处，这里列前 {_TOLD} 处，全部在汇总表“没读到的”一页。")
    rows = [[item.file, f"{item.sheet} {item.cell}".strip(), item.value, item.why] for item in shown]
    if rows:
        file.table([2, 1, 1.4, 3], [["文件", "哪一格", "内容", "为什么、怎么办"], *rows])
    else:
        file.text("全部读到了。")
