"""What the body of a page gets for a screen."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from mkdocs.structure.toc import AnchorLink

from shangmitong.web.screen import folds, for_screen

TABLE = (
    "<table><thead><tr><th>名称</th><th>谁<b>管</b></th><th>密级</th></tr></thead><tbody>"
    '<tr><td>窑炉曲线</td><td>班长</td><td class="grade">核心</td></tr></tbody></table>'
)


def test_a_cell_of_a_wide_table_names_its_column_and_keeps_its_role() -> None:
    table = html.fragment_fromstring(for_screen(TABLE, {}))
    assert [cell.get("data-label") for cell in table.iter("td")] == ["名称", "谁管", "密级"]
    assert [part.get("role") for part in table.iter("table", "tr", "th", "td")][:3] == ["table", "row", "columnheader"]
    assert table.xpath("//td[@class='grade']/@role") == ["cell"]


def test_a_table_of_two_columns_stays_as_it_is() -> None:
    narrow = "<table><tr><th>项目</th><th>内容</th></tr><tr><td>甲</td><td>乙</td></tr></table>"
    assert for_screen(narrow, {}) == narrow


def test_a_drawing_has_its_size_and_leads_to_itself_without_a_script() -> None:
    drawn = {"assets/charts/year.svg": '<svg viewBox="0 0 10 20" width="100" height="200" xmlns="x"></svg>'}
    page = for_screen('<p><img alt="图" class="flow" src="../../assets/charts/year.svg" /></p>', drawn)
    (link,) = html.fragment_fromstring(page).iter("a")
    assert link.get("href") == "../../assets/charts/year.svg"
    assert (link[0].get("width"), link[0].get("height")) == ("100", "200")


def test_pages_of_many_items_open_folded() -> None:
    assert folds("<h3>甲</h3>" * 20) == "", "nothing leads to a heading without a name"
    assert folds('<h3 id="a">甲</h3>' * 11) == ""
    assert folds('<h3 id="a">甲</h3>' * 12) == "h3"
    assert folds('<h2 id="scene-a">甲</h2>' * 12) == "scenes"
    assert folds('<h2 id="a">甲</h2>' * 6) == ""
    assert folds(f'<h2 id="a">甲</h2>{"字" * 1200}' * 6) == "h2"


def test_a_built_page_needs_no_script_for_its_cards(built: Path) -> None:
    page = html.document_fromstring((built / "site/tea/manual/forms/index.html").read_bytes())
    cells = page.xpath("//table[@data-cards]//td")
    assert cells
    assert all(cell.get("data-label") for cell in cells)


def test_the_contents_of_a_folded_page_leave_out_what_is_folded() -> None:
    def contents() -> tuple[AnchorLink, AnchorLink]:
        page, section = AnchorLink("页", "page", 1), AnchorLink("节", "section", 2)
        section.children = [AnchorLink("问", "question", 3)]
        page.children = [section]
        return page, section

    page, section = contents()
    for_screen('<h3 id="a">甲</h3>' * 12, {}, [page])
    assert page.children == [section]
    assert section.children == []
    page, section = contents()
    for_screen('<h3 id="a">甲</h3>' * 3, {}, [page])
    assert section.children


def test_a_warning_and_a_group_have_the_same_signs_as_on_paper_and_the_words_stay() -> None:
    page = for_screen('<div class="admonition warning">\n<p class="admonition-title">别盖错章</p><p>甲</p></div>', {})
    (sign,) = html.fragment_fromstring(page).iter("svg")
    assert (sign.get("data-icon"), sign.get("aria-hidden")) == ("warning", "true")
    assert "别盖错章" in page
    page = for_screen(
        '<h2 id="report">11.2 举报：请行政机关查</h2><h2 id="a"><a href="x">宣传册</a></h2><h2 id="b">乙</h2>', {}
    )
    assert [sign.get("data-icon") for sign in html.fromstring(page).iter("svg")] == ["举报", "宣传册"]
    assert 'data-icon="note"' in for_screen(
        '<div class="admonition bug">\n<p class="admonition-title">甲</p></div>', {}
    )


def test_a_picture_on_a_page_written_by_hand_keeps_its_place_and_opens_large() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 250" width="480" height="250">'
    page = for_screen('<p><img alt="图" src="../assets/a.svg" /></p>', {}, read={"assets/a.svg": svg}.__getitem__)
    assert '<a class="flow-box" href="../assets/a.svg"><img width="480" height="250" alt="图"' in page


def test_a_link_with_no_words_around_it_is_as_large_as_a_finger() -> None:
    lists = '<ul><li class="x"><a href="a">甲</a></li><li>看<a href="b">乙</a></li><li><a href="c">丙</a>，约 3 分钟</li></ul>'
    texts = '<p>见<svg></svg><a href="d">丁</a></p><p><b><a title="" href="e">戊？丑。</a></b></p><p><a href="f"><img></a></p>'
    cells = '<table><tr><td><span id="x"></span><svg></svg>&nbsp;<a href="g">己</a></td><td><a href="h">庚</a>、<a href="i">辛</a></td></tr></table>'
    nested = '<ul><li><a href="j">壬</a><ul><li>癸</li></ul></li><li><a class="download" href="k">子</a></li></ul>'
    page = html.fragment_fromstring(for_screen(lists + texts + cells + nested, {}), create_parent="div")
    assert page.xpath("//a[@class='alone']/@href") == ["a", "e", "g", "j"]
