"""The built site and its PDFs, as a reader gets them."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from ..conftest import ROOT, make_sample, run

KINDS = ("guide", "manual", "brochure", "faq")
SITE_URL = "https://shangmitong.example/"


def page(root: Path, path: str) -> str:
    return (root / "site" / path / "index.html").read_text("utf-8")


def digest(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def outline(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as tree:
        return [title for item in tree.root for title in _titles(item)]


def _titles(item: pikepdf.OutlineItem) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)


def links(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for sheet in pdf.pages:
        yield from (note for note in sheet.obj.get("/Annots", []) if note.get("/Subtype") == "/Link")


@pytest.fixture(params=KINDS)
def pdf(request: pytest.FixtureRequest, built: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(built / f"site/downloads/tea/{request.param}.pdf") as opened:
        yield opened


def test_every_kind_has_pages_and_a_pdf(built: Path) -> None:
    for kind in KINDS:
        assert (built / f"site/tea/{kind}/index.html").exists()
        assert (built / f"site/downloads/tea/{kind}.pdf").stat().st_size > 10_000


def test_the_download_stands_on_the_documents_pages_with_its_size(built: Path) -> None:
    for path in ("tea/guide", "tea/guide/identify", "tea"):
        assert re.search(r'href="[./]*downloads/tea/guide\.pdf"[^>]*>[^<]*（\d+ KB）', page(built, path)), path


def test_edit_this_page_leads_to_the_yaml(built: Path) -> None:
    (href,) = re.findall(r'href="([^"]*sources/[^"]*)"', page(built, "tea/guide/identify"))
    target = (built / "site/tea/guide/identify" / href).resolve()
    assert target.read_bytes() == (built / "industries/tea.yml").read_bytes()


def test_edit_this_page_leads_to_the_host_when_one_is_set(sample: Path) -> None:
    host = "https://host.example/edit/main/docs/"
    assert run(sample, "build", EDIT_URI=host).returncode == 0
    assert f'href="{host}../industries/tea.yml"' in page(sample, "tea/guide/identify")


def test_the_toolbox_offers_files_that_are_there_with_their_size(built: Path) -> None:
    links = re.findall(r'href="([^"]*downloads/[^"]*)"[^>]*>[^<]*（(\d+ KB)）', page(built, "kit"))
    assert {Path(link).suffix for link, _ in links} == {".docx", ".pptx", ".xlsx", ".zip"}
    for link, told in links:
        file = (built / "site/kit" / link).resolve()
        assert f"{file.stat().st_size / 1024:.0f} KB" == told, link


def test_the_site_names_whose_work_it_carries(built: Path) -> None:
    said = (built / "site/licenses.txt").read_text("utf-8")
    for word in ("mkdocs-material", "Martin Donath", "lunr", "Font Awesome", "Noto", "MIT"):
        assert word in said, word


def test_the_tools_are_small_as_a_browser_gets_them(built: Path) -> None:
    """A phone on a slow line loads the built files, not the sources with their explanations, so those are measured."""
    sizes = {script.name: script.stat().st_size for script in (built / "site/assets").glob("tool*.js")}
    assert len(sizes) == 6
    assert sum(sizes.values()) <= 40 * 1024, sizes
    for script in (built / "site/assets").glob("*.js"):
        assert script.stat().st_size < 0.9 * (ROOT / "docs/assets" / script.name).stat().st_size, script.name


def test_search_looks_through_every_section_as_plain_text(built: Path) -> None:
    found = json.loads((built / "site/search/docs.json").read_text("utf-8"))["sections"]
    entries = {entry["location"]: entry for entry in found}
    secret = entries["tea/guide/identify/#secret-pan-curve"]
    assert secret["title"] == "2.1.1 杀青锅温曲线"
    assert secret["text"] == (
        "载体：工艺卡 工艺卡编号领还（商业秘密名录） 提示 见 清点秘密，什么是商业秘密？，本章开头。 列好清单 定好密级"
    )
    assert (
        entries["tea/manual/forms/#form-secret-register"]["text"]
        == "栏目 怎么填 示例 编号 顺序号 K-001 密级 选一个 核心 约定退还日 写哪天退 —"
    )
    assert entries["about/"]["text"]
    anchors = {entry.partition("#")[2] for entry in entries if entry.startswith("reuse/how-to/#")}
    ids = set(re.findall(r'<h[2-6] id="([^"]*)"', page(built, "reuse/how-to")))
    assert anchors == ids, "a hit on a page of docs/ opens at its heading, and the address tells which"
    assert not any(re.fullmatch(r"_\d*", name) for name in ids)
    index = json.loads((built / "site/search/search_index.json").read_text("utf-8"))
    assert index["docs"] == [], "every page fetches this file"


def test_every_link_of_every_page_leads_somewhere(built: Path) -> None:
    site = (built / "site").resolve()
    for file in site.rglob("*.html"):
        if file.name == "404.html":
            continue
        for href in re.findall(r'(?:href|src)="([^"#][^"]*)"', file.read_text("utf-8")):
            path = html.unescape(href).split("#")[0].split("?")[0]
            if path.startswith((SITE_URL, "data:")):
                continue
            assert "://" not in path, (file, path)
            target = (file.parent / path).resolve()
            assert (target / "index.html").exists() or target.is_file(), (file, href)


def test_every_entry_of_the_navigation_has_its_name(built: Path) -> None:
    for file in (built / "site").rglob("*.html"):
        found = re.findall(r'<span class="md-ellipsis">(.*?)</span>', file.read_text("utf-8"), re.DOTALL)
        names = {re.sub(r"<[^>]*>", "", name).strip() for name in found}
        assert len(names) > 5
        assert "None" not in names, file


def test_headings_are_numbered_the_same_on_the_web_and_on_paper(built: Path) -> None:
    web = re.findall(r"<h[12][^>]*>(.*?)<a class=\"headerlink\"", page(built, "tea/guide/identify"), re.DOTALL)
    with pikepdf.open(built / "site/downloads/tea/guide.pdf") as opened:
        titles = outline(opened)
    assert web[0] == "2 认定：哪些是商业秘密"
    assert set(web) <= set(titles)


def test_a_pdf_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.open_metadata()
    assert str(pdf.Root.Lang) == "zh-CN"
    assert metadata["dc:title"].startswith("茶叶商业秘密保护")
    assert metadata["dc:creator"] == ["通城县市场监督管理局"]
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert metadata["pdfuaid:part"] == "1"
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root


def test_a_pdf_embeds_simplified_chinese_fonts_only(pdf: pikepdf.Pdf) -> None:
    names = {
        str(font.BaseFont).split("+")[-1]
        for sheet in pdf.pages
        for font in sheet.obj.Resources.get("/Font", {}).values()
    }
    assert names
    assert all(re.match(r"Noto(SansCJKsc|SerifSC|SansSC)-", name) for name in names), names


def test_links_on_paper_lead_to_a_place_or_to_the_site(pdf: pikepdf.Pdf) -> None:
    named = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)} if "/Names" in pdf.Root else set()
    for note in links(pdf):
        action = note.get("/A", {})
        if "/URI" in action:
            assert str(action.URI).startswith(SITE_URL)
        else:
            place = note.get("/Dest", action.get("/D"))
            assert isinstance(place, pikepdf.Array) or str(place) in named


def test_the_guide_has_contents_that_lead_to_its_chapters(built: Path) -> None:
    with pikepdf.open(built / "site/downloads/tea/guide.pdf") as opened:
        assert outline(opened)[:3] == ["写在前面", "怎样使用本指南", "2 认定：哪些是商业秘密"]
        inside = [note for note in links(opened) if "/URI" not in note.get("/A", {})]
        assert len(inside) > 8


def test_two_builds_in_different_folders_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    twin = make_sample(tmp_path / "elsewhere" / "twin")
    assert run(twin, "build", PAPERS="all").returncode == 0
    assert digest(twin / "site") == digest(built / "site")


def test_a_failed_build_leaves_the_last_site_as_it_was(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    before = digest(root / "site")
    faults = {
        "industries/tea.yml": ("grade: 核心", "grade: 绝密"),
        "overrides/documents/guide/02-identify.md": ("stage.text", "stage.txt"),
        "overrides/documents/manual/index.md": ("给做事的人看。", "[坏链接](nowhere.md)"),
        "paper/kit.typ": ("#let verse", "#let broken = missing\n#let verse"),
    }
    for name, (old, new) in faults.items():
        text = (root / name).read_text("utf-8")
        (root / name).write_text(text.replace(old, new), "utf-8")
        done = run(root, "build")
        (root / name).write_text(text, "utf-8")
        assert done.returncode == 1, name
        assert "没有动" in done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        assert digest(root / "site") == before
        assert not list(root.glob(".site.*"))


def test_only_the_pdfs_that_a_change_touches_are_made_again(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    cache = root / ".cache/shangmitong/paper"
    before = {path.name for path in cache.iterdir()}
    text = (root / "industries/tea.yml").read_text("utf-8")
    (root / "industries/tea.yml").write_text(text.replace("headline: 守住火候", "headline: 看好火候"), "utf-8")
    assert run(root, "build").returncode == 0
    assert len({path.name for path in cache.iterdir()} - before) == 1
    assert "看好火候" in page(root, "tea/brochure")


def test_properdocs_builds_the_same_pages(sample: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "-q", "-f", "mkdocs.yml", "-d", str(sample / "out")],
        cwd=sample, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (sample / "out/tea/guide/identify/index.html").exists()
    assert (sample / "out/downloads/tea/guide.pdf").stat().st_size > 10_000


def test_the_preview_shows_a_saved_yaml(sample: Path, edit: Callable[[str, str, str], None]) -> None:
    address = "127.0.0.1:8765"
    server = subprocess.Popen(
        [sys.executable, "-m", "shangmitong", "serve"],
        cwd=sample, env=run_environment(address), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert eventually(f"http://{address}/tea/guide/identify/", "锅温和时间")
        edit("industries/tea.yml", "text: 锅温和时间。", "text: 锅温、时间和投叶量。")
        assert eventually(f"http://{address}/tea/guide/identify/", "投叶量")
        edit("industries/tea.yml", "grade: 核心", "grade: 绝密")
        time.sleep(3)
        assert eventually(f"http://{address}/tea/guide/identify/", "投叶量")
        edit("industries/tea.yml", "grade: 绝密", "grade: 重要")
        edit("overrides/documents/guide/02-identify.md", "# 认定：哪些是商业秘密", "# 认定：哪些算商业秘密")
        assert eventually(f"http://{address}/tea/guide/identify/", "哪些算商业秘密")
    finally:
        server.terminate()
        server.wait(10)


def run_environment(address: str) -> dict[str, str]:
    return os.environ | {"DEV_ADDR": address, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def eventually(address: str, words: str, seconds: float = 40) -> bool:
    """Ask for a page until it shows the words."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own preview
                if words in answer.read().decode():
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.3)
    return False


