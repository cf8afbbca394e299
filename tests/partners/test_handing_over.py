"""What is handed to others: a Markdown tree that Zensical builds, and a trade as a zip."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from shangmitong.facts.load import load

from ..conftest import make_sample, run


def zensical(folder: Path) -> Path:
    """Build an exported tree with Zensical, which must have nothing to complain of, and give the site."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"], cwd=folder,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    words = done.stdout + done.stderr
    assert done.returncode == 0, words
    assert "No issues found" in words
    return folder / "site"


def dead_links(site: Path) -> list[str]:
    """Return the links of all pages that lead to no file of the site."""
    dead = []
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            way = urlsplit(link)
            if way.scheme or way.netloc or not way.path or page.name == "404.html":
                continue
            target = page.parent / unquote(way.path)
            if not (target.is_file() or (target / "index.html").is_file()):
                dead.append(f"{page.relative_to(site)}: {link}")
    return dead


@pytest.mark.slow
def test_zensical_builds_what_export_writes(sample: Path, tmp_path: Path) -> None:
    done = run(sample, "export", "../plain")
    assert done.returncode == 0, done.stderr
    assert "PDF" in done.stderr
    site = zensical(tmp_path / "plain")
    assert dead_links(site) == []
    chapter = (site / "tea/guide/identify/index.html").read_text("utf-8")
    assert re.search(r'<h2 id="[^"]+">2\.\d [\u4e00-\u9fff]', chapter)
    assert "stylesheets/classic/" in chapter  # white letters on our colour need the looks of Material
    assert "茶叶" in (site / "index.html").read_text("utf-8")
    assert "downloads/" not in (site / "tea/index.html").read_text("utf-8")


def test_links_to_pdfs_lead_to_the_site_that_is_named(sample: Path, tmp_path: Path) -> None:
    done = run(sample, "export", "../out", "--site", "https://a.example/guide/")
    assert (done.returncode, done.stderr) == (0, "")
    assert "](https://a.example/guide/downloads/tea/guide.pdf)" in (tmp_path / "out/docs/tea/index.md").read_text(
        "utf-8"
    )
    assert "要以 https:// 开头" in run(sample, "export", "../out", "--site", "a.example").stderr


SHEET = """forms:
  - {id: seal-slip, name: 封条登记, purpose: 记封条, keeper: 仓管, retention: 三年, evidence: 封条号, proves: [保密措施],
     fields: [{name: 封条号, hint: 顺序号, example: F-01}]}
procedures:
  - {id: seal-kiln, name: 封窑, group: 定秘密, purpose: 不让看, who: 班长, when: 每窑, input: 封条,
     steps: [{do: 贴封条}, {do: 登记}], forms: [seal-slip], evidence: 登记, mistakes: [漏贴], time: 十分钟, cites: ["aucl-2025:10"]}
"""
"""What the sending county has and the other lacks."""


def said(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Return all that a run said; it ended with `code` and without a traceback."""
    words = done.stdout + done.stderr
    assert done.returncode == code, words
    assert "Traceback" not in words
    return words


def files(root: Path) -> dict[str, bytes]:
    """Return all files of a project except the machine."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("industries", "common", "laws", "regions")
        for path in (root / folder).rglob("*")
    }


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """The zip of the trade “pottery” from a county that has a procedure and a form of its own."""
    root = make_sample(tmp_path / "theirs")
    tea = (root / "industries/tea.yml").read_text("utf-8")
    text = tea.replace("name: 茶叶", "name: 陶瓷").replace(
        "form: secret-register}\nbrochure", "procedure: seal-kiln}\nbrochure"
    )
    (root / "industries/pottery.yml").write_text(text, "utf-8")
    (root / "common/kiln.yml").write_text(SHEET, "utf-8")
    words = said(run(root, "pack", "pottery"), 0)
    assert "陶瓷，1 项秘密示例" in words
    return root / "pottery.shangmitong.zip"


def test_a_trade_goes_to_another_county_once_it_has_what_the_trade_stands_on(parcel: Path, sample: Path) -> None:
    before = files(sample)
    words = said(run(sample, "unpack", str(parcel)), 1)
    assert "用到的下面 2 样，这里没有" in words
    assert "流程 seal-kiln（封窑）" in words
    assert "表单 seal-slip（封条登记）" in words
    assert "aucl" not in words  # which this county has
    assert files(sample) == before

    with zipfile.ZipFile(parcel) as archive:
        texts = yaml.safe_load(archive.read("common.yml"))
    mine = {
        "forms": [form for form in texts["forms"] if form["id"] == "seal-slip"],
        "procedures": [item for item in texts["procedures"] if item["id"] == "seal-kiln"],
    }
    (sample / "common/kiln.yml").write_text(yaml.safe_dump(mine, allow_unicode=True), "utf-8")
    assert "放好了：industries/pottery.yml" in said(run(sample, "unpack", str(parcel)), 0)
    assert (sample / "industries/pottery.yml").read_bytes() == (parcel.parent / "industries/pottery.yml").read_bytes()
    assert "2 个行业" in said(run(sample, "check"), 0)

    after = files(sample)
    words = said(run(sample, "unpack", str(parcel)), 1)
    assert "已经有“pottery”了，不会改动它。没有写任何文件" in words
    assert files(sample) == after


