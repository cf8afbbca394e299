"""Values stay text, headings are numbered the same everywhere, anchors do not depend on numbers."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from markupsafe import Markup

from shangmitong.documents.markdown import anchor, escape, number_headings, title
from shangmitong.facts.model.base import tidy

EXTENSIONS = ["admonition", "attr_list", "tables", "sane_lists", "pymdownx.tasklist"]


def shown(text: str) -> str:
    """Return the text that a reader sees after Markdown, in a table cell, a list item and a paragraph alike."""
    return html.unescape(re.sub(r"<[^>]+>", "", markdown.markdown(text, extensions=EXTENSIONS))).strip()


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }} {% raw %}",
        "*粗* _斜_ **双** `码`",
        "[字](javascript:alert(1)) ![图](x)",
        "a | b | c",
        "1. 不是列表",
        "- 不是列表",
        "+ 不是列表",
        "# 不是标题",
        "> 不是引文",
        "!!! note",
        "{: .class }",
        "{ #id }",
        "&lt; &amp; &#42;",
        "行尾 \\",
        "<!-- 注释 -->",
        "http://example.com/a_b_c",
        "~~删~~ ^^上^^ ==亮==",
        "[ ] 不是勾选框",
        "120 ℃ · 6% · 20 分钟",
        "双\"引'号",
        ": 不是定义",
        "=====",
        "-----",
        "```",
        "    缩进",
    ],
)
def test_a_value_is_shown_as_it_was_written(value: str) -> None:
    text = tidy(value)
    assert shown(str(escape(text))) == text
    assert shown(f"- {escape(text)}") == text
    assert text in shown(f"| 甲 | 乙 |\n| --- | --- |\n| 前{escape(text)}后 | 丙 |")


def test_an_escaped_value_is_markup_and_not_escaped_twice() -> None:
    assert isinstance(escape("<"), Markup)


@pytest.mark.parametrize(
    ("folded", "line"),
    [
        ("中文\n  接着写", "中文接着写"),
        ("中文 接着写", "中文接着写"),
        ("用 PLC 控制\n温度", "用 PLC 控制温度"),
        ("see the\nmanual", "see the manual"),
        ("700—800 ℃、50—80 分钟", "700—800 ℃、50—80 分钟"),
        ("第 3 步", "第 3 步"),
    ],
)
def test_folded_chinese_has_no_blanks(folded: str, line: str) -> None:
    assert tidy(folded) == line


def test_headings_are_numbered_by_chapter() -> None:
    text = number_headings("# 认定\n\n## 甲\n\n### 子\n\n### 丑\n\n#### 深\n\n## 乙 { #own }\n\n## 甲\n", 2)
    assert text.split("\n\n") == [
        "# 2 认定 { #认定 }",
        "## 2.1 甲 { #甲 }",
        "### 2.1.1 子 { #子 }",
        "### 2.1.2 丑 { #丑 }",
        "#### 深 { #深 }",
        "## 2.2 乙 { #own }",
        "## 2.3 甲 { #甲-2 }\n",
    ]


def test_a_document_of_one_page_counts_from_one() -> None:
    assert number_headings("# 题\n## 甲\n### 子", None).split("\n") == [
        "# 题 { #题 }",
        "## 1 甲 { #甲 }",
        "### 1.1 子 { #子 }",
    ]


def test_text_in_a_fence_is_no_heading() -> None:
    assert "# 2 注释" not in number_headings("# 题\n\n```\n# 注释\n```\n", 2)


def test_anchor_and_title_drop_markup() -> None:
    assert anchor("**什么** 是 &#42;AA 机&#42;？") == "什么-是-aa-机"
    assert title("前言\n# 2 [认定](x.md) &#38; 分类 { #x }\n") == "2 认定 & 分类"
