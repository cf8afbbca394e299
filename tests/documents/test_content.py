"""What holds for the wording: readable sentences, figures with a source, today's rules, one term for one thing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest
from pydantic import BaseModel

from shangmitong.documents.addresses import law_anchor
from shangmitong.documents.pages import Site
from shangmitong.facts.model import Form, Procedure, Question
from shangmitong.facts.model.industry import Scene
from shangmitong.facts.model.site_role import Asked
from shangmitong.facts.project import Project
from shangmitong.facts.tree import WORDING

from ..conftest import ROOT

LONGEST = 80
"""How many characters of a sentence a reader in a workshop takes in."""
NUMBER = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十百两]+)"
NEGATION = r"不|无效|别|勿|禁|删"
FIRMS = (
    *("平安电工", "三赢兴", "黄袍山", "本草天香", "上古之水", "菲利华", "华为", "海思", "尊湃", "吉利", "威马"),
    *("老干妈", "华星光电", "大立光", "中华化工", "王龙", "天赐", "纽曼", "金象", "华鲁恒升", "瑞昌", "明远", "舜宇"),
)
OFFICIALS = {
    "074b214e9c5dfa25",
    "1d00f0def1098a91",
    "423adaf00f29f442",
    "50e2f9443d34de92",
    "5707a53b24a578a1",
    "9eaa5fbe54b8a552",
    "a2adb95f15806f7d",
    "cc3893c4976d0bfc",
    "d1329fb398f6063e",
    "d5b4b37af5f1b0e7",
}
"""SHA-256 (16 digits) of the names in the county's plan: the repository does not name them, not even here."""

TERMS = {
    "商业秘密名录": "商秘名录|密点清单|秘密目录",
    "秘点": "密点",
    "涉密载体": "秘密载体|保密载体|(?<!涉)密件",
    "涉密岗": "保密岗位|机密岗",
    "脱密期": "脱秘期|解密期",
    "保密负责人": "保密专员|保密员|保密主管|商秘专员",
    "竞业限制": "竞业禁止|竞业协议期|同业禁止",
    "台账": "台帐",
    "账号": "帐号|帐户|账户名",
    "登录": "登陆",
    "其他": "其它",
    "泄密": "泄秘",
    "窜货": "串货",
    "研发记录本、研发本": "实验本|试验本",
    "反向工程": "逆向工程|反求工程",
    "U 盘": "U盘|优盘|u盘",
    "U 口": "U口",
    "AI 工具": "AI工具",
    "第一道门": "第一扇门|第一关口",
    "签订": "签定",
    "截至": r"截止(?=20\d\d|本次|到?目前)",
    "作为": "做为",
    "惩罚性赔偿": "惩罚赔偿|处罚性赔偿",
    "行为保全": "诉前禁令|临时禁令|诉中禁令",
    "举证责任": "举证倒置|举证责任倒置",
}
"""The term that we use, and the spellings of the same thing that we do not."""

