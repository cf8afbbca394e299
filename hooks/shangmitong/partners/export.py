"""The finished Markdown tree with its nav: the way out to any other site generator."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from ..documents.navigation import whole_nav
from ..documents.pages import Site
from ..press.drawings import svgs
from ..web.licences import FILE, licences
from ..web.publish import FolderError, swapped
from ..web.settings import read_settings

MARK = ".shangmitong-export"
"""A file that tells a folder of ours, which may be replaced, from one that may not."""
_SOURCES = (
    *("docs", "industries", "regions", "laws", "common", "overrides", "paper", "hooks", "schemas", "tests", "bench"),
    *("site", ".git", ".venv", ".cache"),
)
"""Folders of a project that nothing may be exported into."""
_DOWNLOAD = re.compile(r"( ?)\[([^\]]*)\]\((?:\.\./)*(downloads/[\w/-]+\.(?:pdf|docx|pptx|xlsx|zip))\)\{ \.download \}")
"""A link to a file to be taken away, as the `download` and `file` helpers of the templates write it."""
_SHOTS = re.compile(r'<div class="shots">.*?</div>', re.DOTALL)
"""The pictures for chats, as the page that shows them writes them."""
_OURS = ("hooks", "watch", "strict", "edit_uri", "validation")


class NotOursError(FolderError):
    """Raised when the target is not a folder that this program may fill or replace; the message is for the user."""


def export(site: Site, target: Path, address: str = "") -> int:
    """Write docs/ and mkdocs.yml into `target` and give the number of pages.

    Links to PDFs lead to the website at `address`; without one they become plain words.

    Raises NotOursError when `target` holds other files, is a file, or is a part of the project,
    and ProblemsError when mkdocs.yml cannot be read.
    """
    root = site.project.root
    _require_free(target, root)
    if target.exists() and any(target.iterdir()) and not (target / MARK).exists():
        raise NotOursError(f"文件夹“{target}”里有别的文件，没有动它。请换一个空文件夹")
    config = _plain(read_settings(root), site)
    with swapped(target) as aside:
        for layer in reversed(site.project.tree.layers):
            if (layer / "docs").is_dir():
                shutil.copytree(layer / "docs", aside / "docs", dirs_exist_ok=True)
        texts = {page.path: _outward(page.markdown, address) for page in site.all_pages()} | svgs(
            site.project, site.drawings
        )
        for path, text in texts.items():
            file = aside / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        (aside / "docs" / FILE).write_text(licences(), "utf-8", newline="\n")
        (aside / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")
        (aside / MARK).write_text("")
    return len(site.all_pages())


def _outward(text: str, address: str) -> str:
    """Point the links to PDFs, Office files and pictures for chats at the website at `address`; they are not part of the tree."""
    text = _SHOTS.sub(lambda shots: shots[0].replace('="../', f'="{address.rstrip("/")}/') if address else "", text)

    def written(link: re.Match[str]) -> str:
        blank, words, path = link.groups()
        if address:
            return f"{blank}[{words}]({address.rstrip('/')}/{path})"
        return "" if words.startswith("下载") else blank + words

    return _DOWNLOAD.sub(written, text)


def _require_free(target: Path, root: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotOursError(f"“{target}”是文件或链接，不是文件夹，没有动它。请换一个空文件夹")
    place, home = target.resolve(), root.resolve()
    if home.is_relative_to(place) or not place.name:
        raise NotOursError(f"文件夹“{target}”里有本项目的资料，没有动它。请换一个空文件夹")
    if place.is_relative_to(home) and place.relative_to(home).parts[0].casefold() in _SOURCES:
        raise NotOursError(f"文件夹“{target}”是本项目自己的，没有动它。请换一个空文件夹，最好在项目外面")


def _plain(config: dict[str, Any], site: Site) -> dict[str, Any]:
    """Return the settings that any Material site could use: no hooks, no theme overrides, the whole nav.

    The `variant` asks Zensical for the looks that our style sheet was made for; MkDocs does not mind it.
    """
    plain = {key: value for key, value in config.items() if key not in _OURS}
    if isinstance(theme := config.get("theme"), dict):
        plain["theme"] = {key: value for key, value in theme.items() if key != "custom_dir"} | {"variant": "classic"}
    plain["nav"] = whole_nav(config.get("nav") or [], site)
    return plain
