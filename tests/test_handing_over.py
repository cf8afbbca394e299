"""What is handed to others: a Markdown tree that Zensical builds, and a trade as a zip."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .conftest import run


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
    """Give the links of all pages that lead to no file of the site."""
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
    assert "](https://a.example/guide/downloads/tea/guide.pdf)" in (tmp_path / "out/docs/tea/index.md").read_text("utf-8")
    assert "要以 https:// 开头" in run(sample, "export", "../out", "--site", "a.example").stderr