RULES: tuple[tuple[str, str], ...] = (
    (r"(?:30|三十) ?万元?", "fashi-2025-5:17(1)"),
    (r"500 ?万元?(?:以[下内]|酌定)", "aucl-2025:22"),
    (r"10 ?万元?(?:到|至|—) ?100 ?万", "aucl-2025:26 samr-126:liability"),
    (r"100 ?万元?(?:到|至|—) ?500 ?万", "aucl-2025:26 samr-126:liability"),
    (r"(?:48|四十八) ?小时", "fashi-2020-7:15 civil-procedure-law:104"),
    (r"满 ?(?:18|十八) ?个月", "patent-law:34"),
    (r"(?:6|六) ?个月内[^。]{0,8}申请", "patent-law:24"),
    (r"(?:90|九十) ?日内", "admin-penalty-law:60"),
    (r"(?:30|三十) ?[日天]内[^。]{0,6}起诉", "civil-procedure-law:104 fashi-2018-21:16"),
    (
        r"(?:15|十五) ?日内",
        "company-law:57 labour-contract-law:50 labour-arbitration-law:50 civil-procedure-law:128 civil-procedure-law:171",
    ),
    (r"期满前 ?(?:7|七) ?日", "fashi-2018-21:13"),
    (r"(?<!研发)(?:30 ?%|三成)", "rsty-2025-40:13 fashi-2020-26:36"),
    (r"(?:50 ?%|五成)", "rsty-2025-40:13"),
    (r"补偿总额的? ?(?:5|五) ?倍", "rsty-2025-40:14"),
    (r"(?:一|1) ?倍?[到至](?:五|5) ?倍", "aucl-2025:22"),
    (r"一倍到十倍", "fashi-2025-5:25"),
    (r"最[长多] ?(?:两|二|2) ?年|不超过 ?(?:两|二|2) ?年", "labour-contract-law:24 rsty-2025-40:11"),
    (r"三个月(?:不付|没付|补偿)|额外三个月", "fashi-2020-26:38 fashi-2020-26:39"),
    (r"三年以下|三年到十年", "criminal-law:219"),
    (r"五年以[下上]", "criminal-law:219-1"),
    (r"民事(?:时效)?一般? ?(?:三|3) ?年|三年内起诉", "civil-code:188 aucl-2025:limitation"),
    (r"仲裁一?般?(?:时效)? ?(?:一|1) ?年", "labour-arbitration-law:27"),
    (r"两年没被发现", "admin-penalty-law:36"),
    (r"2027 ?年 ?3 ?月 ?16|GB 7718", "gb7718-2011 gb7718-2025"),
    (r"违约金[^。；]{0,6}无效|无效[^。；]{0,6}违约金", "labour-contract-law:25"),
    (r"最高 ?(?:1|10) ?万元", "aucl-2025:35"),
    (r"设区的市级", "samr-126:3(3) aucl-2025:16"),
)
"""What a sentence says, and which citations can carry it; one of them must stand beside it."""

FIGURE = re.compile(
    rf"{NUMBER} ?万元|{NUMBER} ?倍(?:以|到|至)|{NUMBER} ?年以[下上]|{NUMBER} ?(?:个月|年)内(?:起诉|申请)"
    rf"|小时内裁定|{NUMBER} ?日内|时效[^。；|]{{0,8}}{NUMBER} ?年|违约金[^。；|]{{0,12}}(?:%|倍)|(?:罚款|罚金)[^。；|]{{0,10}}万"
)
"""Amounts, multiples and terms that only a rule of law can set."""

STALE: tuple[tuple[str, str], ...] = (
    (r"反不正当竞争法》?第 ?(?:9|九|21|二十一|28|二十八) ?条", "按《反不正当竞争法》第28条处罚"),
    (r"反不正当竞争法》?第 ?(?:17|十七) ?条[^。]{0,12}赔偿", "《反不正当竞争法》第17条的赔偿"),
    (r"反不正当竞争法》?第 ?(?:32|三十二) ?条[^。]{0,12}(?:举证|证明)", "《反不正当竞争法》第32条的举证"),
    (r"(?<![1-9\d])50 ?万元?(?:以上|到|至|—|起)", "情节严重罚50万元到500万元"),
    (r"(?<!\d)250 ?万", "250万元以上，情节特别严重"),
    (r"七年|(?<!\d)7 ?年(?:以下|有期)", "三年以上七年以下有期徒刑"),
    (r"(?<!没有)恶意", "恶意侵犯的，加倍赔偿"),
    (r"重大损失[^。]{0,10}(?:犯罪|立案|追究|处)", "造成重大损失的才构成犯罪"),
    (r"罚金[^。]{0,12}一倍(?:到|至|以上)五倍", "罚金按违法所得的一倍以上五倍以下"),
    (r"商业秘密[^。]{0,20}实用性", "商业秘密要有实用性"),
    (r"若干规定(?:的规定)?(?:办理|执行|处罚)", "按禁止侵犯商业秘密行为的若干规定处罚"),
    (r"投诉举报处理暂行办法(?!》?(?:已|被))", "按投诉举报处理暂行办法办理"),
    (r"(?:5|五) ?千元?以下|(?<!\d)5 ?万元以下", "个人5千元以下"),
    (r"县(?:级市场监管)?局立案查处", "由县局立案查处"),
    (r"上诉(?:案件)?一律[^。]{0,6}最高", "上诉一律到最高人民法院"),
    (r"没给补偿[^。不]{0,6}(?<!不)(?:当然|一律|就)无效", "没给补偿的就无效"),
)
"""Rules of yesterday, each with a sentence that it must find."""
PAST = re.compile(r"旧|过去|不再|代替|已经?废止|改变了|已经?改|以前的|包括旧法")
"""Words that say a sentence speaks of yesterday."""


