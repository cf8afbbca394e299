"""The questionnaires of a survey: as Word files to write on, as workbooks to send back, and read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from docx.shared import Mm, Pt

from ..facts.model import Questionnaire
from ..facts.model.questionnaire import SurveyQuestion
from ..facts.project import Project
from .answers import Reply, Unread, as_read
from .word import WordFile
from .workbook import Workbook

ABOUT = ("单位名称", "行业", "填表日期")
"""What stands on top of a questionnaire."""
HEAD = ("题号", "问什么", "回答")
_ROOM = {"文字": 10, "数字": 8, "选择": 12, "长文": 26}
"""Height in mm of the box for an answer on paper."""
_FIRST = 6
"""The row of the first question in the workbook, from 0."""


def questionnaire_document(project: Project, asked: Questionnaire, stamp: int) -> bytes:
    """Return a questionnaire as a Word file; `stamp` is the day of creation in seconds since 1970."""
    file = WordFile(asked.name, project.region.publisher, project.region.publisher, stamp)
    file.text(f"{asked.purpose}{asked.how}", indent=False).runs[0].font.size = Pt(10.5)
    file.text("单位：＿＿＿＿＿＿＿＿＿＿　行业：＿＿＿＿＿＿　日期：＿＿＿＿＿＿", indent=False)
    rows = [[number, item.ask, "　".join(f"□ {option}" for option in item.options)] for number, item in asked.numbered]
    table = file.table([0.6, 2.6, 3], [list(HEAD), *rows])
    for item, row in zip(asked.questions, table.rows[1:], strict=True):
        row.height = Mm(_ROOM[item.kind])
    file.signatures([("调查人", ["签名", "签名"]), ("答的人", ["签名", "日期"])])
    return file.done()


def questionnaire_workbook(project: Project, asked: Questionnaire, stamp: int) -> bytes:
    """Return a questionnaire as a workbook whose answers the survey reads; `stamp` as above."""
    book = Workbook(asked.name, project.region.publisher, stamp)
    sheet = book.page("问卷", [])
    looks = book.formats
    for column, width in enumerate((16, 50, 50)):
        sheet.set_column(column, column, width)
    for row, words in enumerate((book.title, f"{asked.purpose}{asked.how}只填“回答”一栏，有箭头的点开选。")):
        sheet.merge_range(row, 0, row, 2, words, looks["title" if row == 0 else "words"])
    sheet.set_row(1, 48)
    for row, name in enumerate(ABOUT, 2):
        sheet.write_string(row, 0, name, looks["head"])
        sheet.merge_range(row, 1, row, 2, "", looks["date" if name == "填表日期" else "cell"])
    for column, name in enumerate(HEAD):
        sheet.write_string(_FIRST - 1, column, name, looks["head"])
    for row, (number, item) in enumerate(asked.numbered, _FIRST):
        sheet.write_string(row, 0, number, looks["locked"])
        sheet.write_string(row, 1, item.ask, looks["locked"])
        sheet.write_blank(row, 2, None, looks["cell"])
        sheet.set_row(row, 60 if item.kind == "长文" else 26)
        if item.options:
            book.choose(sheet, row, 2, item.options)
        elif item.kind == "数字":
            book.count(sheet, row, 2, 0, "请写数")
    sheet.freeze_panes(_FIRST, 0)
    sheet.repeat_rows(_FIRST - 1)
    return book.done()


def asked_by_number(project: Project) -> Mapping[str, SurveyQuestion]:
    """Return every question of the questionnaires by its number."""
    return {number: item for asked in project.questionnaires.values() for number, item in asked.numbered}


def _unfit(item: SurveyQuestion | None, said: str) -> str:
    """Say why an answer does not fit its question; empty where it does."""
    if item is None:
        return "题号不认识"
    if item.options and said not in item.options:
        return f"只能选：{'、'.join(item.options)}"
    if item.kind == "数字" and not said.isdigit():
        return "这一题只写数"
    return ""


def add_tables(project: Project, came: Iterable[Reply], book: Workbook) -> None:
    """Add what came back to a workbook: a sheet for each questionnaire, one row a reply, and the counts of choices."""
    known = list(came)
    for asked in project.questionnaires.values():
        numbers = [number for number, _ in asked.numbered]
        if rows := [_row(reply, numbers) for reply in known if not reply.said.keys().isdisjoint(numbers)]:
            head = ["单位", "行业", *(f"{number} {item.ask}" for number, item in asked.numbered), "文件"]
            book.table(asked.name, head, rows, [22, 12, *([18] * len(asked.questions)), 22])
    counted = [list(row) for row in counts(project, known)]
    if counted:
        book.table("问卷统计", ["问卷", "题号", "问什么", "选了", "几份"], counted, [14, 8, 46, 24, 8])


def _row(reply: Reply, numbers: Sequence[str]) -> list[str]:
    """Return who replied, and what to each question."""
    said = [reply.said.get(number, "") for number in numbers]
    return [reply.about.get("单位名称", reply.file), reply.about.get("行业", ""), *said, reply.file]


def counts(project: Project, came: Iterable[Reply]) -> list[tuple[str, str, str, str, int]]:
    """Return questionnaire, number, question, choice and how many chose it, the most chosen first."""
    known, rows = list(came), []
    for asked in project.questionnaires.values():
        for number, item in asked.numbered:
            said = Counter(reply.said[number] for reply in known if number in reply.said) if item.options else {}
            order = sorted(said, key=lambda option: (-said[option], item.options.index(option)))
            rows += [(asked.name, number, item.ask, option, said[option]) for option in order]
    return rows


def checked(project: Project, came: Iterable[Reply]) -> list[Reply]:
    """Return the replies with answers to questionnaires that fit; those that do not are told in their list."""
    asked = asked_by_number(project)
    found = list(came)
    for reply in found:
        for number, said in list(reply.said.items()):
            item = asked.get(number)
            meant = next((option for option in item.options if as_read(option) == said), said) if item else said
            reply.said[number] = meant
            if why := _unfit(item, meant):
                del reply.said[number]
                reply.unread.append(Unread(reply.file, "", number, said, why))
    return found
