"""Whose work a site carries, and under which terms: written from what the packages say of themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

FILE = "licenses.txt"
"""Where the text lies in the site."""
_CARRIED = {
    "mkdocs-material": "网页的样子、脚本和图标，图里的小图标",
    "mkdocs": "把资料变成网页的程序",
    "manimgx-fonts-cjk": "PDF 里的字",
    "pylopdf-fonts-zh-cn": "PDF 里的字",
}
"""The packages of which a site carries something, and what."""
_NOTE = re.compile(r"/\*!(.*?)\*/", re.DOTALL)
"""A comment that a script keeps although it was made small: the terms of what went into it."""
_SCRIPT = re.compile(r"/assets/javascripts/.*\.js$")
_TEXT = re.compile(r"(?:^|/)(?:licen[cs]es?|copying|notice|OFL)[^/]*$", re.IGNORECASE)


@cache
def licences() -> str:
    """Return the names, versions and terms of what a site carries of others."""
    parts = ["这个网站和 PDF 里用到的别人的程序、图标和字体，各按它自己的许可。文字内容的许可见网站的“关于本站”。"]
    for name, what in _CARRIED.items():
        package = distribution(name)
        said = package.metadata.json
        terms = str(said.get("license_expression") or said.get("license") or "见下面的原文")
        parts.append(f"{name} {package.version}：{what}。许可：{terms.strip().splitlines()[0]}")
        parts += _texts(package)
    parts += dict.fromkeys(_notes(distribution("mkdocs-material")))
    return "\n\n----------------------------------------\n\n".join(parts) + "\n"


def _texts(package: Distribution) -> Iterator[str]:
    """Return the texts of the licences in a package, with their places, those of its icons too."""
    for file in _files(package, _TEXT):
        path = Path(str(package.locate_file(file)))
        if path.suffix in ("", ".txt", ".md") and path.is_file():
            yield f"{file}\n\n{path.read_text('utf-8', errors='replace').strip()}"


def _notes(package: Distribution) -> Iterator[str]:
    """Return what the scripts of a package say of whose work went into them."""
    for file in _files(package, _SCRIPT):
        text = Path(str(package.locate_file(file))).read_text("utf-8", errors="replace")
        for note in _NOTE.findall(text):
            lines = (line.strip().removeprefix("*").strip() for line in note.splitlines())
            yield f"{file}\n\n" + "\n".join(filter(None, lines))


def _files(package: Distribution, wanted: re.Pattern[str]) -> list[str]:
    """Return the files of a package that are `wanted`, by name: Material alone has twelve thousand, mostly icons.

    Python's own list of them takes a twentieth of the time of all pages, so the file it comes from is read.
    """
    names = [row[0] for row in csv.reader((package.read_text("RECORD") or "").splitlines()) if row]
    return sorted(filter(wanted.search, names or map(str, package.files or ())))