# --- reading pages and records ---------------------------------------------------------------------


def plain(markdown: str) -> str:
    """Return what a reader sees of a piece of Markdown: no marks, no link targets, no pictures, no citations."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|\{ ?[.#:][^}]*\}|<[^>]*>", "", markdown)
    text = re.sub(r"\[[^\]]*\]\([^)]*#law-[^)]*\)、?", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = html.unescape(re.sub(r"\\(.)", r"\1", text))
    return re.sub(r"（）|\*\*|`", "", text)


def bare(markdown: str) -> str:
    """Return the visible text without lists of links: names of records that stand in a row are no sentence."""
    link = r"\[[^\]]*\]\([^)]*\)"
    return plain(re.sub(rf"{link}(?:[、；]{link})+", "", markdown))


def blocks(markdown: str) -> Iterator[str]:
    """Return every heading, paragraph, list item and table row of a page, without its border."""
    for line in markdown.split("\n"):
        text = re.sub(r"^\s*(?:#+ |[-*] (?:\[ \] )?|\d+\. |> ?|!!! \w+ ?)", "", line).strip()
        if text and not re.fullmatch(r"[|\s:-]+|-{3,}", text):
            yield text


def sentences(text: str) -> list[str]:
    """Cut visible text at the ends of its sentences."""
    return [part.strip() for part in re.split(r"[。！？；\n]|→", text) if part.strip()]


def too_long(text: str) -> list[str]:
    """Return the sentences of visible text that are over the limit."""
    return [part for part in sentences(text) if len(re.sub(r"\s", "", part)) > LONGEST]


def is_list(sentence: str) -> bool:
    """Say whether it only puts names in a row, as templates do with the names of many records."""
    return "，" not in sentence and sentence.count("、") >= 3


def words(record: object, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Return every text in a record, however deep."""
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            if name not in skip:
                yield from words(getattr(record, name), skip)
    elif isinstance(record, (list, tuple)):
        for item in record:
            yield from words(item, skip)
    elif isinstance(record, dict):
        yield from words(list(record.values()), skip)
    elif isinstance(record, str):
        yield record


def facts(project: Project) -> dict[str, str]:
    """Return every text of the YAML files with the record that it stands in."""
    groups: dict[str, object] = {
        "regions": project.region,
        **{f"laws/{key}": item for key, item in project.registry.sources.items()},
        **{f"laws/{key}": item for key, item in project.cases.items()},
        **{f"common/{key}": item for key, item in project.forms.items()},
        **{f"common/{key}": item for key, item in project.flows.items()},
        **{f"common/{key}": item for key, item in project.procedures.items()},
        **{f"common/{key}": item for key, item in project.questions.items()},
        **{f"common/{key}": item for key, item in project.papers.items()},
        **{f"common/{key}": item for key, item in project.indicators.items()},
        **{f"industries/{slug}": industry for slug, industry in project.industries.items()},
    }
    skip = frozenset({"cites", "number", "colour", "english"})
    return {f"{where} {index}": text for where, item in groups.items() for index, text in enumerate(words(item, skip))}


def everything(project: Project, site: Site) -> dict[str, str]:
    """Return all wording: pages, YAML texts, and the pages that are written by hand."""
    by_hand = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
    return {page.path: page.markdown for page in site.all_pages()} | facts(project) | by_hand


def today(markdown: str) -> str:
    """Leave out the tables whose first column tells what was said before, and sentences about yesterday."""
    kept, old = [], False
    for line in markdown.split("\n"):
        old = line.startswith("|") and (old or "旧" in line.split("|")[1])
        kept += [] if old else [line]
    text = plain("\n".join(kept))
    return "。".join(part for part in sentences(text) if not PAST.search(part))


def needed(text: str) -> list[tuple[str, set[str]]]:
    """Return what a text says that only some citations can carry, with those citations."""
    found = ((re.search(pattern, text), set(cites.split())) for pattern, cites in RULES)
    return [(match[0], cites) for match, cites in found if match]


def records(project: Project) -> Iterator[Asked | Procedure | Question | Scene]:
    """Return every record that can cite the law."""
    yield from project.procedures.values()
    yield from project.questions.values()
    yield from (item for role in project.site_roles.values() for item in role.asks)
    for industry in project.industries.values():
        yield from industry.procedures
        yield from industry.questions
        yield from industry.scenes


