"""Registers and ledgers as workbooks."""

from __future__ import annotations

from collections.abc import Iterable

from ..documents.ledger import LEDGER, known
from ..facts.model import Form, Industry, Secret
from ..facts.model.base import GRADES
from ..facts.model.common import FormField
from ..facts.project import Project
from .workbook import ENTRIES, Column, Workbook, count

_SOME = 60
"""Empty rows below the examples of a trade."""


def register(project: Project, form: Form, stamp: int, firm: str = "") -> bytes:
    """Return the workbook of a register: how to fill it in, and rows to fill."""
    book = Workbook(f"{firm}{form.name}", firm or project.region.publisher, stamp)
    columns = [_column(field) for field in form.fields]
    book.entries("登记", f"{form.purpose}保管：{form.keeper}。{form.retention}。", columns)
    kept = f"谁保管：{form.keeper}　　保存多久：{form.retention}"
    book.page("怎么填", _told(form.name, form.purpose, columns, kept, f"填好以后手里有什么：{form.evidence}"))
    return book.done()


def _column(field: FormField) -> Column:
    due = field.kind == "日期" and "退还" in field.name
    return Column(field.name, field.hint, field.kind, field.options, field.example or "", due=due)


def _told(title: str, use: str, columns: Iterable[Column], *more: str) -> list[str]:
    """Return the words of the sheet that says how a workbook is filled in."""
    return [
        f"{title}怎么填",
        use,
        *more,
        *(f"{column.name}：{column.hint}" for column in columns),
        "灰字的一行是例子，是编的，用之前删掉。要签名的栏，打印出来亲笔签。",
        "行不够，选中一行，复制，往下粘贴。改了哪里，旧版本另存一份，不要盖掉。",
    ]


def secret_register(project: Project, industry: Industry, stamp: int, firm: str = "") -> bytes:
    """Return the register of a trade: numbers and names of its example secrets, grades, and when each is looked at again."""
    book = Workbook(f"{firm or industry.name}商业秘密名录", firm or project.region.publisher, stamp)
    months = "12"
    for rule in project.grades:
        months = f'IF({{密级}}{{row}}="{rule.grade}",{rule.review},{months})'
    again = f'=IF({{定密日期}}{{row}}="","",EDATE(MAX({{定密日期}}{{row}},{{最近复核}}{{row}}),{months}))'
    columns = (
        Column("编号", "一项一个号，不重复使用", example="K-000", width=8),
        Column("名称", "写到看得出是哪一类，不写数值", example="3号线工艺卡参数组合", width=32),
        Column("类型", "技术信息或经营信息", "选择", ("技术信息", "经营信息"), "技术信息"),
        Column("密级", "核心、重要或一般", "选择", GRADES, "核心", width=7),
        Column("负责部门", "产生和使用它的部门", example="技术部", width=11),
        Column("保密期限", "写到哪年，或写“公开为止”", example="公开为止", width=10),
        Column("定密日期", "与审批表一致", "日期", example="2027年3月20日"),
        Column("最近复核", "写复核那天", "日期", example="2027年9月20日"),
        Column("下次复核", "核心满半年、其他满一年，到了变红", "日期", formula=again, due=False),
        Column("变更记录", "升级、降级、解密写在这里", example="首次定密"),
    )
    rows = [
        [f"K-{number:03}", secret.name, secret.kind, secret.grade, "", "公开为止", "", "", "", ""]
        for number, secret in enumerate(industry.secrets, 1)
    ]
    use = "名录只有编号、名称、密级，不写秘密内容。列上的是本行业的示例：厂里没有的整行删去，有的改成自己的叫法。"
    sheet = book.entries("名录", use, columns, rows, _SOME)
    last = ENTRIES + len(rows) + _SOME
    book.redden(sheet, 8, last - 1)
    _counts(book, industry, last)
    book.page("怎么填", _told(book.title, use, columns))
    return book.done()


def _counts(book: Workbook, industry: Industry, last: int) -> None:
    """Add a sheet that counts the register by grade and kind."""
    sheet = book.page("统计", [f"{industry.name}商业秘密统计", "随名录自动变，不用填。"])
    sheet.set_column(0, 0, 24)
    grades = f"名录!$D${ENTRIES + 1}:$D${last}"
    kinds = f"名录!$C${ENTRIES + 1}:$C${last}"
    lines = [
        (f"密级：{grade}", f'=COUNTIF({grades},"{grade}")', sum(item.grade == grade for item in industry.secrets))
        for grade in GRADES
    ]
    lines += [
        (kind, f'=COUNTIF({kinds},"{kind}")', sum(item.kind == kind for item in industry.secrets))
        for kind in ("技术信息", "经营信息")
    ]
    lines.append(("合计", f"=COUNTA(名录!$B${ENTRIES + 1}:$B${last})", len(industry.secrets)))
    count(sheet, book, lines, 3)
    sheet.protect()


def ledger(project: Project, industry: Industry, stamp: int, firm: str = "") -> bytes:
    """Return the ledger of a trade: for each example secret what the trade knows of it; its content is the firm's to write."""
    book = Workbook(f"{firm or industry.name}商业秘密台账", firm or project.region.publisher, stamp)
    columns = (
        Column("编号", "与名录一致", example="K-000", width=8),
        Column("名称", "与名录一致", example="3号线工艺卡参数组合", width=16),
        Column(
            "秘点", "写清哪几个数值、顺序或组合是自己的", example="第2步与第4步的时间差和设定组合，见密封件", width=20
        ),
        Column("不算秘密的部分", "写明其中哪些是公开知识", example="温度区间是教材上写过的", width=18),
        Column("形成经过", "写时间、试验批次、参加人", example="2026年4—11月试验14批", width=13),
        Column("研发投入", "写工时、材料、设备费用的出处", example="见财务专项账第3页", width=12),
        Column("载体和位置", "写纸、电脑、设备、样品各放哪里", example="工艺卡1份，工艺柜", width=18),
        Column("知情人", "写岗位和姓名，进出都记日期", example="技术部长、3号线班长", width=12),
        Column("保护措施", "写锁、密码、权限、协议各一条", example="双锁柜；程序密码每季换", width=28),
        Column("责任人", "一项秘密一个责任人", example="技术部长", width=8),
    )
    rows = [
        [{"编号": f"K-{number:03}", "名称": secret.name, **_example(industry, secret)}.get(name, "") for name in LEDGER]
        for number, secret in enumerate(industry.secrets, 1)
    ]
    use = "写着“示例”的格是举的例，不是厂里的记录：照厂里真有的改，改完删去“示例”二字。填上内容后，这个文件本身就是秘密：加密码，只存在保密负责人的电脑或保险柜里，不发群、不上网盘。"
    book.entries("台账", use, columns, rows, _SOME)
    book.page("怎么填", _told(book.title, use, columns))
    return book.done()


def _example(industry: Industry, secret: Secret) -> dict[str, str]:
    """Return what a trade knows of a secret, marked: a ledger is evidence, and may not claim what a plant never did."""
    return {name: f"（示例）{text}" for name, text in known(industry, secret).items() if text}
