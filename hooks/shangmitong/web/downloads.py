"""The printed files in the finished site: each in its place, and its size beside every link that leads to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..documents.pages import Site

_LINK = re.compile(
    r'(<a class="[^"]*\bdownload\b[^"]*" href="[./]*(downloads/[\w/-]+\.(?:pdf|docx|pptx|xlsx|zip|png))"[^>]*>.*?)</a>',
    re.DOTALL,
)
"""A link to a file, as the helpers of the templates and the theme write it."""


def place_papers(papers: Mapping[str, Path], site: Site, site_dir: Path) -> None:
    """Copy the finished `papers`, by their place in the site, into `site_dir`, and tell their sizes on its pages.

    Files of the site that were not made leave no empty file behind, and the links to them say so.
    """
    for path, paper in papers.items():
        shutil.copyfile(paper, site_dir / path)
    drop_placeholders(site_dir)
    words = dict.fromkeys(site.downloads(), "（这次没有做）")
    words |= {path: f"（{size(paper)}）" for path, paper in papers.items()}
    for page in site_dir.rglob("*.html"):
        html = page.read_text("utf-8")
        told = _LINK.sub(lambda match: f"{match[1]}{words.get(match[2], '')}</a>", html)
        if told != html:
            page.write_text(told, "utf-8", newline="\n")


def drop_placeholders(site_dir: Path) -> None:
    """Remove the empty files that stand where files would be that were not made."""
    for file in (site_dir / "downloads").rglob("*.*"):
        with suppress(OSError):
            if not file.stat().st_size:
                file.unlink()


def size(file: Path) -> str:
    """Return the size of a file as a reader expects it, in KB or MB."""
    count = file.stat().st_size
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