def templates() -> Iterator[tuple[str, str]]:
    """Return every block of every template with its place, without what a table says was said before."""
    for path in sorted((ROOT / WORDING).rglob("*.md")):
        old = False
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            old = line.startswith("|") and (old or "旧" in line.split("|")[1])
            for block in blocks(line):
                yield f"{path.relative_to(ROOT / WORDING)}:{number}", block.split("|", 2)[2] if old else block


def cited_in(block: str) -> set[str]:
    """Return the citations that a line of a template makes."""
    calls = re.findall(r"law\(((?:\"[^\"]*\"|[^()\"])*)\)", block)
    return {word for call in calls for word in re.findall(r'"([^"]+)"', call)}


# --- sentences -------------------------------------------------------------------------------------


def test_an_answer_gives_the_papers_that_fit_and_no_others(project: Project, site: Site) -> None:
    wanted = {
        "q-keep-secret-in-court": "closed-hearing",
        "q-design-college": "university-nda",
        "q-investor-check": "investor-nda",
        "q-subcontract": "oem-nda",
        "q-team-poached": "letter-new-employer",
        "q-retired-master": "intern-retiree-nda",
    }
    assert {word: (*project.questions[word].papers, "")[0] for word in wanted} == wanted
    for word in ("q-patent-or-secret", "q-gov-file", "q-search-person", "q-deleted-files"):
        assert not project.questions[word].papers, word
    text = next(page.markdown for page in site.all_pages() if page.path == "troubles.md")
    part = {
        name: text.partition(f"{{ #{name} }}")[2].partition("\n### ")[0] for name in ("q-design-college", "q-gov-file")
    }
    assert "《与学校和研究机构的合作保密协议》" in part["q-design-college"]
    assert "kit/form-" in part["q-gov-file"]
    assert "《" not in part["q-gov-file"].partition("用这些")[2]


def test_sentences_on_pages_are_short(site: Site) -> None:
    found = {
        (part[:60], len(part)): page.path
        for page in site.all_pages()
        for block in blocks(page.markdown)
        for cell in re.split(r"(?<!\\)\|", block)
        for part in too_long(bare(cell))
        if not is_list(part) and len(re.findall("[\u4e00-\u9fff]", part)) > 25  # English clauses are longer in letters
    }
    assert not found


def test_sentences_in_the_facts_are_short(project: Project) -> None:
    assert not {where: too_long(text) for where, text in facts(project).items() if too_long(text)}


# --- figures and their sources ---------------------------------------------------------------------


def test_a_legal_figure_in_a_template_stands_beside_its_citation() -> None:
    found = []
    for place, block in templates():
        if place.startswith("site/contacts"):
            continue
        cited, text = cited_in(block), re.sub(r"\{\{.*?\}\}|\{[%#].*?[%#]\}", "", block)
        if FIGURE.search(text) and not cited:
            found.append((place, text))
        found += [(place, said) for said, cites in needed(text) if not cites & cited]
    assert not found


def test_a_legal_figure_in_a_record_is_cited_by_that_record(project: Project) -> None:
    found = []
    for record in records(project):
        text = "\n".join(words(record, frozenset({"cites", "id", "forms", "procedure", "form", "secrets"})))
        if (figure := FIGURE.search(text)) and not record.cites:
            found.append((text[:20], figure[0]))
        found += [(text[:20], said) for said, cites in needed(text) if not cites & set(record.cites)]
    assert not found


def test_a_legal_figure_in_a_form_is_cited_by_a_procedure_that_uses_it(project: Project) -> None:
    found = []
    for form in project.forms.values():
        cited = {word for item in project.procedures.values() if form.id in item.forms for word in item.cites}
        found += [(form.id, said) for said, cites in needed("\n".join(words(form))) if not cites & cited]
    assert not found


def test_a_legal_figure_in_a_flowchart_is_cited_on_each_page_that_draws_it(project: Project, site: Site) -> None:
    found, drawn = [], 0
    for page in site.all_pages():
        anchors = set(re.findall(r"#(law-[a-z0-9-]+)\)", page.markdown))
        for flow in project.flows.values():
            if f"assets/flows/{flow.id}.svg" not in page.markdown:
                continue
            drawn += 1
            for said, cites in needed("\n".join(words(flow))):
                if not {f"law-{law_anchor(word)}" for word in cites} & anchors:
                    found.append((page.path, flow.id, said))
    assert drawn
    assert not found


