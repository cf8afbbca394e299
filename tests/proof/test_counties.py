"""Files are judged by the look of the county that they are of, whatever county is chosen when the proof is run."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ..conftest import ROOT, run
from .test_deceit import framed
from .test_proof import BOOK, LINE, laid_out, printed

LARGE = BOOK.replace("size: 10.5pt", "size: 12pt")
SERIF = f"{BOOK}\n#text(font: 'Noto Sans SC')[{LINE}]".replace("'", '"')
MARGINS = {"side": 25, "top": 25, "bottom": 25}


def look(path: Path, size: float, **fonts: list[str]) -> None:
    """Write a look with a size of the body of books, in pt."""
    facts = yaml.safe_load((ROOT / "paper/look.yml").read_text("utf-8"))
    facts["sizes"] |= {"book": size}
    facts["margins"] = {"book": dict(MARGINS), "booklet": dict(MARGINS)}
    facts["fonts"] |= fonts
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(facts), "utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project with a look of its own, and the county of Lushan with another."""
    root = laid_out(tmp_path / "house", {"own/guide.pdf": lambda: printed(LARGE, tagged=True)})
    look(root / "paper/look.yml", 10.5)
    look(root / "regions/lushan/paper/look.yml", 12)
    of(root / "site", "lushan")
    return root


def of(site: Path, county: str) -> None:
    """Let a built site say of which county it is."""
    (site / "index.html").write_text(f'<meta name="county" content="{county}">', "utf-8")


def test_a_built_site_says_of_which_county_it_is(built: Path) -> None:
    assert '<meta name="county" content="tongcheng">' in (built / "site/index.html").read_text("utf-8")


def test_the_site_says_whose_look_counts(house: Path) -> None:
    done = run(house, "proof", REGION="tongcheng")
    assert "全部合格" in done.stdout, done.stdout + done.stderr


def test_a_file_of_another_county_is_told(house: Path) -> None:
    of(house / "site", "tongcheng")
    done = run(house, "proof", REGION="lushan")
    assert "own/guide.pdf: 正文应当是 10.5 点，这份里最多的字是 12.00 点" in done.stdout


def test_without_a_word_of_the_site_the_chosen_county_counts(house: Path) -> None:
    (house / "site/index.html").write_text("<h1>首页</h1>", "utf-8")
    assert "全部合格" in run(house, "proof", REGION="lushan").stdout
    assert "正文应当是 10.5 点" in run(house, "proof", REGION="tongcheng").stdout


def test_of_several_counties_each_is_judged_by_its_own(house: Path) -> None:
    """Both have the same guide of 12 pt: one asks for it, the other for 10.5 pt."""
    for county in ("lushan", "tongcheng"):
        home = house / "sites" / county
        laid_out(home, {"guide.pdf": lambda: printed(LARGE, tagged=True)})
        of(home / "site", county)
        (home / "site").rename(house / county)
    for path in sorted((house / "site").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for county in ("lushan", "tongcheng"):
        (house / county).rename(house / "site" / county)
    done = run(house, "proof")
    assert "tongcheng/downloads/guide.pdf: 正文应当是 10.5 点" in done.stdout, done.stdout + done.stderr
    assert "1 份有问题，共 1 处要改" in done.stdout


def test_fonts_are_those_of_the_look(house: Path) -> None:
    look(house / "regions/lushan/paper/look.yml", 10.5)
    (house / "site/downloads/own/guide.pdf").write_bytes(printed(SERIF, tagged=True))
    done = run(house, "proof")
    assert "不在可用的字体里（Noto Serif SC、Noto Sans CJK SC）" in done.stdout, done.stdout
    look(house / "regions/lushan/paper/look.yml", 10.5, sans=["Noto Sans CJK SC", "Noto Sans SC"])
    assert "全部合格" in run(house, "proof").stdout


def test_a_sheet_set_in_the_county_s_own_way_may_have_other_margins(house: Path) -> None:
    (house / "site/downloads/own/guide.pdf").unlink()
    (house / "site/downloads/rhyme-a3.pdf").write_bytes(framed(297, 420, 20))
    assert "画面离左边 19.8 毫米，应当是 11 毫米" in run(house, "proof").stdout
    (house / "regions/lushan/paper/poster.typ").write_text("", "utf-8")
    assert "全部合格" in run(house, "proof").stdout
