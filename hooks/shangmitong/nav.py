"""The nav of the whole site: what mkdocs.yml lists, and the industries after its first entry."""

from __future__ import annotations

from typing import Any

from .pages import Site
from .render import ONLY_IF


def whole_nav(listed: list[Any], site: Site) -> list[Any]:
    """Give the nav in the form of mkdocs.yml; pages that this county does not have are left out of `listed`."""
    absent = {f"{name}.md" for name in ONLY_IF} - {page.path for page in site.pages}
    return _without(absent, [*listed[:1], *site.nav(), *listed[1:]])


def _without(absent: set[str], entries: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for entry in entries:
        target = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(target, list):
            kept.append({name: _without(absent, below) for name, below in entry.items()})
        elif target not in absent:
            kept.append(entry)
    return kept
