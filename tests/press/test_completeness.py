"""What a page shows and paper would not is an error that leads to the line to be mended."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest

from shangmitong.documents.render import render
from shangmitong.facts.load import load
from shangmitong.press.completeness import LostError, compare
from shangmitong.press.jobs import PaperError
from shangmitong.press.typst_bodies import PageBody, typst_body
from shangmitong.press.typst_table import Table
from shangmitong.web.messages import place_of


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("#heading(level: 2)[节] 前 #rows((1fr,), (), [甲], [乙]) #enum(start: 3, [丙])", "少了 1 张图"),
        ("#heading(level: 2)[节] 前 #picture(1) #rows((1fr,), (), [甲], [乙]) #enum([丙])", "起始号（3）"),
        (
            "#heading(level: 2)[节] 前 #picture(1) #rows((1fr,), (), [乙], [甲]) #enum(start: 3, [丙])",
            "“乙丙”不在原来的位置",
        ),
        ("#heading(level: 2)[节] 前 #picture(1) #rows((1fr,), (), [甲]) #enum(start: 3, [丙])", "少了 1 个字（“乙”）"),
        ("节 前 #picture(1) #rows((1fr,), (), [甲], [乙]) #enum(start: 3, [丙])", "少了 1 个标题"),
    ],
)
def test_what_a_page_shows_and_paper_does_not_is_an_error(printed: str, told: str) -> None:
    html = "<h1>题</h1><h2>节</h2><p>前</p><img src='a.png'><table><tr><td>甲<td>乙</table><ol start=3><li>丙</ol>"
    compare(
        "tea/guide/", html, "#heading(level: 2)[节] 前 #picture(1) #rows((1fr,), (), [甲], [乙]) #enum(start: 3, [丙])"
    )
    with pytest.raises(LostError, match=r"tea/guide/") as caught:
        compare("tea/guide/", html, printed)
    assert told in str(caught.value)
    assert caught.value.clue in ("a.png", "乙丙", "乙", "")


def test_a_book_that_would_lose_a_word_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "add", lambda *_, **__: None)
    with pytest.raises(LostError, match="少了 2 个字"):
        typst_body([PageBody("", markdown.markdown("# 题\n\n| 甲 |\n|---|\n| 乙 |\n", extensions=["tables"]))], "")


@pytest.mark.parametrize(
    ("clue", "line"), [("杀青锅温", "6:"), ("图.png", "8:"), ("杀青锅温而外面没有", "6:"), ("", "1:1")]
)
def test_a_loss_is_named_with_file_and_line(sample: Path, clue: str, line: str) -> None:
    file = sample / "overrides/documents/guide/15-local.md"
    file.write_text(
        "# 本地\n\n开头。\n\n## 节\n\n| **杀青**（1）锅温 |\n\n![图](图.png)\n".replace("\n\n|", "\n|"), "utf-8"
    )
    error = PaperError("《茶叶》的 PDF 没有做成")
    error.__cause__ = LostError("", "tea/guide/local/", clue)
    assert place_of(error, render(load(sample))).startswith(f"overrides/documents/guide/15-local.md:{line}")