def test_where_nothing_can_be_cited_no_legal_figure_stands(project: Project) -> None:
    """Secrets, roles, stages and the brochure have no `cites`, so they leave the law to others."""
    found = []
    for industry in project.industries.values():
        for text in words([industry.secrets, industry.roles, industry.stages, industry.brochure, industry.summary]):
            found += [(industry.name, text)] if FIGURE.search(text) or needed(text) else []
    assert not found


def test_what_was_seen_once_is_marked_wherever_it_is_cited(project: Project, site: Site) -> None:
    anchors = {
        f"law-{law_anchor(cited.key)}": cited.certain
        for source in project.registry.sources.values()
        if not (source.until and source.until <= project.registry.today)
        for article in source.articles
        if article.confidence != "memory"
        for cited in [project.registry.cite(f"{source.id}:{article.key}")]
    }
    assert not all(anchors.values())
    for page in site.all_pages():
        for text, anchor in re.findall(r"\[([^\]]*)\]\([^)]*#(law-[a-z0-9-]+)\)", page.markdown):
            if anchor in anchors:
                assert text.endswith("※") is not anchors[anchor], (page.path, text)


def test_what_nobody_has_seen_is_on_no_page(project: Project, site: Site) -> None:
    unseen = [
        article.gist
        for source in project.registry.sources.values()
        for article in source.articles
        if article.confidence == "memory"
    ]
    unseen += [
        source.title
        for source in project.registry.sources.values()
        if not source.citable_whole and all(article.confidence == "memory" for article in source.articles)
    ]
    assert unseen
    assert not [(page.path, text) for page in site.all_pages() for text in unseen if text in page.markdown]


def test_only_articles_of_the_new_rules_that_were_seen_are_numbered(project: Project, site: Site) -> None:
    keys = {article.key for article in project.registry.sources["samr-126"].articles if article.key[0].isdigit()}
    assert keys <= {"1", "2", "3(1)", "3(2)", "3(3)", "4", "5"}
    numbers = {
        int(number)
        for page in site.all_pages()
        for number in re.findall(r"《商业秘密保护规定》第(\d+)条", page.markdown)
    }
    assert numbers <= {1, 2, 3, 4, 5}


def test_no_standard_is_invented(project: Project, site: Site) -> None:
    pattern = re.compile(r"\b(?:GB(?:/T)?|DB\d+(?:/T)?|T/[A-Z]+) ?\d+(?:\.\d+)?(?:-\d{4})?")
    known = {match for source in project.registry.sources.values() for match in pattern.findall(source.number or "")}
    known |= {"GB/T 11765-2018", "DB36/T 1595-2022"}
    found = {match for page in site.all_pages() for match in pattern.findall(page.markdown)}
    assert {"GB 7718-2011", "GB/T 11765-2018"} <= found
    assert found <= known, found - known


# --- the law of today ------------------------------------------------------------------------------


@pytest.mark.parametrize(("stale", "example"), STALE)
def test_no_rule_of_yesterday_is_told_as_that_of_today(project: Project, site: Site, stale: str, example: str) -> None:
    assert re.search(stale, today(example)), "这个模式什么也找不到"
    texts = {path: text for path, text in everything(project, site).items() if "changes" not in path}
    assert not {path: match[0] for path, text in texts.items() if (match := re.search(stale, today(text)))}


def test_state_secret_grades_are_never_given_to_a_firms_secret(project: Project, site: Site) -> None:
    graded = re.compile(r"绝密|机密|秘密级")
    for path, text in everything(project, site).items():
        for part in sentences(plain(text)):
            assert not graded.search(part) or re.search(NEGATION, part), (path, part)


def test_an_employee_is_never_told_to_pay_damages_for_secrecy(project: Project, site: Site) -> None:
    wrong = re.compile(r"(?:员工|泄密|劳动者)[^。；]{0,12}违约金|保密违约金")
    right = re.compile(
        rf"{NEGATION}|只有|只能用于|除了|要不到|竞业|服务期|退还|违反有效|一直如此|旧|靠不住|行吗|能用吗|能不能"
    )
    for path, text in everything(project, site).items():
        for block in blocks(text):
            for part in sentences(plain(block)):
                assert not wrong.search(part) or right.search(block), (path, part)


