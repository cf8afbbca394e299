"""The pages and hats that the readers of the site are led to: all must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ...problem import Problem, choices, nearest
from ..source.reader import YamlFile
from ..source.records import records, words
from ..tree import WORDING, Tree
from .hats import Path


def lost_ways(files: Mapping[str, list[YamlFile]], tree: Tree) -> Iterator[Problem]:
    """Report pages and hats that a role of the site names and that are not there."""
    roles = [(file, at, role) for file in files["common"] for at, role in records(file.value, "site_roles")]
    known = _pages(tree) if roles else set()
    hats = {str(hat.get("id")) for file in files["common"] for _, hat in records(file.value, "hats")}
    for file, at, role in roles:
        for number, hat in enumerate(words(role, "hats")):
            if hat not in hats:
                message = f"没有“{hat}”这顶帽子。{nearest(hat, hats)}可用的：{choices(sorted(hats))}"
                yield file.problem(("site_roles", at, "hats", number), message)
        for path, word in _named(role):
            if word not in known:
                message = f"没有“{word}”这一页。{nearest(word, known)}行业的章写 guide/people，全站的页写 /contacts"
                yield file.problem(("site_roles", at, *path), message)


def _named(role: dict[str, object]) -> Iterator[tuple[Path, str]]:
    for number, word in enumerate(words(role, "read")):
        yield ("read", number), word
    for number, thing in records(role, "first"):
        if isinstance(page := thing.get("page"), str):
            yield ("first", number, "page"), page


def _pages(tree: Tree) -> set[str]:
    """Return what can be named: chapters without their number, and pages of the site after a slash."""
    found = set()
    for name in (*tree.names(WORDING, "*/*.md"), *tree.names(f"{WORDING}/site/tools", "*.md")):
        path = PurePosixPath(name.removeprefix(f"{WORDING}/")).with_suffix("")
        folder = path.parent.as_posix()
        chapter = f"{folder}/{re.sub(r'^[0-9]{2}-', '', path.name)}"
        found.add(chapter.removeprefix("site") if folder.startswith("site") else chapter)
    return found | {name.removeprefix("docs").removesuffix(".md") for name in tree.names("docs", "**/*.md")}
