"""Places that still wait for their words: found with their lines, kept off a published site, marked in a draft."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...problem import Problem, shorten

if TYPE_CHECKING:
    from ..project import Project
    from ..source.reader import YamlFile
    from ..tree import Tree

MARK = "待补"
"""What an author writes where the words are still missing; it may stand alone or inside a text."""
DRAFT = "SHANGMITONG_DRAFT"
"""The environment variable under which a site with gaps is built, as a draft."""
_MARKED = f"<mark>{MARK}</mark>"
_SHOWN = 20
_TEXTS = ("docs", "overrides/documents")
"""Folders of Markdown that is published."""
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|```.*?```|`[^`\n]*`", re.DOTALL)
"""Comments, and code, which speaks of the mark."""
_TAG = re.compile(r"(<code\b.*?</code>|<[^>]*>)", re.DOTALL)


def is_draft() -> bool:
    """Say whether a site with gaps may be built."""
    return bool(os.environ.get(DRAFT))


def gaps_in(files: Iterable[YamlFile]) -> Iterator[Problem]:
    """Return every value of the files that carries the mark, with its place."""
    for file in files:
        for path, words in _scalars(file.value):
            if MARK in words:
                yield file.problem(path, "还没有写" if words == MARK else f"还没有写好：“{shorten(words)}”")


def gaps_in_texts(tree: Tree) -> Iterator[Problem]:
    """Return every place where a template or a page written by hand carries the mark.

    Files that are not UTF-8 are passed over, as they are reported elsewhere.
    """
    for path in [tree.find(name) for folder in _TEXTS for name in tree.names(folder, "**/*.md")]:
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        name = path.relative_to(tree.root).as_posix()
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text) if MARK in text else ""
        for number, line in enumerate(text.split("\n"), 1):
            for match in re.finditer(MARK, line):
                yield Problem(name, number, match.start() + 1, f"还没有写好：“{shorten(line[match.start() :])}”")


def published(project: Project) -> list[Problem]:
    """Return the gaps that readers of the project's site would meet.

    Other counties and trades that the county does not publish are left out.
    """
    found = [*project.gaps, *gaps_in_texts(project.tree)]
    return [gap for gap in found if not _is_left_out(PurePosixPath(project.tree.home(gap.file)), project)]


def _is_left_out(file: PurePosixPath, project: Project) -> bool:
    chosen = {"industries": set(project.industries), "regions": {project.region_slug}}
    return file.stem not in chosen.get(file.parts[0], {file.stem})


def listed(gaps: list[Problem]) -> str:
    """Return the first gaps, one a line, and how many more there are."""
    more = [f"……还有 {len(gaps) - _SHOWN} 处"] if len(gaps) > _SHOWN else []
    return "\n".join([*map(str, gaps[:_SHOWN]), *more])


def note(gaps: list[Problem]) -> str:
    """Return what stands on every web page of a draft; an empty text where there is no gap."""
    return f"草稿，还有 {len(gaps)} 处{MARK}，不要印发" if gaps else ""


def paper_note(html: str) -> str:
    """Return what stands on every sheet of a document with this HTML.

    It names no number, so that filling one gap leaves the other documents as they are; one without gaps is no draft.
    """
    return f"草稿，还有{MARK}，不要印发" if _MARKED in html else ""


def marked(html: str) -> str:
    """Return the HTML of a page with its gaps made visible."""
    if MARK not in html:
        return html
    parts = _TAG.split(html)
    parts[::2] = [part.replace(MARK, _MARKED) for part in parts[::2]]
    return "".join(parts)


def _scalars(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _scalars(item, (*path, key))