def test_firms_report_and_do_not_complain(project: Project, site: Site) -> None:
    wrong = re.compile(r"(?:市场监管|12315)[^。；，]{0,10}投诉(?!与|和|举报|处理|”|的区别)")
    for path, text in everything(project, site).items():
        for part in sentences(today(text)):
            assert not wrong.search(part) or re.search(r"不|消费|人社|还是", part), (path, part)


@pytest.mark.parametrize("slug", ["electronics", "mica-products", "food-beverage"])
def test_a_guide_tells_the_way_of_a_report(site: Site, slug: str) -> None:
    """The county is the first door, the city handles the case, and the answer of the office decides."""
    page = next(page for page in site.all_pages() if page.path == f"{slug}/guide/remedies.md")
    for words_ in ("设区的市级以上", "以答复为准", "企业写“举报”", "不能裁定赔偿", "基数不含合理开支", "两样都算不清"):
        assert words_ in page.markdown, words_


# --- names and words -------------------------------------------------------------------------------


def named(text: str) -> bool:
    """Say whether a text holds the name of an official, two or three characters long."""
    letters = re.sub(r"[^\u4e00-\u9fff]", "", text)
    windows = {letters[place : place + length] for length in (2, 3) for place in range(len(letters) - length + 1)}
    return any(sha256(window.encode()).hexdigest()[:16] in OFFICIALS for window in windows)


def test_no_official_is_named(project: Project, site: Site) -> None:
    texts = everything(project, site)
    assert not [path for path, text in texts.items() if named(text)]


@pytest.mark.parametrize(
    "word", ["TODO", "FIXME", "待补", "待定稿", "XXX", "None", "undefined", "占位", "正在编写", "此处填", "××", "【】"]
)
def test_no_placeholder_is_left(project: Project, site: Site, word: str) -> None:
    assert not [path for path, text in everything(project, site).items() if word in text]


@pytest.mark.parametrize(("term", "others"), TERMS.items())
def test_one_thing_has_one_name(project: Project, site: Site, term: str, others: str) -> None:
    texts = everything(project, site)
    assert any(word in text for text in texts.values() for word in term.split("、")), f"没有人用“{term}”"
    assert not {path: match[0] for path, text in texts.items() if (match := re.search(others, text))}, f"请写“{term}”"


def test_no_firm_is_named_in_secrets_and_scenes(project: Project) -> None:
    firm = re.compile(rf"{'|'.join(FIRMS)}|[\u4e00-\u9fff]{{2,}}(?:有限公司|股份公司|集团公司)")
    named = {item.name for item in project.region.demonstrations}
    for industry in project.industries.values():
        for text in words([industry.secrets, industry.scenes, industry.roles, industry.stages, industry.procedures]):
            assert not firm.search(text), text
            assert not [name for name in named if name in text], text


# --- what the plan asks for ------------------------------------------------------------------------


def test_the_three_industries_are_there(project: Project) -> None:
    assert list(project.industries) == ["electronics", "mica-products", "food-beverage"]
    for industry in project.industries.values():
        assert {secret.stage for secret in industry.secrets} == {stage.id for stage in industry.stages}
        assert {secret.id for secret in industry.secrets} == {word for role in industry.roles for word in role.sees}


@pytest.mark.parametrize(
    ("least", "count"),
    [
        (50, lambda _, industry: len(industry.secrets)),
        (12, lambda _, industry: len(industry.scenes)),
        (25, lambda _, industry: len(industry.questions)),
        (60, lambda project, industry: len(project.questions) + len(industry.questions)),
        (24, lambda project, industry: len(project.procedures) + len(industry.procedures)),
    ],
    ids=["secrets", "scenes", "own questions", "questions", "procedures"],
)
def test_each_industry_has_enough(project: Project, least: int, count: Callable[..., int]) -> None:
    assert not {slug: n for slug, item in project.industries.items() if (n := count(project, item)) < least}


def test_every_measure_leaves_evidence_of_a_measure(project: Project) -> None:
    """A measure counts in court only when the form that it fills shows that it was taken."""
    for industry in project.industries.values():
        for secret in industry.secrets:
            for measure in secret.measures:
                form = project.forms[measure.form]
                assert form.evidence.strip()
                assert set(form.proves) & {"保密措施", "秘密性", "价值性"}, (secret.id, form.id)
            assert any("保密措施" in project.forms[item.form].proves for item in secret.measures), secret.id


