"""What comes off the press: the editions of a book, and the sheets that are no book. A new one is one row here."""

from __future__ import annotations

from dataclasses import dataclass

CODE = 15
"""The least width in mm of a QR code without its white border: a phone reads it at arm's length."""


@dataclass(frozen=True)
class Format:
    """The paper of a printed file: the size of a finished page in mm, and what a print shop has to know."""

    width: float
    height: float
    bleed: float = 0
    """How far colour runs over the edge, in mm; a file with bleed is for the printing house: CMYK, marks outside."""
    pages: int | None = None
    """How many pages it must have; None where the length follows the text."""
    stapled: bool = False
    """Whether the pages are laid in pairs on sheets twice their size, to be folded and stapled."""
    code: float = CODE
    """The least width of a QR code on it in mm, without its white border."""
    codes: int = 0
    """How many QR codes the file has at least."""
    apart: bool = False
    """Whether each section of a sheet starts on a page of its own."""
    numbered: bool = False
    """Whether its pages have numbers that follow each other; those of a book always do."""


A2 = Format(420, 594, pages=1)
A3 = Format(297, 420, pages=1)
A4 = Format(210, 297)
A4_WIDE = Format(297, 210)
A4_APART = Format(210, 297, apart=True)
A5_STAPLED = Format(148.5, 210, stapled=True, codes=2)
LEAFLET = Format(297, 210, pages=2, code=20, codes=2)
LEAFLET_PRESS = Format(297, 210, bleed=3, pages=2, code=20, codes=2)


@dataclass(frozen=True)
class Edition:
    """One way in which a book is printed: the same text in another size."""

    suffix: str
    """What follows the kind in the file name."""
    name: str
    use: str
    format: Format
    size: str
    """Which size of look.yml the text has."""


BOOK = Edition("", "A4 书", "整本打印，或在电脑上看", A4, "book")
LARGE = Edition("-large", "大字版", "给看小字吃力的读者，正文 16 点", A4, "large")
BOOKLET = Edition("-booklet", "骑马钉小册子", "A4 纸双面打印，短边翻转，对折装订成 A5", A5_STAPLED, "booklet")


@dataclass(frozen=True)
class Sheet:
    """A printed thing that is no book; its wording is overrides/documents/print/<wording>.md."""

    slug: str
    """The file name."""
    name: str
    use: str
    """How to print it and where it belongs, in a line."""
    group: str
    """Under which heading of the page of printed files it stands."""
    wording: str
    layout: str
    """Which file of paper/ sets it."""
    format: Format
    trade: bool = True
    """Whether each trade has its own; else there is one for the county."""

    def path(self, slug: str) -> str:
        """Return the place of the file below the site; `slug` is the trade, empty for the county."""
        return f"downloads/{slug or COUNTY}/{self.slug}.pdf"


COUNTY = "print"
"""The folder of downloads/ with what belongs to no trade."""
SHEETS = (
    Sheet("brochure", "三折页", "A4 双面打印，短边翻转，折两道", "宣传册", "trifold", "trifold", LEAFLET),
    Sheet("brochure-press", "三折页（印刷厂）", "四边出血 3 毫米，CMYK，带裁切和折线", "宣传册", "trifold", "trifold", LEAFLET_PRESS),
    Sheet("brochure-pocket", "口袋本", "A5，16 页，可以逐页看", "宣传册", "pocket", "pocket", Format(148.5, 210, pages=16, codes=2, numbered=True)),
    Sheet("brochure-booklet", "口袋本小册子", "A4 纸双面打印，短边翻转，对折钉中缝", "宣传册", "pocket", "pocket", Format(148.5, 210, pages=16, stapled=True, codes=2)),
    Sheet("rhyme-a3", "车间口诀 A3", "贴在车间和班组园地", "上墙", "rhyme", "poster", A3),
    Sheet("rhyme-a2", "车间口诀 A2", "贴在车间和班组园地", "上墙", "rhyme", "poster", A2),
    Sheet("map-a3", "价值链图 A3（示例）", "贴在会议室，带大家照着找自己厂里的秘密", "上墙", "map", "poster", A3),
    Sheet("map-a2", "价值链图 A2（示例）", "贴在会议室，带大家照着找自己厂里的秘密", "上墙", "map", "poster", A2),
    Sheet("map-blank", "空白价值链图", "A3，给自己厂里填；填好后要锁起来，不要贴", "桌上", "map-blank", "poster", A3, trade=False),
    Sheet("remedy-a3", "维权流程图 A3", "贴在保密办公室和接待处", "上墙", "remedy", "poster", A3, trade=False),
    Sheet("remedy-a2", "维权流程图 A2", "贴在保密办公室和接待处", "上墙", "remedy", "poster", A2, trade=False),
    Sheet("incident-a3", "泄密应急 A3", "贴在值班室和保密办公室", "上墙", "incident", "poster", A3, trade=False),
    Sheet("incident-a2", "泄密应急 A2", "贴在值班室和保密办公室", "上墙", "incident", "poster", A2, trade=False),
    Sheet("signs", "区域标识", "一页一块，A4 打印，贴在门口", "上墙", "signs", "sign", A4, trade=False),
    Sheet("labels", "密级标签和印章样", "用不干胶纸打印，裁开就用", "桌上", "labels", "label", A4, trade=False),
    Sheet("forms", "全部空白表单", "一页一张表，需要哪张印哪张", "桌上", "forms", "form", A4, trade=False),
    Sheet("registers", "登记簿", "横着印，一行记一件，写满再印一页", "桌上", "registers", "form", A4_WIDE, trade=False),
    Sheet("survey", "调查问卷", "县里调查摸底用：走访、座谈、园区各一份", "调查", "survey", "form", A4_APART, trade=False),
    Sheet("card", "员工随身卡", "双面打印，裁开，每人一张", "桌上", "card", "card", Format(210, 297, pages=2)),
    Sheet("sign-in", "培训签到表", "每场一份，存进培训档案", "培训", "sign-in", "form", A4, trade=False),
    Sheet("quiz", "测验卷", "一人一份", "培训", "quiz", "form", A4_APART),
    Sheet("quiz-answers", "答题纸", "一人一份，单面一页", "培训", "quiz-answers", "form", A4),
    Sheet("quiz-key", "测验答案", "只发给讲师", "培训", "quiz-key", "form", A4_APART),
    Sheet("certificate", "培训结业证", "横向打印，盖章后发", "培训", "certificate", "certificate", A4_WIDE, trade=False),
    Sheet("drill-record", "演练记录", "演练当天填", "培训", "drill-record", "form", A4, trade=False),
)  # fmt: skip
"""Everything that hangs on a wall, lies on a desk or is handed out."""
