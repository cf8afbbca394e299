"""The self-check as a workbook: a firm scores itself, and its county reads the same file in the survey."""

from __future__ import annotations

from ..documents.self_check import ANSWERS, Asked, questions
from ..facts.model import Industry
from ..facts.project import Project
from .workbook import Workbook

ABOUT = ("单位名称", "行业", "职工人数", "保密负责人岗位", "联系电话", "填表日期")
"""What a firm says of itself on the first sheet; name, trade and number of people are counted."""
HEAD = ("题号", "组", "问什么", "怎么查", "拿什么证明", "分值", "结果", "得分", "没做到，下一步")
_WEAKEST = 10


def self_check(project: Project, industry: Industry, stamp: int, firm: str = "") -> bytes:
    """Return the workbook: about the firm, the questions with choices, the score by group with a chart, the weakest."""
    book = Workbook(f"{industry.name}商业秘密保护自查表", firm or project.region.publisher, stamp)
    asked = questions(project, industry)
    _about(book, industry, firm)
    _questions(book, asked)
    _scores(book, asked)
    return book.done()


def _about(book: Workbook, industry: Industry, firm: str) -> None:
    sheet = book.page("企业", [])
    known = {"单位名称": firm, "行业": industry.name}
    for row, name in enumerate(ABOUT, 4):
        sheet.write_string(row, 0, name, book.formats["head"])
        look = book.formats["date" if name == "填表日期" else "cell"]
        if known.get(name):
            sheet.write_string(row, 1, known[name], look)
        else:
            sheet.write_blank(row, 1, None, look)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 44)
    for row, words in enumerate((book.title, _FIRST, _SECOND)):
        sheet.set_row(row, 32)
        sheet.merge_range(row, 0, row, 1, words, book.formats["title" if row == 0 else "words"])
    book.count(sheet, 4 + ABOUT.index("职工人数"), 1, 1, "请写人数")


_FIRST = "先填这一页，再填“自查”一页的“结果”一栏。看东西、看记录，不凭印象；拿不准的选“部分”。"
_SECOND = "“得分”一页自动算分、画图、列出最弱的十项。县里调查时，把填好的这个文件交回去就行。"


def _questions(book: Workbook, asked: list[Asked]) -> None:
    sheet = book.book.add_worksheet("自查")
    looks = book.formats
    for column, (name, width) in enumerate(zip(HEAD, (6, 14, 36, 30, 18, 6, 10, 7, 34), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, looks["head"])
    sheet.set_row(0, 28)
    for row, item in enumerate(asked, 1):
        cells = (item.number, item.group, item.question, item.verify, item.proof)
        for column, words in enumerate(cells):
            sheet.write_string(row, column, words, looks["locked"])
        sheet.write_number(row, 5, item.weight, looks["locked"])
        sheet.write_blank(row, 6, None, looks["cell"])
        place = row + 1
        score = f'=IF(G{place}="做到",F{place},IF(G{place}="部分",F{place}/2,IF(G{place}="没有",0,"")))'
        sheet.write_formula(row, 7, score, looks["locked"], "")
        sheet.write_string(row, 8, item.help, looks["locked"])
        longest = max(len(item.question) / 16, len(item.verify) / 13, len(item.help) / 15)
        sheet.set_row(row, 15 * (int(longest) + 1) + 6)
        lost = f'=IF(OR(G{place}="部分",G{place}="没有"),F{place}-H{place}+(1000-ROW())/1000000,0)'
        sheet.write_formula(row, 9, lost, looks["locked"], 0)
    sheet.set_column(9, 9, None, None, {"hidden": True})
    choose = {"validate": "list", "source": list(ANSWERS), "error_title": "请从列表里选"}
    sheet.data_validation(1, 6, len(asked), 6, choose | {"error_message": "只能选：做到、部分、没有、不适用。"})
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, len(asked), 8)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&10第 &P 页，共 &N 页")
    sheet.protect("", {"autofilter": True, "format_rows": True, "format_columns": True})


def _scores(book: Workbook, asked: list[Asked]) -> None:
    sheet = book.page("得分", [f"{book.title}　得分"])
    looks = book.formats
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 3, 12)
    last = len(asked) + 1
    for column, name in enumerate(("组", "应得", "实得", "百分比")):
        sheet.write_string(2, column, name, looks["head"])
    groups = list(dict.fromkeys(item.group for item in asked))
    for row, group in enumerate(groups, 3):
        place = row + 1
        sheet.write_string(row, 0, group, looks["cell"])
        counted = f'SUMIFS(自查!F$2:F${last},自查!B$2:B${last},A{place},自查!H$2:H${last},">=0")'
        sheet.write_formula(row, 1, f"={counted}", looks["number"], 0)
        sheet.write_formula(row, 2, f"=SUMIFS(自查!H$2:H${last},自查!B$2:B${last},A{place})", looks["number"], 0)
        sheet.write_formula(row, 3, f"=IF(B{place}=0,0,ROUND(C{place}/B{place}*100,0))", looks["number"], 0)
    whole = len(groups) + 3
    sheet.write_string(whole, 0, "合计", looks["head"])
    for column, letter in ((1, "B"), (2, "C")):
        sheet.write_formula(whole, column, f"=SUM({letter}4:{letter}{whole})", looks["number"], 0)
    sheet.write_formula(whole, 3, f"=IF(B{whole + 1}=0,0,ROUND(C{whole + 1}/B{whole + 1}*100,0))", looks["number"], 0)
    chart = book.book.add_chart({"type": "radar", "subtype": "filled"})
    chart.add_series(
        {"name": "百分比", "categories": ["得分", 3, 0, whole - 1, 0], "values": ["得分", 3, 3, whole - 1, 3]}
    )
    chart.set_title({"name": "各组得分（百分比）"})
    chart.set_legend({"none": True})
    chart.set_y_axis({"min": 0, "max": 100})
    chart.set_size({"width": 460, "height": 360})
    sheet.insert_chart(2, 5, chart, {"description": "各组得分的雷达图"})
    _weakest(book, whole + 2, last)
    sheet.protect()


def _weakest(book: Workbook, first: int, last: int) -> None:
    """List the questions that lose most, with the next step."""
    sheet = book.book.get_worksheet_by_name("得分")
    sheet.write_string(first, 0, "最弱的十项，从这里改起", book.formats["title"])
    for column, name in enumerate(("问什么", "题号", "分值", "下一步")):
        sheet.write_string(first + 1, column, name, book.formats["head"])
    sheet.set_column(3, 3, 40)
    for rank in range(1, _WEAKEST + 1):
        row = first + 1 + rank
        lost = f"LARGE(自查!J$2:J${last},{rank})"
        found = f"MATCH({lost},自查!J$2:J${last},0)"
        for column, letter in enumerate("CAFI"):
            formula = f'=IF({lost}<=0,"",INDEX(自查!{letter}$2:{letter}${last},{found}))'
            sheet.write_formula(row, column, formula, book.formats["locked"], "")
        sheet.set_row(row, 36)
