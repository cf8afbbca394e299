"""The nav of the whole site: what mkdocs.yml lists, and the industries after its first entry."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from ..facts.tree import WORDING, Tree
from .addresses import PAPERS
from .pages import Site
from .render import ONLY_IF


def whole_nav(listed: list[Any], site: Site) -> list[Any]:
    """Return the nav in the form of mkdocs.yml; pages that this county does not have are left out of `listed`."""
    tools = {name for name in _targets(listed) if name.startswith(("tools/", "troubles", "roles/"))}
    optional = {f"{name}.md" for name in ONLY_IF} | tools
    absent = optional - {page.path for page in site.pages}
    return _without(absent, [*listed[:1], *site.nav(), *_own(listed, site), *_with_papers(listed[1:], site)])


def _with_papers(listed: list[Any], site: Site) -> list[Any]:
    """Put the pages of the papers below the toolbox, wherever it stands among the first entries."""
    papers = [{escape(page.title): page.path} for page in site.pages if page.path.startswith(PAPERS)]
    return [
        {name: [target, *papers] for name, target in entry.items()}
        if papers and isinstance(entry, dict) and "kit.md" in entry.values()
        else entry
        for entry in listed
    ]


def _own(listed: list[Any], site: Site) -> list[Any]:
    """Return the county's own pages under its name, but those that the nav lists anyway."""
    tree = site.project.tree
    names = [name.removeprefix(f"{WORDING}/site/") for name in tree.own_names(f"{WORDING}/site")]
    names += [name.removeprefix("docs/") for name in tree.own_names("docs") if name.endswith(".md")]
    known = {*_targets(listed), *(name for name in names if _is_upstream(tree, name))}
    pages = [name for name in sorted(names) if name not in known]
    return [{escape(site.project.region.name): pages}] if pages else []


def _is_upstream(tree: Tree, name: str) -> bool:
    return any((tree.root / folder / name).is_file() for folder in ("docs", f"{WORDING}/site"))


def _targets(entries: list[Any]) -> Iterator[str]:
    """Return the pages that a nav leads to."""
    for entry in entries:
        target = next(iter(entry.values())) if isinstance(entry, dict) else entry
        yield from _targets(target) if isinstance(target, list) else (target,)


def _without(absent: set[str], entries: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for entry in entries:
        target = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(target, list):
            if below := _without(absent, target):  # a section without pages would lead nowhere
                kept.append({next(iter(entry)): below})
        elif target not in absent:
            kept.append(entry)
    return kept
