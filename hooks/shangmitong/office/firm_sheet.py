"""The workbook in which a firm says of itself what its own set is filled with."""

from __future__ import annotations

from ..documents.firm_set import SIZES, Question, firm_questions
from ..facts.model import Industry
from ..facts.project import Project
from .workbook import Workbook

HEAD = ("代号", "填什么", "内容", "怎么填", "用在")
NAME, SIZE, TRADE = "name", "size", "industry"
"""Codes of the rows that are no blank."""
HAVE, NOT = "有", "没有"


def firm_workbook(project: Project, industry: Industry, stamp: int) -> bytes:
    """Return the workbook that a firm of a trade fills in for its own set; `stamp` in seconds since 1970."""
    book = Workbook(f"{industry.name}企业成套文书填写表", project.region.publisher, stamp)
    slug = next(slug for slug, other in project.industries.items() if other.name == industry.name)
    first = [
        (NAME, "单位全称", "", "和营业执照一致", "全部"),
        (TRADE, "行业", slug, f"{industry.name}，不用改", "全部"),
        (SIZE, "职工人数", "", "五十人以下用小厂版", "全部"),
    ]
    asked = list(firm_questions(project))
    choices = {item.code: item.options for item in asked}
    often, seldom = ([_row(item) for item in asked if item.often is wanted] for wanted in (True, False))
    for name, rows in (("常用", [*first, *often]), ("一事一填", seldom)):
        sheet = book.table(name, HEAD, rows, [22, 24, 40, 44, 50])
        for row, (code, *_) in enumerate(rows, 1):
            sheet.set_row(row, 30)
            sheet.write_string(row, 2, slug if code == TRADE else "", book.formats["cell"])
            if code == SIZE:
                book.choose(sheet, row, 2, tuple(SIZES))
            elif options := choices.get(code):
                book.choose(sheet, row, 2, options)
    secrets = [
        (secret.id, secret.name, "", f"{secret.grade}、{secret.kind}", "名录、台账") for secret in industry.secrets
    ]
    sheet = book.table("秘密", HEAD, secrets, [22, 50, 10, 20, 16])
    book.choose(sheet, 1, 2, (HAVE, NOT), len(secrets))
    book.page(
        "怎么填",
        [
            book.title,
            "只填“内容”一栏，不改“代号”。空着的，做出来的文书里还是横线，以后手写。",
            "“秘密”一页：厂里真有的选“有”。一个也不选，就把全部示例列上，自己划。",
            "填好后运行：python -m shangmitong firm 这个文件 --out 文件夹。不会运行的，用网站上的“成稿”（只填 Word），或者请县里、懂电脑的人帮忙，不上传到网上。",
            "填了内容的这张表不要发群。",
        ],
    )
    return book.done()


def _row(item: Question) -> tuple[str, ...]:
    return (item.code, item.blank.name, "", item.blank.hint, "".join(f"《{paper.name}》" for paper in item.papers))
