"""The list of the working kit: every Word and Excel file that a firm can take, and where it lies in the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..facts.model import Form, Industry, Paper, Questionnaire
from ..facts.project import Project

KIT = "downloads/kit"
"""The folder of what is the same in every trade."""
GROUPS = {"制度": "rules", "协议": "agreements", "函件": "letters", "示范点": "demonstration"}
"""The groups of papers, and their folders."""


@dataclass(frozen=True)
class KitFile:
    """A file of the kit: its place below the site, what it is called, what it is for, and what it is made from."""

    path: str
    title: str
    use: str
    group: str
    """Under which heading of the page it stands."""
    form: Form | None = None
    paper: Paper | None = None
    questionnaire: Questionnaire | None = None
    industry: Industry | None = None
    """The trade, where it has its own."""
    small: bool = False
    """Whether it is the edition of a paper for a plant of under fifty people."""
    notes: bool = False
    """Whether it has the reasons for the clauses as comments."""


def kit_files(project: Project) -> tuple[KitFile, ...]:
    """Return the files of the kit in the order of the page: papers, forms, registers, questionnaires, then those of each trade."""
    order = list(GROUPS)
    sorted_papers = sorted(project.papers.values(), key=lambda paper: order.index(paper.group))
    papers = [file for paper in sorted_papers for file in _editions(paper)]
    forms = [
        KitFile(f"{KIT}/forms/{form.id}.docx", form.name, form.purpose, "表单", form=form)
        for form in project.forms.values()
    ]
    registers = [
        KitFile(f"{KIT}/registers/{form.id}.xlsx", form.name, form.purpose, "登记簿", form=form)
        for form in project.forms.values()
        if form.shape == "登记簿"
    ]
    asked = [
        KitFile(f"{KIT}/survey/{item.id}.{ending}", item.name, item.purpose, "调查问卷", questionnaire=item)
        for item in project.questionnaires.values()
        for ending in ("docx", "xlsx")
    ]
    trades = [
        KitFile(f"downloads/{slug}/{name}", f"{industry.name}{title}", use, industry.name, industry=industry)
        for slug, industry in project.industries.items()
        for name, title, use in TRADE
    ]
    return (*papers, *forms, *registers, *asked, *trades)


TRADE = (
    ("register.xlsx", "商业秘密名录", "编号、名称、密级，已列上本行业的示例；哪项该复核了会变红"),
    ("self-check.xlsx", "商业秘密保护自查表", "选“做到、部分、没有”，自动算分、画图、列出最弱的十项；县里调查也用这张"),
    ("ledger.xlsx", "商业秘密台账", "每项秘密一行，载体、知情人、措施有标明的示例，照厂里的改；填上秘点后要加密保管"),
    (
        "firm.xlsx",
        "企业成套文书填写表",
        "把单位、岗位、日期填一次，选上厂里真有的秘密，交给县里做出填好的全套；自己填，用网页上的“成稿”",
    ),
    ("slides-owner.pptx", "：给老板讲", "幻灯片，约 45 分钟；备注里有讲法和时间"),
    ("slides-manager.pptx", "：给部门和班组负责人讲", "幻灯片，约 90 分钟；有场景、案例和考题"),
    ("slides-floor.pptx", "：在机台边讲", "幻灯片，约 20 分钟；站着讲，讲完一起念口诀"),
)
"""What each trade has of its own: file name, title, use."""


def _editions(paper: Paper) -> Iterator[KitFile]:
    """Return a paper as it is signed, for small firms where that differs, and with its reasons."""
    path = f"{KIT}/{GROUPS[paper.group]}/{paper.id}"
    short = "小厂" in paper.sizes and any(clause.sizes != ("小厂", "完整") for clause in paper.clauses)
    yield KitFile(f"{path}.docx", paper.name, paper.purpose, paper.group, paper=paper, small="完整" not in paper.sizes)
    if short and "完整" in paper.sizes:
        title = f"{paper.name}（小厂版）"
        yield KitFile(f"{path}-small.docx", title, paper.purpose, paper.group, paper=paper, small=True)
    title = f"{paper.name}（带说明）"
    yield KitFile(
        f"{path}-notes.docx", title, "批注里写着每一条为什么要有、法律准写到哪里", paper.group, paper=paper, notes=True
    )


def by_source(files: Iterable[KitFile]) -> dict[str, tuple[KitFile, ...]]:
    """Return the files by group and id of the paper, form or questionnaire that they are made from, those of a trade by its name."""
    found: dict[str, tuple[KitFile, ...]] = {}
    for file in files:
        source = file.paper or file.form or file.questionnaire
        word = f"{file.group}:{source.id}" if source else file.group
        found[word] = (*found.get(word, ()), file)
    return found


def bundle(slug: str) -> str:
    """Return where the zip with everything for a trade lies."""
    return f"downloads/{slug}/kit.zip"


def place(file: KitFile) -> str:
    """Return where a file lies in a set for one trade: without the folders of the site."""
    return file.path.removeprefix("downloads/").removeprefix("kit/").rpartition("/" if file.industry else "\0")[2]


def nearest_papers(project: Project, slug: str, forms: set[str]) -> list[Paper]:
    """Return the papers that go with these forms for a trade, those with most of them first."""
    known = (paper for paper in project.papers.values() if paper.group != "示范点")
    meant = (paper for paper in known if not paper.industries or slug in paper.industries)
    found = [paper for paper in meant if forms & set(paper.forms[:2]) or len(forms & set(paper.forms)) > 1]
    return sorted(found, key=lambda paper: -len(forms & set(paper.forms)))
