"""HTML bodies become Typst that compiles and shows the same text, whatever an author wrote."""

from __future__ import annotations

import markdown
import pytest
import typst

from shangmitong.documents.icons import signed
from shangmitong.press.typst_bodies import PageBody, typst_body

SITE = "https://site.example/"
LOOK = """
#let spot(name) = [#metadata("spot")#label(name)]
#let rows(shares, head, ..cells) = table(columns: shares, ..head, ..cells)
#let source(name, words) = link(name, words)
#let note(sources) = none
#let basis(words) = words
#let chapter(address, number, name, title) = title
#let word-index(groups) = none
#let anchor(name) = [#metadata("anchor")#name]
#let callout(kind, title, body) = block[#title #body]
#let lead(body) = block(body)
#let keep(body) = block(body)
#let held(body) = block(body)
#let tasks(body) = body
#let verse(body) = block(body)
#let horizontalrule = line()
"""


def convert(text: str, url: str = "tea/guide/") -> str:
    extensions = ["admonition", "attr_list", "md_in_html", "tables", "sane_lists", "pymdownx.tasklist"]
    return typst_body([PageBody(url, markdown.markdown(text, extensions=extensions))], SITE)


@pytest.mark.parametrize(
    "text",
    [
        "**粗体**(每年一次)后面",
        "**粗体**;后面；**粗体**.field **粗体**[方括号]",
        "[链接](https://site.example/x/)(表1)；`码`(x);",
        "第一行  \n(第二行)",
        "#let x = 1 $ @label <tag> // 注释 /* 注释 */ `raw` ~ -- --- ... 'a' \"b\"",
        "= 不是标题\n\n- 列表(一)\n- **二**(二)\n\n1. 一\n2. 二",
        '!!! tip "提示(一)"\n\n    正文(二)\n\n    - 一\n',
        "| 甲(一) | 乙 |\n| --- | --- |\n| **丙**(二) | `丁`(三) |",
        "- [ ] 未做(一)\n- [x] **做完**(二)",
        "> **口诀**(一)  \n> 第二句",
        "<table><td>散</td></table> <td>散</td> <li>散</li> <p class='admonition-title'>散</p>",
        "---\n\n$100, 50% & a_b^c, \\n {x}",
    ],
)
def test_the_body_compiles(text: str) -> None:
    source = LOOK + convert(f"# 题\n\n## 甲\n\n{text}\n")
    assert typst.compile(source.encode(), format="pdf").startswith(b"%PDF")


def test_links_inside_a_document_lead_to_its_labels_and_others_to_the_site() -> None:
    pages = [
        PageBody("tea/guide/", '<h1 id="t">题</h1><p><a href="identify/#x">内</a><a href="../manual/">外</a></p>'),
        PageBody("tea/guide/identify/", '<h1 id="t">认定</h1><h2 id="x">甲</h2><p><a href="../">回</a></p>'),
    ]
    body = typst_body(pages, SITE)
    assert '#link(label("tea-guide-identify--x"))[内]' in body
    assert '#link("https://site.example/tea/manual/")[外]' in body
    assert '#link(label("tea-guide"))[回]' in body
    assert '#label("tea-guide-identify--x")' in body


def test_the_title_of_a_single_page_is_left_to_the_cover_and_a_book_gets_a_foreword() -> None:
    assert "#heading(level: 1)[甲]" in convert("# 题\n\n## 甲\n")
    pages = [PageBody("a/", "<h1>题</h1><h2>甲</h2>"), PageBody("a/b/", "<h1>1 乙</h1>")]
    body = typst_body(pages, SITE)
    assert "#heading(level: 1)[写在前面]" in body
    assert "#heading(level: 2)[甲]" in body
    assert "题" not in body


def test_a_bold_line_and_a_line_with_a_colon_keep_with_what_follows() -> None:
    body = convert("# 题\n\n**步骤**\n\n要备齐：\n\n普通段落\n")
    assert "#lead[#strong[步骤]]" in body
    assert "#keep[要备齐：]" in body
    assert "\n普通段落" in body


