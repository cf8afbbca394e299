"""The workbook in which a firm says of itself what its own set is filled with."""

from __future__ import annotations

from ..facts.model import Industry
from ..facts.model.paper import Blank, Paper
from ..facts.project import Project
from .workbook import Workbook

HEAD = ("代号", "填什么", "内容", "怎么填", "用在")
NAME, SIZE, TRADE = "name", "size", "industry"
"""Codes of the rows that are no blank."""
SIZES = {"50 人以下": "小厂", "50 人以上": "完整"}
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
    often, seldom = _rows(project)
    for name, rows in (("常用", [*first, *often]), ("一事一填", seldom)):
        sheet = book.table(name, HEAD, rows, [22, 24, 40, 44, 50])
        for row, (code, *_) in enumerate(rows, 1):
            sheet.set_row(row, 30)
            sheet.write_string(row, 2, slug if code == TRADE else "", book.formats["cell"])
            if code == SIZE:
                book.choose(sheet, row, 2, tuple(SIZES))
            elif options := _options(project, code):
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
            "填好后运行：python -m shangmitong firm 这个文件 --out 文件夹。不会运行的，请县里或者懂电脑的人帮忙，不上传到网上。",
            "填了内容的这张表不要发群。",
        ],
    )
    return book.done()


def _rows(project: Project) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the rows for what is filled in once, and for what belongs to a single occasion."""
    uses: dict[str, list[tuple[Paper, Blank]]] = {}
    for paper in project.papers.values():
        for blank in paper.blanks:
            if blank.id != "employer":
                uses.setdefault(blank.id, []).append((paper, blank))
    often: list[tuple[str, ...]] = []
    seldom: list[tuple[str, ...]] = []
    for word, found in uses.items():
        same = len({blank.name for _, blank in found}) == 1
        for paper, blank in found[:1] if same else found:
            code = word if same else f"{paper.id}/{word}"
            names = "".join(f"《{other.name}》" for other, _ in (found if same else [(paper, blank)]))
            row = (code, blank.name, "", blank.hint, names)
            (often if paper.group == "制度" else seldom).append(row)
    return often, seldom


def _options(project: Project, code: str) -> tuple[str, ...]:
    """Return what may be chosen for a blank; empty where anything may stand."""
    name, _, word = code.rpartition("/")
    papers = [project.papers[name]] if name in project.papers else project.papers.values()
    return next((blank.options for paper in papers for blank in paper.blanks if blank.id == word), ())
