"""What an author of a layout reads when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from shangmitong.press.typst_errors import explained


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("#let margin = (((", "paper/book.typ 第 2 行第 15 个字：括号或引号没有配成对"),
        ("#let margin = widht", "paper/book.typ 第 2 行第 15 个字：没有“widht”这个名称"),
        ('#let margin = (book: 1).at("large")', "paper/book.typ 第 2 行第 15 个字：没有“large”这一项"),
        ('#image("crest.svg")', "paper/book.typ 第 2 行第 8 个字：要用的文件不存在"),
        ("#text(colour: red)[字]", "paper/book.typ 第 2 行第 7 个字：不能写“colour”"),
        ("#let margin = 1mmm", "paper/book.typ 第 2 行第 15 个字：Typst 不认识这样写（invalid number suffix: `mmm`）"),
        ('#panic("“口诀”的字太多，请改短")', "“口诀”的字太多，请改短"),
        ('#assert(false, message: "文字里少了一节")', "文字里少了一节"),
    ],
)
def test_a_fault_is_told_in_chinese_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    book = tmp_path / "book.typ"
    book.write_text(f"字\n{line}\n", "utf-8")
    with pytest.raises(RuntimeError) as caught:
        typst.compile(book, root=tmp_path)
    assert explained(str(getattr(caught.value, "diagnostic", caught.value)))[0] == told