def test_a_law_that_is_not_known_here_is_named(parcel: Path, sample: Path) -> None:
    root = parcel.parent
    act = (root / "laws/acts.yml").read_text("utf-8").split("  - id: aucl-2019")[0]
    (root / "laws/new.yml").write_text(act.replace("aucl-2025", "aucl-2031"), "utf-8")
    path = root / "industries/pottery.yml"
    path.write_text(path.read_text("utf-8").replace("aucl-2025:10", "aucl-2031:10"), "utf-8")
    said(run(root, "pack", "pottery"), 0)
    words = said(run(sample, "unpack", str(parcel)), 1)
    assert "用到的下面 3 样，这里没有" in words
    assert re.search("法律 aucl-2031:10（《.+》）：没有“aucl-2031”这个法律文件代号", words)


def test_a_trade_goes_as_the_county_has_it(parcel: Path, tmp_path: Path) -> None:
    root, target = parcel.parent, make_sample(tmp_path / "ours")
    own = root / "regions/tongcheng/industries"
    own.mkdir(parents=True)
    (own / "pottery.yml").write_text("brochure:\n  headline: 本县的瓷\n", "utf-8")
    (root / "industries/tea.yml").rename(own / "leaf.yml")
    (target / "common/kiln.yml").write_text(SHEET, "utf-8")
    tea = (target / "industries/tea.yml").read_text("utf-8")
    (target / "industries/tea.yml").write_text(tea.replace("name: 茶叶", "name: 花茶"), "utf-8")
    for slug in ("pottery", "leaf"):
        said(run(root, "pack", slug), 0)
        said(run(target, "unpack", str(root / f"{slug}.shangmitong.zip")), 0)
    assert load(target).industries.items() > load(root).industries.items()
    assert load(target).industries["pottery"].brochure.headline == "本县的瓷"


def test_the_same_trade_gives_the_same_bytes(parcel: Path) -> None:
    first = parcel.read_bytes()
    said(run(parcel.parent, "pack", "pottery"), 0)
    assert parcel.read_bytes() == first
    assert "是不是想写“pottery”" in said(run(parcel.parent, "pack", "poterry"), 1)


def changed(parcel: Path, **members: bytes | None) -> None:
    """Write the zip again with some members replaced, added or, for None, left out; `__` stands for a slash."""
    with zipfile.ZipFile(parcel) as archive:
        held: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    held |= {name.replace("__", "/"): data for name, data in members.items()}
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            if data is not None:
                archive.writestr(name, data)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"hooks__evil.py": b"print(1)"}, "有不该有的文件：hooks/evil.py"),
        ({"..__..__evil.yml": b"a: 1"}, "有一个文件名不能用：'../../evil.yml'"),
        ({"__etc__evil.yml": b"a: 1"}, "有一个文件名不能用"),
        ({"C:evil.yml": b"a: 1"}, "有一个文件名不能用"),
        ({"Common.yml": b"a: 1"}, "里有两个"),
        ({f"more{number}.yml": b"" for number in range(9)}, "里有 13 个文件，最多 8 个"),
        ({"common.yml": b" " * 5_000_000}, "展开以后超过 4 MB"),
        ({"manifest.yml": None}, "里没有 manifest.yml，不是 pack 做的 zip"),
        ({"industries__pottery.yml": None}, "里没有 industries/pottery.yml"),
        ({"manifest.yml": b'format: "2"\nindustry: pottery'}, "另一个版本的程序做的"),
        ({"manifest.yml": b'format: "1"\nindustry: ../x\nname: x'}, "manifest.yml:2:11: industry：“../x”的写法不对"),
        (
            {"industries__pottery.yml": b"name: x\nsecret: 1\n"},
            "industries/pottery.yml:2:1: secret：不认识的键“secret”",
        ),
        ({"industries__pottery.yml": "name: 陶瓷".encode("gbk")}, "文件像是 GBK（ANSI）编码"),
    ],
)
def test_a_zip_that_is_not_as_it_should_be_is_refused(
    parcel: Path, sample: Path, members: dict[str, bytes | None], told: str
) -> None:
    before = files(sample)
    changed(parcel, **members)
    assert told in said(run(sample, "unpack", str(parcel)), 1)
    assert files(sample) == before
    assert not (sample.parent / "evil.yml").exists()


def test_links_locks_and_broken_zips_are_refused(parcel: Path, sample: Path) -> None:
    before, whole = files(sample), parcel.read_bytes()
    link = zipfile.ZipInfo("laws.yml")
    link.external_attr = 0o120777 << 16
    changed(parcel, **{"laws.yml": None})
    with zipfile.ZipFile(parcel, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "“laws.yml”是链接" in said(run(sample, "unpack", str(parcel)), 1)
    for broken in (b"", b"PK", whole[:-40], whole.replace("陶瓷".encode(), "陶器".encode())):
        parcel.write_bytes(broken)
        assert "不是完好的 zip 文件" in said(run(sample, "unpack", str(parcel)), 1)
    assert "找不到" in said(run(sample, "unpack", "nothing.zip"), 1)
    assert files(sample) == before


def test_a_trade_that_does_not_fit_here_is_refused_with_the_places(parcel: Path, sample: Path) -> None:
    shutil.copy(parcel.parent / "common/kiln.yml", sample / "common/kiln.yml")
    path = sample / "industries/tea.yml"
    path.write_text(path.read_text("utf-8").replace("name: 茶叶", "name: 陶瓷"), "utf-8")
    words = said(run(sample, "unpack", str(parcel)), 1)
    assert "没有写任何文件" in words
    assert "行业名称“陶瓷”和 industries/" in words
    assert not (sample / "industries/pottery.yml").exists()
