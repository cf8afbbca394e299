"""Scripts are made small and still do the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from shangmitong.web.scripts import make_small, small

TEMPLATES = (
    'const tell = many => `一共 ${many} 项。${many ? `还有  ${many} 项，// 不是注释` : ""}`\nglobalThis.tell = tell\n'
)


def test_explanations_and_blanks_go_and_words_stay() -> None:
    made = small(f"// 说明\n{{\n  // 说明\n  {TEMPLATES}}}\n")
    assert "说明" not in made
    assert all(words in made for words in ("一共 ${", "} 项。${", "`还有  ${", "} 项，// 不是注释`"))
    assert len(made) < len(TEMPLATES)


@pytest.mark.parametrize(
    "words", [r"/[\0-\x08\u200b]/g", r"/^'(?=[=+\-@])/", r"/[\\/:*?\"<>|]/g", "a.split(/\\s/)", '"<\\/script>"']
)
def test_expressions_stay_as_they_are(words: str) -> None:
    assert words in small(f"globalThis.kept  =  {words}\n").replace("`", '"')


def test_the_terms_of_what_a_county_brings_along_stay() -> None:
    assert "/*! MIT, 某人 */" in small("/*! MIT, 某人 */\nlet  a  =  1\nglobalThis.a = a\n")


def test_a_script_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "assets/javascripts").mkdir(parents=True)
    for name in ("assets/own.js", "assets/javascripts/theme.js"):
        (tmp_path / name).write_text("let  broken  = (\n", "utf-8")
    make_small(tmp_path)
    assert (tmp_path / "assets/own.js").read_text("utf-8") == "let  broken  = (\n"
    assert (tmp_path / "assets/javascripts/theme.js").read_text("utf-8") == "let  broken  = (\n"