def test_every_legal_element_is_proved_by_some_form(project: Project) -> None:
    proved = {element for form in project.forms.values() for element in form.proves}
    assert proved == {"秘密性", "价值性", "保密措施", "侵权行为", "损失"}


def test_every_form_is_filled_in_by_some_procedure_or_measure(project: Project) -> None:
    every: list[Form] = list(project.forms.values())
    for industry in project.industries.values():
        used = {word for item in (*project.procedures.values(), *industry.procedures) for word in item.forms}
        used |= {measure.form for secret in industry.secrets for measure in secret.measures}
        assert not [form.id for form in every if form.id not in used], industry.name


def test_three_guides_are_three_books(site: Site) -> None:
    """At least 40 % of the 8-character shingles of each guide stand in no other guide."""
    texts = {
        document.slug: re.sub(r"[^\u4e00-\u9fff]", "", "".join(page.markdown for page in document.pages))
        for document in site.documents
        if document.kind.slug == "guide"
    }
    shingles = {slug: {text[i : i + 8] for i in range(len(text) - 7)} for slug, text in texts.items()}
    for slug, own in shingles.items():
        others = set().union(*(other for name, other in shingles.items() if name != slug))
        assert len(own - others) >= 0.4 * len(own), slug


def test_documents_end_with_what_they_cite_and_when_it_was_checked(site: Site) -> None:
    for document in site.documents:
        last = document.pages[-1].markdown
        assert "法律核对日期：2026-11-26" in last, document.title
        assert "《反不正当竞争法》" in last, document.title
        assert re.search(r"第(\d+※?、)*10(、\d+※?)*条", re.sub("<[^>]+>", "", last)), document.title


# --- the checks themselves -------------------------------------------------------------------------


def test_the_checks_find_what_they_look_for() -> None:
    long = "很" * (LONGEST + 1)
    assert too_long(f"短句。{long}。") == [long]
    assert too_long(bare("，".join(["[保密协议](a.md#x)"] * 2))) == []
    assert bare("[甲](a.md)、[乙](b.md)") == ""
    assert plain("**罚** 10 万元（[《某法》第1条](law.md#law-x)）。") == "罚 10 万元。"
    assert list(blocks("| 甲 | 乙 |\n| --- | --- |\n- [ ] 丙")) == ["| 甲 | 乙 |", "丙"]
    assert cited_in('罚（{{ law("aucl-2025:26", "samr-126:3(3)") }}）') == {"aucl-2025:26", "samr-126:3(3)"}
    assert FIGURE.search("法院四十八小时内裁定")
    assert not FIGURE.search("两周内改完，存 12 个月")
    assert [said for said, _ in needed("损失 30 万元以上，法院 48 小时内裁定")] == ["30 万元", "48 小时"]
    assert "恶意" not in today("| 旧说法 | 现在 |\n| --- | --- |\n| 恶意 | 故意 |")


UNSAFE = re.compile(
    r"空[桶袋]撕掉标签|原来的标签撕了|原标签换成|撕标签、抹批号|桶身改贴|"
    r"提离职当天停|离岗当天停账号|离职当天关账号|在岗期间不得|在岗不得|在岗竞业|在岗兼职|(?<!名称)(?<!别)(?<!不要)写进名录"
)
"""Labels torn off, accounts closed on notice, a duty that ends with the shift, content in the register."""


def test_no_line_harms_safety_or_contradicts_the_leaving_rule() -> None:
    folders = ("industries", "common", "overrides/documents", "docs", "regions")
    files = [p for name in folders for p in (ROOT / name).rglob("*") if p.suffix in {".yml", ".md"}]
    found = [f"{path}: {hit[0]}" for path in files for hit in UNSAFE.finditer(path.read_text("utf-8"))]
    assert not found


MISLEADING = re.compile(
    r"把案件转给有权|会转[，、]|指导[、和，]*(?:接收)?和转交|往上转|转线索|"
    r"公安(?:机关)?经侦|找经侦|签完三个月不付|等于(?:以后)?谁都能用|推定(?:为)?故意|走时查带走|不低于原平均工资"
)
"""A bureau that passes reports on, one police department for all, terms that the law counts otherwise."""


def test_no_line_sends_a_firm_to_the_wrong_door() -> None:
    folders = ("industries", "common", "overrides/documents", "docs", "regions")
    files = [p for name in folders for p in (ROOT / name).rglob("*") if p.suffix in {".yml", ".md"}]
    assert not [f"{path}: {hit[0]}" for path in files for hit in MISLEADING.finditer(path.read_text("utf-8"))]
    assert len(files) > 50