HOSTILE = "<img src=x onerror=a()>{{7}}"


def test_html_in_any_value_is_text_on_every_page_and_on_paper(sample: Path) -> None:
    industry = (sample / "industries/tea.yml").read_text("utf-8")
    for word in (
        "茶叶\n",
        "茶\n",
        "绿茶、砖茶",
        "杀青,",
        "杀青锅温曲线",
        "工艺卡]",
        "老板",
        "师傅跳槽,",
        "锅温算秘密吗？",
        "守住火候",
        "甲}",
    ):
        assert word in industry
        plain = word.rstrip("\n,]}")
        industry = industry.replace(word, f"'{plain}{HOSTILE}'{word[len(plain) :]}", 1)
    (sample / "industries/tea.yml").write_text(industry, "utf-8")
    region = (sample / "regions/tongcheng.yml").read_text("utf-8")
    region = region.replace("publisher: 通城县市场监督管理局", f"publisher: '局{HOSTILE}'")
    (sample / "regions/tongcheng.yml").write_text(region, "utf-8")
    done = run(sample, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    for file in (sample / "site").rglob("*.html"):
        assert "<img src=x" not in file.read_text("utf-8"), file
    assert html.escape("锅温算秘密吗？<img src=x") in page(sample, "tea/faq").replace("&#60;", "&lt;").replace(
        "&#61;", "="
    )
    with pikepdf.open(sample / "site/downloads/tea/guide.pdf") as opened:
        assert "<img src=x" in opened.open_metadata()["dc:title"]
