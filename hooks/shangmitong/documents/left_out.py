"""What a county leaves out: whether there is such a thing, and what the rest still says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..facts.project import Project
from ..facts.source.reader import read_yaml
from ..facts.source.text import read_text
from ..facts.tree import WORDING
from ..problem import Problem, unknown
from .pages import KINDS, chapters, kinds, templates

_TITLE = re.compile(r"^# ([^{}\n]{4,})$", re.MULTILINE)
_NUMBERED = re.compile(r"第\s*(?:\d+|[一二三四五六七八九十]+)\s*章")


def left_out_faults(project: Project) -> Iterator[Problem]:
    """Report what `leave_out` of the county names that there is not, and a county that leaves nothing."""
    if not (words := project.region.leave_out):
        return
    known = {kind.slug for kind in KINDS} | {
        f"{kind.slug}/{item.slug}" for kind in KINDS for item in templates(project.tree, kind) if item.slug != "index"
    }
    for index, word in enumerate(words):
        if word not in known:
            yield _fault(project, ("leave_out", index), unknown("章或者资料", word, known))
    if not kinds(project.region):
        yield _fault(project, ("leave_out",), "五种资料都不要，就什么也没有了，至少留一种")


def _fault(project: Project, path: tuple[str | int, ...], message: str) -> Problem:
    name = f"regions/{project.region_slug}.yml"
    file, _ = read_yaml(project.root / name, project.root)
    return file.problem(path, message) if file else Problem(name, 1, 1, message)


def mentions(project: Project) -> Iterator[Problem]:
    """Tell each line of what stays that leads to what is left out, names it, or counts chapters."""
    if not project.region.leave_out:
        return
    names = dict(_names(project))
    pattern = re.compile("|".join(re.escape(word) for word in sorted(names, key=len, reverse=True)))
    for path in _staying(project):
        text, _ = read_text(path, project.root, name := path.relative_to(project.root).as_posix())
        for number, line in enumerate((text or "").splitlines(), 1):
            if found := pattern.search(line):
                message = (
                    f"这里提到“{found[0]}”，本县不要它了（{names[found[0]]}）：链接已经改成文字，看看这句话还通不通"
                )
                yield Problem(name, number, found.start() + 1, message)
            elif (found := _NUMBERED.search(line)) and path.suffix == ".md":
                message = f"这里写着“{found[0]}”。本县去掉了几章，章号往前移了，看看还对不对"
                yield Problem(name, number, found.start() + 1, message)


def _names(project: Project) -> Iterator[tuple[str, str]]:
    """Return the words by which what is left out is known, each with what the county has written."""
    for kind in KINDS:
        if kind.slug in project.region.leave_out:
            yield from ((kind.name, kind.slug), (f"{kind.slug}/", kind.slug))
            continue
        for item in templates(project.tree, kind):
            if project.region.lacks(word := f"{kind.slug}/{item.slug}"):
                yield word, word
                text, _ = read_text(project.tree.find(f"{WORDING}/{item.name}"), project.root, item.name)
                if title := _TITLE.search(text or ""):
                    yield title[1].strip(), word


def _staying(project: Project) -> Iterator[Path]:
    """Return the files whose words the county's readers still meet."""
    tree = project.tree
    names = [f"{WORDING}/{item.name}" for kind in kinds(project.region) for item in chapters(project, kind)]
    names += [name for folder in ("site", "print") for name in tree.names(f"{WORDING}/{folder}", "**/*.md")]
    names += [*tree.names("common", "*.yml"), *(f"industries/{slug}.yml" for slug in project.industries)]
    yield from map(tree.find, names)