def test_the_remedy_chart_sorts_by_matter_then_opens_four_ways_side_by_side(project: Project) -> None:
    flow = project.flows["remedy"]
    ways: dict[str, list[str]] = {arrow.start: [] for arrow in flow.arrows}
    for arrow in flow.arrows:
        ways[arrow.start].append(arrow.end)
    assert ways["labour-q"] == ["labour", "stop-q"], "the labour question comes before any question of likeness"
    asked = {"stop-q": ["stop", "admin-q"], "admin-q": ["admin", "pay-q"], "pay-q": ["civil", "crime-q"]}
    asked["crime-q"] = ["police", "follow"]
    assert {question: ways[question] for question in asked} == asked, "no way shuts another"
    notes = {node.id: node.note or "" for node in flow.nodes}
    needs = {"stop": ("48小时", "30天", "担保"), "admin": ("初步证据", "再交一次"), "civil": ("举证",)}
    needs |= {"pay-q": ("一审",), "crime-q": ("30万元", "10万元", "境外")}
    assert not [(way, word) for way, words in needs.items() for word in words if word not in notes[way]]
    assert "还没用" in notes["labour-q"]


def test_leaving_has_its_terms_and_nothing_is_withheld(project: Project) -> None:
    procedure = project.procedures["exit-staff"]
    said = "".join(step.do for step in procedure.steps)
    assert [word for word in ("30日", "3日", "15日", "离职证明照开", "不拿扣工资、扣证件") if word not in said] == []
    assert {f"labour-contract-law:{key}" for key in (9, 37, 50)} <= set(procedure.cites)


def test_few_citations_need_a_second_look(site: Site) -> None:
    marks = [word for page in site.all_pages() for word in re.findall(r"(※?)\]\([^)]*#law-", page.markdown)]
    assert len(marks) > 1000
    assert sum(map(bool, marks)) <= 0.05 * len(marks)


def test_every_trouble_has_an_answer_and_a_first_step(site: Site, project: Project) -> None:
    page = next(page.markdown for page in site.pages if page.path == "troubles.md")
    words = (ROOT / WORDING / "_troubles.md").read_text("utf-8")
    named = re.findall(r'\("([^"]+)", "(q-[\w-]+)"\)', words)
    assert len(named) >= 20
    home = next(page.markdown for page in site.pages if page.path == "index.md")
    for trouble, word in named:
        question = project.questions[word]
        assert f"### {trouble} {{ #{word} }}" in page
        assert question.answer[:20] in page
        assert question.now[:20] in page
        assert f"troubles.md#{word}" in home


def test_no_bullet_is_stuck_to_the_end_of_a_line(site: Site) -> None:
    stuck = [page.path for page in site.pages if re.search(r"[。；|] ?- \*\*", page.markdown)]
    assert not stuck


def test_no_mark_of_markdown_is_shown_as_it_stands(site: Site) -> None:
    marks = (r"\*\*", "&#42;&#42;")
    assert not [page.path for page in site.all_pages() if any(mark in page.markdown for mark in marks)]


def test_each_kind_of_reader_has_a_page_in_each_trade(project: Project, site: Site) -> None:
    texts = {page.path: page.markdown for page in site.pages}
    pages = [
        f"{slug}/roles/{role.id}.md".removeprefix("/")
        for role in project.site_roles.values()
        for slug in (project.industries if role.in_plants else [""])
    ]
    assert len(pages) == 6 * len(project.industries) + 2
    for path in pages:
        assert len(re.findall(r"^\d\. \*\*.+\*\*：.*\]\(", texts[path], re.MULTILINE)) == 5
        assert re.search(r"约 \d+ 分钟", texts[path])
    front = texts["index.md"]
    assert all(path in front for path in pages)


def test_an_officer_finds_what_only_he_asks_with_its_ground(site: Site) -> None:
    page = next(page.markdown for page in site.pages if page.path == "roles/market-office.md")
    asked = page.partition("## 常问的")[2].partition("\n## ")[0]
    assert len(re.findall(r"^### ", asked, re.MULTILINE)) >= 8
    for said in ("不能自己移送", "不拍屏幕和工艺卡", "二十四小时内移送公安", "五个工作日"):
        assert said in asked
    assert asked.count("law.md#law-") >= 20