def test_every_picture_of_a_section_stands_in_its_place() -> None:
    body = convert("# 题\n\n## 甲\n\n前\n\n![一](a.svg)\n\n中\n\n![二](微信%20图.png)\n\n后\n")
    places = [
        body.index(words) for words in ("前", '#picture("/tea/guide/a.svg", "一")', "中", '微信 图.png", "二")', "后")
    ]
    assert places == sorted(places)


def test_two_flowcharts_of_a_section_are_both_drawn() -> None:
    body = convert("# 题\n\n## 甲\n\n![一](../../assets/flows/a.svg)\n\n![二](../../assets/flows/b.svg)\n")
    assert body.count("#flowchart(") == 2


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert "#enum(start: 3, [三], [四])" in convert("# 题\n\n3. 三\n4. 四\n")
    assert "#enum([一], [二])" in convert("# 题\n\n1. 一\n2. 二\n")


def test_merged_cells_keep_their_columns() -> None:
    body = convert(
        "# 题\n\n<table><tr><th>部门</th><th>事项</th><th>时间</th></tr><tr><td rowspan=2>车间</td><td>锁门</td><td>每天</td></tr>"
        "<tr><td>盘点</td><td>每周</td></tr><tr><td colspan=2>全厂</td><td>每年</td></tr></table>\n"
    )
    assert "table.cell(rowspan: 2)[车间], [锁门], [每天], [盘点], [每周], table.cell(colspan: 2)[全厂], [每年]" in body
    assert body.count("fr") == 3, "a column is not added for a row that a cell reaches into"


def test_a_column_keeps_the_side_its_words_stand_on() -> None:
    body = convert("# 题\n\n| 左 | 中 | 右 |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |\n")
    assert "[1], table.cell(align: center)[2], table.cell(align: right)[3]" in body


def test_a_cell_taller_than_a_page_may_break_and_a_short_one_may_not() -> None:
    assert "tall: true" in convert(f"# 题\n\n| 甲 | 乙 |\n| --- | --- |\n| 短 | {'长' * 400} |\n")
    assert "tall: true" not in convert("# 题\n\n| 甲 | 乙 |\n| --- | --- |\n| 短 | 长 |\n")


def test_a_long_code_may_break_and_a_short_one_stays_whole() -> None:
    code = "GZ20261126" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2
    body = convert(f"# 题\n\n| 甲 | 乙 |\n| --- | --- |\n| 编号 {code} | K-012 |\n")
    assert max(map(len, body.replace(")", " ").split("\u200b"))) < 120
    assert body.replace("\u200b", "").count(code) == 1
    assert "\u200b" in body
    assert "K\\-012" in body


def test_the_lines_of_a_listing_stay_as_they_were_typed() -> None:
    body = convert("# 题\n\n    代码 第一行\n      代码 [第二] 行\n\n    #号 <尖>\n")
    assert '#listing(("代码 第一行", "  代码 [第二] 行", "", "#号 <尖>",))' in body


def test_quotes_and_backslashes_of_a_listing_are_kept() -> None:
    assert r'#listing(("a\\b \"c\"",))' in convert('# 题\n\n    a\\b "c"\n')


def test_a_head_cell_at_the_side_of_a_table_stays_in_its_row() -> None:
    body = convert("# 题\n\n<table><tr><th>甲</th><td>一</td></tr><tr><th>乙</th><td>二</td></tr></table>\n")
    assert "(), [#strong[甲]], [一], [#strong[乙]], [二])" in body.replace("(, )", "()").replace("([], )", "()")


def test_an_icon_of_a_page_stands_beside_its_word_on_paper_and_adds_no_letters() -> None:
    body = convert(f"等级：{signed('核心')}。")
    assert '#beside("核心")\u00a0核心' in body
    assert str(signed("没有图标的词")) == "没有图标的词"
